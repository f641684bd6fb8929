// What stands around the program (environment, limits, umask) bends nothing that it does.
#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

TEST_CASE("a configuration of OpenSSL that the environment names bends no verdict",
          "[cli][surroundings]") {
  if (skipped_on_windows("its environment is not this one's")) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  // With these no algorithm of the default provider is found: every root would be broken.
  machine.write("fips.cnf",
                "openssl_conf = i\n[i]\nalg_section = a\n[a]\ndefault_properties = fips=yes\n");

  const RunResult result = machine.shell(
      "export OPENSSL_CONF=$PWD/fips.cnf && $TRUSTCTL apply --yes </dev/null && $TRUSTCTL check");

  INFO(result.out << result.err);
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
}

TEST_CASE("no library is loaded that a configuration of OpenSSL names", "[cli][surroundings]") {
  if (skipped_on_windows("its environment is not this one's")) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  machine.write(
      "module.cnf",
      "openssl_conf = i\n[i]\nproviders = p\n[p]\nevil = e\n[e]\nmodule = /nowhere/evil.so\n"
      "activate = 1\n");
  if (const std::string reason = untraceable(); !reason.empty()) {
    skip(reason);
    return;
  }
  const RunResult result = machine.shell(
      "OPENSSL_CONF=$PWD/module.cnf strace -f -o trace -e trace=open,openat $TRUSTCTL lint && "
      "cat trace");

  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "site.yaml"));
  CHECK_FALSE(contains(result.out, "module.cnf"));
  CHECK_FALSE(contains(result.out, "evil.so"));
  CHECK_FALSE(contains(result.out, "openssl.cnf"));
}

TEST_CASE("a limit on the size of files is an error and no signal", "[cli][surroundings]") {
  if (skipped_on_windows("Windows has no such limit")) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();

  // (To pipes, which have no size.)
  const RunResult result = machine.shell(
      "( ulimit -f 0; $TRUSTCTL apply --yes 2>&1 </dev/null; echo \"exit $?\" ) | cat");

  INFO(result.out);
  CHECK((contains(result.out, "exit 1\n") || contains(result.out, "exit 4\n")));
  CHECK(contains(result.out, "larger than a file may be (see ulimit -f)"));
}

TEST_CASE("folders that an apply makes are open to read whatever the umask, results as it says",
          "[cli][surroundings]") {
  if (skipped_on_windows("rights come from the folder there")) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();

  const RunResult result = machine.shell(
      "umask 077 && $TRUSTCTL plan --out saved.plan >/dev/null && $TRUSTCTL apply --yes </dev/null "
      ">/dev/null && $TRUSTCTL snapshot machine --output pc.json && stat -c %a machine "
      "machine/Root "
      "machine/Root/* saved.plan pc.json");

  INFO(result.err);
  CHECK(result.out == "755\n755\n644\n600\n600\n");
}

TEST_CASE("root gives the folders of new stores to the owner of the target",
          "[cli][surroundings]") {
  if (skipped_on_windows("rights come from the folder there")) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  if (machine.shell("mkdir -p machine && chown 1234:1234 machine").exit_code != 0) {
    skip("only root gives folders away");
    return;
  }
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.shell("stat -c %u machine/Root machine/Root/*").out == "1234\n1234\n");
}

TEST_CASE("root writes nothing where others may, says who, and a policy may allow it",
          "[cli][surroundings]") {
  if (skipped_on_windows("rights come from the folder there")) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  const std::string open_to_all = "mkdir -p machine && chmod 1777 machine && ";
  if (machine.shell("mkdir -p machine && chown 1234:1234 machine").exit_code != 0) {
    skip("only root gives folders away");
    return;
  }
  machine.shell("chown 0:0 machine");

  const RunResult refused = machine.shell(open_to_all + "$TRUSTCTL apply --yes </dev/null");
  INFO(refused.out << refused.err);
  CHECK(refused.exit_code == 3);
  CHECK(contains(refused.out, "every user may write to "));
  CHECK(contains(refused.out, "chmod go-w "));
  CHECK(machine.shell("ls -A machine").out.empty());

  CHECK(machine.trustctl("plan --out saved.plan").exit_code == 0);  // it only says so
  const RunResult saved = machine.trustctl("apply --yes saved.plan");
  CHECK(saved.exit_code == 3);
  CHECK(contains(saved.out, "root would write where others may: every user may write to "));
  CHECK(machine.shell("ls -A machine").out.empty());
  const RunResult checked = machine.trustctl("check");
  CHECK(checked.exit_code == 2);
  CHECK(contains(checked.out, "(shared_target)"));

  machine.shell("printf 'policy: { shared_target: warning }\n' >> site.yaml");
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  machine.shell("chmod 755 machine");
  CHECK_FALSE(contains(machine.trustctl("check").out, "shared_target"));
}

