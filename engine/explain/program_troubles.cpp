#include <array>

#include "engine/explain/remedies.hpp"
#include "engine/explain/troubles.hpp"

// A root or an issuer is missing, to programs that look for CA certificates in a place of their
// own: what is put into Windows' stores, or into the system's bundle, cures none of them by itself.
namespace trustctl::troubles {

namespace {

constexpr Remedy export_pem = {"trustctl export SUBJECT --format pem --out chain",
                               "on a computer that works: writes the chain, the root last, for the "
                               "file that the program reads"};

constexpr std::array<std::string_view, 4> openssl_untrusted_causes = {
    "the server sends its own certificate alone: OpenSSL fetches no intermediates, so the server "
    "must send them",
    "the root is not in the bundle that this program reads: OpenSSL's default folder, or the file "
    "that SSL_CERT_FILE, --cacert, CURL_CA_BUNDLE, REQUESTS_CA_BUNDLE or NODE_EXTRA_CA_CERTS names",
    "the program brings a bundle of its own (Python's certifi, Node.js) and never asks the "
    "system's",
    "TLS inspection stands in between, and its root is known to Windows alone"};
constexpr std::array<Remedy, 2> openssl_untrusted_remedies = {
    {ask_server,
     {"trustctl export SUBJECT --format pem --out chain",
      "on a computer that works: writes the chain, the root last; the root then goes into "
      "/usr/local/share/ca-certificates as a .crt file for update-ca-certificates, into "
      "/etc/pki/ca-trust/source/anchors for update-ca-trust, or into the program's own bundle"}}};
constexpr std::array<std::string_view, 4> firefox_untrusted_causes = {
    "the server sends its own certificate alone, and Firefox has not met the intermediate before",
    "the root is in the system's stores, and Firefox is told not to look there: the policy "
    "Certificates/ImportEnterpriseRoots, or security.enterprise_roots.enabled, is off",
    "on Linux Firefox reads its own database (cert9.db) and p11-kit's modules alone, not the "
    "bundle that OpenSSL reads",
    "TLS inspection stands in between, and its root is not on this computer"};
constexpr std::array<Remedy, 3> firefox_untrusted_remedies = {
    {ask_server,
     apply,
     {"trustctl export SUBJECT --format pem --out chain",
      "writes the chain, the root last: for the policy Certificates/Install, or for 'certutil -A "
      "-t C,, -n NAME -i FILE -d sql:PROFILE'"}}};
constexpr std::array<std::string_view, 4> java_untrusted_causes = {
    "the root is not in the keystore that this Java reads: lib/security/cacerts of its own "
    "installation, or what javax.net.ssl.trustStore names; the system's stores are not asked",
    "the server sends its own certificate alone, and Java fetches no intermediates unless it is "
    "told to (com.sun.security.enableAIAcaIssuers)",
    "another Java runs than the one whose cacerts was changed, or an update brought a new cacerts",
    "on Windows: the program could use the system's stores, and is not told to "
    "(javax.net.ssl.trustStoreType=Windows-ROOT)"};
constexpr std::array<Remedy, 2> java_untrusted_remedies = {
    {ask_server,
     {"trustctl export SUBJECT --format pem --out chain",
      "on a computer that works: writes the chain, the root last; 'keytool -importcert -cacerts "
      "-alias NAME -file FILE' of the same Java puts the root into its cacerts"}}};
constexpr std::array<std::string_view, 4> browser_untrusted_causes = {
    "the root of the internal CA is not in this computer's Root store: the computer is outside the "
    "domain, or the policy that delivers it has not arrived",
    "the server sends its own certificate alone, and the issuing CA's is nowhere on this computer",
    "the server's certificate is self-signed, or TLS inspection stands in between whose root is "
    "not on this computer",
    "on Linux the browser reads the user's NSS database (~/.pki/nssdb) beside its own roots, not "
    "the bundle that OpenSSL reads"};
constexpr std::array<Remedy, 3> browser_untrusted_remedies = {{ask_server, capture, apply}};

constexpr std::array<std::string_view, 4> node_untrusted_causes = {
    "the root of an internal CA or of TLS inspection is not among Node's CA certificates: those "
    "that are built into Node, whatever the system trusts, and what NODE_EXTRA_CA_CERTS names",
    "the server sends only its own certificate, and Node fetches no intermediates as Windows and "
    "browsers do",
    "the root is in the system's stores, and node runs without --use-system-ca (from 22.15 and "
    "23.8; NODE_USE_SYSTEM_CA=1 from 22.19 and 24.6)",
    "npm, yarn and Electron programs have settings of their own: cafile in .npmrc"};
constexpr std::array<Remedy, 2> node_untrusted_remedies = {
    {ask_server,
     {"trustctl export SUBJECT --format pem --out chain",
      "on a computer that works: writes the chain, the root last; NODE_EXTRA_CA_CERTS=FILE in "
      "Node's environment adds it, or put the root into the system's store and start node with "
      "--use-system-ca"}}};
constexpr std::array<std::string_view, 4> go_untrusted_causes = {
    "the root is not among those of the system: Windows' stores on Windows, the bundle in "
    "/etc/ssl/certs or /etc/pki/tls on Linux, the keychains on macOS",
    "the program runs in a container, which has a bundle of its own or none at all",
    "the server sends only its own certificate, and on Linux Go fetches no intermediates",
    "the program brings CA certificates along and asks no others: a CA file in its configuration, "
    "SSL_CERT_FILE or SSL_CERT_DIR"};
constexpr std::array<Remedy, 3> go_untrusted_remedies = {
    {ask_server,
     apply,
     {"trustctl export SUBJECT --format pem --out chain",
      "on a computer that works: writes the chain, the root last; on Linux the root goes into the "
      "system's bundle (update-ca-certificates, update-ca-trust) or into the file that "
      "SSL_CERT_FILE names, in a container's image too; Docker reads "
      "/etc/docker/certs.d/HOST:PORT/ca.crt"}}};
constexpr std::array<std::string_view, 4> python_untrusted_causes = {
    "the root is not where this Python looks: ssl asks OpenSSL's own file and folder, which "
    "ssl.get_default_verify_paths() names, and on Windows the stores Root and CA",
    "requests, pip and httpx do not ask the system: they read the file of the package certifi, "
    "unless REQUESTS_CA_BUNDLE, SSL_CERT_FILE or PIP_CERT names another (pip from 24.2 on asks the "
    "system)",
    "Python from python.org on macOS has no CA certificates until 'Install Certificates.command' "
    "was run",
    "the server sends only its own certificate, and OpenSSL fetches no intermediates"};
constexpr std::array<Remedy, 2> python_untrusted_remedies = {
    {ask_server,
     {"trustctl export SUBJECT --format pem --out chain",
      "on a computer that works: writes the chain, the root last; the root goes into the system's "
      "bundle, and SSL_CERT_FILE (ssl) or REQUESTS_CA_BUNDLE (requests, pip) names a bundle that "
      "has it. Editing certifi's file lasts until its next update"}}};
constexpr std::array<std::string_view, 4> curl_untrusted_causes = {
    "the root is not in curl's CA bundle, which 'curl -v' names (CAfile, CApath): with OpenSSL "
    "the system's on Linux, a file beside curl.exe or of Git on Windows",
    "Windows' own curl.exe is built with Schannel: it asks this computer's stores and no file",
    "the server sends only its own certificate, and curl fetches no intermediates (with Schannel, "
    "Windows does)",
    "git, PHP and other programs on libcurl name a bundle of their own: http.sslCAInfo, "
    "curl.cainfo"};
constexpr std::array<Remedy, 3> curl_untrusted_remedies = {
    {ask_server,
     apply,
     {"trustctl export SUBJECT --format pem --out chain",
      "on a computer that works: writes the chain, the root last; the root goes into the system's "
      "bundle, or --cacert FILE and CURL_CA_BUNDLE name a file that has it; --ca-native (from "
      "8.2) takes Windows' stores"}}};
constexpr std::array<std::string_view, 3> curl_no_bundle_causes = {
    "the package with the CA certificates (ca-certificates) is not installed, as in small "
    "container images",
    "--cacert, CURL_CA_BUNDLE, SSL_CERT_FILE, http.sslCAInfo or curl.cainfo names a file that is "
    "not there, or that this user may not read",
    "the file is empty, or DER where PEM is asked for"};
constexpr std::array<Remedy, 1> curl_no_bundle_remedies = {{export_pem}};

}  // namespace

const Trouble openssl_untrusted = {openssl_untrusted_causes, openssl_untrusted_remedies};
const Trouble firefox_untrusted = {firefox_untrusted_causes, firefox_untrusted_remedies};
const Trouble java_untrusted = {java_untrusted_causes, java_untrusted_remedies};
const Trouble browser_untrusted = {browser_untrusted_causes, browser_untrusted_remedies};
const Trouble node_untrusted = {node_untrusted_causes, node_untrusted_remedies};
const Trouble go_untrusted = {go_untrusted_causes, go_untrusted_remedies};
const Trouble python_untrusted = {python_untrusted_causes, python_untrusted_remedies};
const Trouble curl_untrusted = {curl_untrusted_causes, curl_untrusted_remedies};
const Trouble curl_no_bundle = {curl_no_bundle_causes, curl_no_bundle_remedies};

}  // namespace trustctl::troubles
