#include <array>

#include "engine/explain/remedies.hpp"
#include "engine/explain/troubles.hpp"

// What goes wrong where certificates speak for clients and accounts: on servers, domain
// controllers, VPN and RADIUS servers, and with the keys of a computer's own certificate.
namespace trustctl::troubles {

namespace {

constexpr std::array<std::string_view, 4> nt_auth_causes = {
    "the issuing CA is not in NTAuth: its certificate was never published there, or the CA was "
    "renewed and the new certificate was not",
    "it was published in the directory, and Group Policy has not brought it to this computer yet "
    "(domain controller, VPN or NPS server)",
    "the certificate does not carry the issuance policy that the program asks for",
    "a chain policy of the program (extended validation, Authenticode) is not met"};
constexpr std::array<Remedy, 4> nt_auth_remedies = {
    {{"trustctl show cryptoapi --store NTAuth",
      "on the computer that refuses: lists the CAs that it takes smart cards and client "
      "certificates of"},
     {"certutil -dspublish -f FILE.cer NTAuthCA",
      "as an enterprise administrator: publishes the issuing CA's certificate; Group Policy brings "
      "it to the computers"},
     {"trustctl verify card.cer --purpose smart_card_logon",
      "says whether a certificate in a file would do, NTAuth included"},
     ask_file}};

constexpr std::array<std::string_view, 3> issuer_list_causes = {
    "this server's Root store has so many roots that their names are over 16 KB (12 KB before KB "
    "933430): the vendor's whole list was imported, or many were added by hand or by policy",
    "SendTrustedIssuerList is 1; since Windows Server 2012 no list is sent without it",
    "certificates that are no roots stand in Root"};
constexpr std::array<Remedy, 3> issuer_list_remedies = {
    {{"trustctl lint cryptoapi",
      "says by the rule root_list_too_long how long the list is, and names what is no root"},
     {"trustctl explain root_list_too_long", "says which roots may go, and what else cures it"},
     {"trustctl show cryptoapi --store Root", "lists the roots, with who put them there"}}};

constexpr std::array<std::string_view, 5> client_refused_causes = {
    "the root of the client's certificate is not in the server's Root store, or an intermediate is "
    "missing from its CA store",
    "a certificate that is not self-signed stands in the server's Root store: IIS, Lync and Skype "
    "for Business then refuse clients (KB 2802568, KB 2795828)",
    "the server's list of acceptable issuers was cut (event 36885) or does not name the client's",
    "the client has no certificate with a private key and client authentication",
    "the account's mapping wants the issuing CA in NTAuth"};
constexpr std::array<Remedy, 4> client_refused_remedies = {
    {{"trustctl lint cryptoapi",
      "on the server: finds what is no root in Root, and a list of roots that is too long"},
     {"trustctl verify client.cer --purpose client_auth",
      "on the server: says whether it would trust the client's certificate, and what is missing"},
     apply,
     {"trustctl show cryptoapi --store My",
      "on the client: lists the certificates it could show"}}};

constexpr std::array<std::string_view, 4> vpn_refused_causes = {
    "one side does not have the root of the other's certificate in its computer's Root store, or "
    "lacks the issuing CA in CA",
    "the server's certificate lacks server authentication (or 1.3.6.1.5.5.8.2.2, IKE intermediate) "
    "or the name that was dialled",
    "the computer's certificate is missing from its own My store, lacks client authentication, or "
    "is in the user's store",
    "the rule or the VPN server's configuration names another root than the one that the "
    "certificate leads to"};
constexpr std::array<Remedy, 4> vpn_refused_remedies = {
    {{"trustctl verify server.cer --name VPN.EXAMPLE",
      "on the client: says whether it trusts the server's certificate for that name, and why not"},
     {"trustctl verify client.cer --purpose client_auth",
      "on the server: the same of the client's"},
     {"trustctl show cryptoapi --store My", "lists the certificates of the computer itself"},
     apply}};

constexpr std::array<std::string_view, 4> no_private_key_causes = {
    "the certificate was imported from a .cer file, without its key; a .pfx file has both",
    "the program's account may not read the key: certlm.msc, All Tasks, Manage Private Keys",
    "the key was lost: the certificate was restored without it, or the computer was cloned "
    "(certutil -repairstore my SERIAL finds a key that is still there)",
    "the key is in a provider that the program or the protocol version cannot use"};
constexpr std::array<Remedy, 2> no_private_key_remedies = {
    {{"trustctl show cryptoapi --store My", "lists the certificates of the computer itself"},
     {"certutil -store My", "says of each whether its private key is there and can be used"}}};

constexpr std::array<std::string_view, 4> alert_sent_causes = {
    "this computer does not trust what the other side sent (48, unknown_ca): the root or an "
    "intermediate is missing from this computer's stores",
    "client and server share no protocol version or cipher suite (40, 70)",
    "the other side's certificate has expired, was revoked or is not for this purpose (45, 44, 43)",
    "the other side sent no TLS: a port scanner, a monitor, a program that speaks HTTP"};
constexpr std::array<Remedy, 3> alert_sent_remedies = {{ask_server, ask_file, apply}};

}  // namespace

const Trouble nt_auth = {nt_auth_causes, nt_auth_remedies};
const Trouble issuer_list = {issuer_list_causes, issuer_list_remedies};
const Trouble client_refused = {client_refused_causes, client_refused_remedies};
const Trouble vpn_refused = {vpn_refused_causes, vpn_refused_remedies};
const Trouble no_private_key = {no_private_key_causes, no_private_key_remedies};
const Trouble alert_sent = {alert_sent_causes, alert_sent_remedies};

}  // namespace trustctl::troubles
