#include <array>

#include "engine/explain/code_tables.hpp"
#include "engine/explain/troubles.hpp"

namespace trustctl::code_tables {

namespace {

using Family = CodeFamily;

// Sources: winhttp.h, wininet.h and winerror.h (Windows SDK); Microsoft, "Error Messages
// (Winhttp.h)" and "System Error Codes (12000-15999)". WinINet has the same number under another
// name, and Windows Update and WinRT print the HRESULT of the number under a third.
const std::array<CodeInfo, 20> win32_codes_table = {{
    {"ERROR_WINHTTP_SECURE_CERT_DATE_INVALID", 12037U, Family::winhttp,
     "The date in the certificate is invalid or has expired",
     "A certificate of the chain has expired or is not valid yet, by this computer's clock: the "
     "same as CERT_E_EXPIRED.",
     &troubles::expired, "ERROR_INTERNET_SEC_CERT_DATE_INVALID"},
    {"ERROR_WINHTTP_SECURE_CERT_CN_INVALID", 12038U, Family::winhttp,
     "The host name in the certificate is invalid or does not match",
     "The certificate is good, but it is not for the host name in the URL: the same as "
     "CERT_E_CN_NO_MATCH.",
     &troubles::wrong_name, "ERROR_INTERNET_SEC_CERT_CN_INVALID"},
    {"ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED", 12044U, Family::winhttp,
     "A certificate is required to complete client authentication",
     "The server asks for a client certificate, and the program has set none.",
     &troubles::no_credentials, "ERROR_INTERNET_CLIENT_AUTH_CERT_NEEDED"},
    {"ERROR_WINHTTP_SECURE_INVALID_CA", 12045U, Family::winhttp,
     "The certificate authority is invalid or incorrect",
     "The chain ends in a root that is not in this computer's Root store: the same as "
     "CERT_E_UNTRUSTEDROOT.",
     &troubles::untrusted_root, "ERROR_INTERNET_INVALID_CA"},
    {"ERROR_WINHTTP_SECURE_CERT_REV_FAILED", 12057U, Family::winhttp, "",
     "Whether a certificate was revoked could not be found out: the same as "
     "CRYPT_E_REVOCATION_OFFLINE.",
     &troubles::revocation_unknown, "ERROR_INTERNET_SEC_CERT_REV_FAILED"},
    {"ERROR_WINHTTP_SECURE_CHANNEL_ERROR", 12157U, Family::winhttp,
     "An error occurred in the secure channel support",
     "TLS failed before the certificate was judged, or the server hung up: it stands for any "
     "SEC_E_ code. The System log has the event of Schannel that says more.",
     &troubles::no_common_algorithm, "ERROR_INTERNET_SECURITY_CHANNEL_ERROR"},
    {"ERROR_WINHTTP_SECURE_INVALID_CERT", 12169U, Family::winhttp,
     "The supplied certificate is invalid",
     "The chain is not right: an issuer is missing, something issued without being a CA, or a "
     "certificate is not for this purpose (CERT_E_CHAINING, CERT_E_ROLE, CERT_E_PURPOSE and their "
     "like).",
     &troubles::missing_issuer, "ERROR_INTERNET_SEC_INVALID_CERT"},
    {"ERROR_WINHTTP_SECURE_CERT_REVOKED", 12170U, Family::winhttp,
     "The supplied certificate has been revoked",
     "A certificate of the chain is on its issuer's revocation list: the same as CRYPT_E_REVOKED.",
     &troubles::revoked, "ERROR_INTERNET_SEC_CERT_REVOKED"},
    {"ERROR_WINHTTP_SECURE_FAILURE", 12175U, Family::winhttp, "A security error occurred",
     "Something is wrong with the server's certificate; which of several things, WinHTTP says to "
     "the program alone. Mostly the root is not trusted, the clock is wrong, or the name does not "
     "fit.",
     &troubles::untrusted_root},
    {"ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE", 12179U, Family::winhttp, "",
     "The certificate, or a CA above it, is not for server authentication: the same as "
     "CERT_E_WRONG_USAGE.",
     &troubles::wrong_purpose},
    {"ERROR_WINHTTP_CLIENT_CERT_NO_PRIVATE_KEY", 12185U, Family::winhttp, "",
     "The client certificate has no private key on this computer: it was imported without.",
     &troubles::no_private_key},
    {"ERROR_WINHTTP_CLIENT_CERT_NO_ACCESS_PRIVATE_KEY", 12186U, Family::winhttp, "",
     "The program may not use the client certificate's private key.", &troubles::no_private_key},
    {"ERROR_IPSEC_IKE_AUTH_FAIL", 13801U, Family::ipsec,
     "IKE authentication credentials are unacceptable",
     "The VPN's two sides do not accept each other's certificate: the client does not trust the "
     "server's root, the server's certificate lacks server authentication or the name that was "
     "dialled, or the server does not trust the client's.",
     &troubles::vpn_refused},
    {"ERROR_IPSEC_IKE_NO_CERT", 13806U, Family::ipsec,
     "IKE failed to find valid machine certificate.",
     "This computer has no certificate in My, with a private key and client authentication, that "
     "leads to a root which both sides trust.",
     &troubles::vpn_refused},
    {"ERROR_IPSEC_IKE_CRL_FAILED", 13817U, Family::ipsec, "Certificate Revocation Check failed.",
     "Whether the other side's certificate was revoked could not be found out, or it was revoked.",
     &troubles::revocation_unknown},
    {"ERROR_IPSEC_IKE_INVALID_KEY_USAGE", 13818U, Family::ipsec, "Invalid certificate key usage.",
     "The certificate's keyUsage or extended key usage does not allow what IKE does with it.",
     &troubles::wrong_purpose},
    {"ERROR_IPSEC_IKE_NO_PRIVATE_KEY", 13820U, Family::ipsec,
     "IKE negotiation failed because the machine certificate used does not have a private key.",
     "The computer's certificate was imported without its private key, or into the user's store.",
     &troubles::no_private_key},
    {"ERROR_IPSEC_IKE_INVALID_SIG", 13875U, Family::ipsec, "Invalid certificate signature",
     "The signature on a certificate does not fit its issuer's key.", &troubles::bad_signature},
    {"ERROR_IPSEC_IKE_INVALID_CERT_KEYLEN", 13881U, Family::ipsec,
     "Key length in certificate is too small for configured security requirements.",
     "The certificate's key is shorter than the policy asks.", &troubles::bad_signature},
    {"ERROR_IPSEC_IKE_CERT_CHAIN_POLICY_MISMATCH", 13887U, Family::ipsec,
     "Certificate doesn't chain to a trusted root in IPsec policy.",
     "The certificate leads to another root than the one that the connection rule names.",
     &troubles::vpn_refused},
}};

}  // namespace

std::span<const CodeInfo> win32() { return win32_codes_table; }

}  // namespace trustctl::code_tables
