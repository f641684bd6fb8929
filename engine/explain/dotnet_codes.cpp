#include <array>

#include "engine/explain/code_tables.hpp"
#include "engine/explain/troubles.hpp"

namespace trustctl::code_tables {

namespace {

using Family = CodeFamily;

// Sources: Microsoft, SslPolicyErrors and X509ChainStatusFlags (.NET API), the messages of
// System.Net.Security. The flags are the bits of dwErrorStatus by other names; .NET prints the
// names alone. On Windows .NET asks Windows' stores, on Linux OpenSSL's folder (SSL_CERT_DIR).
const std::array<CodeInfo, 29> dotnet_codes_table = {{
    {"RemoteCertificateChainErrors", std::nullopt, Family::dotnet,
     "The remote certificate is invalid because of errors in the certificate chain",
     "The server's chain is not in order: the words behind it (UntrustedRoot, PartialChain, "
     "NotTimeValid, ...) say why; explain them too.",
     &troubles::untrusted_root},
    {"RemoteCertificateNameMismatch", std::nullopt, Family::dotnet, "",
     "The certificate is not for the name that the program asked for.", &troubles::wrong_name},
    {"RemoteCertificateNotAvailable", std::nullopt, Family::dotnet, "",
     "The other side sent no certificate. Mostly: a server asked for a client certificate, and the "
     "client sent none.",
     &troubles::no_credentials},
    {"Could not establish trust relationship for the SSL/TLS secure channel", std::nullopt,
     Family::dotnet,
     "The underlying connection was closed: Could not establish trust relationship for the SSL/TLS "
     "secure channel.",
     "The .NET Framework refused the server's certificate, and does not say why.",
     &troubles::untrusted_root},
    {"NotTimeValid", std::nullopt, Family::dotnet, "",
     "A certificate of the chain has expired or is not valid yet.", &troubles::expired},
    {"NotTimeNested", std::nullopt, Family::dotnet, "",
     "A certificate is valid for longer than its issuer. No longer set.", &troubles::nesting},
    {"Revoked", std::nullopt, Family::dotnet, "", "A certificate of the chain was revoked.",
     &troubles::revoked},
    {"NotSignatureValid", std::nullopt, Family::dotnet, "",
     "A signature in the chain does not fit the issuer's key.", &troubles::bad_signature},
    {"NotValidForUsage", std::nullopt, Family::dotnet, "",
     "A certificate of the chain is not for the purpose that was asked for.",
     &troubles::wrong_purpose},
    {"UntrustedRoot", std::nullopt, Family::dotnet, "",
     "The chain is complete, and its root is not trusted: not in this computer's Root store, or on "
     "Linux not in OpenSSL's folder of CA certificates.",
     &troubles::untrusted_root},
    {"RevocationStatusUnknown", std::nullopt, Family::dotnet, "",
     "Whether a certificate was revoked could not be found out. OfflineRevocation mostly stands "
     "beside it.",
     &troubles::revocation_unknown},
    {"Cyclic", std::nullopt, Family::dotnet, "",
     "The certificates issue one another in a circle and lead to no root.",
     &troubles::missing_issuer},
    {"InvalidExtension", std::nullopt, Family::dotnet, "",
     "An extension of a certificate does not decode.", &troubles::malformed},
    {"InvalidPolicyConstraints", std::nullopt, Family::dotnet, "",
     "The policy constraints of a CA are not met, or do not decode.", &troubles::policies},
    {"InvalidBasicConstraints", std::nullopt, Family::dotnet, "",
     "A certificate issued another without being a CA, or the path is longer than a CA allows.",
     &troubles::not_an_authority},
    {"InvalidNameConstraints", std::nullopt, Family::dotnet, "",
     "The name constraints of a CA do not decode, or are not met.", &troubles::name_constraints},
    {"HasNotSupportedNameConstraint", std::nullopt, Family::dotnet, "",
     "A CA's name constraints are of a form that the platform does not know.",
     &troubles::name_constraints},
    {"HasNotDefinedNameConstraint", std::nullopt, Family::dotnet, "",
     "A name in the certificate is of a form that the CA's name constraints say nothing of.",
     &troubles::name_constraints},
    {"HasNotPermittedNameConstraint", std::nullopt, Family::dotnet, "",
     "A name in the certificate is not among those that a CA above it may issue for.",
     &troubles::name_constraints},
    {"HasExcludedNameConstraint", std::nullopt, Family::dotnet, "",
     "A name in the certificate is among those that a CA above it may not issue for.",
     &troubles::name_constraints},
    {"PartialChain", std::nullopt, Family::dotnet, "",
     "An issuer's certificate is missing: the chain stops before it reaches a root. On Linux an "
     "untrusted root that the server did not send looks the same.",
     &troubles::missing_issuer},
    {"CtlNotTimeValid", std::nullopt, Family::dotnet, "",
     "A certificate trust list that the chain was built with has expired.", &troubles::trust_list},
    {"CtlNotSignatureValid", std::nullopt, Family::dotnet, "",
     "The signature of a certificate trust list does not verify.", &troubles::trust_list},
    {"CtlNotValidForUsage", std::nullopt, Family::dotnet, "",
     "A certificate trust list is not for the purpose that was asked for.", &troubles::trust_list},
    {"HasWeakSignature", std::nullopt, Family::dotnet, "",
     "A certificate of the chain is signed with MD5 or SHA-1, or has a short key.",
     &troubles::bad_signature},
    {"OfflineRevocation", std::nullopt, Family::dotnet, "",
     "A revocation list or OCSP responder could not be reached, or what it publishes has expired.",
     &troubles::revocation_unknown},
    {"NoIssuanceChainPolicy", std::nullopt, Family::dotnet, "",
     "A CA requires an issuance policy, and the certificate has none.", &troubles::policies},
    {"ExplicitDistrust", std::nullopt, Family::dotnet, "",
     "The certificate, or one above it, is in the Disallowed store.", &troubles::distrusted},
    {"HasNotSupportedCriticalExtension", std::nullopt, Family::dotnet, "",
     "A certificate has a critical extension that the platform does not know.",
     &troubles::malformed},
}};

}  // namespace

std::span<const CodeInfo> dotnet() { return dotnet_codes_table; }

}  // namespace trustctl::code_tables
