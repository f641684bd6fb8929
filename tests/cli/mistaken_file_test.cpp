#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

// site.yaml, its plan as saved.plan, and a snapshot of a machine with another certificate.
void prepare(const Machine& machine) {
  machine.declare(certificates({"lab-root"}) + "chains:\n  lab: { certificates: [lab-root] }\n");
  machine.put("partner-root", "Root");
  REQUIRE(machine.trustctl("plan --out saved.plan").exit_code == 0);
  REQUIRE(machine.trustctl("snapshot machine --output pc17.json").exit_code == 0);
}

}  // namespace

TEST_CASE("a saved plan or a snapshot in the place of a manifest is told in one line",
          "[cli][mistaken]") {
  const Machine machine;
  prepare(machine);
  for (const std::string command : {"plan", "check", "lint"}) {
    const RunResult plan = machine.refused(command + " saved.plan");
    CHECK(plan.exit_code == 1);
    CHECK(plan.err ==
          "trustctl: error: saved.plan is a saved plan; 'trustctl apply saved.plan' carries it "
          "out\n");
  }
  for (const std::string command : {"plan", "check", "lint", "apply --yes"}) {
    const RunResult snapshot = machine.refused(command + " pc17.json");
    CHECK(snapshot.exit_code == 1);
    CHECK(snapshot.err ==
          "trustctl: error: pc17.json is a snapshot; use it as --target "
          "NAME=snapshot:pc17.json\n");
  }
}

TEST_CASE("a byte order mark before a snapshot or a saved plan does not matter",
          "[cli][mistaken]") {
  const Machine machine;
  prepare(machine);
  machine.shell(
      "for f in saved.plan pc17.json; do { printf '\\357\\273\\277'; cat $f; } > bom-$f; done");

  const RunResult shown = machine.trustctl("show snapshot:bom-pc17.json");
  const RunResult changed = machine.trustctl("apply --yes --target machine=snapshot:bom-pc17.json");
  const RunResult applied = machine.trustctl("apply --yes bom-saved.plan");

  INFO(shown.err << changed.err << applied.err);
  CHECK(contains(shown.out, sha256_of("partner-root")));
  CHECK(contains(changed.out, "Applied to machine: 1 added"));
  CHECK(contains(machine.trustctl("show snapshot:bom-pc17.json").out, sha256_of("lab-root")));
  CHECK(contains(applied.out, "Applied to machine: 1 added"));
  CHECK(contains(machine.refused("plan bom-saved.plan").err, "is a saved plan"));
}

TEST_CASE("a snapshot or a saved plan in UTF-16 is named so", "[cli][mistaken]") {
  const Machine machine;
  prepare(machine);
  machine.shell(
      "for f in saved.plan pc17.json; do { printf '\\377\\376'; iconv -t UTF-16LE $f; } > wide-$f; "
      "done");

  for (const std::string command :
       {"show snapshot:wide-pc17.json", "apply --yes wide-saved.plan"}) {
    const RunResult result = machine.refused(command);

    INFO(command << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "the file is UTF-16, as PowerShell's > writes it"));
  }
}

TEST_CASE("what is nearly HOST:PORT is told what is wrong with it", "[cli][mistaken]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  struct Row {
    const char* argument;
    const char* message;
  };
  for (const Row row :
       {Row{"localhost:99999", "'99999' in 'localhost:99999' is no port; write a number from 1 to"},
        Row{"localhost:0", "'0' in 'localhost:0' is no port"},
        Row{"localhost:https", "'https' in 'localhost:https' is no port"},
        Row{"localhost:", "'localhost:' has no port; a server is written as HOST:PORT"},
        Row{"'[::1]:http'", "'http' in '[::1]:http' is no port"},
        Row{"::1", "an IPv6 address needs before its port: [::1]:443"},
        Row{"::1:19444", "an IPv6 address needs before its port: [::1]:19444"},
        Row{"https://localhost:19443/", "is a URL; name the server alone: localhost:19443"},
        Row{"https://localhost/x", "is a URL; name the server alone: localhost:443"}}) {
    for (const std::string command : {"verify ", "export --out chain "}) {
      const RunResult result =
          machine.refused(command + row.argument + " --target m=directory:machine");

      INFO(row.argument << ": " << result.err);
      CHECK(result.exit_code == 1);
      CHECK(contains(result.err, row.message));
    }
  }
}

