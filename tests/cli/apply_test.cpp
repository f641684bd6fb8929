#include <catch2/catch.hpp>
#include <map>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

// Answers the question of an apply on a pseudo-terminal.
RunResult answer(const Machine& machine, const std::string& words) {
  machine.write("terminal.py",
                "import os, pty, sys\n"
                "pid, fd = pty.fork()\n"
                "if pid == 0:\n"
                "    os.execvp(sys.argv[2], sys.argv[2:])\n"
                "seen = b''\n"
                "asked = False\n"
                "while True:\n"
                "    try:\n"
                "        part = os.read(fd, 4096)\n"
                "    except OSError:\n"
                "        break\n"
                "    if not part:\n"
                "        break\n"
                "    seen += part\n"
                "    if not asked and b'is accepted: ' in seen:\n"
                "        asked = True\n"
                "        os.write(fd, sys.argv[1].encode() + b'\\n')\n"
                "sys.stdout.buffer.write(seen.replace(b'\\r\\n', b'\\n'))\n"
                "sys.stdout.flush()\n"
                "sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n");
  return machine.shell("python3 terminal.py '" + words + "' $TRUSTCTL apply");
}

}  // namespace

TEST_CASE("apply places a chain by rule, as openssl reads the files", "[cli][apply]") {
  const Machine machine;
  machine.declare(two_chains());

  const RunResult result = machine.trustctl("apply --yes");

  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK(contains(result.out, "Applied to machine: 6 added, 0 changed, 0 removed.\n"));
  CHECK(machine.digests("Root") == std::set{sha256_of("lab-root"), sha256_of("single-root")});
  CHECK(machine.digests("CA") == std::set{sha256_of("lab-root"), sha256_of("lab-policy"),
                                          sha256_of("lab-issuing-1"), sha256_of("lab-issuing-2")});
}

TEST_CASE("an apply with nothing to do touches no inode and no time", "[cli][apply]") {
  const Machine machine;
  machine.declare(two_chains());
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  const std::string before = machine.fingerprint_of_files();

  const RunResult result = machine.trustctl("apply");

  CHECK(result.exit_code == 0);
  CHECK(first_line(result.out) == "No changes.");
  CHECK(machine.fingerprint_of_files() == before);
}

TEST_CASE("without a terminal and without --yes nothing is applied", "[cli][apply]") {
  const Machine machine;
  machine.declare(two_chains());
  const std::string before = machine.fingerprint_of_files();

  const RunResult result = machine.trustctl("apply");

  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "trustctl: error: not confirmed"));
  CHECK(contains(result.err, "--yes"));
  CHECK(machine.fingerprint_of_files() == before);
}

TEST_CASE("on a terminal only 'yes' is yes", "[cli][apply]") {
  if (skipped_on_windows("Wine has no terminal of the host's: tests/wine/program_test.py")) {
    return;
  }
  for (const std::string words : {"no", "y", "YES", "", "yes please"}) {
    const Machine machine;
    machine.declare(two_chains());

    const RunResult result = answer(machine, words);

    INFO(words << ": " << result.out);
    CHECK(result.exit_code == 3);
    CHECK(contains(result.out, "Plan: 6 to add, 0 to change, 0 to remove."));
    CHECK(contains(result.out, "Do you want to apply these changes? Only 'yes' is accepted:"));
    CHECK(machine.digests("Root").empty());
  }
}

TEST_CASE("'yes' on a terminal applies", "[cli][apply]") {
  if (skipped_on_windows("Wine has no terminal of the host's: tests/wine/program_test.py")) {
    return;
  }
  const Machine machine;
  machine.declare(two_chains());

  const RunResult result = answer(machine, "yes");

  INFO(result.out);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "Applied to machine: 6 added"));
  CHECK(machine.digests("Root").size() == 2);
}

TEST_CASE("--what-if is plan", "[cli][apply]") {
  const Machine machine;
  machine.declare(two_chains());
  const std::string before = machine.fingerprint_of_files();

  const RunResult result = machine.trustctl("apply --what-if");

  CHECK(result.exit_code == 0);
  CHECK(result.out == machine.trustctl("plan").out);
  CHECK(machine.fingerprint_of_files() == before);
}

