#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

TEST_CASE("show prints a target that no manifest names", "[cli][show]") {
  const Machine machine;
  machine.put("lab-policy", "CA");
  machine.put("expired-root", "Root");

  const RunResult result = machine.trustctl("show directory:machine");

  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK(contains(result.out, "Root  Trusted Root Certification Authorities"));
  CHECK(contains(result.out, "thumbprint  " + sha1_of("lab-policy")));
  CHECK(contains(result.out, "sha256      " + sha256_of("expired-root")));
  CHECK(contains(result.out, "EXPIRED "));
  CHECK(contains(result.out, "issuer      CN=Lab Root CA,O=Lab"));
}

TEST_CASE("show --store shows that store alone, by any of its names", "[cli][show]") {
  const Machine machine;
  machine.put("lab-policy", "CA");
  machine.put("lab-root", "Root");

  for (const std::string name :
       {"CA", "ca", "CertificateAuthority", "'Intermediate Certification Authorities'"}) {
    const RunResult result = machine.trustctl("show directory:machine --store " + name);
    CHECK(contains(result.out, sha256_of("lab-policy")));
    CHECK_FALSE(contains(result.out, sha256_of("lab-root")));
  }
  CHECK(contains(machine.trustctl("show directory:machine --store Disallowed").out, "  empty\n"));
}

TEST_CASE("show takes names of the manifest, of --target, and none", "[cli][show]") {
  const Machine machine;
  machine.declare(certificates({"lab-root"}) + "chains:\n  lab: { certificates: [lab-root] }\n");
  machine.put("lab-root", "Root");

  CHECK(contains(machine.trustctl("show machine").out, sha256_of("lab-root")));
  CHECK(contains(machine.trustctl("show").out, sha256_of("lab-root")));
  CHECK(contains(machine.trustctl("show other --target other=directory:machine").out,
                 sha256_of("lab-root")));
  const RunResult unknown = machine.trustctl("show machin");
  CHECK(unknown.exit_code == 1);
  CHECK(contains(unknown.err, "did you mean 'machine'?"));
}

TEST_CASE("show's JSON follows its schema, with bytes that do not decode too", "[cli][show]") {
  const Machine machine;
  machine.put("odd-nul", "Root");
  machine.put("v1-root", "Root");
  machine.shell(
      "head -c 200 certs/lab-root.cer > machine/Root/cut.cer; echo hi > machine/Root/notes.txt");

  const RunResult result = machine.trustctl("show directory:machine --format json");

  INFO(result.out);
  CHECK(schema_faults(result.out, "report").empty());
  CHECK(contains(result.out, "\"sha256\": \"" + sha256_of("odd-nul") + "\""));
}

TEST_CASE("a snapshot holds what the target holds and can stand in for it", "[cli][snapshot]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  machine.put("lab-policy", "CA");

  const RunResult taken = machine.trustctl("snapshot directory:machine --output pc17.json");

  CHECK(taken.exit_code == 0);
  CHECK(taken.out.empty());
  CHECK(schema_faults(machine.read("pc17.json"), "snapshot").empty());
  const std::string shown = machine.trustctl("show snapshot:pc17.json").out;
  CHECK(contains(shown, sha256_of("lab-root")));
  CHECK(contains(shown, sha256_of("lab-policy")));
}

TEST_CASE("a snapshot of a store that was not read whole does not pass for a whole one",
          "[cli][snapshot]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  machine.shell("head -c 200 certs/lab-policy.pem > machine/Root/torn.pem");
  machine.declare("stores:\n  - store: Root\n    absent: [{ sha256: " + sha256_of("lab-policy") +
                  ", action: remove }]\n");

  REQUIRE(machine.trustctl("snapshot directory:machine --output pc17.json").exit_code == 0);

  CHECK(schema_faults(machine.read("pc17.json"), "snapshot").empty());
  CHECK(contains(machine.trustctl("show snapshot:pc17.json").out, "torn.pem"));
  const RunResult live = machine.trustctl("check");
  const RunResult standing_in = machine.trustctl("check --target machine=snapshot:pc17.json");
  INFO(live.out << live.err << standing_in.out << standing_in.err);
  CHECK(live.exit_code == 2);
  CHECK(standing_in.exit_code == 2);
  CHECK(contains(standing_in.out, "torn.pem"));
}

TEST_CASE("what pin prints is a manifest's lines, for PEM, DER and PKCS#7", "[cli][pin]") {
  const Machine machine;

  const RunResult result = machine.trustctl("pin certs/lab-root.pem certs/bundle.p7b");
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK(machine.trustctl("pin certs/lab-root.cer").out.substr(0, 40) == result.out.substr(0, 40));
  machine.declare(result.out +
                  "chains:\n  lab: { certificates: [lab-root-ca] }\n"
                  "stores:\n  - { store: Root, present: [bundle] }\n");
  const RunResult lint = machine.trustctl("lint");
  INFO(result.out << lint.err);
  CHECK(lint.exit_code == 0);
}

TEST_CASE("pin goes on with the next file where one is bad", "[cli][pin]") {
  const Machine machine;

  const RunResult result = machine.trustctl("pin missing.pem certs/lab-root.pem");

  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "missing.pem"));
  CHECK(contains(result.out, sha256_of("lab-root")));
  CHECK(schema_faults(machine.trustctl("pin --format json missing.pem certs/bundle.pem").out,
                      "report")
            .empty());
}
