#pragma once

#include <array>

#include "engine/model/rule_levels.hpp"

// For rule_catalogue.cpp alone.

namespace trustctl::catalogue {

/// How certificates belong together: issuers, successors, links.
inline constexpr std::array rules_of_chains = {
    Rule{
        RuleId::root_missing, "root_missing",
        "A root is in CA and not in Root, where its subordinates need it",
        "Root alone is what makes trust. A root that was imported into Intermediate Certification "
        "Authorities only leaves every chain below it untrusted: 0x800B0109 CERT_E_UNTRUSTEDROOT, "
        "0x80090325 SEC_E_UNTRUSTED_ROOT.",
        "Microsoft, CertGetCertificateChain: the root must be in the Root store; RFC 5280 section "
        "6.1.1 (d).",
        "Declare it in Root too; a `chains` entry with it and its subordinates places all of them.",
        both(Level::warning), Asked::lint, true},
    Rule{RuleId::issuer_missing, "issuer_missing",
         "The issuer of a subordinate is in neither Root nor CA",
         "A chain that cannot be built up to a root is untrusted (0x800B010A CERT_E_CHAINING) "
         "unless the server sends the rest, the issuer is fetched by its AIA address, or Windows "
         "fetches the root by itself. A computer outside the domain or without Internet does none "
         "of that.",
         "Microsoft, CertGetCertificateChain; RFC 5280 sections 4.2.2.1 (caIssuers) and 6.1.",
         "Get the issuer's certificate and declare it: a root in Root, else in CA.",
         warning_then_info, Asked::lint, true},
    Rule{RuleId::superseded, "superseded",
         "A newer certificate of the same CA and key is in the same store",
         "A CA whose certificate was renewed with its key has two certificates of one name, one "
         "issuer and one key. Either makes the same chains; the one that ends first has nothing "
         "left to do, and its expiry will only confuse.",
         "RFC 5280 section 4.1.2.5; Microsoft, Certification Authority Renewal (renewal with the "
         "same key).",
         "Take the one that ends first out: no longer declare it, or declare it absent.",
         both(Level::info), Asked::lint, true},
    Rule{
        RuleId::same_name_other_key, "same_name_other_key",
        "Two CAs of one name have different keys",
        "After a CA's renewal with a new key that is as it should be, as long as certificates of "
        "the old key live. Else one of them is another's: a test CA, or a forgery. Clients find "
        "the issuer by name first, and those without key identifiers try the wrong one.",
        "RFC 5280 section 4.2.1.1 (authority key identifier); RFC 4210 section 4.4.",
        "Compare both SHA-256 with what the CA publishes, and take out what it does not own up to.",
        both(Level::info), Asked::lint, true},
    Rule{RuleId::expired_with_successor, "expired_with_successor",
         "An expired CA certificate whose successor is here",
         "Some clients build the path to the certificate that has expired, though the one that "
         "took its place is there: when AddTrust External CA Root (May 2020) and DST Root CA X3 "
         "(September 2021) expired, OpenSSL 1.0 and GnuTLS failed on servers whose new root they "
         "held. With the expired one gone they find the other.",
         "Sectigo, AddTrust External CA Root Expiring May 30, 2020; OpenSSL blog, Old Let's "
         "Encrypt Root Certificate Expiration (2021); RFC 4158 section 3.5.",
         "Take the expired one out: no longer declare it, or declare it absent.",
         both(Level::warning), Asked::lint, true},
    Rule{RuleId::name_not_byte_equal, "name_not_byte_equal",
         "Issuer and subject match by RFC 5280 only, not byte for byte",
         "The names are equal after case folding, trimmed spaces or another string type, which "
         "OpenSSL allows for. Go, GnuTLS, Firefox and CryptoAPI's CertCompareCertificateName want "
         "equal bytes, and will not find this issuer.",
         "RFC 5280 section 7.1.",
         "Have the subordinate issued anew with the issuer's name as it is written in the root.",
         both(Level::warning), Asked::both, false},
    Rule{RuleId::key_id_mismatch, "key_id_mismatch", "A chain's link whose key identifiers differ",
         "The issuer's key made the signature, and the subordinate's authorityKeyIdentifier names "
         "another key identifier than the issuer's subjectKeyIdentifier. OpenSSL finds no issuer "
         "then (error 20), and Windows is documented to look for the key that is named; who goes "
         "by names and signatures (NSS, Go) takes it.",
         "RFC 5280 section 4.2.1.1; X509_check_issued of OpenSSL.",
         "Have the subordinate issued anew, or the issuer renewed with the key identifier that its "
         "subordinates name.",
         both(Level::warning), Asked::both, false},
};

}  // namespace trustctl::catalogue
