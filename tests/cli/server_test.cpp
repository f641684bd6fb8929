#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"
#include "tests/probe/odd_server.hpp"

using namespace trustctl::test;

namespace {

std::string address(const OddServer& server) {
  return "localhost:" + std::to_string(server.port());
}

// A file of make_chain in a store of the machine.
void put(const Machine& machine, const std::string& file, const std::string& store) {
  machine.shell("mkdir -p machine/" + store + "; cp " + (chain_folder() / file).string() +
                " machine/" + store + "/");
}

const std::string target = " --target machine=directory:machine ";

}  // namespace

TEST_CASE("export writes a server's chain: what it sent, and its root out of the stores",
          "[cli][server]") {
  const OddServer server("tls", "chain.pem");
  const Machine machine;
  put(machine, "root.pem", "Root");

  const RunResult result = machine.trustctl("export " + address(server) + " --out chain" + target);

  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK(machine.shell("ls chain").out == "1-localhost.cer\n2-loop-issuing.cer\n3-loop-root.cer\n");
  machine.shell("cd " + chain_folder().string() +
                "; for c in server issuing root; do openssl x509 -in $c.pem -outform DER; done > "
                "\"$OLDPWD/expected\"");
  CHECK(machine.shell("cat chain/* | cmp - expected").exit_code == 0);
}

TEST_CASE("a root that only the server sent is neither exported nor captured", "[cli][server]") {
  const OddServer first("tls", "full.pem");
  const OddServer second("tls", "full.pem");
  const Machine machine;
  put(machine, "issuing.pem", "CA");

  const RunResult exported = machine.refused("export " + address(first) + " --out x" + target);
  const RunResult captured =
      machine.refused("capture directory:machine --out x --only-chain-of " + address(second));

  CHECK(exported.exit_code == 1);
  CHECK(contains(exported.err,
                 "stops at 'Loop Issuing': the certificate of its issuer, 'CN=Loop Root'"));
  CHECK(captured.exit_code == 1);
  CHECK(contains(captured.err, "is in no store and no file"));
}

TEST_CASE(
    "capture takes what a server needs from a healthy machine, and a broken one is cured by it",
    "[cli][server]") {
  const OddServer captured("tls", "leaf.pem");
  const OddServer before("tls", "leaf.pem");
  const OddServer after("tls", "leaf.pem");
  const Machine machine;
  put(machine, "root.pem", "Root");
  put(machine, "issuing.pem", "CA");
  machine.put("single-root", "Root");
  machine.shell("mkdir broken");
  const std::string broken = " --target machine=directory:broken ";

  CHECK(machine
            .trustctl("capture directory:machine --out golden --site loop --only-chain-of " +
                      address(captured))
            .exit_code == 0);
  const RunResult failing = machine.trustctl("verify " + address(before) + broken);
  CHECK(machine.trustctl("apply golden/site.yaml --yes" + broken).exit_code == 0);
  const RunResult cured = machine.trustctl("verify " + address(after) + broken);

  CHECK(failing.exit_code == 2);
  CHECK(contains(failing.out, "0x80090325 SEC_E_UNTRUSTED_ROOT"));
  CHECK(cured.exit_code == 0);
  CHECK(machine.shell("ls golden/certs").out == "loop-issuing.cer\nloop-root.cer\n");
}

TEST_CASE("an intermediate that the server lets expire is told, unless the machine has a good one",
          "[cli][server]") {
  const OddServer alone("tls", "expired.pem");
  const OddServer helped("tls", "expired.pem");
  const Machine machine;
  put(machine, "root.pem", "Root");

  const RunResult expired = machine.trustctl("verify " + address(alone) + target);
  put(machine, "issuing.pem", "CA");
  const RunResult good = machine.trustctl("verify " + address(helped) + target);

  CHECK(expired.exit_code == 2);
  CHECK(contains(expired.out,
                 "Expired: Loop Issuing. Get its successor from its CA, and declare it: it belongs "
                 "into machine/CA.\n"));
  CHECK(contains(expired.out, "0x80090328 SEC_E_CERT_EXPIRED"));
  CHECK(good.exit_code == 0);
}

