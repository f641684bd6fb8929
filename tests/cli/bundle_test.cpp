#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

constexpr const char* debian_bundle = "/etc/ssl/certs/ca-certificates.crt";

std::string declare_debian_bundle(const Machine& machine, const std::string& policy) {
  const std::string digest =
      machine
          .shell(std::string("cp ") + debian_bundle +
                 " debian.pem && openssl dgst -sha256 -r debian.pem | cut -c1-64")
          .out.substr(0, 64);
  machine.declare("bundles:\n  debian: { source: debian.pem, file_sha256: " + digest + " }\n" +
                  "stores:\n  - { store: Root, present: [debian] }\n" + policy);
  return digest;
}

// The SHA-256 of every block, by openssl.
std::set<std::string> bundle_digests(const Machine& machine) {
  const RunResult result = machine.shell(
      "mkdir split && csplit -s -z -f split/c debian.pem '/-----BEGIN CERT/' '{*}' && for f in "
      "split/*; do openssl x509 -in $f -outform DER | openssl dgst -sha256 -r | cut -c1-64; done");
  std::set<std::string> digests;
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    digests.insert(line);
  }
  return digests;
}

}  // namespace

TEST_CASE("Debian's bundle is planned, applied and checked as one entry", "[cli][bundle]") {
  if (!std::filesystem::exists(debian_bundle)) {
    skip(std::string(debian_bundle) + " is missing: install ca-certificates");
    return;
  }
  const Machine machine;
  declare_debian_bundle(
      machine,
      "policy:\n  expired: { declared: warning }\n  not_yet_valid: { declared: warning }\n");
  const std::set<std::string> expected = bundle_digests(machine);
  REQUIRE(expected.size() > 100);

  const RunResult applied = machine.trustctl("apply --yes");

  INFO(applied.err);
  CHECK(applied.exit_code == 0);
  CHECK(machine.digests("Root") == expected);
  CHECK(contains(machine.trustctl("check").out,
                 "In sync: " + std::to_string(expected.size()) + " certificates in 1 store"));
}

TEST_CASE("expired members of a bundle are refused by default, each named", "[cli][bundle]") {
  if (!std::filesystem::exists(debian_bundle)) {
    skip(std::string(debian_bundle) + " is missing: install ca-certificates");
    return;
  }
  const Machine machine;
  declare_debian_bundle(machine, "");
  const RunResult oracle = machine.shell(
      "mkdir one && csplit -s -z -f one/c debian.pem '/-----BEGIN CERT/' '{*}' && for f in one/*; "
      "do "
      "openssl x509 -in $f -noout -checkend 662256000 >/dev/null || echo expired; done | wc -l");
  const int expired = std::stoi(oracle.out);  // by 21 years from now nearly all are

  const RunResult result =
      machine.trustctl("plan --at $(date -u -d @$(($(date +%s) + 662256000)) +%Y-%m-%dT%H:%M:%SZ)");

  CHECK(result.exit_code == 1);
  CHECK(expired > 0);
  CHECK(std::count(result.err.begin(), result.err.end(), '\n') == expired);
  CHECK(contains(result.err,
                 "(expired); Windows clients would show 0x80090328 SEC_E_CERT_EXPIRED\n"));
}

TEST_CASE("each bad certificate of a PKCS#7 bundle is named, and hides no other", "[cli][bundle]") {
  const Machine machine;
  machine.shell(
      "openssl crl2pkcs7 -nocrl -outform DER -out all.p7b -certfile certs/future-root.pem "
      "-certfile "
      "certs/lab-root.pem -certfile certs/expired-root.pem -certfile certs/single-root.pem "
      "-certfile certs/broken-root.pem");
  const std::string digest =
      machine.shell("openssl dgst -sha256 -r all.p7b | cut -c1-64").out.substr(0, 64);
  const std::string body = "bundles:\n  all: { source: all.p7b, file_sha256: " + digest +
                           " }\nstores:\n  - { store: Root, present: [all] }\n";
  machine.declare(body);

  const RunResult refused = machine.trustctl("plan --at 2030-01-01");
  CHECK(refused.exit_code == 1);
  CHECK(contains(refused.err, "Expired Root CA expired on"));
  CHECK(contains(refused.err, "Future Root CA is not valid before"));
  CHECK(contains(refused.err, "Lab Root CA names itself as its issuer"));
  CHECK(std::count(refused.err.begin(), refused.err.end(), '\n') == 3);

  machine.declare(body +
                  "policy:\n  expired: warning\n  not_yet_valid: warning\n"
                  "  broken_self_signature: warning\n");
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.digests("Root") ==
        std::set<std::string>{sha256_of("future-root"), sha256_of("lab-root"),
                              sha256_of("expired-root"), sha256_of("single-root"),
                              sha256_of("broken-root")});
}

TEST_CASE("one member of a PKCS#7 bundle that is no certificate refuses the bundle by its number",
          "[cli][bundle]") {
  const Machine machine;
  // The second certificate's version, an INTEGER, becomes a BOOLEAN: it no longer decodes.
  machine.shell(
      "openssl crl2pkcs7 -nocrl -outform DER -certfile certs/lab-root.pem -certfile "
      "certs/single-root.pem -out good.p7b; python3 -c "
      "\"d=bytearray(open('good.p7b','rb').read()); "
      "m=bytes.fromhex('a003020102'); i=d.index(m,d.index(m)+1); d[i+2]=1; "
      "open('all.p7b','wb').write(d)\"");

  const RunResult result = machine.trustctl("pin all.p7b");

  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "certificate 2 of the PKCS#7 cannot be read: "));
}
