// What stands around the program (environment, limits, umask) bends nothing that it does.
#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

void declare_root(const Machine& machine) {
  machine.declare(certificates({"lab-root"}) +
                  "stores:\n  - { store: Root, present: [lab-root] }\n");
}

}  // namespace

TEST_CASE("a configuration of OpenSSL that the environment names bends no verdict",
          "[cli][surroundings]") {
  if (skipped_on_windows("its environment is not this one's")) {
    return;
  }
  const Machine machine;
  declare_root(machine);
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
  declare_root(machine);
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
  declare_root(machine);

  // (To pipes, which have no size.)
  const RunResult result = machine.shell(
      "( ulimit -f 0; $TRUSTCTL apply --yes 2>&1 </dev/null; echo \"exit $?\" ) | cat");

  INFO(result.out);
  CHECK((contains(result.out, "exit 1\n") || contains(result.out, "exit 4\n")));
  CHECK(contains(result.out, "larger than a file may be (see ulimit -f)"));
}
