// Whose manifests root applies: by owner, mode, access control list and folder, on Linux. Windows:
// tests/platform/windows/who_may_change_test.cpp, tests/wine/program_test.py.
#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

// Nothing to test where this is not root, or another system.
bool cannot_give_files_away() {
  if (skipped_on_windows("Windows has access control lists")) {
    return true;
  }
  const Machine machine;
  machine.write("file", "");
  if (machine.shell("chown 1234 file").exit_code != 0) {
    skip("only root gives files away");
    return true;
  }
  return false;
}

// A POSIX access control list, as setfacl writes it: the owner, one entry (tag 2: a user, 8: a
// group), the owning group, mask, others.
std::string acl(int tag, const std::string& number, const std::string& permissions,
                const std::string& file) {
  return "python3 -c 'import os, struct\n"
         "e = lambda *entry: struct.pack(\"<HHI\", *entry)\n"
         "none = 0xffffffff\n"
         "os.setxattr(\"" +
         file + "\", \"system.posix_acl_access\", struct.pack(\"<I\", 2) + e(1, 6, none) + " +
         (tag == 2 ? "e(2, " + permissions + ", " + number + ") + e(4, 4, none) + "
                   : "e(4, 4, none) + e(8, " + permissions + ", " + number + ") + ") +
         "e(16, 7, none) + e(32, 4, none))'";
}

// A manifest in a folder of its own, whose target stands beside that.
void lay_out(const Machine& machine) {
  machine.declare_lab_root();
  machine.shell("mkdir outer && cp -r site.yaml certs outer");
}
RunResult apply(const Machine& machine, const std::string& more = "") {
  return machine.trustctl("apply --yes outer/site.yaml --target machine=directory:machine " + more);
}

}  // namespace

TEST_CASE("root applies no manifest that somebody else may change, and names them and the cure",
          "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  struct Case {
    std::string given;
    std::string said;
    std::string cure;
  };
  const std::vector<Case> cases = {
      {"chown 1234 outer/site.yaml", "user 1234 owns outer/site.yaml",
       "run 'chown root outer/site.yaml'"},
      {"chown nobody outer/site.yaml", "nobody owns outer/site.yaml",
       "run 'chown root outer/site.yaml'"},
      {"chmod o+w outer/site.yaml", "every user may write to outer/site.yaml",
       "run 'chmod go-w outer/site.yaml'"},
      {"chgrp 1234 outer/site.yaml && chmod g+w outer/site.yaml",
       "group 1234 may write to outer/site.yaml", "run 'chmod go-w outer/site.yaml'"},
      {"chgrp users outer/site.yaml && chmod g+w outer/site.yaml",
       "group users may write to outer/site.yaml", "run 'chmod go-w outer/site.yaml'"},
      {acl(2, "1234", "6", "outer/site.yaml"), "user 1234 may write to outer/site.yaml",
       "run 'chmod go-w outer/site.yaml'"},
      {acl(8, "1234", "6", "outer/site.yaml"), "group 1234 may write to outer/site.yaml",
       "run 'chmod go-w outer/site.yaml'"},
      {"chmod 777 outer", "every user may exchange what is in /", "run 'chmod go-w /"},
      {"chmod g+w outer && chgrp 1234 outer", "group 1234 may exchange what is in /",
       "run 'chmod go-w /"},
      {"chown 1234 outer", "user 1234 owns /", "run 'chown root /"}};
  for (const Case& one : cases) {
    const Machine machine;
    lay_out(machine);
    REQUIRE(machine.shell(one.given).exit_code == 0);

    const RunResult result = apply(machine);

    INFO(one.given << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, one.said));
    CHECK(contains(result.err, one.cure));
    CHECK(machine.digests("Root").empty());
    CHECK(machine.trustctl("check outer/site.yaml --target machine=directory:machine").exit_code ==
          2);  // reading does no harm
    CHECK(apply(machine, "--what-if").exit_code == 0);
  }
}

