#include <catch2/catch.hpp>
#include <regex>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

constexpr const char* all_commands[] = {"plan", "apply", "check",     "show",  "snapshot",
                                        "lint", "pin",   "providers", "schema"};

}  // namespace

TEST_CASE("--version is one line: of trustctl, and of the OpenSSL in it", "[cli]") {
  const RunResult result = run("'" + trustctl_program() + "' --version");

  CHECK(result.exit_code == 0);
  const std::regex line(
      "trustctl [0-9]+\\.[0-9]+\\.[0-9]+ \\(OpenSSL [0-9]+\\.[0-9]+\\.[0-9]+ [0-9A-Za-z ]+\\)\n");
  CHECK(std::regex_match(result.out, line));
  CHECK(result.err.empty());
  CHECK(run("'" + trustctl_program() + "' plan --version").out == result.out);
}

TEST_CASE("trustctl alone says what there is and fails", "[cli]") {
  const RunResult result = run("'" + trustctl_program() + "'");

  CHECK(result.exit_code == 1);
  CHECK(result.out.empty());
  for (const std::string command : all_commands) {
    CHECK(contains(result.err, "\n  " + command));
  }
}

TEST_CASE("every command's help names its options and shows an example", "[cli]") {
  for (const std::string command : all_commands) {
    const RunResult result = run("'" + trustctl_program() + "' " + command + " --help");

    INFO(command);
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    CHECK(contains(result.out, "usage: trustctl " + command));
    CHECK(contains(result.out, "--help, -h"));
    CHECK(contains(result.out, "\nExample:\n  trustctl " + command));
  }
}

TEST_CASE("the help names every command and the exit codes", "[cli]") {
  const RunResult result = run("'" + trustctl_program() + "' --help");

  CHECK(result.exit_code == 0);
  for (const std::string command : all_commands) {
    CHECK(contains(result.out, "\n  " + command));
  }
  CHECK(contains(result.out, "4 applied in part"));
}

TEST_CASE("help stays within 80 columns", "[cli]") {
  CHECK(run("for c in '' plan apply check show capture snapshot explain verify lint export pin "
            "providers schema; do "
            "'" +
            trustctl_program() + "' $c --help; done | grep -E '.{81}'")
            .out.empty());
}

TEST_CASE("a mistyped command or option is told the nearest one", "[cli]") {
  const Machine machine;
  struct Row {
    const char* arguments;
    const char* message;
  };
  for (const Row row :
       {Row{"aply", "unknown command 'aply'; did you mean 'apply'?"},
        Row{"plan --detailed-exit-code",
            "unknown option '--detailed-exit-code'; did you mean '--detailed-exitcode'?"},
        Row{"plan --detailed", "unknown option '--detailed'"},
        Row{"frobnicate", "unknown command 'frobnicate'; see 'trustctl --help'"}}) {
    const RunResult result = machine.trustctl(row.arguments);

    INFO(row.arguments << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(result.out.empty());
    CHECK(contains(result.err, std::string("trustctl: error: ") + row.message));
  }
}

TEST_CASE("an option is refused where it means nothing, twice, or without its value", "[cli]") {
  const Machine machine;
  struct Row {
    const char* arguments;
    const char* message;
  };
  for (const Row row : {Row{"check --yes", "'check' takes no option --yes"},
                        Row{"apply --at 2030-01-01", "'apply' takes no option --at"},
                        Row{"plan --out", "option '--out' needs a value"},
                        Row{"plan --format xml", "--format takes text or json, not 'xml'"},
                        Row{"plan --format json --format text", "option --format is given twice"},
                        Row{"plan --adopt=yes", "option '--adopt' takes no value"},
                        Row{"plan --max-removals many", "--max-removals takes a whole number"},
                        Row{"plan --at tomorrow", "--at: "},
                        Row{"check --fail-on never", "--fail-on takes info, warning or error"},
                        Row{"plan a.yaml b.yaml", "unexpected argument 'b.yaml'"},
                        Row{"snapshot", "an argument is missing: trustctl snapshot TARGET"},
                        Row{"plan --target machine", "expected NAME=PROVIDER[:LOCATION]"}}) {
    machine.declare(certificates({"lab-root"}) + "chains:\n  lab: { certificates: [lab-root] }\n");
    const RunResult result = machine.trustctl(row.arguments);

    INFO(row.arguments << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(result.out.empty());
    CHECK(contains(result.err, row.message));
  }
}

TEST_CASE("every schema of the repository is in the program, byte for byte", "[cli]") {
  for (const std::string name : {"journal", "manifest", "plan", "report", "snapshot"}) {
    const RunResult result = run("'" + trustctl_program() + "' schema " + name);
    const auto file = read_file(source_file("schemas/" + name + ".schema.json"));
    const bool same = result.out == trustctl::as_text(file);

    INFO(name);
    CHECK(result.exit_code == 0);
    CHECK(same);
  }
  CHECK(
      contains(run("'" + trustctl_program() + "' schema manifst").err, "did you mean 'manifest'?"));
}

TEST_CASE("providers are listed with what they hold", "[cli]") {
  const RunResult result = run("'" + trustctl_program() + "' providers");

  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "directory "));
  CHECK(contains(result.out, "snapshot "));
  CHECK(contains(result.out, "cryptoapi "));
  CHECK(schema_faults(run("'" + trustctl_program() + "' providers --format json").out, "report")
            .empty());
}

TEST_CASE("a result that cannot be written is an error", "[cli]") {
  for (const std::string command : {"providers", "schema report", "--help", "--version"}) {
    const RunResult full = run("'" + trustctl_program() + "' " + command + " >/dev/full");
    INFO(command << full.err);
    CHECK(full.exit_code == 1);
  }
}

TEST_CASE("a reader that has gone is no error: the exit code is the command's, and nothing is said",
          "[cli]") {
  const Machine machine;
  machine.declare_lab_root();
  const auto unread = [&](const std::string& command) {
    return machine.shell(
        "python3 -c 'import os, subprocess, sys\n"
        "reader, writer = os.pipe()\n"
        "os.close(reader)\n"
        "sys.exit(subprocess.run(sys.argv[1:], stdout=writer).returncode)' $TRUSTCTL " +
        command);
  };
  for (const auto& [command, code] :
       {std::pair("schema report", 0), std::pair("check", 2), std::pair("check nowhere", 1)}) {
    const RunResult result = unread(command);
    INFO(command << result.err);
    CHECK(result.exit_code == code);
    CHECK(result.err.empty() == (code != 1));
  }
  const RunResult applied = unread("apply --yes");
  CHECK(applied.exit_code == 0);
  CHECK(contains(applied.err, "Applied to machine: 1 added"));
  CHECK_FALSE(contains(applied.err, "cannot write"));
}

TEST_CASE("--output replaces its file as a whole, or leaves it", "[cli]") {
  const Machine machine;
  machine.write("result", "before");

  CHECK(machine.trustctl("providers --output result").out.empty());
  CHECK(machine.read("result") == machine.trustctl("providers").out);
  const RunResult missing = machine.trustctl("providers --output no/such/folder");
  CHECK(missing.exit_code == 1);
  CHECK(contains(missing.err, "such"));
}
