#include <catch2/catch.hpp>
#include <sstream>

#include "engine/formats/base64.hpp"
#include "engine/formats/serialized_store.hpp"
#include "tests/cli/machine.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl::test;

namespace {

bool has_line(const std::string& text, const std::string& begin, const std::string& end) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(begin) && line.ends_with(end)) {
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("lint judges a manifest and its certificates without any target", "[cli][lint]") {
  const Machine machine;
  machine.write("site.yaml", "version: 1\n" + certificates({"lab-root", "lab-policy"}) +
                                 "chains:\n  lab: { certificates: [lab-root, lab-policy] }\n");

  const RunResult good = machine.trustctl("lint");
  CHECK(good.exit_code == 0);
  CHECK(last_line(good.out) == "site.yaml: 2 certificates, 0 errors, 0 warnings, 2 info.");
  CHECK(machine.trustctl("lint --at 2059-12-20").exit_code == 0);
  CHECK(machine.trustctl("lint --at 2059-12-20 --fail-on warning").exit_code == 2);
  CHECK(machine.trustctl("lint --at 2061-01-01").exit_code == 1);
}

TEST_CASE("lint finds a root that its own key did not sign", "[cli][lint]") {
  const Machine machine;
  machine.declare(certificates({"broken-root"}) +
                  "stores:\n  - { store: Root, present: [broken-root] }\n");

  const RunResult result = machine.trustctl("lint");

  CHECK(result.exit_code == 1);
  CHECK(contains(
      result.err,
      "(broken_self_signature); Windows clients would show 0x80096004 TRUST_E_CERT_SIGNATURE\n"));
}

TEST_CASE("lint finds a provider that is misspelled, and not one that this build lacks",
          "[cli][lint]") {
  const Machine machine;
  const std::string rest =
      certificates({"lab-root"}) + "chains:\n  lab: { certificates: [lab-root] }\n";
  machine.write("site.yaml", "version: 1\ntargets:\n  pc: { provider: cryptapi }\n" + rest);
  CHECK(contains(machine.trustctl("lint").err,
                 "site.yaml:3:19: error: unknown provider 'cryptapi'; did you mean 'cryptoapi'?"));
  machine.write("site.yaml", "version: 1\ntargets:\n  pc: { provider: cryptoapi }\n" + rest);
  CHECK(machine.trustctl("lint").exit_code == 0);
}

TEST_CASE("lint's JSON follows its schema, with findings and with errors", "[cli][lint]") {
  const Machine machine;
  machine.declare(certificates({"expired-root"}) +
                  "stores:\n  - { store: Root, present: [expired-root] }\n");
  CHECK(schema_faults(machine.trustctl("lint --format json").out, "report").empty());
  machine.write("site.yaml", "version: 1\nfoo: 1\n");
  const RunResult broken = machine.trustctl("lint --format json");
  CHECK(schema_faults(broken.out, "report").empty());
  CHECK(contains(broken.out, "\"line\": 2"));
}

TEST_CASE("lint judges what stands in a target's stores, and writes nothing", "[cli][lint]") {
  const Machine machine;
  machine.put("lab-root", "CA");
  machine.put("lab-policy", "CA");
  machine.put("broken-root", "TrustedPeople");
  machine.put("lab-issuing-1", "Root");
  const std::string before = machine.fingerprint_of_files();

  const RunResult result = machine.trustctl("lint directory:machine --at 2030-01-01");

  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK(has_line(result.out, "CA/lab-root", "(root_missing)"));
  CHECK(has_line(result.out, "Root/lab-issuing-1", "(not_self_signed_in_root)"));
  CHECK(has_line(result.out, "TrustedPeople/broken-root", "(broken_self_signature)"));
  CHECK(
      contains(last_line(result.out), "directory:machine: 4 certificates, 0 errors, 3 warnings, "));
  CHECK(machine.fingerprint_of_files() == before);
}

TEST_CASE("findings about a target are errors only to who asks", "[cli][lint]") {
  const Machine machine;
  machine.put("lab-policy", "Root");

  CHECK(machine.trustctl("lint directory:machine --at 2030-01-01").exit_code == 0);
  CHECK(machine.trustctl("lint directory:machine --at 2030-01-01 --fail-on error").exit_code == 0);
  CHECK(machine.trustctl("lint directory:machine --at 2030-01-01 --fail-on warning").exit_code ==
        2);
}

TEST_CASE("lint of a target that cannot be read fails", "[cli][lint]") {
  const Machine machine;
  machine.write("file", "no directory");

  const RunResult result = machine.trustctl("lint directory:file");

  CHECK(result.exit_code == 1);
  CHECK(result.out.empty());
  CHECK(contains(result.err, "file"));
}

TEST_CASE("lint's JSON of a target follows its schema", "[cli][lint]") {
  const Machine machine;
  machine.put("lab-policy", "Root");
  const RunResult result = machine.trustctl("lint directory:machine --format json");
  CHECK(schema_faults(result.out, "report").empty());
  CHECK(contains(result.out, "\"manifest\": null"));
  CHECK(contains(result.out, "\"rule\": \"not_self_signed_in_root\""));
  CHECK(schema_faults(machine.trustctl("lint directory:certs/lab-root.pem --format json").out,
                      "report")
            .empty());
}

TEST_CASE("lint says which manifest means a user's stores", "[cli][lint]") {
  const Machine machine;
  const auto declare = [&](const std::string& location) {
    machine.write("site.yaml", "version: 1\ntargets:\n  me: { provider: cryptoapi" + location +
                                   " }\n" + certificates({"lab-root"}) +
                                   "chains:\n  lab: { certificates: [lab-root] }\n");
    return machine.trustctl("lint").out;
  };
  CHECK(contains(declare(", location: CurrentUser"), "(user_store)\n"));
  CHECK(contains(declare(", location: currentuser"), "(user_store)\n"));
  CHECK_FALSE(contains(declare(", location: LocalMachine"), "user_store"));
  CHECK_FALSE(contains(declare(""), "user_store"));
}

TEST_CASE("a policy sets the levels of lint's rules", "[cli][lint]") {
  const Machine machine;
  const auto lint = [&](const std::string& level) {
    machine.declare(certificates({"lab-root"}) +
                    "stores:\n  - { store: Root, present: [lab-root] }\npolicy: { long_validity: " +
                    level + " }\n");
    return machine.trustctl("lint").exit_code;
  };
  CHECK(lint("warning") == 0);
  CHECK(lint("error") == 1);
}

TEST_CASE("a rule that is misspelled in a policy is told its name", "[cli][lint]") {
  const Machine machine;
  machine.declare(certificates({"lab-root"}) +
                  "chains:\n  lab: { certificates: [lab-root] }\npolicy: { weak_keys: error }\n");

  const RunResult result = machine.trustctl("lint");

  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "did you mean 'weak_key'?"));
}

