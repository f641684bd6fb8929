#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

const std::set<std::string> all_four = {sha256_of("lab-root"), sha256_of("single-root"),
                                        sha256_of("partner-root"), sha256_of("ed25519-root")};

void declare_four(const Machine& machine) {
  machine.declare(certificates({"lab-root", "single-root", "partner-root", "ed25519-root"}) +
                  "stores:\n  - store: Root\n"
                  "    present: [lab-root, single-root, partner-root, ed25519-root]\n"
                  "    prune: all\n");
}

}  // namespace

TEST_CASE("an apply that is killed at any rename is finished by the next", "[cli][interruption]") {
  if (skipped_on_windows("strace sees Wine and not the program")) {
    return;
  }
  if (const std::string reason = untraceable(); !reason.empty()) {
    skip(reason);
    return;
  }
  bool killed = false;
  for (int point = 1; point <= 6; ++point) {
    const Machine machine;
    declare_four(machine);
    machine.put("lab-issuing-1", "Root");

    const RunResult stopped = machine.shell(
        "strace -f -o /dev/null -e trace=renameat2,renameat,rename -e "
        "inject=renameat2,renameat,rename:signal=KILL:when=" +
        std::to_string(point) + " $TRUSTCTL apply --yes </dev/null");
    killed = killed || stopped.exit_code == 128 + 9;
    const std::set<std::string> between = machine.digests("Root");

    INFO("killed at rename " << point);
    std::set<std::string> known = all_four;
    known.insert(sha256_of("lab-issuing-1"));
    CHECK(std::includes(known.begin(), known.end(), between.begin(), between.end()));
    CHECK(machine.trustctl("apply --yes").exit_code == 0);
    CHECK(machine.digests("Root") == all_four);
    CHECK(first_line(machine.trustctl("apply --yes").out) == "No changes.");
  }
  CHECK(killed);
}

TEST_CASE("applies at once do not interleave: each ends well or says who was first",
          "[cli][interruption]") {
  const Machine machine;
  declare_four(machine);

  const RunResult result = machine.shell(
      "for i in 1 2 3 4 5 6; do $TRUSTCTL apply --yes </dev/null >out.$i 2>&1 & done; wait; "
      "cat out.*");

  INFO(result.out);
  CHECK(machine.digests("Root") == all_four);
  CHECK(machine.shell("ls -A machine/Root | wc -l").out == "4\n");
  CHECK_FALSE(contains(result.out, "failed"));
  CHECK(machine.trustctl("check").exit_code == 0);
}
