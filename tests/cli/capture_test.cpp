#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

// A machine as it should be: the lab's chain by rule, a root alone, a distrusted one, a server's
// own.
Machine& healthy(Machine& machine) {
  for (const std::string name : {"lab-root", "single-root"}) {
    machine.put(name, "Root");
  }
  for (const std::string name : {"lab-root", "lab-policy", "lab-issuing-1", "lab-issuing-2"}) {
    machine.put(name, "CA");
  }
  machine.put("impostor-root", "Disallowed");
  machine.put("server", "My");
  return machine;
}

// The stores of a target, but for where it is and who owns its entries.
std::string snapshot_of(const Machine& machine, const std::string& place) {
  machine.write("entries.py",
                "import json, sys\n"
                "for store, entries in json.load(sys.stdin)['stores'].items():\n"
                "  for e in entries if store != 'My' else []:\n"
                "    print(store, e['certificate'], e['friendly_name'], e['description'],\n"
                "          e['purposes'])\n");
  const RunResult result = machine.shell("$TRUSTCTL snapshot " + place + " | python3 entries.py");
  CHECK_FALSE(result.out.empty());
  return result.out;
}

}  // namespace

TEST_CASE("capture writes a manifest, and each certificate as openssl would", "[cli][capture]") {
  Machine machine;
  healthy(machine);

  const RunResult result = machine.trustctl("capture directory:machine --out golden");

  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK(last_line(result.out) == "golden/site.yaml: 6 certificates, 1 chain, 2 stores.");
  for (const std::string name : {"lab-policy", "single-root"}) {
    const std::string file = name == "lab-policy" ? "lab-policy-ca" : "single-tier-ca";
    CHECK(machine
              .shell("openssl x509 -in certs/" + name + ".pem -outform DER | cmp - golden/certs/" +
                     file + ".cer")
              .exit_code == 0);
  }
  CHECK(contains(machine.read("golden/site.yaml"), sha256_of("lab-issuing-2")));
  CHECK(machine.trustctl("lint golden/site.yaml").exit_code == 0);
  CHECK(machine.trustctl("check golden/site.yaml --target machine=directory:machine").exit_code ==
        0);
}

TEST_CASE("a capture applied to an empty target of either provider is the same set",
          "[cli][capture]") {
  Machine machine;
  healthy(machine);
  REQUIRE(machine.trustctl("capture directory:machine --out golden").exit_code == 0);
  const std::string expected = snapshot_of(machine, "directory:machine");
  machine.shell("mkdir other empty && $TRUSTCTL snapshot directory:empty --output other.json");

  for (const std::string place : {"directory:other", "snapshot:other.json"}) {
    const RunResult applied =
        machine.trustctl("apply golden/site.yaml --yes --target machine=" + place);
    INFO(place << applied.out << applied.err);
    CHECK(applied.exit_code == 0);
    CHECK(snapshot_of(machine, place) == expected);
  }
}

TEST_CASE("a store that Windows does not have is captured as custom, and the capture applies",
          "[cli][capture]") {
  const Machine machine;
  machine.put("lab-root", "Contoso");
  machine.put("single-root", "TrustedPeople");

  CHECK(machine.trustctl("capture directory:machine --out golden --site lab").exit_code == 0);

  const std::string manifest = machine.read("golden/site.yaml");
  CHECK(contains(manifest, "  - store: Contoso\n    custom: true\n    present:\n"));
  CHECK(contains(manifest, "  - store: TrustedPeople\n    present:\n"));
  CHECK(machine.trustctl("check golden/site.yaml --target machine=directory:machine").exit_code ==
        0);
}

TEST_CASE("capturing twice, and capturing what was captured, gives identical bytes",
          "[cli][capture]") {
  Machine machine;
  healthy(machine);
  machine.trustctl("capture directory:machine --out one --site schertz.lab/base");
  machine.trustctl("capture directory:machine --out two --site schertz.lab/base");
  machine.shell("mkdir other");
  machine.trustctl("apply one/site.yaml --yes --target machine=directory:other");
  machine.trustctl("capture directory:other --out three --site schertz.lab/base");

  CHECK(contains(machine.read("one/site.yaml"), "\nsite: schertz.lab/base\n"));
  const RunResult differences = machine.shell("diff -r one two && diff -r one three");
  INFO(differences.out);
  CHECK(differences.exit_code == 0);
}

