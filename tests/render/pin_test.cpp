#include <catch2/catch.hpp>

#include "engine/model/alias.hpp"
#include "engine/render/render_pin.hpp"
#include "tests/render/samples.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

PinnedFile pinned(const std::string& path, std::vector<std::string> names) {
  PinnedFile file{path, Fingerprint::of(as_bytes(path)), {}};
  for (const std::string& name : names) {
    file.certificates.push_back(fixture(name));
  }
  return file;
}

// What PyYAML makes of a text: the answer of a program that knows nothing of ours.
std::string loaded_by_python(const std::string& yaml, const std::string& expression) {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "pin.yaml").string();
  write_file(path, yaml);
  const RunResult result = run("python3 -c 'import sys, yaml, json; d = yaml.safe_load(open(\"" +
                               path + "\", encoding=\"utf-8\")); print(" + expression + ")'");
  INFO(yaml << result.err);
  REQUIRE(result.exit_code == 0);
  return result.out.substr(0, result.out.size() - 1);
}

}  // namespace

TEST_CASE("a pinned certificate is an entry of certificates, a file of several a bundle",
          "[render]") {
  const std::vector<PinnedFile> files = {pinned("certs/lab-root.cer", {"lab-root"}),
                                         pinned("partners.pem", {"single-root", "partner-root"})};

  check_golden("render/pin.yaml", pin_yaml(head("pin"), files, {}, {}));
}

TEST_CASE("pinned lines are valid YAML whatever certificates and paths are called", "[render]") {
  for (const std::string name : {"odd-escape", "odd-nul", "odd-newline", "odd-bidi"}) {
    const std::vector<PinnedFile> files = {pinned("a: \"b\"\n- #\x1b\x9f\u2028\uffff.pem", {name}),
                                           pinned("# x'.pem", {name, "lab-root"})};
    const std::string yaml = pin_yaml(head("pin"), files, {}, {});

    INFO(name);
    CHECK(loaded_by_python(yaml, "[c[\"sha256\"] for c in d[\"certificates\"].values()][0]") ==
          fixture(name).fingerprint().hex());
    CHECK(loaded_by_python(yaml, "list(d[\"bundles\"].values())[0][\"source\"]") == "# x'.pem");
  }
}

TEST_CASE("what a file holds beside certificates is told where it is pinned", "[render]") {
  std::vector<PinnedFile> files = {pinned("a.pem", {"lab-root"}),
                                   pinned("b.pem", {"lab-root", "single-root"})};
  files[0].passed_over = {{"X509 CRL", 12}};
  files[1].passed_over = {{"OCSP RESPONSE", 1}, {"X509 CRL", 40}};
  const std::string yaml = pin_yaml(head("pin"), files, {}, {});

  CHECK_THAT(yaml, Catch::Contains("    # passed over: X509 CRL (line 12)\n    source: a.pem\n"));
  CHECK_THAT(yaml, Catch::Contains("    # passed over: OCSP RESPONSE (line 1), X509 CRL (line 40)\n"
                                   "    source: b.pem\n"));
  CHECK_THAT(pin_json(head("pin"), files, {}, {}), Catch::Contains("\"label\": \"OCSP RESPONSE\""));

  files[0].passed_over = {{"X509 CRL", 0, 3}, {"CTL", 0, 1}};
  CHECK_THAT(pin_yaml(head("pin"), files, {}, {}),
             Catch::Contains("    # passed over: 3 X509 CRL, CTL\n"));
  CHECK_THAT(pin_json(head("pin"), files, {}, {}), Catch::Contains("\"count\": 3"));
}

TEST_CASE("a pinned certificate's comment names its issuer where that is another", "[render]") {
  const std::vector<PinnedFile> files = {pinned("a.pem", {"lab-root"}),
                                         pinned("b.pem", {"lab-root-by-partner"})};
  const std::string yaml = pin_yaml(head("pin"), files, {}, {});

  CHECK_THAT(yaml, Catch::Contains("# CN=Lab Root CA,O=Lab, expires "));
  CHECK_THAT(yaml, Catch::Contains(
                       "# CN=Lab Root CA,O=Lab, issued by CN=Partner Root CA,O=Partner, expires "));
}

TEST_CASE("aliases of equal names differ", "[render]") {
  const std::vector<PinnedFile> files = {pinned("a.pem", {"lab-root"}),
                                         pinned("b.pem", {"lab-root"})};

  CHECK(loaded_by_python(pin_yaml(head("pin"), files, {}, {}), "len(d[\"certificates\"])") == "2");
}

TEST_CASE("an alias is lower case with hyphens, and never empty", "[render]") {
  CHECK(alias_of("Schertz Lab Root CA") == "schertz-lab-root-ca");
  CHECK(alias_of("  --A (b)--  ") == "a-b");
  CHECK(alias_of("\u6F22\u53E3") == "certificate");
  CHECK(alias_of(std::string(500, 'a')).size() == 48);
}
