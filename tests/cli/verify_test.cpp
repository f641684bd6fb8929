#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"
#include "tests/probe/odd_server.hpp"

using namespace trustctl::test;

namespace {

// Everything of a text after a line that begins so.
std::string after(const std::string& text, const std::string& line) {
  const std::size_t at = text.find('\n' + line);
  return at == std::string::npos ? "" : text.substr(at + 1);
}

}  // namespace

TEST_CASE("verify shows the path, where each certificate was found, and says trusted",
          "[cli][verify]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  machine.put("lab-policy", "CA");

  const RunResult result = machine.refused("verify certs/server.pem certs/lab-issuing-1.pem" +
                                           on_machine + " --name server.lab.example");

  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  check_golden("cli/verify-trusted.txt", result.out);
}

TEST_CASE("a CRL beside the certificates of a file is passed over, and verify says so",
          "[cli][verify]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  machine.put("lab-policy", "CA");
  machine.shell(
      "{ cat certs/server.pem certs/lab-issuing-1.pem; echo '-----BEGIN X509 CRL-----'; echo Zm9v; "
      "echo '-----END X509 CRL-----'; } > chain.pem");
  const std::string line =
      machine.shell("grep -n 'X509 CRL' chain.pem | head -1 | cut -d: -f1").out;
  const std::string said =
      "chain.pem holds X509 CRL (line " + line.substr(0, line.size() - 1) + ")";

  const RunResult text = machine.refused("verify chain.pem" + on_machine);
  const RunResult json = machine.refused("verify chain.pem --format json" + on_machine);

  CHECK(text.exit_code == 0);
  CHECK(text.out.ends_with("Revocation was not checked.\nPassed over: " + said + ".\n"));
  CHECK(contains(json.out, said));
  CHECK(schema_faults(json.out, "report").empty());
}

TEST_CASE("verify names the root that is missing, the code, and the lines that cure it",
          "[cli][verify]") {
  const Machine machine;
  machine.put("lab-policy", "CA");
  const std::string verify =
      "verify certs/server.pem certs/lab-issuing-1.pem certs/lab-root.pem" + on_machine;

  const RunResult result = machine.trustctl(verify);

  CHECK(result.exit_code == 2);
  CHECK(result.err.empty());
  check_golden("cli/verify-untrusted-root.txt", result.out);
}

TEST_CASE("the lines that verify prints cure what it found", "[cli][verify]") {
  const Machine machine;
  machine.put("lab-policy", "CA");
  const std::string verify =
      "verify certs/server.pem certs/lab-issuing-1.pem certs/lab-root.pem" + on_machine;
  const RunResult before = machine.trustctl(verify + " --format json --output before.json");
  CHECK(before.exit_code == 2);
  const RunResult cure = machine.shell(
      "python3 -c 'import json; "
      "print(json.load(open(\"before.json\"))[\"results\"][0][\"cure\"])'");

  machine.declare(cure.out);

  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.digests("Root") == std::set<std::string>{sha256_of("lab-root")});
  CHECK(machine.trustctl("verify certs/server.pem" + on_machine).exit_code == 0);
}

TEST_CASE("verify says which issuer is missing where nobody has it", "[cli][verify]") {
  const Machine machine;
  machine.put("lab-root", "Root");

  const RunResult result = machine.trustctl("verify certs/server.pem" + on_machine);

  CHECK(result.exit_code == 2);
  CHECK(contains(result.out,
                 "Missing from machine/CA (or from machine/Root, if it is a root):\n"
                 "     subject   CN=Lab Issuing CA 1,O=Lab\n     key id    "));
  CHECK_FALSE(contains(result.out, "certificates:"));
}

