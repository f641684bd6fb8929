#pragma once

#include <array>

#include "engine/model/rule_levels.hpp"

// For rule_catalogue.cpp alone.

namespace trustctl::catalogue {

/// How a certificate is made: bytes, keys, algorithms and fields.
inline constexpr std::array rules_of_form = {
    Rule{RuleId::weak_signature, "weak_signature", "Signed over SHA-1 or MD5",
         "Two certificates of one digest have one signature: in 2008 researchers made a CA "
         "certificate of their own out of an MD5 collision, and Flame signed as Microsoft in 2012. "
         "Windows, browsers and OpenSSL's security level 1 refuse such a signature. A root's own "
         "is not judged: a root is trusted for being in Root, and nobody verifies its signature.",
         "RFC 6151; RFC 6194 section 3; NIST SP 800-131A; Microsoft Security Advisory 4010323.",
         "Have the CA issue the subordinate's certificate anew, over SHA-256.",
         both(Level::warning), Asked::both, true},
    Rule{RuleId::weak_key, "weak_key", "An RSA key under 2048 bits",
         "512 bits are a matter of hours, 768 were factored in 2009, 1024 are within a state's "
         "reach, and whoever has the factors issues in the CA's name. Windows refuses RSA keys "
         "under 1024 bits everywhere, roots included; many clients refuse those under 2048.",
         "NIST SP 800-131A; CA/Browser Forum Baseline Requirements section 6.1.5; Microsoft KB "
         "2661254.",
         "Replace the CA: a new key of RSA 3072 or EC P-256 and a new certificate. Until then "
         "distrust what is not needed.",
         both(Level::warning), Asked::both, true},
    Rule{RuleId::unusual_key, "unusual_key", "A key of a kind that some clients refuse",
         "An EC key must name its curve; one that spells the parameters out could mean a curve of "
         "an attacker's making, and OpenSSL 3 refuses a chain through it (error 94, certificate "
         "public key has explicit ECC parameters). secp256k1 is deprecated for TLS, and Schannel "
         "has it switched off. SM2, Ed25519 and Ed448 are known to OpenSSL, and neither to Windows "
         "nor to browsers; the Baseline Requirements allow public CAs none of these. What was "
         "issued below such a root works with some clients and fails with others.",
         "RFC 5480 section 2.1.1; RFC 8422 section 5.1.1; CA/Browser Forum Baseline Requirements "
         "section 6.1.5; Microsoft, TLS Elliptic Curves in Windows 10 version 1607 and later, and "
         "CNG Algorithm Identifiers.",
         "Make the CA anew with RSA 3072, EC P-256 or P-384, unless all its clients are known to "
         "take the key.",
         both(Level::warning), Asked::lint, true},
    Rule{RuleId::name_is_address, "name_is_address", "The CA is named by an address",
         "CAs are called after who runs them, servers after where they are. A certificate that is "
         "called 192.0.2.1 or fw.lab.example was mostly made by an appliance for itself, and "
         "trusting it as a root lets whoever holds that appliance's key issue for every name.",
         "RFC 5280 section 4.1.2.6; RFC 6125 section 1.8 (CN-ID).",
         "Declare the CA that should issue for that device, or put the device's certificate into "
         "TrustedPeople.",
         both(Level::info), Asked::lint, true},
    Rule{RuleId::long_validity, "long_validity", "Valid for more than 30 years",
         "No key length and no digest of thirty years ago is good enough today, so a CA that lives "
         "longer will be trusted when it can be forged. It is how test and malware roots are often "
         "made, and it says that nobody planned for a successor.",
         "NIST SP 800-57 Part 1 section 5.3.6; CA/Browser Forum Baseline Requirements section "
         "7.1.2.1.1 (25 years); Mozilla Root Store Policy section 7.4.",
         "Plan its replacement as if it ended in 15 years; set the policy to `ignore` if that is "
         "done.",
         both(Level::info), Asked::lint, true},
    Rule{
        RuleId::odd_serial, "odd_serial", "The serial number is negative or over 20 octets",
        "Serial numbers are positive and have at most 20 octets. Go refuses to parse a negative "
        "one since 1.23, and others refuse, cut or misread long ones, so that such a CA, or a "
        "revocation of it, is not seen by all clients alike.",
        "RFC 5280 section 4.1.2.2; Go 1.23 release notes (crypto/x509).",
        "Have the CA's certificate issued anew with a positive serial number of at most 20 octets.",
        warning_then_info, Asked::lint, true},
    Rule{RuleId::not_version_3, "not_version_3", "Not a version 3 certificate",
         "Versions 1 and 2 have no extensions: no basicConstraints says that this is a CA, nothing "
         "limits its path or its use. Roots of the 1990s are so; clients trust one that is in "
         "Root, and refuse one that is in between.",
         "RFC 5280 sections 4.1.2.1 and 6.1.4 (k).",
         "Have the CA's certificate issued anew as version 3 with basicConstraints.",
         warning_then_info, Asked::lint, true},
    Rule{RuleId::no_key_usage, "no_key_usage", "A CA certificate without keyUsage",
         "A CA's certificate says by keyUsage that its key signs certificates and revocation "
         "lists, and nothing else. Without it the key is good for everything; strict clients "
         "(OpenSSL's -x509_strict) refuse the chain.",
         "RFC 5280 section 4.2.1.3.",
         "Have it issued anew with a critical keyUsage of keyCertSign and cRLSign.",
         both(Level::info), Asked::lint, true},
    Rule{RuleId::constraints_not_critical, "constraints_not_critical",
         "A CA certificate whose basicConstraints is not critical",
         "A client that does not know an extension may pass over it unless it is critical, and "
         "would miss that this is a CA and how long the chain below it may be. CAs must mark it "
         "critical; strict clients refuse the chain.",
         "RFC 5280 section 4.2.1.9.", "Have it issued anew with a critical basicConstraints.",
         both(Level::info), Asked::lint, true},
    Rule{RuleId::not_strict, "not_strict", "The certificate is not strict DER",
         "Programs disagree about bytes that are not DER: one refuses the certificate, the other "
         "reads it in another way, and its signature is over one form only. So trustctl adds "
         "nothing that its own reader and OpenSSL do not both read to the last byte. It can still "
         "be shown, declared absent and removed, and not put into Disallowed. One that is in Root "
         "or "
         "CA can stop programs that read the whole store with OpenSSL (Python, curl), though "
         "Windows "
         "takes it.",
         "RFC 5280 section 4.1; ITU-T X.690 sections 10 and 11.",
         "Get the certificate anew from its CA, as DER or PEM.", error_then_warning, Asked::both,
         false},
    Rule{RuleId::undecodable, "undecodable", "Bytes in the store are no certificate",
         "The store holds them as a certificate, and they do not decode as one. They are shown by "
         "their SHA-256, and can be removed by it.",
         "RFC 5280 section 4.1.", "Declare it absent by its SHA-256.", both(Level::warning),
         Asked::both, false},
};

}  // namespace trustctl::catalogue