TEST_CASE("lint of a target that is not there says so, and is not green", "[cli][lint]") {
  const Machine machine;
  const RunResult result = machine.refused("lint directory:mashine");
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "directory:mashine has no stores; see whether it is the right place"));
}

TEST_CASE("a finding has a line that a CI job can link, or names the target's file and no line",
          "[cli][lint]") {
  const Machine machine;
  machine.declare(certificates({"expired-root"}) +
                  "chains:\n  lab: { certificates: [expired-root] }\n");
  machine.put("expired-root", "Root");
  machine.shell("echo hi > machine/Root/notes.txt");
  const std::string places =
      " --format json | python3 -c 'import json, sys\n"
      "d = json.load(sys.stdin)\n"
      "for f in d.get(\"findings\") or d[\"targets\"][0][\"findings\"]:\n"
      "  w = f[\"where\"]\n"
      "  print(f[\"rule\"], w and (w[\"file\"], w[\"line\"] > 0), f[\"in_target\"])' | sort";

  CHECK(machine.shell("$TRUSTCTL lint machine" + places).out ==
        "expired None Root/expired-root.cer\njunk None Root/notes.txt\n");
  CHECK(contains(machine.shell("$TRUSTCTL lint site.yaml" + places).out,
                 "expired ('site.yaml', True) None\n"));
  CHECK(contains(machine.shell("$TRUSTCTL check" + places).out, "junk None Root/notes.txt\n"));
}

TEST_CASE("lint tells of a root whose private key is on the computer of a snapshot",
          "[cli][lint]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  machine.trustctl("snapshot directory:machine --output pc.json");
  const auto with_property = [&](std::uint32_t id) {
    trustctl::SerializedElement element = trustctl::SerializedElement::of(fixture("lab-root"));
    element.set(id, {1, 2, 3});
    std::string text = machine.read("pc.json");
    const std::string none = "\"properties_raw\": []";
    const std::size_t at = text.find(none);
    REQUIRE(at != std::string::npos);
    text.replace(at, none.size(),
                 "\"properties_raw\": [{\"place\": \"x\", \"bytes\": \"" +
                     trustctl::base64_encode(element.write()) + "\"}]");
    machine.write("with.json", text);
    const RunResult result = machine.trustctl("lint snapshot:with.json --fail-on warning");
    CHECK(contains(result.out, "root_key_here") == (result.exit_code == 2));
    return result.exit_code;
  };
  CHECK(with_property(2) == 2);   // CERT_KEY_PROV_INFO_PROP_ID
  CHECK(with_property(11) == 0);  // CERT_FRIENDLY_NAME_PROP_ID
}