TEST_CASE("what verify advises is in its JSON too", "[cli][verify]") {
  const Machine machine;
  const auto advice = [&](const std::string& arguments) {
    const RunResult result =
        machine.trustctl("verify " + arguments + on_machine + " --format json --output v.json");
    CHECK(result.exit_code == 2);
    return machine
        .shell(
            "python3 -c 'import json; advice = json.load(open(\"v.json\"))[\"results\"][0]"
            "[\"advice\"]; print(json.dumps(advice, sort_keys=True))'")
        .out;
  };
  const std::string root = sha256_of("lab-root");

  CHECK(advice("certs/server.pem") ==
        R"({"cures": [], "expired": [], "missing_from": ["CA", "Root"], "obstacles": [], )"
        R"("sent_alone": false, "windows_may_fetch_root": false})"
        "\n");
  CHECK(advice("certs/lab-root.pem") ==
        R"({"cures": [{"act": "trust_chain", "sha256": [")" + root +
            R"("], "store": "Root"}], "expired": [], "missing_from": ["Root"], "obstacles": [], )"
            R"("sent_alone": false, "windows_may_fetch_root": false})"
            "\n");
  CHECK(contains(advice("certs/expired-root.pem"), R"("expired": [{"sha256": ")" +
                                                       sha256_of("expired-root") +
                                                       R"(", "successor_into": null}])"));
}

TEST_CASE("verify tells what is distrusted, and offers nothing against it", "[cli][verify]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  machine.put("lab-policy", "CA");
  machine.put("lab-policy", "Disallowed");

  const RunResult result =
      machine.trustctl("verify certs/server.pem certs/lab-issuing-1.pem" + on_machine);

  CHECK(result.exit_code == 2);
  CHECK(contains(result.out, "0x800B0111 TRUST_E_EXPLICIT_DISTRUST"));
  CHECK_FALSE(contains(result.out, "of a manifest"));
}

TEST_CASE("verify prints lines only where they cure, and else what would still be wrong",
          "[cli][verify]") {
  const Machine machine;
  machine.put("partner-root", "Root");
  const auto said = [&](const std::string& arguments) {
    const RunResult result = machine.trustctl("verify " + arguments + on_machine);
    CHECK(result.exit_code == 2);
    CHECK_FALSE(contains(result.out, "would cure it"));
    const std::string heading = "Lines of a manifest would not cure it:\n";
    CHECK(contains(result.out, heading));
    return after(result.out, heading);
  };

  CHECK(contains(said("certs/expired-root.pem"), "Expired Root CA expired at 2010-01-01"));
  const std::string chain =
      "certs/server.pem certs/lab-issuing-1.pem certs/lab-policy.pem certs/lab-root.pem";
  CHECK(contains(said(chain + " --name other.example"), "other.example"));
}

TEST_CASE("verify offers what a plan takes: a server's own certificate, with a warning",
          "[cli][verify]") {
  const Machine machine;
  machine.put("partner-root", "Root");
  const std::string out = machine.trustctl("verify certs/not-a-ca.pem" + on_machine).out;
  CHECK(contains(out, "would cure it"));

  const std::size_t yaml = out.find("certificates:");
  REQUIRE(yaml != std::string::npos);
  machine.declare(out.substr(yaml, out.find("\nRevocation") - yaml));
  const RunResult applied = machine.trustctl("apply --yes");
  INFO(out << applied.out << applied.err);
  CHECK(applied.exit_code == 0);
  CHECK(contains(applied.out, "(self_signed_end_entity)"));
  CHECK(machine.trustctl("verify certs/not-a-ca.pem" + on_machine).exit_code == 0);
}

TEST_CASE("verify asks for a name, a purpose and a time", "[cli][verify]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  const std::string verify =
      "verify certs/server.pem certs/lab-chain.pem --target machine=directory:machine ";

  CHECK(machine.trustctl(verify + "--name server.lab.example").exit_code == 0);
  const RunResult other = machine.trustctl(verify + "--name other.lab.example");
  CHECK(other.exit_code == 2);
  CHECK(contains(other.out, "is not for other.lab.example; it is for server.lab.example"));
  CHECK(contains(other.out, "0x80090322 SEC_E_WRONG_PRINCIPAL"));
  CHECK(machine.trustctl(verify + "--purpose server_auth").exit_code == 0);
  CHECK(contains(machine.trustctl(verify + "--purpose client_auth").out, "CERT_E_WRONG_USAGE"));
  CHECK(contains(machine.trustctl(verify + "--at 2061-01-01").out, "SEC_E_CERT_EXPIRED"));
  CHECK(machine.trustctl(verify + "--name https://x").exit_code == 1);
}

