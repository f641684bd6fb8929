#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

void declare_lab_alone(const Machine& machine) {
  machine.declare(certificates({"lab-root"}) + "chains:\n  lab: { certificates: [lab-root] }\n");
}

}  // namespace

TEST_CASE("an error leaves the file of --output as it was", "[cli][result]") {
  const Machine machine;
  for (const std::string command :
       {"snapshot nosuch", "show nosuch", "pin nosuch.pem", "plan nosuch.yaml", "check nosuch.yaml",
        "verify nosuch.pem --target machine=directory:machine", "lint nosuch.yaml",
        "apply nosuch.yaml", "schema nosuch", "explain nosuch"}) {
    machine.write("kept", "good");

    const RunResult result = machine.trustctl(command + " --output kept");

    INFO(command << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(machine.read("kept") == "good");
  }
}

TEST_CASE("apply changes nothing where its result has no place", "[cli][result]") {
  const Machine machine;
  declare_lab_alone(machine);
  for (const std::string place : {"no/such/folder", "machine", "certs/lab-root.pem/x"}) {
    const RunResult result = machine.refused("apply --yes --output " + place);

    INFO(place << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err,
                   place == "machine" ? "error: --output would write over " : "error: cannot "));
    CHECK(machine.digests("Root").empty());
  }
}

TEST_CASE("a result that is lost after an apply says what was applied", "[cli][result]") {
  if (skipped_on_windows("Windows has no full device")) {
    return;
  }
  for (const std::string place : {"--output /dev/full", ">/dev/full"}) {
    const Machine machine;
    declare_lab_alone(machine);

    const RunResult result = machine.trustctl("apply --yes " + place);

    INFO(place << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "No space left"));
    CHECK(contains(result.err, "Applied to machine: 1 added"));
    CHECK(contains(result.err, "Journal: "));
    CHECK(machine.digests("Root").size() == 1);
  }
}

TEST_CASE("drift stays drift where the result cannot be written", "[cli][result]") {
  const Machine machine;
  declare_lab_alone(machine);
  const std::string drift = machine.trustctl("check").out;
  REQUIRE(contains(drift, "Drift: 1 missing"));
  for (const std::string command : {"check", "check -q", "plan --detailed-exitcode"}) {
    const RunResult lost = machine.trustctl(command + " --output no/such/folder");

    INFO(command << ": " << lost.err);
    CHECK(lost.exit_code == 2);
    CHECK(contains(lost.err, "cannot write no/such/folder"));
    CHECK(lost.out.empty() == contains(command, "-q"));
    CHECK(contains(lost.err, "on standard output instead") != contains(command, "-q"));
    CHECK((command != "check" || lost.out == drift));
  }
}

TEST_CASE("in sync is an error where the result cannot be written", "[cli][result]") {
  const Machine machine;
  declare_lab_alone(machine);
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);

  const RunResult lost = machine.trustctl("check --output no/such/folder");

  CHECK(lost.exit_code == 1);
  CHECK(lost.out.empty());
  CHECK(contains(lost.err, "cannot write no/such/folder"));
}

TEST_CASE("a result never replaces what the command reads", "[cli][result]") {
  const Machine machine;
  declare_lab_alone(machine);
  machine.put("lab-root", "Root");
  REQUIRE(machine.trustctl("snapshot directory:machine --output pc17.json").exit_code == 0);
  machine.shell("cp certs/lab-root.cer c.cer; mkdir sub; ln site.yaml hard.yaml");
  for (const std::string command :
       {"plan site.yaml --out site.yaml", "plan --output ./site.yaml",
        "plan --out sub/../site.yaml", "pin c.cer --output c.cer",
        "check site.yaml --output hard.yaml",
        "verify c.cer --output c.cer --target m=directory:machine",
        "snapshot snapshot:pc17.json --output pc17.json",
        "show machine --output pc17.json --target machine=snapshot:pc17.json",
        "plan --out p.json --output p.json", "plan --out p.json --output sub/../p.json"}) {
    const RunResult result = machine.refused(command);

    INFO(command << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(result.out.empty());
    CHECK(contains(result.err, "--out"));
  }
}

TEST_CASE("a result may have the name of what is no file", "[cli][result]") {
  const Machine machine;
  declare_lab_alone(machine);
  machine.put("lab-root", "Root");

  CHECK(machine.trustctl("schema report --output report").exit_code == 0);
  CHECK(machine.trustctl("schema report --output report").exit_code == 0);
  CHECK(machine.trustctl("show machine --output shown").exit_code == 0);
  CHECK(machine.trustctl("plan --out saved --output seen").exit_code == 0);
}

TEST_CASE("- is standard output, and no file", "[cli][result]") {
  const Machine machine;
  declare_lab_alone(machine);

  CHECK(machine.trustctl("plan --output -").out == machine.trustctl("plan").out);
  const RunResult saved = machine.trustctl("plan --out - --output seen");
  CHECK(schema_faults(saved.out, "plan").empty());
  CHECK(machine.read("seen") == machine.trustctl("plan").out);
  for (const std::string twice : {"plan --out -", "plan --out - --output - --format json"}) {
    const RunResult result = machine.trustctl(twice);
    INFO(twice << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(result.out.empty());
    CHECK(contains(result.err, "standard output twice"));
  }
  CHECK(contains(machine.trustctl("capture machine --out -").err, "--out takes a folder"));
  CHECK_FALSE(std::filesystem::exists(machine.folder() / "-"));
}

TEST_CASE("- is no input", "[cli][result]") {
  const Machine machine;
  for (const std::string command :
       {"plan -", "apply -", "check -", "lint -", "pin -", "verify -", "export - --out chain",
        "capture directory:machine --out golden --only-chain-of -"}) {
    const RunResult result = machine.refused(command);

    INFO(command << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "standard input is not read; give a file"));
  }
}

TEST_CASE("a pipe and a device are written to as they stand", "[cli][result]") {
  if (skipped_on_windows("what is a file below /dev is the host's")) {
    return;
  }
  const Machine machine;
  const std::string expected = machine.trustctl("providers").out;

  CHECK(machine.trustctl("providers --output /dev/stdout").out == expected);
  CHECK(machine.trustctl("providers --output /proc/self/fd/1").out == expected);
  CHECK(machine.trustctl("providers --output /dev/stderr").err == expected);
  machine.shell("echo before > log; $TRUSTCTL providers --output /dev/fd/3 3>>log </dev/null");
  CHECK(machine.read("log") == "before\n" + expected);
  machine.shell(
      "mkfifo pipe; timeout 60 cat pipe > read & $TRUSTCTL providers --output pipe </dev/null; "
      "wait");
  CHECK(machine.read("read") == expected);
  CHECK(machine.shell("test -p pipe").exit_code == 0);
  CHECK(machine.trustctl("providers --output /dev/null").exit_code == 0);
  CHECK(machine.shell("test -c /dev/null").exit_code == 0);
}

TEST_CASE("one name for two targets is refused", "[cli][result]") {
  const Machine machine;
  declare_lab_alone(machine);
  const std::string twice = " --target machine=directory:a --target machine=directory:b";
  for (const std::string command : {"plan", "apply --yes", "check", "show machine",
                                    "verify certs/server.pem", "export certs/server.pem --out x"}) {
    const RunResult result = machine.refused(command + twice);

    INFO(command << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "target 'machine' is given twice; give each a name of its own"));
  }
}