TEST_CASE("what root writes in another user's folder can not be led elsewhere",
          "[cli][surroundings]") {
  if (skipped_on_windows("rights come from the folder there")) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  // The user's link leads to a folder of root's, which the user may not write to.
  if (machine
          .shell("chmod 755 . && mkdir -p home elsewhere && chown 1234:1234 home && "
                 "ln -s ../elsewhere home/link && chown -h 1234:1234 home/link && "
                 "sed -i 's,path: .*machine,path: home/link/machine,' site.yaml")
          .exit_code != 0) {
    skip("only root gives folders away");
    return;
  }
  const RunResult result = machine.trustctl("apply --yes");
  INFO(result.out << result.err);
  CHECK(result.exit_code == 3);
  CHECK(contains(result.out, "user 1234 owns "));
  CHECK(machine.shell("ls -A elsewhere").out.empty());

  machine.shell("sed -i 's,home/link/machine,home/machine,' site.yaml");
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.shell("stat -c %u home/machine home/machine/Root home/machine/Root/*").out ==
        "1234\n1234\n1234\n");
}

TEST_CASE("the folders above a new target can be passed whatever the umask",
          "[cli][surroundings]") {
  if (skipped_on_windows("rights come from the folder there")) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  const RunResult result = machine.shell(
      "umask 077 && sed -i 's,path: .*machine,path: a/b/machine,' site.yaml && $TRUSTCTL apply "
      "--yes "
      "</dev/null >/dev/null && stat -c %a a a/b a/b/machine");
  INFO(result.err);
  CHECK(result.out == "755\n755\n755\n");
}

TEST_CASE("what a capture writes is nobody else's business under a umask that says so",
          "[cli][surroundings]") {
  if (skipped_on_windows("rights come from the folder there")) {
    return;
  }
  const Machine machine;
  machine.put("lab-root", "Root");
  const RunResult result = machine.shell(
      "umask 077 && $TRUSTCTL capture directory:machine --out golden >/dev/null && stat -c %a "
      "golden golden/site.yaml golden/certs golden/certs/*");
  INFO(result.err);
  CHECK(result.out == "700\n600\n700\n600\n");
}

TEST_CASE("root writes no result through a link that another user put into a folder of all",
          "[cli][surroundings]") {
  if (skipped_on_windows("users make no links there")) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  machine.write("precious", "keep me");
  if (machine
          .shell("mkdir s && chmod 1777 s && ln -s ../precious s/theirs && "
                 "chown -h 1234 s/theirs")
          .exit_code != 0) {
    skip("only root gives links away");
    return;
  }
  for (const std::string option : {"plan --output s/theirs", "plan --out s/theirs"}) {
    const RunResult result = machine.trustctl(option);
    INFO(result.out << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "it is a link of user 1234"));
    CHECK(machine.read("precious") == "keep me");
  }
  machine.shell("ln -s ../precious s/ours");
  CHECK(machine.trustctl("plan --output s/ours").exit_code == 0);  // one's own is followed
}

TEST_CASE("a journal that others may write to is refused, and where it cannot be told apart",
          "[cli][surroundings]") {
  const Machine machine;
  machine.declare_lab_root();
  for (const std::string state : {"machine/Root/state", "machine", "."}) {
    const RunResult result =
        machine.shell("${TRUSTCTL% --state-dir*} apply --yes --state-dir " + state + " </dev/null");
    INFO(state << ": " << result.out << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "name another by --state-dir"));
    CHECK(machine.digests("Root").empty());
  }
  if (skipped_on_windows("there the folder has its rights from the one above")) {
    return;
  }
  machine.shell("mkdir -m 700 state && mkdir -m 775 state/journal");
  const RunResult result = machine.trustctl("apply --yes");
  INFO(result.err);
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "others may write to "));
  CHECK(contains(result.err, "chmod go-w"));
  CHECK(machine.digests("Root").empty());
}

TEST_CASE("what stands in the way of clearing up after a killed run is said, with the cure",
          "[cli][surroundings]") {
  const Machine machine;
  machine.declare_lab_root();
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  for (const std::string obstacle :
       {"echo x > machine/.trustctl.stage", "mkdir -p -m 700 machine/.trustctl.stage/theirs"}) {
    machine.shell("rm -rf machine/.trustctl.stage; " + obstacle);

    const RunResult result = machine.trustctl("apply --yes");

    INFO(result.out << result.err);
    CHECK(result.exit_code == 0);  // all is as declared
    CHECK(contains(result.out, ".trustctl.stage"));
    CHECK(contains(result.out, "could not be cleared away"));
    CHECK(contains(result.out, "move it away"));
  }
}
