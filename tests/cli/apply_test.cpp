#include <catch2/catch.hpp>
#include <map>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

std::string lab_chain() {
  return certificates({"lab-root", "lab-policy", "lab-issuing-1", "lab-issuing-2"}) +
         certificate("single-root") +
         "chains:\n  lab: { certificates: [lab-root, lab-policy, lab-issuing-1, lab-issuing-2] }\n"
         "  lone: { certificates: [single-root] }\n";
}

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
  machine.declare(lab_chain());

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
  machine.declare(lab_chain());
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  const std::string before = machine.fingerprint_of_files();

  const RunResult result = machine.trustctl("apply");

  CHECK(result.exit_code == 0);
  CHECK(first_line(result.out) == "No changes.");
  CHECK(machine.fingerprint_of_files() == before);
}

TEST_CASE("without a terminal and without --yes nothing is applied", "[cli][apply]") {
  const Machine machine;
  machine.declare(lab_chain());
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
    machine.declare(lab_chain());

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
  machine.declare(lab_chain());

  const RunResult result = answer(machine, "yes");

  INFO(result.out);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "Applied to machine: 6 added"));
  CHECK(machine.digests("Root").size() == 2);
}

TEST_CASE("--what-if is plan", "[cli][apply]") {
  const Machine machine;
  machine.declare(lab_chain());
  const std::string before = machine.fingerprint_of_files();

  const RunResult result = machine.trustctl("apply --what-if");

  CHECK(result.exit_code == 0);
  CHECK(result.out == machine.trustctl("plan").out);
  CHECK(machine.fingerprint_of_files() == before);
}

TEST_CASE("a saved plan is applied as it is, from any folder", "[cli][apply]") {
  const Machine machine;
  machine.declare(lab_chain());
  REQUIRE(machine.trustctl("plan --out saved.plan").exit_code == 0);

  const RunResult result =
      machine.shell("mkdir deep && cd deep && $TRUSTCTL apply --yes ../saved.plan");

  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(machine.digests("Root").size() == 2);
  const RunResult other = machine.trustctl("apply --yes saved.plan --adopt");
  CHECK(other.exit_code == 1);
  CHECK(contains(other.err, "is a saved plan"));
}

TEST_CASE("a saved plan whose entries have moved is refused", "[cli][apply]") {
  const Machine machine;
  machine.declare(certificates({"lab-root", "partner-root"}) +
                  "stores:\n  - { store: Root, present: [lab-root], absent: [partner-root] }\n");
  machine.put("lab-root", "Root");
  machine.put("partner-root", "Root");
  REQUIRE(machine.trustctl("plan --out saved.plan").exit_code == 0);
  std::filesystem::remove(machine.store("Root") / "lab-root.cer");

  const RunResult result = machine.trustctl("apply --yes saved.plan");

  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "error: "));
  CHECK(machine.digests("Root") == std::set{sha256_of("partner-root")});
}

TEST_CASE("a saved plan without changes is not believed where its entries have moved",
          "[cli][apply]") {
  const Machine machine;
  machine.declare(lab_chain());
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  REQUIRE(machine.trustctl("plan --out saved.plan").exit_code == 0);
  CHECK(machine.trustctl("apply saved.plan").exit_code == 0);
  machine.shell("rm machine/Root/*");

  const RunResult result = machine.trustctl("apply saved.plan");

  INFO(result.out << result.err);
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "which the plan relied on, is gone"));
  CHECK_FALSE(contains(result.out, "as declared"));
}

