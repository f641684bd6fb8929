#pragma once

#include <array>

#include "engine/model/rule_levels.hpp"

// For rule_catalogue.cpp alone.

namespace trustctl::catalogue {

/// What a certificate must be to stand in a store of authorities, and when.
inline constexpr std::array rules_of_authorities = {
    Rule{
        RuleId::expired, "expired", "The certificate's validity has ended",
        "No chain through a certificate is valid after its notAfter, so an expired root or issuing "
        "CA helps nobody, and it may stand in the way of its successor: when AddTrust External CA "
        "Root expired in May 2020, clients that still held it built their path to it and failed, "
        "though a valid root was there. An expired certificate in Disallowed still does its work.",
        "RFC 5280 section 6.1.3 (a)(2).",
        "Declare its successor, and take it out: no longer declare it, or declare it absent.",
        error_then_warning, Asked::both, true},
    Rule{RuleId::not_yet_valid, "not_yet_valid", "The certificate's validity has not begun",
         "Until its notBefore a certificate is as useless as an expired one. Either the "
         "certificate is rolled out before its time, or a clock is wrong: the CA's when it signed, "
         "or this computer's now.",
         "RFC 5280 section 6.1.3 (a)(2).",
         "Wait until it is valid, or set this computer's clock right.", error_then_warning,
         Asked::both, true},
    Rule{RuleId::expires_within, "expires_within", "The certificate expires soon",
         "Everything below a CA certificate fails on the day that it expires, and a new root takes "
         "weeks to reach every computer. DST Root CA X3 (September 2021) and AddTrust (May 2020) "
         "were known decades ahead and still took services down. The horizon is the manifest's "
         "policy `expires_within: {days: N}`.",
         "RFC 5280 section 4.1.2.5; RFC 4210 section 4.4 on root key update.",
         "Get the CA's next certificate and declare it beside this one.", both(Level::warning),
         Asked::both, true},
    Rule{RuleId::not_a_ca, "not_a_ca", "The certificate is not a CA certificate",
         "A store of authorities is for certificates that may issue others: basicConstraints with "
         "cA, and keyCertSign where there is a keyUsage. A server's own certificate there is most "
         "often a slip of the hand in place of its issuer. Stores that are meant for end-entity "
         "certificates, such as "
         "TrustedPeople and Disallowed, are not judged.",
         "RFC 5280 sections 4.2.1.3, 4.2.1.9 and 6.1.4 (k), (n).",
         "Declare the certificate of the CA that issued it; a server's own belongs to the server.",
         error_then_warning, Asked::both, true},
    Rule{RuleId::no_cert_sign, "no_cert_sign", "A CA whose keyUsage lacks keyCertSign",
         "Its basicConstraints says that it is a CA, and its keyUsage does not let its key sign "
         "certificates: nothing that it issued is trusted by anybody who looks at keyUsage. "
         "Windows says 0x800B0110 CERT_E_WRONG_USAGE, OpenSSL 'invalid CA certificate', and "
         "libcurl takes no such root over from Windows' store. Makers of proxies and appliances "
         "copy the keyUsage of a server into their root.",
         "RFC 5280 sections 4.2.1.3 and 6.1.4 (n); curl issue 10396.",
         "Have it issued anew with a critical keyUsage of keyCertSign and cRLSign.",
         error_then_warning, Asked::both, true},
    Rule{RuleId::self_signed_end_entity, "self_signed_end_entity",
         "A self-signed end-entity certificate in Root",
         "A server's or a signer's own certificate that is its own root is trusted once it is in "
         "Root: basicConstraints is asked of issuers alone. Remote Desktop and SQL Server make "
         "themselves such certificates, and WSUS publishers are told to put theirs there. Whoever "
         "has its key is then trusted for its names on every computer that holds it, it cannot be "
         "revoked, and each renewal must be rolled out. From a bundle it is `not_a_ca`: nobody "
         "asked for it by name.",
         "RFC 5280 sections 6.1.1 (d) and 6.1.4 (k), (n); Microsoft bb902479 (publishing with a "
         "self-signed certificate).",
         "Have a CA issue the certificate and declare that CA; where it is meant, set the policy "
         "to `ignore`.",
         both(Level::warning), Asked::both, true},
    Rule{RuleId::no_basic_constraints, "no_basic_constraints",
         "A root of version 3 without basicConstraints",
         "It does not say that it is a CA. Windows takes it for being in Root (a root that Windows "
         "itself needs, Microsoft Root Authority, is one). OpenSSL calls it an invalid CA "
         "certificate unless its keyUsage has keyCertSign, and strict clients refuse it always.",
         "RFC 5280 sections 4.2.1.9 and 6.1.4 (k); OpenSSL, verification error 79.",
         "Have the root issued anew with a critical basicConstraints of cA.", warning_then_info,
         Asked::both, true},
    Rule{RuleId::path_too_long, "path_too_long", "A CA deeper below another than that one allows",
         "A CA can say how many CAs may follow below it (pathLenConstraint). Whatever one that "
         "stands deeper issues is refused by everybody: Windows says 0x80096019 "
         "TRUST_E_BASIC_CONSTRAINTS, OpenSSL 'path length constraint exceeded'. The mistake was "
         "made when that CA was certified, and it shows at the first certificate that it issues.",
         "RFC 5280 sections 4.2.1.9 and 6.1.4 (l), (m).",
         "Have the CA certified by one that has room below it, or the upper CA's certificate "
         "renewed with a greater path length.",
         error_then_warning, Asked::both, true},
    Rule{RuleId::compromised_key, "compromised_key",
         "A key of which everybody can have the private half",
         "Products have shipped one root and its private key to every customer: Superfish on "
         "Lenovo's computers, eDellRoot and DSDTestProvider on Dell's, Sennheiser HeadSetup, "
         "Mitel's telephones, Cyberoam's appliances, PrivDog, Adguard. Whoever takes the key from "
         "there can be any server and sign any program for each computer that trusts the root. "
         "They are known by the SHA-256 of the public key, whatever certificate it is in. "
         "Disallowed is where they belong.",
         "Chromium, its blocklist of certificates (private key leakages); "
         "github.com/hannob/superfishy.",
         "Take it out and remove the product that put it there; declare it absent with `action: "
         "distrust`.",
         error_then_warning, Asked::both, true},
    Rule{RuleId::not_self_signed_in_root, "not_self_signed_in_root",
         "A certificate in Root is not self-signed",
         "Only self-signed certificates belong in Trusted Root Certification Authorities. With an "
         "intermediate among them Windows fails TLS client authentication: IIS answers 403.16 or "
         "403.7, and services of Lync and Skype for Business do not start or log no client on. Put "
         "it into CA (Intermediate Certification Authorities).",
         "Microsoft KB 2795828, KB 2802568.",
         "Declare it present in CA and absent from Root. Without the absence trustctl moves only "
         "what it owns.",
         error_then_warning, Asked::both, true},
    Rule{
        RuleId::broken_self_signature, "broken_self_signature",
        "A self-issued certificate's own signature does not verify",
        "Path validation never checks the signature of a trust anchor (RFC 5280 section 6.1.1 "
        "(d)), and OpenSSL by default does not either, so an altered root is trusted with whatever "
        "was altered. A subject that equals the issuer and a signature that its own key did not "
        "make mean damage or forgery, or a cross-certificate of a CA's own under another key.",
        "RFC 5280 section 3.2 (self-signed and self-issued certificates).",
        "Compare its SHA-256 with what the CA publishes, and get it anew; if it is what was meant, "
        "declare it in CA.",
        error_then_warning, Asked::both, true},
    Rule{
        RuleId::unverifiable_signature, "unverifiable_signature",
        "A signature that nobody can verify here",
        "Its algorithm or its key is one that OpenSSL does not know here or cannot read: ML-DSA "
        "and "
        "SLH-DSA in older versions, MD2, an unknown curve. That is no forgery, and no proof of the "
        "contrary. What a manifest declares is decided by its pin; a member of a chain is taken to "
        "be "
        "issued by whom its issuer's exact name and key identifier point to; `verify` could not "
        "tell. Clients that do not know the algorithm either refuse what it signed.",
        "FIPS 204 and RFC 9881 (ML-DSA); FIPS 205 and RFC 9909 (SLH-DSA); RFC 5280 sections "
        "4.1.1.2, "
        "4.2.1.1 and 4.2.1.2.",
        "Compare its SHA-256 with what the CA publishes; if it is what is meant, set the policy to "
        "`ignore`.",
        warning_then_info, Asked::both, true},
};

}  // namespace trustctl::catalogue
