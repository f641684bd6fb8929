#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

// The chain's CAs where they belong, and the server's own certificate in Personal.
Machine& healthy_server(Machine& machine) {
  machine.put("lab-root", "Root");
  for (const std::string name : {"lab-root", "lab-policy", "lab-issuing-1", "lab-issuing-2"}) {
    machine.put(name, "CA");
  }
  machine.put("server", "My");
  return machine;
}

const std::string to_target = " --target m=directory:machine ";

}  // namespace

TEST_CASE("export writes the chain of a server's own certificate, in order, as openssl would",
          "[cli][export]") {
  Machine machine;
  healthy_server(machine);

  const RunResult result = machine.trustctl("export server.lab --out chain" + to_target);

  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK(
      machine.shell("ls chain").out ==
      "1-server-lab-example.cer\n2-lab-issuing-ca-1.cer\n3-lab-policy-ca.cer\n4-lab-root-ca.cer\n");
  CHECK(machine
            .shell("for c in server lab-issuing-1 lab-policy lab-root; do openssl x509 -in "
                   "certs/$c.pem -outform DER; done > expected; cat chain/*.cer | cmp - expected")
            .exit_code == 0);
  CHECK(contains(result.out, "chain/4-lab-root-ca.cer\n"));
  CHECK(contains(result.out, "    goes into Root and CA\n"));
}

TEST_CASE("openssl verifies a chain that was exported as PEM or PKCS#7", "[cli][export]") {
  Machine machine;
  healthy_server(machine);
  CHECK(machine.trustctl("export " + sha1_of("server") + " --out pem --format pem" + to_target)
            .exit_code == 0);
  CHECK(machine.trustctl("export certs/server.pem --out p7b --format p7b" + to_target).exit_code ==
        0);

  const RunResult verified = machine.shell(
      "cat pem/2-* pem/3-* > middle.pem && openssl verify -CAfile pem/4-lab-root-ca.pem -untrusted "
      "middle.pem pem/1-server-lab-example.pem && openssl pkcs7 -inform DER -print_certs -in "
      "p7b/server-lab-example.p7b -out all.pem && openssl verify -CAfile pem/4-lab-root-ca.pem "
      "-untrusted all.pem certs/server.pem");

  INFO(verified.out << verified.err);
  CHECK(verified.exit_code == 0);
}

TEST_CASE("a file that holds its chain needs no target", "[cli][export]") {
  const Machine machine;
  machine.shell(
      "cat certs/lab-root.pem certs/lab-policy.pem certs/server.pem "
      "certs/lab-issuing-1.pem > all.pem");

  CHECK(machine.trustctl("export all.pem --out chain").exit_code == 0);
  CHECK(machine.shell("ls chain | wc -l").out == "4\n");
}

TEST_CASE("a chain that is not complete is not written, and the missing issuer is named",
          "[cli][export]") {
  const Machine machine;
  machine.put("lab-issuing-1", "CA");

  const RunResult result = machine.trustctl("export certs/server.pem --out chain" + to_target);

  CHECK(result.exit_code == 1);
  CHECK(result.out.empty());
  CHECK(contains(result.err, "stops at 'Lab Issuing CA 1'"));
  CHECK(contains(result.err, "'CN=Lab Policy CA,O=Lab', key identifier "));
  CHECK(machine.shell("ls chain").exit_code != 0);
}

TEST_CASE("a chain that its machine distrusts is not carried over", "[cli][export]") {
  Machine machine;
  healthy_server(machine);
  machine.put("lab-policy", "Disallowed");

  for (const std::string& command :
       {"export certs/server.pem --out chain" + to_target,
        std::string("capture directory:machine --out chain --only-chain-of certs/server.pem")}) {
    const RunResult result = machine.trustctl(command);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "'Lab Policy CA' is in Disallowed of "));
    CHECK(machine.shell("ls chain").exit_code != 0);
  }
}

TEST_CASE("a target that cannot be read is told where the chain is not complete without it",
          "[cli][export]") {
  const Machine machine;
  machine.write("nowhere.json", "no snapshot");
  const std::string none = " --target m=snapshot:nowhere.json ";

  const RunResult result = machine.trustctl("export certs/server.pem --out chain" + none);

  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "nowhere"));
  CHECK(machine.trustctl("export certs/lab-root.pem --out chain" + none).exit_code == 0);
}

TEST_CASE("export never touches a private key, nor a folder that holds anything", "[cli][export]") {
  Machine machine;
  healthy_server(machine);
  machine.shell(
      "openssl genrsa 2>/dev/null > key.pem; cat certs/server.pem >> key.pem; mkdir full; "
      "touch full/x");

  const RunResult key = machine.refused("export key.pem --out chain" + to_target);
  CHECK(key.exit_code == 1);
  CHECK(contains(key.err, "private key"));
  CHECK(contains(machine.refused("export server.lab --out full" + to_target).err, "is not empty"));
  CHECK(machine.refused("export server.lab" + to_target).exit_code == 1);
  CHECK(contains(machine.refused("export server.lab --out x --format json" + to_target).err,
                 "takes der, pem, p7b or sst"));
}