TEST_CASE("a missing file with a colon in its name is a missing file", "[cli][mistaken]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  for (const std::string path : {"C:/certs/x.cer", "c:x.cer", "certs/x:1.pem", "directory:other"}) {
    const RunResult result = machine.refused("verify " + path + " --target m=directory:machine");

    INFO(path << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK_FALSE(contains(result.err, "is no port"));
  }
}

TEST_CASE("a server among files is refused", "[cli][mistaken]") {
  const Machine machine;
  machine.put("lab-root", "Root");

  const RunResult result =
      machine.refused("verify certs/server.pem localhost:19443 --target m=directory:machine");

  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "'localhost:19443' is a server, and is asked alone"));
}

TEST_CASE("an error is in the JSON, too, where nothing could be planned", "[cli][mistaken]") {
  const Machine machine;
  machine.declare("certificates:\n  lab:\n    source: certs/lab-root.pem\n    sha256: " +
                  sha256_of("partner-root") + "\nchains:\n  lab: { certificates: [lab] }\n");
  for (const std::string command : {"plan", "apply --what-if"}) {
    const RunResult result = machine.refused(command + " --format json");
    CHECK(result.exit_code == 1);
    CHECK(schema_faults(result.out, "report").empty());
    CHECK(contains(result.out, "\"errors\": [\n"));
    CHECK(contains(result.out, "\"verdict\": \"failed\"\n}"));
    CHECK(contains(result.out, "\"code\": \"invalid_input\""));
  }
  for (const std::string command : {"check", "apply --yes", "show nosuch", "lint"}) {
    const RunResult result = machine.refused(command + " --format json");
    INFO(command);
    CHECK(result.exit_code == 1);
    CHECK(schema_faults(result.out, "report").empty());
    CHECK(contains(result.out, "\"errors\": [\n"));
  }
}

TEST_CASE("an apply that nobody confirmed says so in its JSON", "[cli][mistaken]") {
  const Machine machine;
  prepare(machine);

  const RunResult result = machine.refused("apply --format json");

  CHECK(result.exit_code == 3);
  CHECK(schema_faults(result.out, "report").empty());
  CHECK(contains(result.out, "\"verdict\": \"refused\"\n}"));
  CHECK(contains(result.out, "\"code\": \"refused\""));
}

TEST_CASE("an apply that an error blocks is not called done in its JSON", "[cli][mistaken]") {
  const Machine machine;
  machine.declare(certificates({"expired-root"}) +
                  "stores:\n  - { store: Root, present: [expired-root] }\n");

  const RunResult result = machine.refused("apply --yes --format json");

  CHECK(result.exit_code == 1);
  CHECK(schema_faults(result.out, "report").empty());
  CHECK(contains(result.out, "\"changed\": false,\n  \"verdict\": \"blocked\"\n}"));
}

TEST_CASE("a target that cannot be read is in the JSON of plan, beside those that can",
          "[cli][mistaken]") {
  const Machine machine;
  machine.write("site.yaml",
                "version: 1\ntargets:\n"
                "  broken: { provider: directory, path: site.yaml }\n"
                "  good: { provider: directory, path: machine }\n" +
                    certificates({"lab-root"}) + "chains:\n  lab: { certificates: [lab-root] }\n");

  const RunResult result = machine.trustctl("plan --format json");

  CHECK(result.exit_code == 1);
  CHECK(schema_faults(result.out, "report").empty());
  CHECK(contains(result.out, "\"target\": \"broken\",\n"));
  CHECK(contains(result.out, "\"verdict\": \"could_not_tell\"\n    },\n"));
  CHECK(contains(result.out, "\"target\": \"good\",\n"));
}

TEST_CASE("no result is written over what the manifest declares, or into what trustctl keeps",
          "[cli][mistaken]") {
  const Machine machine;
  machine.declare_lab_root();
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  REQUIRE(machine.trustctl("plan --out saved.plan").exit_code == 0);
  machine.shell("ln -s certs/lab-root.pem link.pem; ln certs/lab-root.pem twin.pem");
  const std::string before = machine.fingerprint_of_files();
  for (const std::string command :
       {"plan --out certs/lab-root.pem", "plan --out link.pem", "plan --out twin.pem",
        "plan --output certs/../certs/lab-root.pem", "check --output machine/Root/out.json",
        "apply --yes --output machine/new.json", "apply --yes saved.plan --output machine/new.json",
        "check --output state/journal/x.json", "lint --output certs/lab-root.pem"}) {
    const RunResult result = machine.shell("$TRUSTCTL " + command + " </dev/null");

    INFO(command << ": " << result.out << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "would write "));
  }
  CHECK(machine.fingerprint_of_files() == before);
  CHECK(machine.trustctl("check --output beside.txt").exit_code == 0);
}