TEST_CASE("whoever --trust-owner names is trusted, by name or number, and nobody else",
          "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  struct Case {
    std::string given;
    std::string trusting;
    int exit_code;
  };
  const std::vector<Case> cases = {
      {"chown 1234 outer/site.yaml", "--trust-owner 1234", 0},
      {"chown 1234 outer/site.yaml", "--trust-owner 1235", 1},
      {"chown nobody outer/site.yaml", "--trust-owner nobody", 0},
      {"chgrp users outer/site.yaml && chmod g+w outer/site.yaml", "--trust-owner users", 0},
      {"chown nobody outer && chgrp users outer/site.yaml && chmod g+w outer/site.yaml",
       "--trust-owner users --trust-owner nobody", 0},
      {"chown nobody outer && chgrp users outer/site.yaml && chmod g+w outer/site.yaml",
       "--trust-owner users", 1},
      {acl(2, "1234", "6", "outer/site.yaml"), "--trust-owner 1234", 0},
      {"chmod 666 outer/site.yaml", "--trust-owner nobody --trust-owner users", 1}};
  for (const Case& one : cases) {
    const Machine machine;
    lay_out(machine);
    REQUIRE(machine.shell(one.given).exit_code == 0);
    const RunResult result = apply(machine, one.trusting);
    INFO(one.given << " " << one.trusting << ": " << result.err);
    CHECK(result.exit_code == one.exit_code);
  }
}

TEST_CASE("what the cure says is enough", "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  const Machine machine;
  lay_out(machine);
  machine.shell("chown 1234:1234 outer/site.yaml && chmod 664 outer/site.yaml && " +
                acl(2, "1235", "6", "outer/site.yaml") +
                " && chown 1234:1234 outer && chmod g+w outer");
  const RunResult cures = machine.shell(
      "$TRUSTCTL apply --yes outer/site.yaml --target machine=directory:machine 2>&1 </dev/null | "
      "grep -o \"'ch[^']*'\" | tr -d \"'\" | tee cures && "
      "sh cures");
  INFO(cures.out << cures.err);
  CHECK(cures.exit_code == 0);
  CHECK(apply(machine).exit_code == 0);
}

TEST_CASE("a list that lets a user read, or that its mask takes back, refuses nobody",
          "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  for (const std::string& given : {acl(2, "1234", "4", "site.yaml"),
                                   acl(2, "1234", "6", "site.yaml") + " && chmod g-w site.yaml"}) {
    REQUIRE(machine.shell(given).exit_code == 0);
    const RunResult result = machine.trustctl("apply --yes");
    INFO(given << result.err);
    CHECK(result.exit_code == 0);
  }
}

TEST_CASE("root applies no manifest below a folder that another user may exchange",
          "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  for (const std::string given :
       {"chown 1234 outer", "chmod g+w outer && chgrp 1234 outer", "chmod 777 outer"}) {
    const Machine machine;
    machine.declare_lab_root();
    machine.shell("mkdir -p outer/inner && cp -r site.yaml certs outer/inner && " + given);

    const RunResult result = machine.trustctl("apply --yes outer/inner/site.yaml");

    INFO(result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "/outer'"));  // the cure names it
    CHECK_FALSE(contains(machine.shell("ls -A outer/inner").out, "machine"));
    CHECK(machine.trustctl("check outer/inner/site.yaml").exit_code == 2);
  }
}

TEST_CASE("in a sticky folder others exchange nothing that is root's", "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  const Machine machine;
  lay_out(machine);
  machine.shell("chmod 1777 outer");
  CHECK(apply(machine).exit_code == 0);
  machine.shell("chown 1234 outer");  // who owns it exchanges all the same
  CHECK(apply(machine).exit_code == 1);
}

TEST_CASE("a link that others may exchange leads root to no manifest", "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  const Machine machine;
  lay_out(machine);
  machine.shell(
      "mkdir links && ln -s ../outer/site.yaml links/file && ln -s ../outer links/folder && "
      "ln -s ../certs links/certs");
  for (const std::string way : {"links/file", "links/folder/site.yaml"}) {
    const std::string command = "apply --yes " + way + " --target machine=directory:machine";
    machine.shell("chmod 777 links");
    const RunResult result = machine.trustctl(command);
    INFO(result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "/links'"));
    machine.shell("chmod 755 links && chown 1234 outer");
    CHECK(machine.trustctl(command).exit_code == 1);
    machine.shell("chown root outer");
    CHECK(machine.trustctl(command).exit_code == 0);
  }
}

TEST_CASE("a saved plan is judged like a manifest", "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  machine.shell("$TRUSTCTL plan --out saved.plan && chown 1234 saved.plan");
  const RunResult result = machine.trustctl("apply --yes saved.plan");
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "user 1234 owns saved.plan"));
  CHECK(machine.trustctl("apply --yes saved.plan --trust-owner 1234").exit_code == 0);
}

TEST_CASE("a source is pinned, so anybody may own it", "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  machine.shell(
      "cp -rL certs mine && rm certs && mv mine certs && chmod 777 certs && "
      "chown 1234 certs certs/lab-root.pem && chmod 666 certs/lab-root.pem");
  const RunResult result = machine.trustctl("apply --yes");
  INFO(result.err);
  CHECK(result.exit_code == 0);
}