TEST_CASE("a saved plan that relies on purposes is refused where they have changed",
          "[cli][apply]") {
  const Machine machine;
  const auto in_root = [](const std::string& more, const std::string& present) {
    return "certificates:\n" + certificate("lab-root", more) + certificate("single-root") +
           "stores:\n  - { store: Root, present: " + present + ", prune: never }\n";
  };
  machine.declare(in_root("", "[lab-root]"));
  machine.declare(in_root("", "[lab-root, single-root]"));
  machine.put("lab-root", "Root");
  REQUIRE(machine.trustctl("plan --out saved.plan").exit_code == 0);
  machine.declare(in_root("purposes: none", "[lab-root, single-root]"));
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  machine.shell("rm machine/Root/*" + sha256_of("single-root").substr(0, 8) + "*");

  const RunResult result = machine.trustctl("apply --yes saved.plan");

  INFO(result.out << result.err);
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "which the plan relied on, has other purposes"));
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
                    lab_chain());

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
  machine.declare(lab_chain());

  const RunResult result =
      machine.shell("flock machine sh -c '$TRUSTCTL apply --yes --lock-timeout 0 </dev/null'");

  INFO(result.err);
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "error: "));
  CHECK(machine.digests("Root").empty());
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
  machine.declare(lab_chain());

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
  machine.declare(lab_chain());

  const RunResult applied = machine.trustctl("apply --yes --format json");
  const RunResult again = machine.trustctl("apply --yes --format json");

  CHECK(schema_faults(applied.out, "report").empty());
  CHECK(schema_faults(again.out, "report").empty());
  CHECK(contains(applied.out, "\"outcome\": \"changed\""));
  CHECK(contains(applied.out, "\"changed\": true,\n  \"verdict\": \"in_sync\"\n}"));
  CHECK(contains(again.out, "\"changed\": false,\n  \"verdict\": \"in_sync\"\n}"));
  CHECK(contains(again.out, "\"changes\": []"));
}

TEST_CASE("root applies no manifest that others may write", "[cli][apply]") {
  if (skipped_on_windows(
          "Windows has access control lists: tests/platform/windows/writers_test.cpp")) {
    return;
  }
  const Machine machine;
  machine.declare(lab_chain());
  const std::map<std::string, std::string> looser = {
      {"chmod o+w site.yaml", "run 'chmod go-w site.yaml'"},
      {"chgrp 65534 site.yaml; chmod g+w site.yaml", "run 'chmod go-w site.yaml'"},
      {"chmod 777 .", "run 'chmod go-w /"},
      {"chown 65534 site.yaml", "site.yaml belongs to user 65534"}};
  for (const auto& [command, said] : looser) {
    machine.shell("chmod 755 .; chown root:root site.yaml; chmod 644 site.yaml; " + command);

    const RunResult result = machine.trustctl("apply --yes");

    INFO(command << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, said));
    CHECK(machine.digests("Root").empty());
    CHECK(machine.trustctl("check").exit_code == 2);  // reading does no harm
  }
}

TEST_CASE("root applies a manifest of the user who called sudo, and of that user's own group",
          "[cli][apply]") {
  if (skipped_on_windows(
          "Windows has access control lists: tests/platform/windows/writers_test.cpp")) {
    return;
  }
  const Machine machine;
  machine.declare(lab_chain());
  machine.shell("chown 65534:65534 site.yaml; chmod 664 site.yaml");
  const auto as_invoker = [&](const std::string& group) {
    return machine.shell("SUDO_UID=65534 SUDO_GID=" + group + " $TRUSTCTL apply --yes </dev/null")
        .exit_code;
  };

  CHECK(as_invoker("100") == 1);  // a group that others may be in
  CHECK(as_invoker("65534") == 0);
}

