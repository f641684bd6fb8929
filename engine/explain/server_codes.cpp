#include <array>

#include "engine/explain/code_tables.hpp"
#include "engine/explain/troubles.hpp"

namespace trustctl::code_tables {

namespace {

using Family = CodeFamily;

// Sources: Microsoft, "HTTP status codes in IIS 7 and later"; KB 2802568 on 403.7 and 403.16;
// "NPS Reason Codes 258 Through 282" and "283 Through 303". Reasons 283 to 297 are CERT_E_PURPOSE
// and the codes that follow it in winerror.h.
const std::array<CodeInfo, 14> server_codes_table = {{
    {"IIS 403.7", std::nullopt, Family::iis, "Client certificate required",
     "The site wants a client certificate and got none: the client has none that leads to an "
     "issuer "
     "in the list that the server sent, or the list was cut or is empty.",
     &troubles::client_refused},
    {"IIS 403.13", std::nullopt, Family::iis, "Client certificate revoked",
     "The client's certificate was revoked, or the server could not find out whether it was: IIS "
     "says the same of both.",
     &troubles::revocation_unknown},
    {"IIS 403.16", std::nullopt, Family::iis, "Client certificate is untrusted or invalid",
     "The server does not trust the client's certificate: its root is not in the server's Root "
     "store, or a certificate that is not self-signed stands in there.",
     &troubles::client_refused},
    {"IIS 403.17", std::nullopt, Family::iis, "Client certificate has expired or is not yet valid",
     "The client's certificate is outside its validity, by the server's clock.",
     &troubles::expired},
    {"NPS 258", 258U, Family::nps, "",
     "NPS could not get the revocation list that says whether the client's certificate was "
     "revoked.",
     &troubles::revocation_unknown},
    {"NPS 259", 259U, Family::nps, "",
     "The place of the revocation list is offline, so that NPS cannot say whether the client's "
     "certificate was revoked.",
     &troubles::revocation_unknown},
    {"NPS 265", 265U, Family::nps, "",
     "The client's certificate leads to a root that the NPS server does not have in its Root store "
     "(event 6273; the same as SEC_E_UNTRUSTED_ROOT). What is missing is missing on the NPS "
     "server.",
     &troubles::client_refused},
    {"NPS 266", 266U, Family::nps, "",
     "A message of the TLS handshake was unexpected or badly formed (event 6273; the same as "
     "SEC_E_ILLEGAL_MESSAGE). Mostly the client hung up, since it does not trust the NPS server's "
     "certificate.",
     &troubles::rejected_by_peer},
    {"NPS 283", 283U, Family::nps, "",
     "The client's certificate is not for client authentication (the same as CERT_E_PURPOSE).",
     &troubles::wrong_purpose},
    {"NPS 286", 286U, Family::nps, "",
     "The client's certificate leads to a root that the NPS server does not trust (the same as "
     "CERT_E_UNTRUSTEDROOT).",
     &troubles::client_refused},
    {"NPS 287", 287U, Family::nps, "",
     "No chain from the client's certificate to a root was found on the NPS server (the same as "
     "CERT_E_CHAINING).",
     &troubles::missing_issuer},
    {"NPS 289", 289U, Family::nps, "",
     "The client's certificate was revoked (the same as CERT_E_REVOKED).", &troubles::revoked},
    {"NPS 291", 291U, Family::nps, "",
     "Whether the client's certificate was revoked could not be found out (the same as "
     "CERT_E_REVOCATION_FAILURE).",
     &troubles::revocation_unknown},
    {"NPS 295", 295U, Family::nps, "",
     "The chain of the client's certificate is good, and its issuing CA is not trusted to speak "
     "for "
     "accounts of the domain (the same as CERT_E_UNTRUSTEDCA): it is not in NTAuth.",
     &troubles::nt_auth},
}};

}  // namespace

std::span<const CodeInfo> servers() { return server_codes_table; }

}  // namespace trustctl::code_tables
