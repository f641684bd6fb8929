#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

void declare_lab(const Machine& machine) {
  machine.declare(certificates({"lab-root", "lab-policy"}) +
                  "chains:\n  lab: { certificates: [lab-root, lab-policy] }\n");
}

}  // namespace

TEST_CASE("a target whose path is a file is refused", "[cli][bad]") {
  const Machine machine;
  declare_lab(machine);
  machine.write("file", "x");

  for (const std::string target : {"directory:file", "directory:site.yaml/x", "snapshot:certs",
                                   "snapshot:site.yaml", "directory:"}) {
    const RunResult result = machine.refused("apply --yes --target machine=" + target);

    INFO(target << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "error: "));
  }
}

TEST_CASE("the stores of a Windows computer are refused elsewhere", "[cli][bad]") {
  if (skipped_on_windows("it has them")) {
    return;
  }
  const Machine machine;
  declare_lab(machine);

  const RunResult result = machine.refused("apply --yes --target machine=cryptoapi");

  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "not available in this build: needs Windows"));
}

TEST_CASE("a link in the place of a store is not followed", "[cli][bad]") {
  if (skipped_on_windows("Wine shows the host's links as what they point to")) {
    return;
  }
  const Machine machine;
  declare_lab(machine);
  machine.shell("mkdir elsewhere && ln -s ../elsewhere machine/Root");

  const RunResult result = machine.trustctl("apply --yes");

  INFO(result.out << result.err);
  CHECK(result.exit_code != 0);
  CHECK(contains(result.err, "Root"));
  CHECK(machine.shell("ls -A elsewhere").out.empty());
}

TEST_CASE("a store without permission is told, and the others are shown", "[cli][bad]") {
  if (skipped_on_windows("Wine's user is always an administrator")) {
    return;
  }
  const Machine machine;
  declare_lab(machine);
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  machine.shell("chmod 711 .; chmod 0 machine/Root");

  const RunResult result =
      machine.shell("setpriv --reuid 65534 --clear-groups $TRUSTCTL check </dev/null");
  const RunResult shown =
      machine.shell("setpriv --reuid 65534 --clear-groups $TRUSTCTL show machine </dev/null");

  INFO(result.err << shown.err);
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "denied"));
  CHECK(shown.exit_code == 1);
  CHECK(contains(shown.out, "unreadable: "));
  CHECK(contains(shown.out, sha256_of("lab-policy")));
}

TEST_CASE("a full disk leaves the target as it was and says so", "[cli][bad]") {
  const Machine machine;
  declare_lab(machine);
  if (machine.shell("mkdir small && mount -t tmpfs -o size=16k,nr_inodes=40 tmpfs small")
          .exit_code != 0) {
    skip("no tmpfs may be mounted here");
    return;
  }
  machine.shell("mkdir small/machine; head -c 1000000 /dev/zero > small/filler 2>/dev/null");

  const RunResult result = machine.trustctl("apply --yes --target machine=directory:small/machine");
  const RunResult left = machine.shell("find small/machine -type f | wc -l");
  machine.shell("umount small");

  INFO(result.err);
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "space"));
  CHECK(left.out == "0\n");
}