TEST_CASE("an apply that loses what it relied on after its changes is one in part, and no refusal",
          "[cli][apply]") {
  if (skipped_on_windows("strace sees Wine and not the program")) {
    return;
  }
  if (const std::string reason = untraceable(); !reason.empty()) {
    skip(reason);
    return;
  }
  const Machine machine;
  machine.declare(certificates({"lab-root", "partner-root"}) +
                  "stores:\n  - { store: Root, present: [lab-root, partner-root] }\n");
  machine.put("partner-root", "Root");

  // The apply waits after the rename that adds, and the other entry goes meanwhile.
  const RunResult result = machine.shell(
      "{ (until [ $(ls machine/Root | wc -l) = 2 ]; do sleep 0.05; done; "
      "rm machine/Root/partner-root.cer) & "
      "strace -f -o /dev/null -e trace=renameat2 -e inject=renameat2:delay_exit=1500000 "
      "$TRUSTCTL apply --yes </dev/null; }");

  INFO(result.out << result.err);
  CHECK(contains(result.out, "1 added"));
  CHECK(contains(result.err, "which the plan relied on, is gone"));
  CHECK(result.exit_code == 4);
}

TEST_CASE("an apply that leaves a declaration unmet says so and exits with 2", "[cli][apply]") {
  const Machine machine;
  machine.put("partner-root", "Disallowed");
  machine.declare(certificates({"partner-root"}) +
                  "stores:\n  - { store: Root, present: [partner-root] }\n");

  const RunResult first = machine.trustctl("apply --yes");
  const RunResult again = machine.trustctl("apply --yes");
  const RunResult json = machine.trustctl("apply --yes --format json");

  INFO(first.out << first.err);
  CHECK(first.exit_code == 2);
  CHECK(contains(first.out, "Plan: 1 to add, 0 to change, 0 to remove, 1 unmet.\n"));
  CHECK(contains(first.out, "Applied to machine: 1 added, 0 changed, 0 removed, 1 unmet.\n"));
  CHECK(again.exit_code == 2);
  CHECK(first_line(again.out) == "No changes, 1 unmet.");
  CHECK(contains(again.out, "stays_distrusted"));
  CHECK(contains(json.out, "\"verdict\": \"unmet\"\n}"));
  CHECK(schema_faults(json.out, "report").empty());
  CHECK(machine.trustctl("check").exit_code == 2);
}

TEST_CASE("a failing target does not keep the next from being applied", "[cli][apply]") {
  const Machine machine;
  machine.write("site.yaml",
                "version: 1\ntargets:\n"
                "  broken: { provider: directory, path: site.yaml }\n"
                "  good: { provider: directory, path: machine }\n" +
                    two_chains());

  const RunResult result = machine.trustctl("apply --yes");

  CHECK(result.exit_code == 4);  // something was written: 1 would say that nothing was
  CHECK(contains(result.out, "Applied to good: 6 added"));
  CHECK(machine.digests("Root").size() == 2);
}

TEST_CASE("a target that another holds is told after the wait", "[cli][apply]") {
  if (skipped_on_windows("flock is not Windows' lock: the contract suite holds it")) {
    return;
  }
  const Machine machine;
  machine.declare(two_chains());

  const RunResult result = machine.shell(
      "mkdir -p machine && flock machine/.trustctl.lock sh -c '$TRUSTCTL apply --yes "
      "--lock-timeout 0 </dev/null'");

  INFO(result.err);
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "holds it; wait until it has finished"));
  CHECK(machine.digests("Root").empty());
  // Whoever may only read the folder holds nobody up.
  CHECK(machine.shell("flock machine sh -c '$TRUSTCTL apply --yes --lock-timeout 0 </dev/null'")
            .exit_code == 0);
}

TEST_CASE("what is removed is in the journal first", "[cli][apply]") {
  const Machine machine;
  machine.put("partner-root", "Root");
  machine.declare("stores:\n  - store: Root\n    absent:\n      - { sha256: " +
                  sha256_of("partner-root") + ", reason: gone }\n" + certificates({"lab-root"}) +
                  "chains:\n  lab: { certificates: [lab-root] }\n");

  const RunResult result = machine.trustctl("apply --yes");

  CHECK(result.exit_code == 0);
  CHECK(machine.digests("Root") == std::set{sha256_of("lab-root")});
  const std::string base64 = machine.shell("base64 -w0 certs/../certs/lab-root.cer").out;
  const RunResult journal = machine.shell(
      "openssl x509 -in certs/partner-root.pem -outform DER | base64 -w0 > der && "
      "grep -rlF \"$(cat der)\" state");
  CHECK(journal.exit_code == 0);
}

