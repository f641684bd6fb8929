#include <array>

#include "engine/explain/code_tables.hpp"
#include "engine/explain/troubles.hpp"

namespace trustctl::code_tables {

namespace {

using Family = CodeFamily;

// Source: Microsoft, "Schannel Events" (Windows Server 2012 R2 documentation), and the messages of
// the provider (lsasrv.dll). What the event says is quoted up to its first insertion, or from there
// on: older versions of Windows say SSL where newer ones say TLS.
const std::array<CodeInfo, 23> schannel_events_table = {{
    {"Schannel 36864", 36864U, Family::schannel_event,
     "The schannel security package has loaded successfully.",
     "Windows' TLS is ready. Logged at each start where more than errors is logged.", nullptr},
    {"Schannel 36867", 36867U, Family::schannel_event, "",
     "A program asked for TLS, as a client or as a server, and its credential is being made.",
     nullptr},
    {"Schannel 36869", 36869U, Family::schannel_event,
     "credential's certificate does not have a private key information property attached to it",
     "The certificate that a program wants to show has no private key on this computer: it was "
     "imported without its key, or restored or enrolled badly.",
     &troubles::no_private_key},
    {"Schannel 36870", 36870U, Family::schannel_event,
     "A fatal error occurred when attempting to access the",
     "The certificate has a private key, and the program may not use it or its provider fails. The "
     "event gives the provider's code: 0x8009030D mostly means missing rights, 0x80090016 that "
     "the key is gone.",
     &troubles::no_private_key},
    {"Schannel 36871", 36871U, Family::schannel_event,
     "A fatal error occurred while creating a TLS",
     "A program could not begin TLS at all. Internal error state 10013 means that none of the "
     "protocol versions or cipher suites that it may use is switched on.",
     &troubles::no_common_algorithm, "A fatal error occurred while creating an SSL"},
    {"Schannel 36872", 36872U, Family::schannel_event,
     "specified certificate's chain could not be retrieved",
     "This computer cannot build the chain of its own certificate, so that it sends the other side "
     "an incomplete one.",
     &troubles::missing_issuer},
    {"Schannel 36873", 36873U, Family::schannel_event,
     "No supported cipher suites were found when initiating",
     "This computer has no cipher suite left that it could offer.", &troubles::no_common_algorithm},
    {"Schannel 36874", 36874U, Family::schannel_event,
     "connection request was received from a remote client application, but none of the cipher "
     "suites supported by the client application are supported by the server",
     "Client and server have no cipher suite in common. A server whose certificate has no usable "
     "key, or a key of a kind that the client does not know, looks the same.",
     &troubles::no_common_algorithm},
    {"Schannel 36875", 36875U, Family::schannel_event,
     "client authentication, but no suitable client certificate could be found",
     "The server asked for a client certificate, and this computer has none that leads to one of "
     "the issuers that the server named. The connection goes on without.",
     &troubles::no_credentials},
    {"Schannel 36876", 36876U, Family::schannel_event,
     "The certificate received from the remote server has not validated correctly.",
     "This computer refused a server's certificate. The event gives the reason as a code: explain "
     "that one too. The attached data is the certificate.",
     &troubles::untrusted_root},
    {"Schannel 36877", 36877U, Family::schannel_event,
     "The certificate received from the remote client application has not validated correctly.",
     "This server refused a client's certificate. The event gives the reason as a code: explain "
     "that one too. The attached data is the certificate.",
     &troubles::client_refused},
    {"Schannel 36878", 36878U, Family::schannel_event,
     "The certificate received from the remote client application is not suitable for direct "
     "mapping to a client system account",
     "The client's certificate is good for TLS, and its issuing CA is not trusted to speak for "
     "accounts of the domain: it is not in NTAuth.",
     &troubles::nt_auth},
    {"Schannel 36879", 36879U, Family::schannel_event,
     "The certificate received from the remote client application was not successfully mapped to a "
     "client system account.",
     "No account of the domain belongs to the client's certificate. The server's program may take "
     "it nevertheless.",
     &troubles::nt_auth},
    {"Schannel 36880", 36880U, Family::schannel_event, "handshake completed successfully",
     "A TLS connection was made; the event names protocol version, cipher suite and both "
     "certificates.",
     nullptr},
    {"Schannel 36881", 36881U, Family::schannel_event,
     "The certificate received from the remote server has either expired or is not yet valid.",
     "The server's certificate, or one above it, is outside its validity by this computer's clock.",
     &troubles::expired},
    {"Schannel 36882", 36882U, Family::schannel_event,
     "The certificate received from the remote server was issued by an untrusted certificate "
     "authority.",
     "The server's certificate leads to no root in this computer's Root store; the program got "
     "0x80090325 SEC_E_UNTRUSTED_ROOT. The attached data is the certificate.",
     &troubles::untrusted_root},
    {"Schannel 36883", 36883U, Family::schannel_event,
     "The certificate received from the remote server has been revoked.",
     "The server's certificate, or one above it, is on its issuer's revocation list.",
     &troubles::revoked},
    {"Schannel 36884", 36884U, Family::schannel_event,
     "The certificate received from the remote server does not contain the expected name.",
     "The certificate is good, but not for the name that the client asked for; the event says "
     "which "
     "name that was.",
     &troubles::wrong_name},
    {"Schannel 36885", 36885U, Family::schannel_event,
     "When asking for client authentication, this server sends a list of trusted certificate "
     "authorities to the client.",
     "The names of this server's roots are too long together for the list that it sends where it "
     "asks for a client certificate. The list was cut, and clients of a CA that was cut cannot "
     "sign in.",
     &troubles::issuer_list},
    {"Schannel 36886", 36886U, Family::schannel_event,
     "No suitable default server credential exists on this system.",
     "This computer has no certificate in My that a server program could use by default, for LDAP "
     "over TLS on a domain controller for example. Programs that bring their own are not affected.",
     &troubles::no_credentials},
    {"Schannel 36887", 36887U, Family::schannel_event,
     "A fatal alert was received from the remote endpoint.",
     "The other side hung up, and said why by an alert: 48 is unknown_ca, 46 certificate_unknown, "
     "42 bad_certificate, 45 certificate_expired; 40 and 70 are about ciphers and versions. "
     "Explain the alert's number too.",
     &troubles::rejected_by_peer, "The following fatal alert was received"},
    {"Schannel 36888", 36888U, Family::schannel_event,
     "A fatal alert was generated and sent to the remote endpoint.",
     "This computer hung up, and told the other side why by an alert: 48 means that it does not "
     "know the other side's CA. Explain the alert's number too.",
     &troubles::alert_sent, "The following fatal alert was generated"},
    {"Schannel 36889", 36889U, Family::schannel_event,
     "specified certificate's chain is incomplete",
     "This computer's own certificate lacks an issuer in the stores, so that it sends the other "
     "side an incomplete chain.",
     &troubles::missing_issuer},
}};

}  // namespace

std::span<const CodeInfo> schannel_events() { return schannel_events_table; }

}  // namespace trustctl::code_tables
