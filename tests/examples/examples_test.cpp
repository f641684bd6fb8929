#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/support/support.hpp"

using namespace trustctl::test;
namespace fs = std::filesystem;

namespace {

// A copy of the examples with a directory target beside them, both gone with the object.
class Examples {
 public:
  Examples() {
    fs::copy(source_file("examples"), m_folder.path(), fs::copy_options::recursive);
    fs::create_directories(machine());
  }

  fs::path machine() const { return m_folder.path() / "demo-machine"; }

  void put(const std::string& certificate, const std::string& store) const {
    fs::create_directories(machine() / store);
    fs::copy(source_file("examples/certs") / certificate, machine() / store / certificate);
  }

  RunResult plan(const std::string& manifest) const {
    return run("cd '" + m_folder.path().string() + "' && '" + trustctl_program() + "' plan " +
               manifest +
               " --target machine=directory:demo-machine --at 2026-11-23 --detailed-exitcode");
  }

 private:
  TemporaryFolder m_folder;
};

}  // namespace

TEST_CASE("the site example places the lab's chain by rule on an empty machine", "[examples]") {
  const Examples examples;

  const RunResult result = examples.plan("site.yaml");

  CHECK(result.exit_code == 2);
  CHECK(result.err.empty());
  check_golden("examples/site.plan.txt", result.out);
}

TEST_CASE("the minimal example puts its lone root into Root only", "[examples]") {
  const Examples examples;

  const RunResult result = examples.plan("minimal.yaml");

  CHECK(result.exit_code == 2);
  CHECK(result.err.empty());
  check_golden("examples/minimal.plan.txt", result.out);
}

TEST_CASE("the golden example removes a stranger and keeps what it is told to keep", "[examples]") {
  const Examples examples;
  examples.put("MalloryVisualDiscovery.cer", "Root");
  examples.put("ExampleWorksTlsInspection.cer", "Root");
  examples.put("SchertzLabRootCA.cer", "Root");

  const RunResult result = examples.plan("golden-roots.yaml");

  CHECK(result.exit_code == 2);
  CHECK(result.err.empty());
  check_golden("examples/golden-roots.plan.txt", result.out);
}

TEST_CASE("the rollover example puts both roots into Root and the cross-certificate into CA",
          "[examples]") {
  const Examples examples;

  const RunResult result = examples.plan("rollover.yaml");

  CHECK(result.exit_code == 2);
  CHECK(result.err.empty());
  check_golden("examples/rollover.plan.txt", result.out);
}

TEST_CASE("what the manifests pin is what openssl computes", "[examples]") {
  for (const auto& file : fs::directory_iterator(source_file("examples/certs"))) {
    if (file.path().extension() != ".cer") {
      continue;
    }
    const std::string digest = run("openssl x509 -inform DER -in '" + file.path().string() +
                                   "' -outform DER | openssl dgst -sha256 -r | cut -d' ' -f1")
                                   .out.substr(0, 64);
    INFO(file.path().filename().string() + " " + digest);
    CHECK(run("cat '" + source_file("examples").string() + "'/*.yaml '" +
              source_file("examples/run").string() + "' | grep -q " + digest)
              .exit_code == 0);
  }
}
