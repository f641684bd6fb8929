#include <array>

#include "engine/explain/code_tables.hpp"
#include "engine/explain/troubles.hpp"

namespace trustctl::code_tables {

namespace {

using Family = CodeFamily;

// Sources: NSS' secerr.h, Chromium's net_error_list.h.
const std::array<CodeInfo, 21> browser_codes_table = {{
    {"SEC_ERROR_UNKNOWN_ISSUER", 0xFFFFE00DU, Family::nss,
     "Peer's Certificate issuer is not recognized.",
     "The issuer's certificate was not found: Firefox does not have it, and the server did not "
     "send it.",
     &troubles::firefox_untrusted},
    {"SEC_ERROR_UNTRUSTED_ISSUER", 0xFFFFE014U, Family::nss,
     "Peer's certificate issuer has been marked as not trusted by the user.",
     "The issuer is known, and distrusted or not trusted as a CA.", &troubles::distrusted},
    {"ERR_SSL_PROTOCOL_ERROR", 0xFFFFFF95U, Family::chromium, "",
     "What the server sent is no TLS that Chrome understands: rarely a certificate's fault.",
     &troubles::no_common_algorithm},
    {"ERR_SSL_CLIENT_AUTH_CERT_NEEDED", 0xFFFFFF92U, Family::chromium, "",
     "The server wants a client certificate, and none was chosen.", &troubles::no_credentials},
    {"ERR_SSL_VERSION_OR_CIPHER_MISMATCH", 0xFFFFFF8FU, Family::chromium, "",
     "Browser and server have no protocol version or cipher suite in common.",
     &troubles::no_common_algorithm},
    {"ERR_BAD_SSL_CLIENT_AUTH_CERT", 0xFFFFFF8BU, Family::chromium, "",
     "The server refused the client certificate that it was sent, or got none.",
     &troubles::rejected_by_peer},
    {"ERR_CERT_COMMON_NAME_INVALID", 0xFFFFFF38U, Family::chromium,
     "NET::ERR_CERT_COMMON_NAME_INVALID",
     "The certificate is not for the name in the address bar; the common name is not looked at.",
     &troubles::wrong_name},
    {"ERR_CERT_DATE_INVALID", 0xFFFFFF37U, Family::chromium, "NET::ERR_CERT_DATE_INVALID",
     "A certificate of the chain has expired or is not valid yet, by this computer's clock.",
     &troubles::expired},
    {"ERR_CERT_AUTHORITY_INVALID", 0xFFFFFF36U, Family::chromium, "NET::ERR_CERT_AUTHORITY_INVALID",
     "The chain leads to no root that the browser trusts: those of Chrome or Edge, and what is in "
     "this computer's stores.",
     &troubles::browser_untrusted},
    {"ERR_CERT_CONTAINS_ERRORS", 0xFFFFFF35U, Family::chromium, "NET::ERR_CERT_CONTAINS_ERRORS",
     "The certificate breaks the rules of its encoding.", &troubles::malformed},
    {"ERR_CERT_NO_REVOCATION_MECHANISM", 0xFFFFFF34U, Family::chromium,
     "NET::ERR_CERT_NO_REVOCATION_MECHANISM",
     "The certificate names no address at which its revocation could be asked.",
     &troubles::revocation_unknown},
    {"ERR_CERT_UNABLE_TO_CHECK_REVOCATION", 0xFFFFFF33U, Family::chromium,
     "NET::ERR_CERT_UNABLE_TO_CHECK_REVOCATION",
     "Revocation must be asked, by a policy, and could not be.", &troubles::revocation_unknown},
    {"ERR_CERT_REVOKED", 0xFFFFFF32U, Family::chromium, "NET::ERR_CERT_REVOKED",
     "A certificate of the chain is revoked, by its issuer or by the browser's own list.",
     &troubles::revoked},
    {"ERR_CERT_INVALID", 0xFFFFFF31U, Family::chromium, "NET::ERR_CERT_INVALID",
     "A certificate is wrong in a way that has no code of its own: a CA that is none, a critical "
     "extension, a root that the operating system distrusts.",
     &troubles::malformed},
    {"ERR_CERT_WEAK_SIGNATURE_ALGORITHM", 0xFFFFFF30U, Family::chromium,
     "NET::ERR_CERT_WEAK_SIGNATURE_ALGORITHM",
     "A certificate below the root is signed with SHA-1 or MD5.", &troubles::bad_signature},
    {"ERR_CERT_NON_UNIQUE_NAME", 0xFFFFFF2EU, Family::chromium, "NET::ERR_CERT_NON_UNIQUE_NAME",
     "A public CA's certificate is for a name that only means something inside: no dots, a "
     "reserved address.",
     &troubles::wrong_name},
    {"ERR_CERT_WEAK_KEY", 0xFFFFFF2DU, Family::chromium, "NET::ERR_CERT_WEAK_KEY",
     "A certificate has a key that is too short, such as RSA with 1024 bits.",
     &troubles::bad_signature},
    {"ERR_CERT_NAME_CONSTRAINT_VIOLATION", 0xFFFFFF2CU, Family::chromium,
     "NET::ERR_CERT_NAME_CONSTRAINT_VIOLATION",
     "The certificate bears a name that a CA above it may not issue for.",
     &troubles::name_constraints},
    {"ERR_CERT_VALIDITY_TOO_LONG", 0xFFFFFF2BU, Family::chromium, "NET::ERR_CERT_VALIDITY_TOO_LONG",
     "A public CA's certificate is valid for longer than browsers allow. Those of CAs that an "
     "administrator trusts are exempt.",
     &troubles::nesting},
    {"ERR_CERTIFICATE_TRANSPARENCY_REQUIRED", 0xFFFFFF2AU, Family::chromium,
     "NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED",
     "A public CA's certificate is in no transparency log that the browser knows. Those of CAs "
     "that an administrator trusts are exempt.",
     &troubles::policies},
    {"ERR_CERT_KNOWN_INTERCEPTION_BLOCKED", 0xFFFFFF27U, Family::chromium,
     "NET::ERR_CERT_KNOWN_INTERCEPTION_BLOCKED",
     "The root is one that is known for spying on its users, and the browser blocks it.",
     &troubles::distrusted},
}};

}  // namespace

std::span<const CodeInfo> browsers() { return browser_codes_table; }

}  // namespace trustctl::code_tables