TEST_CASE("verify --strict adds a view, and is no milder than the machine's", "[cli][verify]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  const std::string good = "verify certs/server.pem certs/lab-chain.pem" + on_machine;
  const std::string ca = "verify certs/lab-issuing-1.pem certs/lab-chain.pem" + on_machine;

  CHECK(machine.trustctl(good + " --strict").exit_code == 0);
  CHECK(machine.trustctl(ca + " --strict").exit_code == 0);
  const std::string as_server = ca + " --purpose server_auth";
  CHECK(machine.trustctl(as_server).exit_code == 0);
  const RunResult strict = machine.trustctl(as_server + " --strict");
  CHECK(strict.exit_code == 2);
  CHECK(contains(strict.out, "trusted: Lab Issuing CA 1, by the clients of machine"));
  CHECK(contains(strict.out, "NOT TRUSTED: Lab Issuing CA 1, by RFC 5280 and WebPKI, on machine"));
  machine.put("lab-issuing-1", "Root");  // no root, and an anchor to RFC 5280 alone
  machine.shell("rm machine/Root/lab-root.cer");
  CHECK(machine.trustctl("verify certs/server.pem --strict" + on_machine).exit_code == 2);
}

TEST_CASE("verify asks every target of the manifest, or the one that is named", "[cli][verify]") {
  const Machine machine;
  machine.write("site.yaml",
                "version: 1\ntargets:\n  good: { provider: directory, path: machine }\n"
                "  bare: { provider: directory, path: bare }\n" +
                    certificates({"lab-root"}) + "chains:\n  lab: { certificates: [lab-root] }\n");
  machine.put("lab-root", "Root");
  machine.shell("mkdir bare");
  const std::string verify = "verify certs/server.pem certs/lab-chain.pem";

  const RunResult both = machine.trustctl(verify);
  CHECK(both.exit_code == 2);
  CHECK(contains(both.out, "trusted: server.lab.example, by the clients of good (directory: "));
  CHECK(machine.trustctl(verify + " --target good").exit_code == 0);
  CHECK(machine.trustctl(verify + " --target bare").exit_code == 2);
  CHECK(contains(machine.trustctl(verify + " --target god").err, "did you mean 'good'?"));
}

TEST_CASE("verify cannot tell without a certificate, a target or a store", "[cli][verify]") {
  const Machine machine;
  machine.write("junk.pem", "hello\n");
  machine.shell("openssl genpkey -algorithm ED25519 > key.pem; mkdir -p machine/CA");

  CHECK(machine.refused("verify junk.pem" + on_machine).exit_code == 1);
  CHECK(machine.refused("verify missing.pem" + on_machine).exit_code == 1);
  CHECK(contains(machine.refused("verify key.pem" + on_machine).err, "private key"));
  CHECK(machine.refused("verify").exit_code == 1);
  CHECK(machine.refused("verify certs/server.pem --target m=directry:machine").exit_code == 1);
}

TEST_CASE("verify without a target wants one", "[cli][verify]") {
  if (skipped_on_windows("it asks the computer's own stores")) {
    return;
  }
  const Machine machine;

  CHECK(contains(machine.refused("verify certs/server.pem").err, "--target"));
}

TEST_CASE("verify's JSON follows its schema, trusted, untrusted and in error", "[cli][verify]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  for (const std::string arguments :
       {"certs/server.pem certs/lab-chain.pem --strict --name server.lab.example",
        "certs/server.pem", "certs/single-root.pem", "certs/odd-nul.pem", "missing.pem"}) {
    const RunResult result =
        machine.trustctl("verify " + arguments + on_machine + " --format json");
    INFO(result.out);
    CHECK(schema_faults(result.out, "report").empty());
  }
}

TEST_CASE("names that lie do not reach the terminal from verify", "[cli][verify]") {
  const Machine machine;
  for (const std::string odd : {"odd-escape", "odd-bidi", "odd-newline"}) {
    const RunResult result = machine.trustctl("verify certs/" + odd + ".pem" + on_machine);
    CHECK(result.exit_code == 2);
    CHECK_FALSE(contains(result.out, "\x1b"));
    CHECK_FALSE(contains(result.out, "\xE2\x80\xAE"));
    const std::string lines = after(result.out, "certificates:");
    machine.declare(lines.substr(0, lines.find("\n\n")) + "\n");
    CHECK(machine.trustctl("lint").exit_code == 0);
  }
}

