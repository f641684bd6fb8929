#include "engine/model/rule.hpp"

#include <algorithm>
#include <array>

namespace trustctl {

namespace {

constexpr RuleLevels error_then_warning{Level::error, Level::warning};
constexpr RuleLevels both(Level level) { return {level, level}; }

constexpr std::array catalogue = {
    Rule{
        RuleId::expired, "expired", "The certificate's validity has ended",
        "No chain through a certificate is valid after its notAfter, so an expired root or issuing "
        "CA helps nobody, and it may stand in the way of its successor: when AddTrust External CA "
        "Root expired in May 2020, clients that still held it built their path to it and failed, "
        "though a valid root was there. An expired certificate in Disallowed still does its work. "
        "Source: RFC 5280 section 6.1.3 (a)(2).",
        error_then_warning, true},
    Rule{
        RuleId::not_yet_valid, "not_yet_valid", "The certificate's validity has not begun",
        "Until its notBefore a certificate is as useless as an expired one. Either the certificate "
        "is rolled out before its time, or a clock is wrong: the CA's when it signed, or this "
        "computer's now. Source: RFC 5280 section 6.1.3 (a)(2).",
        error_then_warning, true},
    Rule{RuleId::expires_within, "expires_within", "The certificate expires soon",
         "Everything below a CA certificate fails on the day that it expires, and a new root takes "
         "weeks to reach every computer. DST Root CA X3 (September 2021) and AddTrust (May 2020) "
         "were known decades ahead and still took services down. The horizon is the manifest's "
         "policy `expires_within: {days: N}`. Source: RFC 5280 section 4.1.2.5; RFC 4210 section "
         "4.4 "
         "on root key update.",
         both(Level::warning), true},
    Rule{RuleId::not_a_ca, "not_a_ca", "The certificate is not a CA certificate",
         "A store of authorities is for certificates that may issue others: basicConstraints with "
         "cA, and keyCertSign where there is a keyUsage. A server's own certificate in Root makes "
         "whoever holds that server's key trusted as it is, and is most often a slip of the hand "
         "in place of its issuer. Stores that are meant for end-entity certificates, such as "
         "TrustedPeople and Disallowed, are not judged. Source: RFC 5280 sections 4.2.1.3, 4.2.1.9 "
         "and 6.1.4 (k), (n).",
         error_then_warning, true},
    Rule{RuleId::not_self_signed_in_root, "not_self_signed_in_root",
         "A certificate in Root is not self-signed",
         "Only self-signed certificates belong in Trusted Root Certification Authorities. With an "
         "intermediate among them Windows fails TLS client authentication: IIS answers 403.16 or "
         "403.7, and services of Lync and Skype for Business do not start or log no client on. Put "
         "it "
         "into CA (Intermediate Certification Authorities). Source: Microsoft KB 2795828, KB "
         "2802568.",
         error_then_warning, true},
    Rule{RuleId::broken_self_signature, "broken_self_signature",
         "A self-issued certificate's own signature does not verify",
         "Path validation never checks the signature of a trust anchor (RFC 5280 section 6.1.1 "
         "(d)), "
         "and OpenSSL by default does not either, so an altered root is trusted with whatever was "
         "altered. A subject that equals the issuer and a signature that its own key did not make "
         "mean damage or forgery, or a cross-certificate of a CA's own under another key. Source: "
         "RFC 5280 section 3.2 (self-signed and self-issued certificates).",
         error_then_warning, true},
    Rule{RuleId::duplicate, "duplicate", "A store keeps the same certificate more than once",
         "The programs that read the store trust it as long as one of the copies is there, so a "
         "person who deletes one of them has changed nothing, and where the copies carry different "
         "properties it is chance which of them counts. trustctl removes all copies together. "
         "Source: Microsoft, CertAddCertificateContextToStore (CERT_STORE_ADD_ALWAYS).",
         both(Level::warning), true},
    Rule{
        RuleId::cannot_hold, "cannot_hold", "The target cannot hold what is declared",
        "Not every kind of target has a place for everything: a PKCS#7 file has none for an owner, "
        "a Java keystore none for purposes or an intermediate. A trust restriction that is "
        "dropped in silence leaves the certificate trusted for more than was meant, so the plan "
        "says it before anything is written. Source: `trustctl providers` lists what each kind "
        "of target can hold.",
        error_then_warning, true},

    Rule{
        RuleId::not_strict, "not_strict", "The certificate is not strict DER",
        "Programs disagree about bytes that are not DER: one refuses the certificate, the other "
        "reads it in another way, and its signature is over one form only. So trustctl adds "
        "nothing "
        "that its own reader and OpenSSL do not both read to the last byte. It can still be shown, "
        "declared absent and removed. Source: RFC 5280 section 4.1; ITU-T X.690 sections 10 and "
        "11.",
        error_then_warning, false},
    Rule{RuleId::undecodable, "undecodable", "Bytes in the store are no certificate",
         "The store holds them as a certificate, and they do not decode as one. They are shown by "
         "their SHA-256, and can be removed by it. Source: RFC 5280 section 4.1.",
         both(Level::warning), false},
    Rule{RuleId::unreadable_file, "unreadable_file", "A file in the store could not be read",
         "What is in it is unknown, so the rest of the store is judged without it. Mostly "
         "permissions; a link is not followed, since it can point outside the store. Source: the "
         "message of the operating system that stands beside it.",
         both(Level::warning), false},
    Rule{
        RuleId::junk, "junk", "Something in the store holds no certificate",
        "It is not trustctl's, is left alone, and means nothing to the programs that read the "
        "store, or something unknown. Source: engine and provider read certificates in DER and PEM "
        "(RFC 7468) only.",
        both(Level::warning), false},
    Rule{RuleId::by_policy, "by_policy", "Satisfied by an entry that comes by policy",
         "The certificate is there because Group Policy or Active Directory put it there, and goes "
         "when they withdraw it. trustctl adds no entry of its own beside it. Source: Microsoft, "
         "System Store Locations (CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY).",
         both(Level::info), false},
    Rule{
        RuleId::cannot_remove, "cannot_remove", "The entry is not ours to remove",
        "It comes by policy or from the vendor, and would be back after the next refresh or "
        "update. "
        "What works is to withdraw it at its source, or to distrust it: `action: distrust` puts it "
        "into Disallowed, which outweighs every other store. Source: Microsoft, System Store "
        "Locations.",
        both(Level::warning), false},
    Rule{RuleId::not_at_hand, "not_at_hand", "The certificate to distrust is not at hand",
         "Disallowed holds certificates, not digests. To put one there trustctl must have its "
         "bytes: "
         "from a source of the manifest or from a store of the target. Declare it under "
         "`certificates` and name it by its alias. Source: Microsoft, CryptoAPI system stores.",
         both(Level::warning), false},
    Rule{RuleId::absent_wins, "absent_wins", "A bundle's member is also declared absent",
         "The bundle is somebody else's list and the absence was written by hand, for this very "
         "certificate; so the absence wins. Source: the manifest, at both lines.",
         both(Level::info), false},
    Rule{RuleId::protected_entry, "protected_entry", "A protected entry is kept",
         "Pruning would remove it, and it is on the `protect` list of the manifest's policy, which "
         "is for the certificates without which the computer could no longer be managed. Source: "
         "the "
         "manifest's policy.",
         both(Level::info), false},
    Rule{RuleId::other_owner, "other_owner", "Removed although another site owns it",
         "This manifest names it as absent while another site's manifest put it there and will put "
         "it back. Two manifests that fight over one entry are settled by people. Source: the "
         "owners "
         "recorded with the entry.",
         both(Level::warning), false},
    Rule{RuleId::name_not_byte_equal, "name_not_byte_equal",
         "Issuer and subject match by RFC 5280 only, not byte for byte",
         "The names are equal after case folding, trimmed spaces or another string type, which "
         "OpenSSL "
         "allows for. Go, GnuTLS, Firefox and CryptoAPI's CertCompareCertificateName want equal "
         "bytes, "
         "and will not find this issuer. Source: RFC 5280 section 7.1.",
         both(Level::warning), false},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    if (catalogue[i].id != static_cast<RuleId>(i)) {
      return false;
    }
  }
  return true;
}
static_assert(in_order(), "rule() finds a rule by its place");

constexpr std::array<std::string_view, 4> level_names = {"ignore", "info", "warning", "error"};

}  // namespace

std::string_view to_string(Level level) { return level_names[static_cast<std::size_t>(level)]; }

std::optional<Level> parse_level(std::string_view text) {
  for (std::size_t i = 0; i < level_names.size(); ++i) {
    if (level_names[i] == text) {
      return static_cast<Level>(i);
    }
  }
  return std::nullopt;
}

std::span<const Rule> rules() { return catalogue; }

const Rule& rule(RuleId id) { return catalogue[static_cast<std::size_t>(id)]; }

const Rule* find_rule(std::string_view name) {
  const auto* const found = std::find_if(catalogue.begin(), catalogue.end(),
                                         [name](const Rule& one) { return one.name == name; });
  return found == catalogue.end() ? nullptr : found;
}

}  // namespace trustctl