TEST_CASE("an apply that cannot write says so and leaves the target as it was", "[cli][apply]") {
  if (skipped_on_windows("Wine's user is always an administrator")) {
    return;
  }
  const Machine machine;
  machine.declare(lab_chain());
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

TEST_CASE("a saved plan does not take a file that became a link for a removal that is done",
          "[cli][apply]") {
  if (skipped_on_windows("Wine shows the host's links as what they point to")) {
    return;
  }
  const Machine machine;
  machine.declare(certificates({"lab-root"}) +
                  "stores:\n  - { store: Root, absent: [lab-root] }\n");
  machine.put("lab-root", "Root");
  REQUIRE(machine.trustctl("plan --out saved.plan").exit_code == 0);
  machine.shell("cd machine/Root && for f in *; do mv $f ../../kept && ln -s ../../kept $f; done");

  const RunResult result = machine.trustctl("apply --yes saved.plan");

  INFO(result.out << result.err);
  CHECK(result.exit_code == 1);
  CHECK(contains(result.out, "failed: remove Lab Root CA"));
  CHECK(contains(result.err, "it was not found, and not all of the store could be read"));
}

TEST_CASE("an urgent distrust is carried out though the rest is blocked or too much, and says so",
          "[cli][apply]") {
  for (const bool saved : {false, true}) {
    for (const std::string hindrance :
         {"  - { store: CA, present: [expired-root] }\n",  // an error
          "policy: { max_removals: 0 }\n"}) {              // single-root would be pruned
      const Machine machine;
      machine.declare(certificates({"lab-root", "single-root"}) +
                      "stores:\n  - { store: Root, present: [lab-root, single-root] }\n");
      REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
      const bool blocked = hindrance[0] != 'p';
      machine.declare(
          (blocked ? certificates({"lab-root", "expired-root"}) : certificates({"lab-root"})) +
          "stores:\n  - store: Root\n    absent: [ { alias: lab-root, action: distrust "
          "} ]\n" +
          hindrance);

      if (saved) {
        CHECK(machine.trustctl("plan --out p.json").exit_code == (blocked ? 1 : 3));
      }
      const RunResult result =
          machine.trustctl(std::string("apply --yes --format json") + (saved ? " p.json" : ""));

      INFO(result.out << result.err);
      CHECK(result.exit_code == 4);
      CHECK(machine.digests("Disallowed") == std::set{sha256_of("lab-root")});
      CHECK(machine.digests("Root") == std::set{sha256_of("single-root")});
      CHECK(contains(result.out, "\"reason\": \"it waits: "));
      CHECK_FALSE(contains(result.err, "nothing was changed"));
      const RunResult check = machine.trustctl("check");
      CHECK(check.exit_code == 2);  // the rest is still to be done
    }
  }
}

TEST_CASE("the way back from an apply brings back purposes, names and notes, and is shown first",
          "[cli][apply]") {
  const Machine machine;
  const std::string root = sha256_of("lab-root");
  machine.declare("certificates:\n" +
                  certificate("lab-root", "friendly_name: Ours\n    purposes: [server_auth]") +
                  "stores:\n  - { store: Root, present: [lab-root] }\n");
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  machine.shell("for f in machine/Root/*; do echo 'a note of the administrator' >> $f; done");
  const std::string before = machine.shell("cat machine/Root/*").out;
  machine.declare(certificates({"partner-root"}) +
                  "stores:\n  - { store: Root, present: [partner-root] }\n");
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  REQUIRE(machine.digests("Root") == std::set{sha256_of("partner-root")});

  const RunResult plan =
      machine.trustctl("plan --undo state/journal/00000002.jsonl --out undo.plan");
  const RunResult undone = machine.trustctl("apply --yes undo.plan");

  INFO(plan.out << plan.err << undone.out << undone.err);
  CHECK(contains(plan.out, "Plan: 1 to add, 0 to change, 1 to remove.\n"));
  CHECK(contains(plan.out, "server_auth"));
  CHECK(undone.exit_code == 0);
  CHECK(machine.digests("Root") == std::set{root});
  CHECK(machine.shell("cat machine/Root/*").out == before);
  // It is done already, and a second way back is no harm.
  CHECK(contains(machine.trustctl("apply --yes undo.plan").out, "2 so already"));

  machine.shell("for f in machine/Root/*; do sed -i s/Ours/Theirs/ $f; done");
  CHECK(machine.trustctl("plan --undo state/journal/00000001.jsonl --out back.plan").exit_code ==
        0);
  CHECK(machine.trustctl("apply --yes back.plan").exit_code == 3);  // somebody touched it
  CHECK(machine.trustctl("plan --undo site.yaml").exit_code == 1);
  CHECK(machine.trustctl("plan --undo state/journal/00000002.jsonl --adopt").exit_code == 1);
}
