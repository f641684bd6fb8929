#include <catch2/catch.hpp>

#include "engine/formats/base64.hpp"
#include "tests/cli/machine.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

void declare_lab(const Machine& machine) {
  machine.declare(certificates({"lab-root", "lab-policy"}) +
                  "chains:\n  lab: { certificates: [lab-root, lab-policy] }\n");
}

// That many different intermediates: copies of one, whose signatures differ.
std::string many_authorities(std::size_t count) {
  Bytes bytes = copy(fixture("lab-issuing-1").bytes());
  std::string pem;
  for (std::size_t number = 0; number < count; ++number) {
    bytes[bytes.size() - 1] = static_cast<std::uint8_t>(number);
    bytes[bytes.size() - 2] = static_cast<std::uint8_t>(number >> 8U);
    pem += "-----BEGIN CERTIFICATE-----\n" + base64_encode(bytes) + "\n-----END CERTIFICATE-----\n";
  }
  return pem;
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

TEST_CASE("a disk that fills up in the middle of an apply of 500 leaves nothing half done",
          "[cli][bad]") {
  const Machine machine;
  machine.write("many.pem", many_authorities(500));
  machine.declare("bundles:\n  many: { source: many.pem, file_sha256: " +
                  machine.shell("sha256sum many.pem | cut -d' ' -f1 | tr -d '\\n'").out +
                  " }\nstores:\n  - { store: CA, present: [many] }\n");
  if (machine.shell("mkdir small && mount -t tmpfs -o size=1m tmpfs small").exit_code != 0) {
    skip("no tmpfs may be mounted here");
    return;
  }
  const std::string apply = "apply --yes --target machine=directory:small/machine";
  const RunResult full = machine.trustctl(apply);
  const RunResult left = machine.shell("find small/machine -type f | wc -l");
  machine.shell("mount -o remount,size=16m small");
  const RunResult room = machine.trustctl(apply);
  const RunResult there = machine.shell("find small/machine -type f | wc -l; ls -A small/machine");
  machine.shell("umount small");

  INFO(full.out << full.err << room.out << room.err);
  CHECK(full.exit_code == 1);  // nothing was written
  CHECK(contains(full.out + full.err, "space"));
  CHECK(left.out == "0\n");
  CHECK(room.exit_code == 0);
  CHECK(contains(room.out, "500 added"));
  CHECK(there.out == "500\nCA\n");
}