TEST_CASE("apply names the journal's file", "[cli][apply]") {
  const Machine machine;
  machine.declare(two_chains());

  const RunResult result = machine.trustctl("apply --yes");

  const std::string begin = "Journal: ";
  const std::string line = last_line(result.out);
  REQUIRE(line.substr(0, begin.size()) == begin);
  const std::filesystem::path file = line.substr(begin.size());
  CHECK(contains(line, "journal"));
  CHECK(file.extension() == ".jsonl");
  if (skipped_on_windows("its paths are not the host's")) {
    return;
  }
  CHECK(std::filesystem::equivalent(file.parent_path(), machine.folder() / "state/journal"));
  CHECK(std::filesystem::is_regular_file(file));
}

TEST_CASE("apply's JSON follows its schema and says what became of each change", "[cli][apply]") {
  const Machine machine;
  machine.declare(two_chains());

  const RunResult applied = machine.trustctl("apply --yes --format json");
  const RunResult again = machine.trustctl("apply --yes --format json");

  CHECK(schema_faults(applied.out, "report").empty());
  CHECK(schema_faults(again.out, "report").empty());
  CHECK(contains(applied.out, "\"outcome\": \"changed\""));
  CHECK(contains(applied.out, "\"changed\": true,\n  \"verdict\": \"in_sync\"\n}"));
  CHECK(contains(again.out, "\"changed\": false,\n  \"verdict\": \"in_sync\"\n}"));
  CHECK(contains(again.out, "\"changes\": []"));
}

TEST_CASE("an apply that cannot write says so and leaves the target as it was", "[cli][apply]") {
  if (skipped_on_windows("Wine's user is always an administrator")) {
    return;
  }
  const Machine machine;
  machine.declare(two_chains());
  machine.shell(
      "chmod 755 . && chown -R 65534 machine state 2>/dev/null; chmod 555 machine; mkdir -p "
      "state && chown 65534 state; chmod 711 .");

  const RunResult result =
      machine.shell("setpriv --reuid 65534 --clear-groups $TRUSTCTL apply --yes </dev/null");

  INFO(result.err);
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "denied"));
  CHECK(machine.digests("Root").empty());
}

TEST_CASE("applying hundreds of entries shows progress on a terminal, and only there",
          "[cli][apply]") {
  if (skipped_on_windows("Wine has no terminal of the host's: tests/wine/program_test.py")) {
    return;
  }
  const Machine machine;
  const std::string digest =
      machine
          .shell(
              "openssl ecparam -name prime256v1 -genkey -noout -out key && for i in $(seq 210); do "
              "openssl req -x509 -key key -subj /CN=R$i -days 3650 2>/dev/null; done >all.pem; "
              "openssl dgst -sha256 -r all.pem")
          .out.substr(0, 64);
  machine.declare("bundles:\n  all: { source: all.pem, file_sha256: " + digest +
                  " }\nstores:\n  - { store: Root, present: [all] }\n");

  // util-linux' script gives the command a terminal; its result goes to a file all the same.
  const RunResult seen = machine.shell(
      "script -qec \"$TRUSTCTL apply --yes --target machine=directory:first >result\" /dev/null "
      "</dev/null");

  CHECK(contains(seen.out, "writing Root 0/210"));
  REQUIRE(seen.out.size() > 4);
  CHECK(seen.out.substr(seen.out.size() - 4) == "\r\x1b[K");
  CHECK_FALSE(contains(machine.read("result"), "writing"));
  CHECK(machine.trustctl("apply --yes").err.empty());
}

TEST_CASE("a chain of ML-DSA is declared, placed and checked", "[cli][apply]") {
  const Machine machine;
  const auto digest = [&](const std::string& name) {
    return machine
        .shell("openssl x509 -in certs/signatures/" + name +
               ".pem -outform DER | openssl dgst -sha256 -r | cut -c1-64")
        .out.substr(0, 64);
  };
  std::string body = "certificates:\n";
  for (const std::string name : {"ml-dsa-root", "ml-dsa-issuing"}) {
    body += "  " + name + ": { source: certs/signatures/" + name + ".pem, sha256: " + digest(name) +
            " }\n";
  }
  machine.declare(body + "chains:\n  new: { certificates: [ml-dsa-root, ml-dsa-issuing] }\n");

  const RunResult applied = machine.trustctl("apply --yes");
  INFO(applied.err);
  CHECK(applied.exit_code == 0);
  CHECK(machine.digests("Root") == std::set{digest("ml-dsa-root")});
  CHECK(machine.digests("CA") == std::set{digest("ml-dsa-root"), digest("ml-dsa-issuing")});
  CHECK(machine.trustctl("check").exit_code == 0);
  CHECK(machine.trustctl("lint site.yaml").exit_code == 0);
}
