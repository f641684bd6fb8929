#include <array>

#include "engine/explain/code_tables.hpp"
#include "engine/explain/troubles.hpp"

namespace trustctl::code_tables {

namespace {

using Family = CodeFamily;

// What languages and tools say that are built on a TLS library and look for CA certificates in a
// place of their own. Sources: Node's documentation of tls ("X509 certificate error codes", which
// are OpenSSL's without the prefix) and its errors; Go, crypto/x509/verify.go; Python, the
// documentation of ssl; libcurl's curl.h and its messages; the JDK's messages.
const std::array<CodeInfo, 30> runtime_codes_table = {{
    {"UNABLE_TO_VERIFY_LEAF_SIGNATURE", std::nullopt, Family::node, "",
     "The server sent its own certificate alone, and its issuer is not among Node's CA "
     "certificates: the server should send its intermediates.",
     &troubles::node_untrusted},
    {"SELF_SIGNED_CERT_IN_CHAIN", std::nullopt, Family::node, "",
     "The chain is complete, and its root is not among Node's CA certificates: an internal CA, or "
     "TLS inspection.",
     &troubles::node_untrusted},
    {"DEPTH_ZERO_SELF_SIGNED_CERT", std::nullopt, Family::node, "",
     "The server sent one self-signed certificate, and it is not among Node's CA certificates.",
     &troubles::node_untrusted},
    {"UNABLE_TO_GET_ISSUER_CERT_LOCALLY", std::nullopt, Family::node, "",
     "The issuer's certificate is neither in what the server sent nor among Node's CA "
     "certificates.",
     &troubles::node_untrusted},
    {"UNABLE_TO_GET_ISSUER_CERT", std::nullopt, Family::node, "",
     "The issuer of an intermediate that was sent, or added to Node's CA certificates, is missing.",
     &troubles::node_untrusted},
    {"CERT_HAS_EXPIRED", std::nullopt, Family::node, "", "A certificate of the chain has expired.",
     &troubles::expired},
    {"CERT_NOT_YET_VALID", std::nullopt, Family::node, "",
     "The validity of a certificate has not begun.", &troubles::not_yet_valid},
    {"CERT_REVOKED", std::nullopt, Family::node, "",
     "A certificate of the chain is on a revocation list that the program was given.",
     &troubles::revoked},
    {"CERT_SIGNATURE_FAILURE", std::nullopt, Family::node, "",
     "The signature on a certificate does not fit its issuer's key.", &troubles::bad_signature},
    {"INVALID_CA", std::nullopt, Family::node, "",
     "Something in the chain issued certificates without being a CA.", &troubles::not_an_authority},
    {"INVALID_PURPOSE", std::nullopt, Family::node, "",
     "A certificate of the chain is not for this purpose.", &troubles::wrong_purpose},
    {"ERR_TLS_CERT_ALTNAME_INVALID", std::nullopt, Family::node,
     "Hostname/IP does not match certificate's altnames",
     "The certificate is not for the host name that the program asked for.", &troubles::wrong_name},
    {"x509: certificate signed by unknown authority", std::nullopt, Family::go, "",
     "No chain from the server's certificate to a root that Go knows: the system's roots, unless "
     "the program brings its own. Docker, Kubernetes, Terraform and git-lfs say this.",
     &troubles::go_untrusted},
    {"x509: certificate has expired or is not yet valid", std::nullopt, Family::go, "",
     "A certificate of the chain is outside its validity; the words behind it say by how much.",
     &troubles::expired},
    {"x509: certificate is valid for", std::nullopt, Family::go, "",
     "The certificate is for other names than the one that the program asked for; both are in the "
     "message.",
     &troubles::wrong_name},
    {"x509: certificate is not valid for any names, but wanted to match", std::nullopt, Family::go,
     "", "The certificate has no subject alternative name at all.", &troubles::wrong_name},
    {"x509: certificate relies on legacy Common Name field, use SANs instead", std::nullopt,
     Family::go, "",
     "The certificate has its host name in the common name alone, which Go no longer reads.",
     &troubles::wrong_name},
    {"x509: cannot validate certificate for", std::nullopt, Family::go,
     "because it doesn't contain any IP SANs",
     "The program asked for an IP address, and the certificate has none among its subject "
     "alternative names.",
     &troubles::wrong_name},
    {"x509: certificate specifies an incompatible key usage", std::nullopt, Family::go, "",
     "The certificate, or a CA above it, is not for this purpose: server or client authentication.",
     &troubles::wrong_purpose},
    {"x509: certificate is not authorized to sign other certificates", std::nullopt, Family::go, "",
     "Something in the chain issued certificates without being a CA.", &troubles::not_an_authority},
    {"x509: too many intermediates for path length constraint", std::nullopt, Family::go, "",
     "More CAs stand below one of the chain than it allows.", &troubles::not_an_authority},
    {"x509: a root or intermediate certificate is not authorized to sign for this name",
     std::nullopt, Family::go, "",
     "A CA of the chain may not issue for the name in the certificate (name constraints).",
     &troubles::name_constraints},
    {"x509: unhandled critical extension", std::nullopt, Family::go, "",
     "A certificate has a critical extension that Go does not know.", &troubles::malformed},
    {"x509: negative serial number", std::nullopt, Family::go, "",
     "A certificate has a negative serial number, which Go refuses since version 1.23.",
     &troubles::malformed},
    {"CERTIFICATE_VERIFY_FAILED", std::nullopt, Family::python, "certificate verify failed",
     "Python's ssl did not accept the server's certificate. OpenSSL's words behind it say why "
     "(unable to get local issuer certificate, self-signed certificate in certificate chain, "
     "certificate has expired, Hostname mismatch): explain them too.",
     &troubles::python_untrusted, "SSLCertVerificationError"},
    {"PKIX path building failed", std::nullopt, Family::java,
     "sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid "
     "certification path to requested target",
     "No chain from the server's certificate to a root of the Java keystore (cacerts) was found. "
     "Java has a trust store of its own, beside the system's.",
     &troubles::java_untrusted},
    {"CURLE_SSL_CONNECT_ERROR", 35U, Family::curl, "SSL connect error",
     "TLS failed before a certificate was judged, or the server hung up; the words behind it are "
     "the TLS library's. With Schannel it may be the certificate's revocation: 0x80092012 and "
     "0x80092013.",
     &troubles::no_common_algorithm},
    {"CURLE_SSL_CERTPROBLEM", 58U, Family::curl, "Problem with the local SSL certificate",
     "The client certificate that curl was given cannot be read or used.",
     &troubles::no_private_key},
    {"CURLE_PEER_FAILED_VERIFICATION", 60U, Family::curl,
     "SSL peer certificate or SSH remote key was not OK",
     "curl did not accept the server's certificate: its root is not in curl's CA bundle, an "
     "intermediate is missing, it has expired, or it is for another name. The words behind it say "
     "which: explain them too. Before curl 7.62 another name was 51.",
     &troubles::curl_untrusted, "CURLE_SSL_CACERT"},
    {"CURLE_SSL_CACERT_BADFILE", 77U, Family::curl,
     "Problem with the SSL CA cert (path? access rights?)",
     "curl's CA bundle cannot be read: the file that --cacert, CURL_CA_BUNDLE or the build names "
     "is not there, is empty or is no PEM.",
     &troubles::curl_no_bundle},
}};

}  // namespace

std::span<const CodeInfo> runtimes() { return runtime_codes_table; }

}  // namespace trustctl::code_tables
