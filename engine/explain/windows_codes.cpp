#include <array>

#include "engine/explain/code_tables.hpp"
#include "engine/explain/troubles.hpp"

namespace trustctl::code_tables {

namespace {

using Family = CodeFamily;

// Sources: winerror.h (Windows SDK), with its messages.
const std::array<CodeInfo, 34> windows_codes_table = {{
    {"SEC_E_UNTRUSTED_ROOT", 0x80090325U, Family::schannel,
     "The certificate chain was issued by an authority that is not trusted.",
     "The server's certificate leads to a root that this computer does not have in its Root store. "
     "The connection was given up by this computer, not by the server.",
     &troubles::untrusted_root},
    {"SEC_E_WRONG_PRINCIPAL", 0x80090322U, Family::schannel,
     "The target principal name is incorrect.",
     "The certificate is good, but it is not for the name that the client asked for.",
     &troubles::wrong_name},
    {"SEC_E_CERT_EXPIRED", 0x80090328U, Family::schannel, "The received certificate has expired.",
     "The certificate that the other side sent, or one above it, is outside its validity.",
     &troubles::expired},
    {"SEC_E_CERT_UNKNOWN", 0x80090327U, Family::schannel,
     "An unknown error occurred while processing the certificate.",
     "The other side refused the certificate without saying why, or this side could not make sense "
     "of what it got. Often a missing intermediate.",
     &troubles::rejected_by_peer},
    {"SEC_E_ALGORITHM_MISMATCH", 0x80090331U, Family::schannel,
     "The client and server cannot communicate, because they do not possess a common algorithm.",
     "No certificate was judged yet: the two sides found no protocol, cipher suite or signature "
     "algorithm in common.",
     &troubles::no_common_algorithm},
    {"SEC_E_ILLEGAL_MESSAGE", 0x80090326U, Family::schannel,
     "The message received was unexpected or badly formatted.",
     "The other side hung up with an alert, or sent what is no TLS. With client certificates: it "
     "did not accept the one that was sent.",
     &troubles::rejected_by_peer},
    {"SEC_E_NO_CREDENTIALS", 0x8009030EU, Family::schannel,
     "No credentials are available in the security package.",
     "The program has no certificate with a usable private key to show, where it needs one.",
     &troubles::no_credentials},
    {"SEC_E_CERT_WRONG_USAGE", 0x80090349U, Family::schannel,
     "The certificate is not valid for the requested usage.",
     "The certificate, or one above it, may not be used for this: server or client authentication.",
     &troubles::wrong_purpose},
    {"SEC_E_ISSUING_CA_UNTRUSTED", 0x80090352U, Family::schannel,
     "An untrusted certificate authority was detected while processing the certificate used for "
     "authentication.",
     "The certificate of a smart card or client leads to no root that the other side trusts.",
     &troubles::untrusted_root},
    {"CERT_E_EXPIRED", 0x800B0101U, Family::trust,
     "A required certificate is not within its validity period.",
     "A certificate of the chain has expired, or is not valid yet.", &troubles::expired},
    {"CERT_E_VALIDITYPERIODNESTING", 0x800B0102U, Family::trust,
     "The validity periods of the certification chain do not nest correctly.",
     "A certificate is valid for longer than its issuer.", &troubles::nesting},
    {"CERT_E_ROLE", 0x800B0103U, Family::trust,
     "A certificate that can only be used as an end-entity is being used as a CA or vice versa.",
     "Something in the chain issued certificates without being a CA, or a CA certificate is used "
     "as a server's.",
     &troubles::not_an_authority},
    {"CERT_E_PATHLENCONST", 0x800B0104U, Family::trust,
     "A path length constraint in the certification chain has been violated.",
     "More CAs stand below one of the chain than it allows.", &troubles::not_an_authority},
    {"CERT_E_CRITICAL", 0x800B0105U, Family::trust,
     "A certificate contains an unknown extension that is marked 'critical'.",
     "A certificate says something that must be understood, and the client does not.",
     &troubles::malformed},
    {"CERT_E_PURPOSE", 0x800B0106U, Family::trust,
     "A certificate being used for a purpose other than the ones specified by its CA.",
     "The certificate, or a CA above it, is not for this purpose.", &troubles::wrong_purpose},
    {"CERT_E_ISSUERCHAINING", 0x800B0107U, Family::trust,
     "A parent of a given certificate in fact did not issue that child certificate.",
     "The issuer that was found bears the right name and did not sign the certificate.",
     &troubles::bad_signature},
    {"CERT_E_UNTRUSTEDROOT", 0x800B0109U, Family::trust,
     "A certificate chain processed, but terminated in a root certificate which is not trusted by "
     "the trust provider.",
     "The chain is complete, and its root is not in this computer's Root store.",
     &troubles::untrusted_root},
    {"CERT_E_CHAINING", 0x800B010AU, Family::trust,
     "A certificate chain could not be built to a trusted root authority.",
     "An issuer's certificate is missing: the chain stops before it reaches a root.",
     &troubles::missing_issuer},
    {"CERT_E_REVOKED", 0x800B010CU, Family::trust,
     "A certificate was explicitly revoked by its issuer.",
     "A certificate of the chain is on its issuer's revocation list.", &troubles::revoked},
    {"CERT_E_UNTRUSTEDTESTROOT", 0x800B010DU, Family::trust,
     "The certification path terminates with the test root which is not trusted with the current "
     "policy settings.",
     "The chain leads to Microsoft's test root.", &troubles::test_root},
    {"CERT_E_REVOCATION_FAILURE", 0x800B010EU, Family::trust,
     "The revocation process could not continue - the certificate(s) could not be checked.",
     "It could not be found out whether a certificate was revoked, and the program insists on "
     "knowing.",
     &troubles::revocation_unknown},
    {"CERT_E_CN_NO_MATCH", 0x800B010FU, Family::trust,
     "The certificate's CN name does not match the passed value.",
     "The certificate is good, but it is not for the host name that the client asked for.",
     &troubles::wrong_name},
    {"CERT_E_WRONG_USAGE", 0x800B0110U, Family::trust,
     "The certificate is not valid for the requested usage.",
     "The certificate, or a CA above it, is not for this purpose.", &troubles::wrong_purpose},
    {"TRUST_E_EXPLICIT_DISTRUST", 0x800B0111U, Family::trust,
     "The certificate was explicitly marked as untrusted by the user.",
     "The certificate, or one above it, is in the Disallowed store, or its purposes were taken "
     "away.",
     &troubles::distrusted},
    {"CERT_E_UNTRUSTEDCA", 0x800B0112U, Family::trust,
     "A certification chain processed correctly, but one of the CA certificates is not trusted by "
     "the policy provider.",
     "The program asks more of its CAs than that they lead to a trusted root: domain controllers "
     "and VPN servers want the issuing CA in NTAuth.",
     &troubles::nt_auth},
    {"CERT_E_INVALID_POLICY", 0x800B0113U, Family::trust, "The certificate has invalid policy.",
     "The issuance policies of the chain do not fit together, or not with what the program asks "
     "for.",
     &troubles::policies},
    {"CERT_E_INVALID_NAME", 0x800B0114U, Family::trust,
     "The certificate has an invalid name. The name is not included in the permitted list or is "
     "explicitly excluded.",
     "A CA of the chain may not issue for the name in the certificate.",
     &troubles::name_constraints},
    {"TRUST_E_CERT_SIGNATURE", 0x80096004U, Family::trust,
     "The signature of the certificate cannot be verified.",
     "The signature on a certificate does not fit its issuer's key.", &troubles::bad_signature},
    {"TRUST_E_BASIC_CONSTRAINTS", 0x80096019U, Family::trust,
     "A certificate's basic constraint extension has not been observed.",
     "A certificate issued another without being a CA, or the path is longer than a CA allows.",
     &troubles::not_an_authority},
    {"CRYPT_E_NOT_FOUND", 0x80092004U, Family::trust, "Cannot find object or property.",
     "The certificate, or a property of it such as its private key, is not where the program "
     "looked.",
     &troubles::not_in_store},
    {"CRYPT_E_EXISTS", 0x80092005U, Family::trust, "The object or property already exists.",
     "The certificate is in the store already; adding it was asked for only if it is new.",
     &troubles::already_in_store},
    {"CRYPT_E_REVOKED", 0x80092010U, Family::trust, "The certificate is revoked.",
     "A certificate of the chain is on its issuer's revocation list.", &troubles::revoked},
    {"CRYPT_E_NO_REVOCATION_CHECK", 0x80092012U, Family::trust,
     "The revocation function was unable to check revocation for the certificate.",
     "The certificate names no revocation list or OCSP responder that could be asked, or none that "
     "answers for it.",
     &troubles::revocation_unknown},
    {"CRYPT_E_REVOCATION_OFFLINE", 0x80092013U, Family::trust,
     "The revocation function was unable to check revocation because the revocation server was "
     "offline.",
     "The revocation list or OCSP responder could not be reached, or what it publishes has "
     "expired.",
     &troubles::revocation_unknown},
}};

}  // namespace

std::span<const CodeInfo> windows() { return windows_codes_table; }

}  // namespace trustctl::code_tables