TEST_CASE("a manifest that a container finds mounted is root's, or somebody's who is named",
          "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  const Machine machine;
  lay_out(machine);
  machine.shell("chmod 555 outer && chmod 444 outer/site.yaml");
  CHECK(apply(machine).exit_code == 0);
  // Whom a container has no number for is nobody there.
  machine.shell("chown 65534:65534 outer outer/site.yaml");
  const RunResult result = apply(machine);
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "nobody owns outer/site.yaml, nobody owns /"));
  CHECK(apply(machine, "--trust-owner nobody").exit_code == 0);
}

TEST_CASE("who is not root refuses no manifest, as in a CI checkout", "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  machine.shell(
      "chmod 755 . && chmod -R 777 machine && cp -rL certs mine && rm certs && "
      "mv mine certs && chown 65534 site.yaml && chmod 666 site.yaml && mkdir state && "
      "chown 65534 machine state && chmod 700 state");
  const RunResult result =
      machine.shell("setpriv --reuid 65534 --clear-groups $TRUSTCTL apply --yes </dev/null");
  INFO(result.err);
  CHECK(result.exit_code == 0);
}

TEST_CASE("no variable of the environment makes anybody trusted", "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  machine.shell("chown 1234:1234 site.yaml");
  CHECK(machine
            .shell("SUDO_UID=1234 SUDO_GID=1234 SUDO_USER=user1234 $TRUSTCTL apply --yes "
                   "</dev/null")
            .exit_code == 1);
}

TEST_CASE("who logged in is trusted, through whatever made them root", "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  machine.shell("chown 1234 site.yaml");
  if (machine.shell("echo 1234 >/proc/self/loginuid && grep -qx 1234 /proc/self/loginuid")
          .exit_code != 0) {
    skip("the kernel keeps no number of the login here, or another one already");
    return;
  }
  const auto as_login = [&](const std::string& number) {
    return machine
        .shell("echo " + number + " >/proc/self/loginuid; $TRUSTCTL apply --yes </dev/null")
        .exit_code;
  };
  CHECK(as_login("1235") == 1);
  CHECK(as_login("1234") == 0);
}

TEST_CASE("the owner of the controlling terminal is trusted, wherever input comes from",
          "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  machine.shell("chown 1234 site.yaml");
  machine.write("terminal.py",
                "import fcntl, os, subprocess, sys, termios\n"
                "ours, theirs = os.openpty()\n"
                "os.chown(os.ttyname(theirs), int(sys.argv[1]), -1)\n"
                "def begin():\n"
                "    os.setsid()\n"
                "    fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)\n"
                "sys.exit(subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL,\n"
                "                        preexec_fn=begin).returncode)\n");
  CHECK(machine.shell("python3 terminal.py 1235 $TRUSTCTL apply --yes").exit_code == 1);
  CHECK(machine.shell("python3 terminal.py 1234 $TRUSTCTL apply --yes").exit_code == 0);
}

TEST_CASE("a user's private group is theirs, another that bears the number is not",
          "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  // (sys: user 3, group 3, no other member, on every Debian; games' number is no such group's.)
  if (run("grep -q '^sys:x:3:3:' /etc/passwd && grep -qx 'sys:x:3:' /etc/group && "
          "echo 3 >/proc/self/loginuid && grep -qx 3 /proc/self/loginuid")
          .exit_code != 0) {
    skip("there is no user with a private group here, or the login has a number already");
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  machine.shell("chown 3:3 site.yaml && chmod 664 site.yaml");
  CHECK(machine.shell("echo 3 >/proc/self/loginuid; $TRUSTCTL apply --yes </dev/null").exit_code ==
        0);
  machine.shell("chgrp 4 site.yaml");
  CHECK(machine.shell("echo 3 >/proc/self/loginuid; $TRUSTCTL apply --yes </dev/null").exit_code ==
        1);
}

TEST_CASE("a name that the system does not know is a slip, and nobody is trusted for it",
          "[cli][who_may_change]") {
  if (cannot_give_files_away()) {
    return;
  }
  const Machine machine;
  machine.declare_lab_root();
  for (const std::string name : {"no-such-user", "''", "-1", "1234x", "99999999999"}) {
    const RunResult result = machine.trustctl("apply --yes --trust-owner=" + name);
    INFO(name << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "--trust-owner"));
    CHECK(machine.digests("Root").empty());
  }
}
