// Plans that were saved by an earlier run, or come from a record of the journal.
#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

TEST_CASE("a saved plan is applied as it is, from any folder", "[cli][apply]") {
  const Machine machine;
  machine.declare(two_chains());
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
  machine.declare(two_chains());
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
