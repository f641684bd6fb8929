#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;
namespace fs = std::filesystem;

namespace {

// A machine that is as declared: lab-root in Root and CA, lab-policy in CA, single-root in Root.
// Root is exclusive.
void settle(const Machine& machine) {
  machine.declare(certificates({"lab-root", "lab-policy"}) + certificate("single-root") +
                  "chains:\n  lab: { certificates: [lab-root, lab-policy] }\n"
                  "stores:\n  - { store: Root, present: [single-root], prune: all }\n");
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
}

fs::path file_of(const Machine& machine, const std::string& store, const std::string& fixture) {
  const std::string part = sha256_of(fixture).substr(0, 16);
  for (const auto& file : fs::directory_iterator(machine.store(store))) {
    if (contains(file.path().filename().string(), part)) {
      return file.path();
    }
  }
  throw std::runtime_error("no file of " + fixture + " in " + store);
}

}  // namespace

TEST_CASE("check of a machine that is as declared is one line and exit code 0", "[cli][check]") {
  const Machine machine;
  settle(machine);
  const std::string before = machine.fingerprint_of_files();

  const RunResult result = machine.trustctl("check");

  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK(result.out == "In sync: 4 certificates in 2 stores of machine.\n");
  CHECK(machine.fingerprint_of_files() == before);
}

TEST_CASE("a deleted entry is missing, and apply brings it back", "[cli][check]") {
  const Machine machine;
  settle(machine);
  fs::remove(file_of(machine, "CA", "lab-policy"));

  const RunResult result = machine.trustctl("check");

  CHECK(result.exit_code == 2);
  CHECK(contains(result.out, "missing     Lab Policy CA"));
  CHECK(contains(result.out, sha256_of("lab-policy")));
  CHECK(contains(result.out, "CA  Intermediate Certification Authorities"));
  CHECK(contains(result.out, "site.yaml:"));
  CHECK(last_line(result.out) == "Drift: 1 missing, 0 unexpected, 0 misplaced, 0 different.");
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.trustctl("check").exit_code == 0);
}

TEST_CASE("a stranger in an exclusive store is unexpected, and apply removes it", "[cli][check]") {
  const Machine machine;
  settle(machine);
  machine.put("partner-root", "Root");

  const RunResult result = machine.trustctl("check");

  CHECK(result.exit_code == 2);
  CHECK(contains(result.out, "unexpected  Partner Root CA"));
  CHECK(contains(result.out, sha256_of("partner-root")));
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.digests("Root") == std::set{sha256_of("lab-root"), sha256_of("single-root")});
}

TEST_CASE("an entry in the wrong store is misplaced", "[cli][check]") {
  const Machine machine;
  settle(machine);
  const fs::path file = file_of(machine, "CA", "lab-policy");
  fs::rename(file, machine.store("Root") / file.filename());

  const RunResult result = machine.trustctl("check");

  INFO(result.out);
  CHECK(result.exit_code == 2);
  CHECK(contains(result.out, "misplaced   Lab Policy CA"));
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.trustctl("check").exit_code == 0);
  CHECK(machine.digests("Root").count(sha256_of("lab-policy")) == 0);
}

TEST_CASE("an entry with another property is different", "[cli][check]") {
  const Machine machine;
  machine.declare("certificates:\n" + certificate("lab-root", "friendly_name: Right") +
                  "stores:\n  - { store: Root, present: [lab-root] }\n");
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  const std::string file = file_of(machine, "Root", "lab-root").string();
  REQUIRE(machine.shell("grep -q Right '" + file + "' && sed -i s/Right/Wrong/ '" + file + "'")
              .exit_code == 0);

  const RunResult result = machine.trustctl("check");

  CHECK(result.exit_code == 2);
  CHECK(contains(result.out, "different   Lab Root CA"));
  CHECK(contains(result.out, "friendly name: \"Wrong\" → \"Right\""));
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.trustctl("check").exit_code == 0);
}

