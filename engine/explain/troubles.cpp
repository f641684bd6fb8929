#include "engine/explain/troubles.hpp"

#include <array>

#include "engine/explain/remedies.hpp"

namespace trustctl::troubles {

namespace {

constexpr std::array<std::string_view, 5> untrusted_root_causes = {
    "the root certificate of the internal CA is not in this computer's Root store: the computer is "
    "outside the domain, or the policy that delivers it has not arrived",
    "the root was imported into the user's stores; services and other users see the computer's "
    "alone",
    "the root stands in the wrong store (CA, the intermediate ones, instead of Root)",
    "the chain ends in another root than the trusted one: the CA was renewed with a new key, or "
    "TLS inspection stands in between",
    "it is a public root, and this computer cannot reach Windows Update to fetch it"};
constexpr std::array<std::string_view, 4> missing_issuer_causes = {
    "the server sends only its own certificate, and the issuing CA's is not in this computer's CA "
    "store",
    "the address where the issuer could be fetched (AIA) cannot be reached; an ldap: one only "
    "works inside the domain",
    "the issuing CA was renewed, and this computer holds the old certificate with the old key",
    "the root is there and a policy CA between it and the issuing CA is not"};
constexpr std::array<std::string_view, 4> expired_causes = {
    "the server's certificate has expired and was not renewed, or the renewed one is not bound yet",
    "this computer's clock is wrong",
    "an intermediate or root in the stores has expired, and its successor is missing",
    "the server still sends an expired intermediate along with its renewed certificate"};
constexpr std::array<std::string_view, 3> not_yet_valid_causes = {
    "this computer's clock, or its time zone, is wrong",
    "the certificate was issued by a computer whose clock was ahead",
    "the certificate is meant for later"};
constexpr std::array<std::string_view, 2> nesting_causes = {
    "a certificate is valid for longer than the CA that issued it, which present Windows no longer "
    "minds",
    "an old program checks it nevertheless"};
constexpr std::array<std::string_view, 4> wrong_name_causes = {
    "the client uses a short name, an alias or an IP address that is not among the certificate's "
    "subject alternative names",
    "the certificate has the host name in its common name alone, which clients no longer read",
    "another server answers: a load balancer, a proxy, a default site without server name "
    "indication",
    "for Kerberos and Schannel (SEC_E_WRONG_PRINCIPAL): the name asked for is not the one that the "
    "server signs in with"};
constexpr std::array<std::string_view, 4> wrong_purpose_causes = {
    "the certificate was issued from a template without the purpose that is asked for (server or "
    "client authentication)",
    "a CA above it is restricted to other purposes",
    "an administrator restricted the purposes of the root or intermediate in the store",
    "the key usage does not allow what the protocol does with the key"};
constexpr std::array<std::string_view, 4> not_an_authority_causes = {
    "a certificate that is no CA certificate stands where an issuer should be: basicConstraints or "
    "keyCertSign is missing",
    "the path is longer than a CA in it allows (pathLenConstraint)",
    "a self-signed server certificate was imported in the place of its CA",
    "the CA is from before version 3 certificates"};
constexpr std::array<std::string_view, 3> name_constraints_causes = {
    "a CA in the path may only issue for some names, and the certificate bears another",
    "a CA in the path is forbidden the domain, and a cross-certificate brings that rule along",
    "the constraint is of a form that the client does not know, and it is critical"};
constexpr std::array<std::string_view, 3> revoked_causes = {
    "the issuer revoked it: the key was lost, the computer was retired, or a newer certificate "
    "replaced it",
    "an intermediate was revoked, and everything below it with it",
    "the server still presents the certificate from before its renewal"};
constexpr std::array<std::string_view, 4> revocation_unknown_causes = {
    "the revocation list's or OCSP responder's address cannot be reached from here: a firewall, a "
    "proxy, no route",
    "the only address is an ldap: one, which a computer outside the domain cannot ask",
    "the published revocation list has expired: the CA or its publication stands still",
    "the certificate names no address at all"};
constexpr std::array<std::string_view, 3> distrusted_causes = {
    "the certificate, or one above it, is in the Disallowed store, put there by an administrator, "
    "a policy or Windows Update",
    "its purposes were all taken away in the store",
    "the manifest of some site declares it as distrusted"};
constexpr std::array<std::string_view, 3> bad_signature_causes = {
    "the issuer at hand has the right name and another key: a renewed CA, or two CAs of one name",
    "the certificate was changed or cut on its way",
    "the signature uses an algorithm that the client refuses (MD5, SHA-1, a short RSA key)"};
constexpr std::array<std::string_view, 3> no_common_algorithm_causes = {
    "client and server share no protocol version or cipher suite: TLS 1.0 on one side, TLS 1.2 and "
    "later on the other",
    "the server's key or signature algorithm is none that the client takes (RSA-PSS, an odd curve, "
    "SHA-1)",
    "the server's private key is in a provider that cannot do what the protocol version asks"};
constexpr std::array<std::string_view, 4> no_credentials_causes = {
    "no certificate with a private key that the program may read is there: imported without its "
    "key, or without the right to it",
    "the program runs as a service and its certificate is in a user's store",
    "the server's list of acceptable issuers names none that issued a certificate of this client",
    "the client's intermediate is missing, so that its own certificate leads to none of those "
    "issuers"};
constexpr std::array<std::string_view, 3> malformed_causes = {
    "a certificate breaks the rules of its encoding, or lacks a name that it must have",
    "a field or extension is there twice, or is marked critical and unknown to the client",
    "something that is no certificate was sent or imported"};
constexpr std::array<std::string_view, 2> test_root_causes = {
    "the chain ends in a Microsoft test root, and test signing is off",
    "a pre-release build's certificate is used on a release"};
constexpr std::array<std::string_view, 3> policies_causes = {
    "the certificate does not carry the issuance policy that the program asks for",
    "a CA in the path requires a policy that the ones below do not have",
    "a chain policy of the program (extended validation, Authenticode) is not met"};
constexpr std::array<std::string_view, 3> rejected_by_peer_causes = {
    "the other side does not trust the certificate that it was sent: its CA is missing from the "
    "other side's stores",
    "the certificate was sent without its intermediates, and the other side cannot find them",
    "it has expired, been revoked, or lacks the purpose that the other side wants"};
constexpr std::array<std::string_view, 3> not_in_store_causes = {
    "the certificate is not in the store that was searched: it is in the user's store, not the "
    "computer's, or in another store",
    "it was looked for by a thumbprint with an invisible character in front, as the certificates "
    "snap-in copies it",
    "it was removed, or never arrived by policy"};
constexpr std::array<std::string_view, 2> already_in_store_causes = {
    "the certificate is in the store already, which is what was wanted",
    "an older copy is there with other properties (a friendly name, purposes)"};
constexpr std::array<std::string_view, 2> trust_list_causes = {
    "the certificate trust list that Windows downloads has expired or is damaged: this computer "
    "cannot reach Windows Update",
    "an administrator's own trust list (the Trust store) has expired or is signed for another "
    "purpose"};
constexpr std::array<Remedy, 3> untrusted_root_remedies = {{ask_server, capture, apply}};
constexpr std::array<Remedy, 4> missing_issuer_remedies = {
    {ask_server, capture, apply, export_chain}};
constexpr std::array<Remedy, 3> expired_remedies = {{ask_server, show, lint}};
constexpr std::array<Remedy, 2> not_yet_valid_remedies = {{ask_server, show}};
constexpr std::array<Remedy, 2> nesting_remedies = {{show, lint}};
constexpr std::array<Remedy, 2> wrong_name_remedies = {
    {{"trustctl verify HOST:443 --name NAME",
      "compares the names in the certificate with the one that the client uses"},
     ask_file}};
constexpr std::array<Remedy, 3> wrong_purpose_remedies = {{ask_server, show, plan}};
constexpr std::array<Remedy, 3> not_an_authority_remedies = {{ask_server, lint, show}};
constexpr std::array<Remedy, 2> name_constraints_remedies = {{ask_server, show}};
constexpr std::array<Remedy, 2> revoked_remedies = {{ask_server, show}};
constexpr std::array<Remedy, 2> revocation_unknown_remedies = {
    {{"trustctl verify HOST:443",
      "shows the CRL and AIA addresses of each certificate; it fetches none of them"},
     show}};
constexpr std::array<Remedy, 4> distrusted_remedies = {
    {ask_server,
     {"trustctl show cryptoapi --store Disallowed", "lists what is distrusted here, and by whom"},
     plan,
     {"trustctl apply site.yaml", "takes back or sets a distrust as the manifest declares it"}}};
constexpr std::array<Remedy, 3> bad_signature_remedies = {{ask_server, lint, show}};
constexpr std::array<Remedy, 2> no_common_algorithm_remedies = {{ask_server, lint}};
constexpr std::array<Remedy, 3> no_credentials_remedies = {
    {{"trustctl show cryptoapi --store My", "lists the certificates of the computer itself"},
     ask_server,
     apply}};
constexpr std::array<Remedy, 3> malformed_remedies = {{lint, ask_file, show}};
constexpr std::array<Remedy, 2> test_root_remedies = {{ask_server, show}};
constexpr std::array<Remedy, 2> policies_remedies = {{ask_server, show}};
constexpr std::array<Remedy, 3> rejected_by_peer_remedies = {
    {ask_file,
     export_chain,
     {"trustctl apply site.yaml",
      "on the other side, where the chain is declared: puts it into the stores"}}};
constexpr std::array<Remedy, 3> not_in_store_remedies = {{show, check, apply}};
constexpr std::array<Remedy, 2> already_in_store_remedies = {{check, show}};
constexpr std::array<Remedy, 2> trust_list_remedies = {
    {{"trustctl show cryptoapi --store Trust", "lists the Enterprise Trust store"}, ask_server}};

}  // namespace

const Trouble untrusted_root = {untrusted_root_causes, untrusted_root_remedies};
const Trouble missing_issuer = {missing_issuer_causes, missing_issuer_remedies};
const Trouble expired = {expired_causes, expired_remedies};
const Trouble not_yet_valid = {not_yet_valid_causes, not_yet_valid_remedies};
const Trouble nesting = {nesting_causes, nesting_remedies};
const Trouble wrong_name = {wrong_name_causes, wrong_name_remedies};
const Trouble wrong_purpose = {wrong_purpose_causes, wrong_purpose_remedies};
const Trouble not_an_authority = {not_an_authority_causes, not_an_authority_remedies};
const Trouble name_constraints = {name_constraints_causes, name_constraints_remedies};
const Trouble revoked = {revoked_causes, revoked_remedies};
const Trouble revocation_unknown = {revocation_unknown_causes, revocation_unknown_remedies};
const Trouble distrusted = {distrusted_causes, distrusted_remedies};
const Trouble bad_signature = {bad_signature_causes, bad_signature_remedies};
const Trouble no_common_algorithm = {no_common_algorithm_causes, no_common_algorithm_remedies};
const Trouble no_credentials = {no_credentials_causes, no_credentials_remedies};
const Trouble malformed = {malformed_causes, malformed_remedies};
const Trouble test_root = {test_root_causes, test_root_remedies};
const Trouble policies = {policies_causes, policies_remedies};
const Trouble rejected_by_peer = {rejected_by_peer_causes, rejected_by_peer_remedies};
const Trouble not_in_store = {not_in_store_causes, not_in_store_remedies};
const Trouble already_in_store = {already_in_store_causes, already_in_store_remedies};
const Trouble trust_list = {trust_list_causes, trust_list_remedies};

}  // namespace trustctl::troubles