TEST_CASE("hostile friendly names and descriptions survive a capture", "[cli][capture]") {
  const Machine machine;
  const std::string odd_text = "friendly_name: \"a\\x1b[31mb\\u202Ec\\nd: 'e' \\\"f\\\" \\\\ #g\"";
  machine.declare(
      "certificates:\n" +
      certificate("odd-bidi", odd_text + "\n    description: \"yes\"\n    purposes: none") +
      certificate("odd-nul", "purposes: [server_auth, 1.2.3.4]") +
      "stores:\n  - { store: Root, present: [odd-bidi, odd-nul] }\n");
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
  REQUIRE(machine.trustctl("capture directory:machine --out golden").exit_code == 0);
  machine.shell("mkdir other");
  machine.trustctl("apply golden/site.yaml --yes --target machine=directory:other");

  CHECK(snapshot_of(machine, "directory:other") == snapshot_of(machine, "directory:machine"));
  CHECK(machine.shell("LC_ALL=C grep -c '[^[:print:]]' golden/site.yaml").out == "0\n");
}

TEST_CASE("a certificate in Root and in Disallowed comes into Disallowed again, and alone",
          "[cli][capture]") {
  Machine machine;
  healthy(machine);
  machine.put("lab-root", "Disallowed");
  machine.put("single-root", "Disallowed");
  REQUIRE(machine.trustctl("capture directory:machine --out golden").exit_code == 0);
  machine.shell("mkdir other");

  const RunResult applied =
      machine.trustctl("apply golden/site.yaml --yes --target machine=directory:other");

  INFO(applied.out << applied.err);
  CHECK(applied.exit_code == 0);
  CHECK(machine.shell("ls other/Disallowed | wc -l").out ==
        machine.shell("ls machine/Disallowed | wc -l").out);
  CHECK_FALSE(
      contains(machine.trustctl("show directory:other --store Root").out, "Single Tier CA"));
}

TEST_CASE("capture refuses a folder that holds anything, and leaves it alone", "[cli][capture]") {
  Machine machine;
  healthy(machine);
  machine.shell("mkdir golden && echo mine > golden/notes.txt");
  const std::string before = machine.fingerprint_of_files();

  const RunResult result = machine.trustctl("capture directory:machine --out golden");

  CHECK(result.exit_code == 1);
  CHECK(
      result.err ==
      "trustctl: error: golden is not empty: it holds notes.txt; name a new folder, since nothing "
      "is written over\n");
  CHECK(machine.fingerprint_of_files() == before);
  CHECK(machine.trustctl("capture directory:machine").exit_code == 1);
}

TEST_CASE("--only-chain-of takes what a certificate needs, named in any way", "[cli][capture]") {
  Machine machine;
  healthy(machine);
  int number = 0;
  for (const std::string& name : {std::string("certs/server.pem"), std::string("server.lab"),
                                  sha1_of("server"), sha256_of("server")}) {
    const std::string out = "out" + std::to_string(++number);
    const RunResult result =
        machine.trustctl("capture directory:machine --out " + out + " --only-chain-of " + name);
    INFO(result.err);
    CHECK(result.exit_code == 0);
    CHECK(machine.shell("ls " + out + "/certs").out ==
          "lab-issuing-ca-1.cer\nlab-policy-ca.cer\nlab-root-ca.cer\n");
    CHECK(machine.trustctl("check " + out + "/site.yaml --target machine=directory:machine")
              .exit_code == 0);
  }
}

TEST_CASE("--only-chain-of says who is missing, and takes no private key", "[cli][capture]") {
  const Machine machine;
  machine.put("lab-issuing-1", "CA");
  const std::string capture = "capture directory:machine --out golden --only-chain-of ";

  const RunResult incomplete = machine.trustctl(capture + "certs/server.pem");
  CHECK(incomplete.exit_code == 1);
  CHECK(contains(incomplete.err, "its issuer, 'CN=Lab Policy CA,O=Lab'"));
  machine.shell("openssl genrsa 2>/dev/null > key.pem; cat certs/server.pem >> key.pem");
  CHECK(contains(machine.trustctl(capture + "key.pem").err, "private key"));
  CHECK(machine.shell("ls golden").exit_code != 0);
}

TEST_CASE("--store and --origin choose, and the vendor's are left out", "[cli][capture]") {
  Machine machine;
  healthy(machine);
  machine.shell(
      "$TRUSTCTL snapshot directory:machine | sed 's/\"origin\": \"local\"/\"origin\": "
      "\"vendor\"/' > "
      "vendor.json");

  const RunResult nothing = machine.trustctl("capture snapshot:vendor.json --out a");
  CHECK(nothing.exit_code == 1);
  CHECK(contains(nothing.err, "nothing to capture"));
  CHECK(last_line(
            machine.trustctl("capture snapshot:vendor.json --origin vendor,policy --out b").out) ==
        "b/site.yaml: 6 certificates, 1 chain, 2 stores.");
  CHECK(last_line(
            machine.trustctl("capture directory:machine --store root --store My --out c").out) ==
        "c/site.yaml: 3 certificates, 0 chains, 2 stores.");
  CHECK(contains(machine.trustctl("capture directory:machine --origin locl --out d").err,
                 "did you mean 'local'?"));
}
