// What people type out of the habits of other programs.
#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"
#include "tests/probe/odd_server.hpp"

using namespace trustctl::test;

TEST_CASE("--dry-run is --what-if of apply, and changes nothing", "[cli][habits]") {
  const Machine machine;
  machine.declare_lab_root();
  const RunResult what_if = machine.refused("apply --what-if");
  const RunResult dry_run = machine.refused("apply --dry-run");

  CHECK(dry_run.exit_code == what_if.exit_code);
  CHECK(dry_run.out == what_if.out);
  CHECK(contains(dry_run.out, "Plan: 1 to add"));
  CHECK(machine.refused("plan --dry-run").out == machine.refused("plan").out);
  CHECK(contains(machine.refused("check --dry-run").err, "takes no option --dry-run"));
}

TEST_CASE("-y is --yes", "[cli][habits]") {
  const Machine machine;
  machine.declare_lab_root();
  CHECK(machine.trustctl("apply").exit_code == 3);
  CHECK(machine.trustctl("apply -y").exit_code == 0);
  CHECK(machine.digests("Root").size() == 1);
}

TEST_CASE("-q prints nothing on stdout, and leaves errors and exit codes as they are",
          "[cli][habits]") {
  const Machine machine;
  machine.declare_lab_root();
  for (const std::string command :
       {"plan", "plan --detailed-exitcode", "check", "show machine", "check nowhere.yaml",
        "check --format json", "apply", "providers", "lint"}) {
    const RunResult loud = machine.trustctl(command);
    const RunResult quiet = machine.trustctl(command + " --quiet");
    INFO(command << quiet.out << quiet.err);
    CHECK(quiet.exit_code == loud.exit_code);
    CHECK(quiet.out.empty());
    CHECK(machine.trustctl(command + " -q").out.empty());
    CHECK((quiet.err.find("error") == std::string::npos) ==
          (loud.err.find("error") == std::string::npos));
  }
  const RunResult applied = machine.trustctl("apply -qy");
  CHECK(applied.exit_code == 0);
  CHECK(applied.out.empty());
  CHECK(applied.err.empty());
  CHECK(machine.trustctl("check -q --output result").out.empty());
  CHECK(contains(machine.read("result"), "In sync"));
}

TEST_CASE("help and version are commands, and /? and -? ask for help", "[cli][habits]") {
  const Machine machine;
  CHECK(machine.trustctl("help").out == machine.trustctl("--help").out);
  CHECK(machine.trustctl("version").out == machine.trustctl("--version").out);
  for (const std::string asked : {"help verify", "verify '/?'", "verify '-?'"}) {
    const RunResult help = machine.trustctl(asked);
    CHECK(help.exit_code == 0);
    CHECK(help.out == machine.trustctl("verify --help").out);
  }
  CHECK(machine.trustctl("'/?'").out == machine.trustctl("--help").out);
  CHECK(contains(machine.trustctl("help verfy").err, "did you mean 'verify'?"));
}

TEST_CASE("lint takes the name of a target, as show does", "[cli][habits]") {
  const Machine machine;
  machine.declare_lab_root();
  machine.put("expired-root", "Root");
  const std::string place = machine.refused("lint directory:machine").out;

  const RunResult declared = machine.refused("lint machine");
  CHECK(contains(place, "(expired)"));
  CHECK(contains(declared.out, "(expired)"));
  CHECK(contains(machine.refused("lint pc --target pc=directory:machine").out, "(expired)"));
  CHECK(contains(machine.refused("lint nobody").err, "cannot open nobody: it does not exist"));
  machine.shell("cp site.yaml machine.yaml; cp site.yaml pc");
  CHECK(
      contains(machine.refused("lint pc --target pc=directory:machine").out, "pc: 1 certificate"));
}

TEST_CASE("pin takes a server, and says that what it sends is unproved", "[cli][habits]") {
  const OddServer server("tls", "chain.pem");
  const Machine machine;
  const std::string address = "localhost:" + std::to_string(server.port());

  const RunResult pinned = machine.refused("pin " + address);

  CHECK(pinned.exit_code == 0);
  CHECK(pinned.err.empty());
  CHECK(contains(pinned.out, "# What " + address + " sent. That proves nothing"));
  const std::string digest =
      machine
          .shell("openssl x509 -in " + (chain_folder() / "issuing.pem").string() +
                 " -outform DER | sha256sum | head -c 64")
          .out;
  CHECK(contains(pinned.out, "sha256: " + digest));
  machine.declare(pinned.out + "chains:\n  lab: { certificates: [loop-issuing] }\n");
  CHECK(contains(machine.refused("plan").err, "Loop Root"));  // it reads; its root is missing
}

TEST_CASE("of a server that sends its own certificate alone, that one is pinned", "[cli][habits]") {
  const OddServer server("tls", "leaf.pem");
  const OddServer again("tls", "leaf.pem");
  const Machine machine;

  const RunResult pinned = machine.refused("pin localhost:" + std::to_string(server.port()));
  CHECK(contains(pinned.out, "  localhost:\n"));
  const RunResult json =
      machine.refused("pin --format json localhost:" + std::to_string(again.port()));
  CHECK(contains(json.out, "\"proved\": false"));
  CHECK(contains(json.out, "\"file_sha256\": null"));
  CHECK(schema_faults(json.out, "report").empty());
}

TEST_CASE("a file whose name is not UTF-8 is not pinned, for no manifest could name it",
          "[cli][habits]") {
  if (skipped_on_windows("names of files are UTF-16 there")) {
    return;
  }
  const Machine machine;
  const RunResult result =
      machine.shell("n=$(printf 'a\\377.cer'); cp certs/lab-root.cer \"$n\"; $TRUSTCTL pin \"$n\"");
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "is not UTF-8, and no manifest can hold it; rename the file"));
}
