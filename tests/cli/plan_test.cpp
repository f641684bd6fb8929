#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

std::string lab_chain() {
  return certificates({"lab-root", "lab-policy", "lab-issuing-1"}) +
         "chains:\n  lab: { certificates: [lab-root, lab-policy, lab-issuing-1] }\n";
}

}  // namespace

TEST_CASE("plan shows what would change and writes nothing", "[cli][plan]") {
  const Machine machine;
  machine.declare(lab_chain());
  const std::string before = machine.fingerprint_of_files();

  const RunResult result = machine.trustctl("plan");

  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK(first_line(result.out) == "machine (directory: machine)");
  CHECK(last_line(result.out) == "Plan: 4 to add, 0 to change, 0 to remove.");
  CHECK(contains(result.out, "sha256 " + sha256_of("lab-root")));
  CHECK(machine.fingerprint_of_files() == before);
}

TEST_CASE("plan shows every certificate that an absent subject means", "[cli][plan]") {
  const Machine machine;
  machine.put("renewed-root-1", "Root");
  machine.put("renewed-root-2", "Root");
  machine.put("lab-root", "Root");
  machine.declare(
      "stores:\n  - store: Root\n    absent: [ { subject: \"CN=Renewed Root CA,O=Lab\", reason: "
      "old } ]\n");

  const RunResult result = machine.trustctl("plan");

  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, sha256_of("renewed-root-1")));
  CHECK(contains(result.out, sha256_of("renewed-root-2")));
  CHECK_FALSE(contains(result.out, sha256_of("lab-root")));
  CHECK(contains(result.out, "Plan: 0 to add, 0 to change, 2 to remove."));
}

TEST_CASE("--detailed-exitcode tells differences from none", "[cli][plan]") {
  const Machine machine;
  machine.declare(lab_chain());

  CHECK(machine.trustctl("plan --detailed-exitcode").exit_code == 2);
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  const RunResult after = machine.trustctl("plan --detailed-exitcode");
  CHECK(after.exit_code == 0);
  CHECK(first_line(after.out) == "No changes.");
  CHECK(contains(after.out, "CA: 3 as declared"));
}

TEST_CASE("the plan's JSON is ASCII, follows its schema and is the same twice", "[cli][plan]") {
  const Machine machine;
  machine.declare(certificates({"odd-bidi", "lab-root"}) +
                  "stores:\n  - { store: Root, present: [odd-bidi, lab-root] }\n");

  const RunResult first = machine.trustctl("plan --at 2026-11-23 --format json --out saved");
  const std::string saved = machine.read("saved");

  CHECK(first.exit_code == 0);
  CHECK(schema_faults(first.out, "report").empty());
  CHECK(schema_faults(saved, "plan").empty());
  CHECK(!contains(first.out, "\"certificate\""));
  machine.trustctl("plan --at 2026-11-23 --out saved");
  CHECK(machine.read("saved") == saved);
}

TEST_CASE("--target puts another target in the place of a declared one", "[cli][plan]") {
  const Machine machine;
  machine.declare(lab_chain());

  CHECK(contains(machine.trustctl("plan --target machine=directory:elsewhere").out,
                 "machine (directory: elsewhere)"));
  CHECK_FALSE(std::filesystem::exists(machine.folder() / "elsewhere"));
  const RunResult unknown = machine.trustctl("plan --target machin=directory:x");
  CHECK(unknown.exit_code == 1);
  CHECK(contains(
      unknown.err,
      "--target: error: the manifest declares no target 'machin'; did you mean 'machine'?"));
}

TEST_CASE("a manifest is found from another folder, and so are its sources", "[cli][plan]") {
  const Machine machine;
  machine.declare(lab_chain());

  const RunResult result = machine.shell("cd / && $TRUSTCTL plan \"$OLDPWD/site.yaml\"");

  CHECK(result.exit_code == 0);
  CHECK(last_line(result.out) == "Plan: 4 to add, 0 to change, 0 to remove.");
}

TEST_CASE("--at judges validity as of that day", "[cli][plan]") {
  const Machine machine;
  machine.declare_lab_root();

  CHECK(machine.trustctl("plan --at 2059-01-01").exit_code == 0);
  const RunResult late = machine.trustctl("plan --at 2061-01-01");
  CHECK(late.exit_code == 1);
  CHECK(contains(late.err, "site.yaml:"));
  CHECK(contains(late.err, "expired on 2060-01-01 (expired)"));
}

TEST_CASE("all declared errors are told, each at its place", "[cli][plan]") {
  const Machine machine;
  machine.declare(certificates({"expired-root", "future-root", "not-a-ca"}) +
                  "stores:\n  - { store: Root, present: [expired-root, future-root] }\n"
                  "  - { store: CA, present: [not-a-ca] }\n");

  const RunResult result = machine.trustctl("plan");

  CHECK(result.exit_code == 1);
  CHECK(contains(result.err,
                 "(expired); Windows clients would show 0x80090328 SEC_E_CERT_EXPIRED\n"));
  CHECK(contains(result.err,
                 "(not_a_ca); Windows clients would show 0x80096019 TRUST_E_BASIC_CONSTRAINTS\n"));
  CHECK(contains(result.out, "in the way of this target"));
}

TEST_CASE("a self-signed end-entity certificate goes into Root with a warning and no code",
          "[cli][plan]") {
  const Machine machine;
  machine.declare(certificates({"not-a-ca"}) +
                  "stores:\n  - { store: Root, present: [not-a-ca] }\n");

  const RunResult result = machine.trustctl("plan");

  CHECK(result.exit_code == 0);
  const std::string all = result.out + result.err;
  CHECK(contains(all, "policy: { self_signed_end_entity: ignore }"));
  CHECK_FALSE(contains(all, "0x80096019"));
}

TEST_CASE("one target that cannot be read hides no other", "[cli][plan]") {
  const Machine machine;
  machine.write("site.yaml",
                "version: 1\ntargets:\n"
                "  broken: { provider: directory, path: site.yaml }\n"
                "  good: { provider: directory, path: machine }\n" +
                    lab_chain());

  const RunResult result = machine.trustctl("plan --detailed-exitcode");

  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "error: "));
  CHECK(contains(result.out, "good (directory: machine)"));
  CHECK(last_line(result.out) == "Plan: 4 to add, 0 to change, 0 to remove.");
}

TEST_CASE("a plan beyond max_removals is refused until the number is said", "[cli][plan]") {
  const Machine machine;
  for (const char* name : {"single-root", "partner-root", "ed25519-root"}) {
    machine.put(name, "Root");
  }
  machine.declare(certificates({"lab-root"}) +
                  "stores:\n  - { store: Root, present: [lab-root], prune: all }\n"
                  "policy: { max_removals: 2 }\n");

  const RunResult refused = machine.trustctl("plan");
  CHECK(refused.exit_code == 3);
  CHECK(contains(refused.out, "refused: "));
  CHECK(machine.trustctl("apply --yes").exit_code == 3);
  CHECK(machine.digests("Root").size() == 3);
  CHECK(machine.trustctl("plan --max-removals 3").exit_code == 0);
}

TEST_CASE("-v logs to stderr and leaves the result as it is", "[cli][plan]") {
  const Machine machine;
  machine.declare(lab_chain());

  const RunResult result = machine.trustctl("plan -v");

  CHECK(contains(result.err, " info: "));
  CHECK(result.out == machine.trustctl("plan").out);
}
