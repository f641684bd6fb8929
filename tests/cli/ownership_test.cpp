#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

std::string in_root(const std::vector<std::string>& names, const std::string& more = "") {
  std::string text = certificates(names) + "stores:\n  - store: Root\n    present: [";
  for (const std::string& name : names) {
    text += (name == names.front() ? "" : ", ") + name;
  }
  return text + "]\n" + more;
}

std::set<std::string> digests(std::initializer_list<const char*> fixtures) {
  std::set<std::string> all;
  for (const char* fixture : fixtures) {
    all.insert(sha256_of(fixture));
  }
  return all;
}

}  // namespace

TEST_CASE("what a site no longer declares goes, what it never owned stays", "[cli][ownership]") {
  const Machine machine;
  machine.put("partner-root", "Root");
  machine.declare(in_root({"lab-root", "single-root"}));
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  machine.declare(in_root({"lab-root"}));

  const RunResult result = machine.trustctl("apply --yes");

  CHECK(contains(result.out, "0 added, 0 changed, 1 removed"));
  CHECK(machine.digests("Root") == digests({"lab-root", "partner-root"}));
}

TEST_CASE("prune never leaves what is no longer declared", "[cli][ownership]") {
  const Machine machine;
  machine.declare(in_root({"lab-root", "single-root"}));
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  machine.declare(in_root({"lab-root"}, "    prune: never\n"));

  machine.trustctl("apply --yes");

  CHECK(machine.digests("Root") == digests({"lab-root", "single-root"}));
}

TEST_CASE("an exclusive store keeps what it is told to keep", "[cli][ownership]") {
  const Machine machine;
  machine.put("partner-root", "Root");
  machine.put("ed25519-root", "Root");
  machine.declare(in_root({"lab-root"}, "    prune: all\n    keep: [ { sha256: " +
                                            sha256_of("partner-root") + ", reason: wanted } ]\n"));

  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.digests("Root") == digests({"lab-root", "partner-root"}));
}

TEST_CASE("a root that two sites own stays until both have let go", "[cli][ownership]") {
  const Machine machine;
  machine.declare(in_root({"lab-root"}), "first");
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  machine.declare(in_root({"lab-root", "single-root"}), "second");
  REQUIRE(machine.trustctl("apply --yes --adopt").exit_code == 0);

  machine.declare(in_root({"partner-root"}), "first");
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.digests("Root") == digests({"lab-root", "single-root", "partner-root"}));

  machine.declare(in_root({"single-root"}), "second");
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.digests("Root") == digests({"single-root", "partner-root"}));
}

TEST_CASE("an entry that was there before stays its own unless it is adopted", "[cli][ownership]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  machine.declare(in_root({"lab-root"}));
  CHECK(first_line(machine.trustctl("plan").out) == "No changes.");

  const RunResult adopted = machine.trustctl("apply --yes --adopt");
  INFO(adopted.out << adopted.err);
  CHECK(adopted.exit_code == 0);
  CHECK(contains(machine.trustctl("show machine").out, "owners      lab"));
  CHECK(machine.digests("Root") == digests({"lab-root"}));
}

TEST_CASE("absent removes by SHA-256 and by thumbprint, whoever put it there", "[cli][ownership]") {
  const Machine machine;
  machine.put("partner-root", "Root");
  machine.put("ed25519-root", "Root");
  machine.declare(in_root({"lab-root"},
                          "    absent:\n      - { sha256: " + sha256_of("partner-root") +
                              ", reason: gone }\n      - { thumbprint: " + sha1_of("ed25519-root") +
                              " }\n"));

  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.digests("Root") == digests({"lab-root"}));
}

TEST_CASE("what is distrusted moves into Disallowed", "[cli][ownership]") {
  const Machine machine;
  machine.put("partner-root", "Root");
  machine.declare(in_root({"lab-root"}, "    absent:\n      - { sha256: " +
                                            sha256_of("partner-root") + ", action: distrust }\n"));

  const RunResult result = machine.trustctl("apply --yes");

  INFO(result.out << result.err);
  CHECK(result.exit_code == 0);
  CHECK(machine.digests("Disallowed") == digests({"partner-root"}));
  CHECK(machine.trustctl("check").exit_code == 0);
}