TEST_CASE("a replaced and a renamed entry are told apart", "[cli][check]") {
  const Machine machine;
  settle(machine);
  const fs::path root = file_of(machine, "Root", "single-root");
  fs::copy_file(machine.folder() / "certs/partner-root.pem", root,
                fs::copy_options::overwrite_existing);

  const RunResult replaced = machine.trustctl("check");
  CHECK(contains(replaced.out, "missing     Single Tier CA"));
  CHECK(contains(replaced.out, "unexpected  Partner Root CA"));

  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  fs::rename(file_of(machine, "Root", "single-root"), machine.store("Root") / "renamed.pem");
  const RunResult renamed = machine.trustctl("apply --yes");
  INFO(renamed.out << renamed.err);
  CHECK(renamed.exit_code == 0);
  CHECK(machine.trustctl("check").exit_code == 0);
  CHECK(machine.digests("Root") == std::set{sha256_of("lab-root"), sha256_of("single-root")});
}

TEST_CASE("findings fail a check only with --fail-on", "[cli][check]") {
  const Machine machine;
  settle(machine);

  CHECK(machine.trustctl("check --at 2059-12-20").exit_code == 0);
  CHECK(contains(machine.trustctl("check --at 2059-12-20").out, "warning: "));
  CHECK(machine.trustctl("check --at 2059-12-20 --fail-on warning").exit_code == 2);
  CHECK(machine.trustctl("check --at 2059-12-20 --fail-on error").exit_code == 0);
}

TEST_CASE("check's JSON follows its schema, in sync and not", "[cli][check]") {
  const Machine machine;
  settle(machine);
  const RunResult in_sync = machine.trustctl("check --format json");
  machine.put("partner-root", "Root");
  fs::remove(file_of(machine, "CA", "lab-root"));
  const RunResult drifted = machine.trustctl("check --format json");

  CHECK(schema_faults(in_sync.out, "report").empty());
  CHECK(schema_faults(drifted.out, "report").empty());
  CHECK(contains(in_sync.out, "\"verdict\": \"in_sync\"\n}"));
  CHECK(contains(drifted.out, "\"verdict\": \"differs\"\n}"));
  CHECK(contains(drifted.out, "\"drift\": \"missing\""));
  CHECK(contains(drifted.out, "\"drift\": \"unexpected\""));
}

TEST_CASE("a check says its drift to CI, and ends as any check does", "[cli][check]") {
  const Machine machine;
  settle(machine);
  fs::remove(file_of(machine, "CA", "lab-policy"));
  const std::vector<std::string> formats = {"sarif", "junit", "github", "gitlab"};
  for (const std::string& format : formats) {
    const RunResult drift = machine.trustctl("check --format " + format);
    INFO(format << ": " << drift.err);
    CHECK(drift.exit_code == 2);
    CHECK(drift.err.empty());
    CHECK(contains(drift.out, "missing: Lab Policy CA in CA of "));
    CHECK(contains(drift.out, sha256_of("lab-policy")));

    const RunResult elsewhere = machine.trustctl("plan --format " + format);
    CHECK(elsewhere.exit_code == 1);
    CHECK(contains(elsewhere.err, "--format takes text or json, not '" + format + "'"));
  }
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  for (const std::string& format : formats) {
    const RunResult in_sync = machine.trustctl("check --format " + format);
    CHECK(in_sync.exit_code == 0);
    CHECK(!in_sync.out.empty());
    CHECK(!contains(in_sync.out, "missing: "));
  }
}

TEST_CASE("one manifest is checked against a snapshot of the machine", "[cli][check]") {
  const Machine machine;
  settle(machine);
  const RunResult taken = machine.trustctl("snapshot machine --output pc17.json");
  REQUIRE(taken.exit_code == 0);
  CHECK(schema_faults(machine.read("pc17.json"), "snapshot").empty());
  machine.put("partner-root", "Root");

  CHECK(machine.trustctl("check --target machine=snapshot:pc17.json").exit_code == 0);
  CHECK(machine.trustctl("check").exit_code == 2);
}
