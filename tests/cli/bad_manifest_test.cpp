#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

struct BadManifest {
  std::string what;
  std::string text;
  std::string message;  // a part of what stderr must say
};

const std::string head =
    "version: 1\ntargets:\n  machine: { provider: directory, path: machine }\n";
const std::string lab = head + certificates({"lab-root"});
const std::string chain = "chains:\n  lab: { certificates: [lab-root] }\n";

std::string utf16(const std::string& text) {
  std::string wide = "\xFF\xFE";
  for (const char c : text) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

std::string bomb() {
  std::string text = "version: 1\nx0: &x0 [a, a, a, a, a, a, a, a, a, a]\n";
  for (int i = 1; i <= 12; ++i) {
    const std::string before = "*x" + std::to_string(i - 1);
    text += "x" + std::to_string(i) + ": &x" + std::to_string(i) + " [";
    for (int n = 0; n < 10; ++n) {
      text += (n == 0 ? "" : ", ") + before;
    }
    text += "]\n";
  }
  return text;
}

std::string deep() { return "version: 1\npolicy: " + std::string(10'000, '[') + "\n"; }

std::vector<BadManifest> bad_manifests() {
  return {
      {"empty", "", "empty"},
      {"only a comment", "# nothing\n", "error: "},
      {"binary", std::string("\x00\x01\x02\xFF\xFE\x80zzz", 9), "error: "},
      {"UTF-16", utf16(lab + chain), "UTF-16"},
      {"9 MiB", lab + chain + "#" + std::string(std::size_t{9} * 1024 * 1024, 'x'),
       "at most 8 MiB"},
      {"YAML bomb", bomb(), "site.yaml:"},
      {"depth 10,000", deep(), "site.yaml:"},
      {"tag", lab + "site: !!str x\n" + chain, "tag"},
      {"duplicate key", lab + chain + "version: 1\n", "twice"},
      {"second document", lab + chain + "---\nversion: 1\n", "document"},
      {"unknown key", lab + chain + "storse: []\n", "did you mean 'stores'?"},
      {"unknown key of a certificate",
       head + "certificates:\n" + certificate("lab-root", "freindly_name: x") + chain,
       "did you mean 'friendly_name'?"},
      {"unknown key of a chain", lab + "chains:\n  lab: { certificate: [lab-root] }\n",
       "did you mean 'certificates'?"},
      {"unknown key of a store", lab + chain + "stores:\n  - { store: Root, presnt: [lab-root] }\n",
       "did you mean 'present'?"},
      {"unknown key of the policy", lab + chain + "policy: { max_removal: 3 }\n",
       "did you mean 'max_removals'?"},
      {"unknown rule", lab + chain + "policy: { expird: { declared: error } }\n",
       "did you mean 'expired'?"},
      {"unknown key of absent",
       lab + chain + "stores:\n  - { store: Root, absent: [ { sha265: x } ] }\n", "error: "},
      {"bad store name", lab + chain + "stores:\n  - { store: '../etc', present: [lab-root] }\n",
       "site.yaml:"},
      {"unknown target", lab + "chains:\n  lab: { certificates: [lab-root], targets: [machin] }\n",
       "did you mean 'machine'?"},
      {"unknown alias", lab + "chains:\n  lab: { certificates: [lab-rot] }\n",
       "did you mean 'lab-root'?"},
      {"unused alias", head + certificates({"lab-root", "lab-policy"}) + chain, "lab-policy"},
      {"unknown provider",
       "version: 1\ntargets:\n  machine: { provider: directroy, path: x }\n" +
           certificates({"lab-root"}) + chain,
       "did you mean 'directory'?"},
      {"unknown option of a provider",
       "version: 1\ntargets:\n  machine: { provider: directory, pth: x }\n" +
           certificates({"lab-root"}) + chain,
       "did you mean 'path'?"},
      {"missing option of a provider",
       "version: 1\ntargets:\n  machine: { provider: directory }\n" + certificates({"lab-root"}) +
           chain,
       "path"},
      {"wrong type", lab + "chains: 5\n", "site.yaml:"},
      {"wrong type of a list", lab + "chains:\n  lab: { certificates: lab-root }\n", "site.yaml:"},
      {"wrong version", "version: 2\n" + lab.substr(11) + chain, "version"},
      {"no version", lab.substr(11) + chain, "version"},
      {"present and absent at once",
       lab + "stores:\n  - { store: Root, present: [lab-root], absent: [lab-root] }\n", "absent"},
      {"prune without a site",
       lab + chain + "stores:\n  - { store: Root, present: [lab-root], prune: owned }\n", "site"},
  };
}

}  // namespace

TEST_CASE("a bad manifest is refused with a clear message, at once, and nothing is written",
          "[cli][bad]") {
  const Machine machine;
  for (const BadManifest& bad : bad_manifests()) {
    machine.write("site.yaml", bad.text);

    const RunResult result = machine.refused("apply --yes");

    INFO(bad.what << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(result.out.empty());
    CHECK(contains(result.err, bad.message));
    CHECK(contains(result.err, "site.yaml"));
  }
}

TEST_CASE("a manifest that is no file is refused without waiting for it", "[cli][bad]") {
  const Machine machine;
  machine.shell("mkfifo fifo; mkdir folder; ln -s nowhere dangling");
  for (const std::string name : {"fifo", "folder", "dangling", "missing.yaml", "/dev/zero"}) {
    const RunResult result = machine.refused("plan " + name);

    INFO(name << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(result.out.empty());
    CHECK(contains(result.err, name));
  }
  CHECK(contains(machine.trustctl("plan").err, "name a manifest: trustctl plan MANIFEST"));
}

TEST_CASE("every error of a manifest is told, each with file, line and column", "[cli][bad]") {
  const Machine machine;
  machine.write("site.yaml",
                lab + "chains:\n  lab: { certificates: [lab-rot], targts: [x] }\nfoo: 1\n");

  const RunResult result = machine.trustctl("lint");

  INFO(result.err);
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "site.yaml:9:25: error: "));
  CHECK(contains(result.err, "'lab-root'"));
  CHECK(contains(result.err, "'targets'"));
  CHECK(contains(result.err, "site.yaml:10:1: error: "));
}

TEST_CASE("public YAML that is no manifest gives an error and no plan", "[cli][bad]") {
  if (skipped_on_windows("hundreds of files, by the host's program")) {
    return;
  }
  const auto suite = test_data("yaml-suite");
  if (!suite.has_value()) {
    return;
  }
  const Machine machine;
  int tried = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(*suite)) {
    if (!file.is_regular_file() || file.path().filename() == "expected.json") {
      continue;
    }
    const RunResult result = machine.trustctl("plan '" + file.path().string() + "'");
    INFO(file.path().string() << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(result.out.empty());
    ++tried;
  }
  CHECK(tried > 100);
}
