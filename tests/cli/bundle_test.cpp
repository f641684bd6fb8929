#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

constexpr const char* debian_bundle = "/etc/ssl/certs/ca-certificates.crt";

std::string declare_bundle(const Machine& machine, const std::string& policy) {
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
  declare_bundle(
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
  declare_bundle(machine, "");
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