TEST_CASE("no result is written through a link into what trustctl keeps", "[cli][mistaken]") {
  if (skipped_on_windows("Wine shows a link to a folder as a folder of its own")) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  machine.shell("ln -s machine/Root in");

  const RunResult result = machine.trustctl("check --output in/out.json");

  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "would write into "));
}

TEST_CASE("a URL or a variable in the place of a file says what to do", "[cli][mistaken]") {
  const Machine machine;
  struct Row {
    std::string arguments;
    std::string message;
  };
  for (const Row& row :
       {Row{"pin https://pki.example/root.cer", "downloads nothing; fetch the file ("},
        Row{"pin https://pki.example/", "'trustctl pin pki.example:443' pins what that server"},
        Row{"plan https://pki.example/site.yaml", "is a URL, and trustctl downloads nothing"},
        Row{"check '%SystemDrive%\\site.yaml'", "'%SystemDrive%\\site.yaml' begins with "},
        Row{"verify '$HOME/a.cer'" + on_machine, "begins with $HOME, which only a shell would"},
        Row{"show 'directory:$HOME/x'", "option 'path' of target 'directory:$HOME/x' begins"},
        Row{"plan 'pki\\site.yaml'", "here \\ is a letter of a name: write / between folders"}}) {
    if (row.arguments.find("pki\\site") != std::string::npos &&
        skipped_on_windows("\\ stands between folders there")) {
      continue;
    }
    const RunResult result = machine.refused(row.arguments);
    INFO(row.arguments << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(result.out.empty());
    CHECK(contains(result.err, row.message));
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
  }
}

TEST_CASE("a source with backslashes is told how folders are written", "[cli][mistaken]") {
  if (skipped_on_windows("\\ stands between folders there")) {
    return;
  }
  const Machine machine;
  machine.declare("certificates:\n  a: { source: 'certs\\lab-root.cer', sha256: " +
                  sha256_of("lab-root") + " }\nchains:\n  lab: { certificates: [a] }\n");
  const RunResult result = machine.refused("plan");
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "cannot open certs\\lab-root.cer: it does not exist; here"));
}

TEST_CASE("verify reads no site.yaml where every --target says its place", "[cli][mistaken]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  machine.put("lab-policy", "CA");
  machine.write("site.yaml", "version: [");
  const std::string verify = "verify certs/server.pem certs/lab-issuing-1.pem --at 2030-01-01 ";

  const RunResult place = machine.refused(verify + "--target pc=directory:machine");
  const RunResult name = machine.refused(verify + "--target pc=directory:machine --target machine");

  CHECK(place.exit_code == 0);
  CHECK(place.err.empty());
  CHECK(name.exit_code == 1);
  CHECK(contains(name.err, "site.yaml:1:"));
}

TEST_CASE("a place that takes no result is one error that names the file", "[cli][mistaken]") {
  if (skipped_on_windows("its message has other words")) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  for (const std::string command : {"check", "pin certs/lab-root.cer", "apply --yes"}) {
    const RunResult result = machine.shell("$TRUSTCTL " + command + " --output /proc/result");
    INFO(command << ": " << result.err);
    CHECK(result.exit_code == (command == "check" ? 2 : 1));  // drift is found all the same
    CHECK(result.err.starts_with("trustctl: error: cannot write /proc/result: "));
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
  }
  CHECK(machine.digests("Root").empty());
}

TEST_CASE("without HOME an apply asks for a place of its journal, and a check needs none",
          "[cli][mistaken]") {
  if (skipped_on_windows("Windows does not ask HOME")) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  machine.shell("chmod -R a+rwX . && chmod a+rx \"$PWD\"");
  const std::string nobody =
      "setpriv --reuid=65534 --clear-groups env -u HOME -u XDG_STATE_HOME '" + trustctl_program() +
      "' ";
  const RunResult applied = machine.shell(nobody + "apply --yes");
  CHECK(applied.exit_code == 1);
  CHECK(applied.err ==
        "trustctl: error: no place for the journal: HOME is not set; name one by --state-dir\n");
  CHECK(machine.shell(nobody + "check").exit_code == 2);
}