TEST_CASE("verify asks a server, and says what it lacks on each machine", "[cli][verify]") {
  const OddServer good("asks", "chain.pem", "root.pem");
  const OddServer again("tls", "leaf.pem");
  const OddServer wrong("tls", "wrong.pem");
  const Machine machine;
  machine.shell("mkdir machine/Root; cp " + (chain_folder() / "root.pem").string() +
                " machine/Root/root.pem");
  const auto ask = [&](const OddServer& server, const std::string& more = "") {
    return machine.trustctl("verify localhost:" + std::to_string(server.port()) +
                            " --target machine=directory:machine" + more);
  };

  const RunResult trusted = ask(good);
  CHECK(trusted.exit_code == 0);
  CHECK(contains(trusted.out, " speaks TLSv1.3 and sent 3 certificates.\n"));
  CHECK(contains(trusted.out, "     found     sent by the peer\n"));
  CHECK(contains(trusted.out, "  CN=Loop Root: in machine/Root\n"));
  const RunResult lone = ask(again);
  CHECK(lone.exit_code == 2);
  CHECK(contains(lone.out,
                 "Missing from machine/CA (or from machine/Root, if it is a root):\n"
                 "     subject   CN=Loop Issuing\n"));
  CHECK(contains(lone.out, "The server sent its own certificate alone."));
  const RunResult json = ask(wrong, " --format json");
  CHECK(json.exit_code == 2);
  CHECK(schema_faults(json.out, "report").empty());
  const OddServer lonely("tls", "leaf.pem");
  const RunResult alone = ask(lonely, " --format json");
  CHECK(schema_faults(alone.out, "report").empty());
  CHECK(contains(alone.out, "\"certificates_used\": 1"));
  CHECK(contains(alone.out, "\"sent_alone\": true"));
}

TEST_CASE("verify of a server that does not answer cannot tell", "[cli][verify]") {
  const OddServer silent("silent");
  const Machine machine;

  const RunResult result =
      machine.refused("verify 127.0.0.1:" + std::to_string(silent.port()) +
                      " --timeout 1 --target machine=directory:machine --format json");

  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "no answer from 127.0.0.1:"));
  CHECK(schema_faults(result.out, "report").empty());
}

TEST_CASE("verify tells a root that is disabled, and how to enable it", "[cli][verify]") {
  const Machine machine;
  machine.declare("certificates:\n" + certificate("lab-root", "purposes: none") +
                  "stores:\n  - { store: Root, present: [lab-root] }\n");
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  const std::string verify = "verify certs/server.pem certs/lab-chain.pem" + on_machine;

  const RunResult disabled = machine.trustctl(verify);

  CHECK(disabled.exit_code == 2);
  CHECK(contains(disabled.out, "is disabled for every purpose in its store (purpose_disabled)"));
  const std::string lines = after(disabled.out, "certificates:");
  machine.declare(lines.substr(0, lines.find("\n\n")) + "\n");
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.trustctl(verify).exit_code == 0);
}

TEST_CASE("verify --system needs Windows, and says so before it asks anybody", "[cli][verify]") {
  if (skipped_on_windows("tests/wine asks Windows")) {
    return;
  }
  const Machine machine;
  machine.put("lab-root", "Root");
  const std::string verify = "verify certs/server.pem certs/lab-chain.pem --system" + on_machine;

  const RunResult refused = machine.refused(verify);
  CHECK(refused.exit_code == 1);
  CHECK(refused.err == "trustctl: error: --system asks Windows itself, and so needs Windows\n");
  CHECK(refused.out.empty());
  CHECK(schema_faults(machine.refused(verify + " --format json").out, "report").empty());
}

TEST_CASE("--system takes fetch as its value, and a file behind it is no value", "[cli][verify]") {
  if (skipped_on_windows("tests/wine asks Windows")) {
    return;
  }
  const Machine machine;
  machine.put("lab-root", "Root");
  const std::string leaf = " certs/server.pem" + on_machine;
  const std::string needs = "trustctl: error: --system asks Windows itself, and so needs Windows\n";
  CHECK(machine.refused("verify --system=fetch" + leaf).err == needs);
  CHECK(machine.refused("verify --system=offline" + leaf).err == needs);
  CHECK(machine.refused("verify --system" + leaf).err == needs);
  CHECK(contains(machine.refused("verify --system=online" + leaf).err,
                 "--system takes offline (the default) or fetch, not 'online'"));
}
