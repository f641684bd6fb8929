#include <array>

#include "engine/explain/code_tables.hpp"
#include "engine/explain/troubles.hpp"

namespace trustctl::code_tables {

namespace {

using Family = CodeFamily;

// Sources: OpenSSL's x509_vfy.h and its messages; RFC 8446 appendix B.2.
const std::array<CodeInfo, 19> openssl_codes_table = {{
    {"X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT", 2U, Family::openssl,
     "unable to get issuer certificate",
     "The issuer of a certificate that is itself trusted, or was sent, cannot be found: an "
     "intermediate stands in the trust store without its root.",
     &troubles::openssl_untrusted},
    {"X509_V_ERR_CERT_SIGNATURE_FAILURE", 7U, Family::openssl, "certificate signature failure",
     "The signature on a certificate does not fit its issuer's key.", &troubles::bad_signature},
    {"X509_V_ERR_CERT_NOT_YET_VALID", 9U, Family::openssl, "certificate is not yet valid",
     "The validity of a certificate has not begun.", &troubles::not_yet_valid},
    {"X509_V_ERR_CERT_HAS_EXPIRED", 10U, Family::openssl, "certificate has expired",
     "A certificate of the chain has expired; the depth that OpenSSL prints says which, 0 being "
     "the server's.",
     &troubles::expired},
    {"X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT", 18U, Family::openssl, "self-signed certificate",
     "The server sent one self-signed certificate, and it is not trusted itself.",
     &troubles::openssl_untrusted},
    {"X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN", 19U, Family::openssl,
     "self-signed certificate in certificate chain",
     "The chain is complete, and its root is not in the trust store.",
     &troubles::openssl_untrusted},
    {"X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY", 20U, Family::openssl,
     "unable to get local issuer certificate",
     "The issuer's certificate is neither in what the server sent nor in the trust store.",
     &troubles::openssl_untrusted},
    {"X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE", 21U, Family::openssl,
     "unable to verify the first certificate",
     "The server sent its own certificate alone, and its issuer is not in the trust store.",
     &troubles::openssl_untrusted},
    {"X509_V_ERR_CERT_REVOKED", 23U, Family::openssl, "certificate revoked",
     "A certificate of the chain is on its issuer's revocation list.", &troubles::revoked},
    {"X509_V_ERR_INVALID_PURPOSE", 26U, Family::openssl, "unsuitable certificate purpose",
     "A certificate of the chain is not for this purpose.", &troubles::wrong_purpose},
    {"X509_V_ERR_HOSTNAME_MISMATCH", 62U, Family::openssl, "hostname mismatch",
     "The certificate is good, but it is not for the host name that the client asked for.",
     &troubles::wrong_name},
    {"X509_V_ERR_INVALID_CA", 79U, Family::openssl, "invalid CA certificate",
     "Something in the chain issued certificates without being a CA.", &troubles::not_an_authority},
    {"bad_certificate", 42U, Family::tls_alert, "",
     "The peer could not read the certificate that it was sent, or its signature did not verify.",
     &troubles::malformed},
    {"unsupported_certificate", 43U, Family::tls_alert, "",
     "The peer got a certificate of a kind that it does not take: its purpose, its key or its "
     "algorithm.",
     &troubles::wrong_purpose},
    {"certificate_revoked", 44U, Family::tls_alert, "",
     "The peer knows that the certificate it was sent was revoked.", &troubles::revoked},
    {"certificate_expired", 45U, Family::tls_alert, "",
     "The peer finds the certificate that it was sent expired or not valid yet; its own clock may "
     "be what is wrong.",
     &troubles::expired},
    {"certificate_unknown", 46U, Family::tls_alert, "",
     "The peer refused the certificate that it was sent, for a reason of its own. Clients on Java "
     "send it where an issuer is missing.",
     &troubles::rejected_by_peer},
    {"illegal_parameter", 47U, Family::tls_alert, "",
     "A field of the handshake was wrong or did not fit another one: rarely a certificate's fault.",
     &troubles::no_common_algorithm},
    {"unknown_ca", 48U, Family::tls_alert, "",
     "The peer cannot find, or does not trust, the CA of the certificate that it was sent. What is "
     "missing is missing on the peer's side.",
     &troubles::rejected_by_peer},
}};

}  // namespace

std::span<const CodeInfo> openssl() { return openssl_codes_table; }

}  // namespace trustctl::code_tables