TEST_CASE("of what a server sends a hundred certificates are looked at", "[cli][server]") {
  const OddServer late("tls", "late.pem");
  const OddServer beyond("tls", "beyond.pem");
  const Machine machine;
  put(machine, "root.pem", "Root");

  const RunResult trusted = machine.refused("verify " + address(late) + target);
  const RunResult open = machine.refused("verify " + address(beyond) + target);

  CHECK(trusted.exit_code == 0);
  CHECK(contains(trusted.out, "sent 100 certificates.\n"));
  CHECK(open.exit_code == 1);
  CHECK(contains(open.out, "could not tell"));
  CHECK(contains(open.out, "Gave up: the bound on certificates was met.\n"));
}

TEST_CASE("a hundred and fifty certificates are a hundred, and noise is no server",
          "[cli][server]") {
  const OddServer many("tls", "many.pem");
  const Machine machine;
  put(machine, "root.pem", "Root");

  const RunResult trusted = machine.refused("verify " + address(many) + target);
  CHECK(trusted.exit_code == 0);
  CHECK(contains(trusted.out, "sent 150 certificates, of which the first 100 were looked at.\n"));
  for (const std::string mode : {"garbage", "huge", "hangup"}) {
    const OddServer odd(mode);
    const RunResult result = machine.refused("verify " + address(odd) + target);
    INFO(mode);
    CHECK(result.exit_code == 1);
    CHECK(result.out.empty());
    CHECK(contains(result.err, address(odd)));
  }
}

TEST_CASE("an intermediate that is not the issuer leaves the issuer missing, and named",
          "[cli][server]") {
  const OddServer wrong("tls", "wrong.pem");
  const Machine machine;
  put(machine, "root.pem", "Root");

  const RunResult result = machine.refused("verify " + address(wrong) + target);

  CHECK(result.exit_code == 2);
  CHECK(contains(result.out,
                 "Missing from machine/CA (or from machine/Root, if it is a root):\n"
                 "     subject   CN=Loop Issuing\n"));
  CHECK_FALSE(contains(result.out, "sent its own certificate alone"));
  CHECK(contains(result.out, "capture cryptoapi --out golden --only-chain-of " + address(wrong)));
}

TEST_CASE("who writes a server in another way is told how", "[cli][server]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  for (const std::string command : {"verify localhost", "export localhost --out x",
                                    "capture directory:machine --out x --only-chain-of [::1"}) {
    const RunResult result = machine.refused(command + target);
    INFO(command);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "; a server is written as HOST:PORT\n"));
  }
}

TEST_CASE("a file whose name is written like a server is a file", "[cli][server]") {
  const Machine machine;
  machine.shell("cp certs/lab-root.pem server:443");
  CHECK(machine.trustctl("export server:443 --out x" + target).exit_code == 0);
}

TEST_CASE("where no process can be started nobody is waited for, and verify cannot tell",
          "[cli][verify]") {
  if (skipped_on_windows("it starts no process to look a name up")) {
    return;
  }
  if (const std::string reason = untraceable(); !reason.empty()) {
    skip(reason);
    return;
  }
  const Machine machine;
  machine.put("lab-root", "Root");
  const RunResult result = machine.shell(
      "strace -o trace -e trace=clone,clone3,vfork,wait4,waitid -e "
      "inject=clone,clone3,vfork:error=EAGAIN $TRUSTCTL verify nowhere.example:443 "
      "--target machine=directory:machine; echo \"exit $?\"; cat trace");
  INFO(result.out << result.err);
  CHECK(contains(result.out, "exit 1\n"));
  CHECK(contains(result.err, "/usr/bin/getent cannot be started"));
  CHECK(contains(result.out, "EAGAIN"));
  CHECK_FALSE(contains(result.out, "wait4("));
  CHECK_FALSE(contains(result.out, "waitid("));
}
