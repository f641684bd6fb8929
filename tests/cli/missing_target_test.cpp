#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

void declare_absent(const Machine& machine) {
  machine.declare(certificates({"lab-root"}) +
                  "stores:\n  - { store: Root, absent: [lab-root] }\n");
}

}  // namespace

TEST_CASE("a check of absences is not green where the target is misspelt", "[cli][missing]") {
  const Machine machine;
  declare_absent(machine);
  for (const std::string place : {"snapshot:typo.json", "directory:typo", "directory:machine"}) {
    const RunResult result = machine.refused("check --target machine=" + place);

    INFO(place << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(result.out.empty());
    CHECK(contains(result.err,
                   "machine (" + place + ") has no stores; see whether it is the right place"));
  }
  const RunResult json = machine.refused("check --format json --target machine=directory:typo");
  CHECK(json.exit_code == 1);
  CHECK(schema_faults(json.out, "report").empty());
  CHECK(contains(json.out, "\"verdict\": \"could_not_tell\"\n}"));
}

TEST_CASE("a check counts the absences that it proved", "[cli][missing]") {
  const Machine machine;
  declare_absent(machine);
  machine.put("partner-root", "Root");

  CHECK(machine.trustctl("check").out ==
        "In sync: 0 certificates in 0 stores of machine, and 1 absent as declared.\n");
}

TEST_CASE("what is declared and missing in an empty target is drift", "[cli][missing]") {
  const Machine machine;
  machine.declare(certificates({"lab-root"}) + "chains:\n  lab: { certificates: [lab-root] }\n");

  const RunResult result = machine.trustctl("check --target machine=directory:new");

  CHECK(result.exit_code == 2);
  CHECK(contains(result.out, "missing     Lab Root CA"));
}

TEST_CASE("no command that shows or takes is content with a target that is not there",
          "[cli][missing]") {
  const Machine machine;
  for (const std::string command :
       {"show directory:typo", "show directory:typo --store Root", "snapshot directory:typo",
        "snapshot snapshot:typo.json", "capture directory:typo --out golden",
        "capture directory:typo --out golden --store Root", "lint directory:typo",
        "export certs/server.pem --out chain --target m=directory:typo"}) {
    const RunResult result = machine.refused(command);

    INFO(command << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "has no stores; see whether it is the right place"));
  }
}

TEST_CASE("a misspelt --store is told the right one", "[cli][missing]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  for (const std::string command :
       {"show directory:machine --store Rot", "capture directory:machine --out golden --store Rot",
        "show directory:machine --store Root --store Rot"}) {
    const RunResult result = machine.refused(command);

    INFO(command << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err,
                   "unknown store 'Rot'; did you mean 'Root' (Trusted Root Certification "
                   "Authorities)?"));
  }
}

TEST_CASE("a store of one's own may have nearly the name of another", "[cli][missing]") {
  const Machine machine;
  machine.put("lab-root", "Rot");

  CHECK(
      contains(machine.trustctl("show directory:machine --store Rot").out, sha256_of("lab-root")));
  CHECK(machine.trustctl("show directory:machine --store TrustedPeople").exit_code == 0);
  const RunResult unknown = machine.refused("show directory:machine --store Anything");
  CHECK(unknown.exit_code == 1);
  CHECK(
      contains(unknown.err, "unknown store 'Anything'; Windows has My (Personal), Root (Trusted"));
}

TEST_CASE("a check that an error blocks says so", "[cli][missing]") {
  const Machine machine;
  machine.declare(certificates({"lab-issuing-1"}) +
                  "stores:\n  - { store: Root, present: [lab-issuing-1] }\n");

  const RunResult result = machine.trustctl("check");

  INFO(result.out << result.err);
  CHECK(result.exit_code == 1);
  CHECK(contains(result.out, "blocked: 1 error stands in the way of this target\n"));
}

TEST_CASE("a date that passes turns no check red; what is missing is drift, and cannot be added",
          "[cli][missing]") {
  const Machine machine;
  machine.declare_lab_root();
  CHECK(machine.trustctl("check --at 2061-01-01").exit_code == 2);
  CHECK(machine.trustctl("plan --at 2061-01-01").exit_code == 1);

  machine.put("lab-root", "Root");
  for (const std::string command : {"check", "plan"}) {
    const RunResult result = machine.trustctl(command + " --at 2061-01-01");
    INFO(result.out << result.err);
    CHECK(result.exit_code == 0);
    CHECK(contains(result.out, "Lab Root CA expired on 2060-01-01"));
  }
}

TEST_CASE("a folder whose name is no store's is said by all that read, also where it is alone",
          "[cli][missing]") {
  const Machine machine;
  machine.declare(certificates({"lab-root"}) + "chains:\n  lab: { certificates: [lab-root] }\n");
  machine.shell("mkdir -p 'machine/what?' && cp certs/lab-root.pem 'machine/what?/'");

  for (const std::string command :
       {"plan", "check", "show machine", "lint directory:machine", "snapshot machine",
        "plan --format json", "check --format json", "show machine --format json",
        "lint directory:machine --format json"}) {
    const RunResult result = machine.trustctl(command);

    INFO(command << ": " << result.out << result.err);
    CHECK(contains(result.out, "it is not the name of a store"));
    CHECK(result.exit_code != 1);
  }
  CHECK(schema_faults(machine.trustctl("show machine --format json").out, "report").empty());
  CHECK(schema_faults(machine.trustctl("snapshot machine").out, "snapshot").empty());
}
