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

TEST_CASE("a second manifest of the same site takes nothing of the first away until it takes over",
          "[cli][ownership]") {
  const Machine machine;
  machine.declare(in_root({"lab-root", "single-root"}));
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  machine.shell("cp site.yaml first.yaml");
  machine.declare(in_root({"partner-root"}));
  machine.shell("mv site.yaml second.yaml && mv first.yaml site.yaml");

  const RunResult refused = machine.trustctl("apply --yes second.yaml");
  INFO(refused.out << refused.err);
  CHECK(refused.exit_code == 3);
  CHECK(contains(refused.out, "site.yaml, and this manifest ("));
  CHECK(contains(refused.out, "takes away 2 certificates"));
  CHECK(contains(refused.out, "--take-over"));
  CHECK(machine.digests("Root") == digests({"lab-root", "single-root"}));
  CHECK(machine.trustctl("apply --what-if second.yaml").exit_code == 3);

  CHECK(machine.trustctl("apply --yes --take-over second.yaml").exit_code == 0);
  CHECK(machine.digests("Root") == digests({"partner-root"}));
  CHECK(machine.trustctl("apply --yes site.yaml").exit_code == 3);  // and now it is the other's

  machine.declare(in_root({"partner-root", "lab-root"}));  // site.yaml goes on from second.yaml
  CHECK(machine.trustctl("apply --yes site.yaml").exit_code == 0);
  machine.shell("mkdir other && cp -r certs other && cp second.yaml other/site.yaml");
  machine.shell("sed -i 's,path: .*machine,path: ../machine,' other/site.yaml");
  CHECK(machine.trustctl("apply --yes other/site.yaml").exit_code == 3);  // which lies elsewhere
}

TEST_CASE("a manifest that was edited, and a saved plan of it, are no second one",
          "[cli][ownership]") {
  const Machine machine;
  machine.declare(in_root({"lab-root", "single-root"}));
  REQUIRE(machine.trustctl("plan --out saved.plan").exit_code == 0);
  REQUIRE(machine.trustctl("apply --yes saved.plan").exit_code == 0);
  machine.declare(in_root({"lab-root"}));
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  machine.declare(in_root({"partner-root"}));
  CHECK(machine.trustctl("apply --yes ../$(basename $PWD)/site.yaml").exit_code == 0);
  CHECK(machine.digests("Root") == digests({"partner-root"}));
}

TEST_CASE("an exclusive store keeps what it is told to keep", "[cli][ownership]") {
  const Machine machine;
  machine.put("partner-root", "Root");
  machine.put("ed25519-root", "Root");
  machine.declare(in_root({"lab-root"}, "    prune: all\n    keep: [ { sha256: " +
                                            sha256_of("partner-root") + ", reason: wanted } ]\n"));

  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.digests("Root") == digests({"lab-root", "partner-root"}));
  // For as long as the exception is in use it is told, with its reason.
  const RunResult checked = machine.trustctl("check");
  CHECK(checked.exit_code == 0);
  CHECK(contains(checked.out, "1 kept though not declared"));
  CHECK(contains(checked.out, "is not declared in Root and is kept: wanted (kept)"));
  CHECK(contains(machine.trustctl("plan").out, "is kept: wanted"));
  CHECK(contains(machine.trustctl("check --format json").out, "\"kept\": 1"));
}

TEST_CASE("what satisfies the manifest and is nobody's is counted until it is adopted",
          "[cli][ownership]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  machine.declare(in_root({"lab-root", "single-root"}));
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  const std::string counted = "1 of them nobody's (apply --adopt takes them over)";
  CHECK(contains(machine.trustctl("check").out, counted));
  CHECK(contains(machine.trustctl("plan").out, counted));
  CHECK(contains(machine.trustctl("check --format json").out, "\"nobodys\": 1"));
  CHECK(machine.trustctl("apply --yes --adopt").exit_code == 0);
  CHECK_FALSE(contains(machine.trustctl("check").out, "nobody's"));
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

TEST_CASE("what is no strict DER cannot be distrusted, and is removed all the same",
          "[cli][ownership]") {
  const Machine machine;
  // The outer length in four octets where three do: BER, and no DER.
  const std::string digest =
      machine
          .shell(
              "mkdir -p machine/CA && openssl x509 -in certs/partner-root.pem -outform DER | "
              "python3 -c 'import sys; b = sys.stdin.buffer.read(); assert b[1] == 0x82; "
              "sys.stdout.buffer.write(b[:1] + bytes([0x83, 0]) + b[2:])' >machine/CA/lax.cer; "
              "openssl dgst -sha256 -r machine/CA/lax.cer")
          .out.substr(0, 64);
  machine.declare(in_root({"lab-root"}, "  - store: CA\n    absent:\n      - { sha256: " + digest +
                                            ", action: distrust }\n"));

  const RunResult result = machine.trustctl("apply --yes");

  INFO(result.out << result.err);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "cannot be put into Disallowed"));
  CHECK(contains(result.out, "1 added, 0 changed, 1 removed"));
  CHECK(machine.digests("Root") == digests({"lab-root"}));
  CHECK(machine.shell("ls machine/CA").out.empty());
}

TEST_CASE("absent of what may be in a broken file is drift", "[cli][ownership]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  machine.shell("head -n 4 certs/partner-root.pem >machine/Root/broken.pem");
  machine.declare(
      in_root({"lab-root"}, "    absent: [ { sha256: " + sha256_of("partner-root") + " } ]\n"));

  const RunResult unsure = machine.trustctl("check");
  machine.shell("echo notes >machine/Root/broken.pem");

  INFO(unsure.out << unsure.err);
  CHECK(unsure.exit_code == 2);
  CHECK(contains(unsure.out, "may be in what could not be read there"));
  CHECK(machine.trustctl("check").exit_code == 0);
}

TEST_CASE("a protected root is not disabled", "[cli][ownership]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  machine.declare("certificates:\n" + certificate("lab-root", "purposes: none") +
                  "stores:\n  - { store: Root, present: [lab-root] }\n"
                  "policy: { max_removals: 0, protect: [lab-root] }\n");

  const RunResult result = machine.trustctl("apply --yes");

  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "is protected and may not lose a purpose in Root"));
  CHECK(contains(result.err, "this plan disables 1 entry and at most 0 may go at once"));
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
