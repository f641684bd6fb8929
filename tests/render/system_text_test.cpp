#include <catch2/catch.hpp>

#include "engine/render/render_system.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

Certificate example(const std::string& name) {
  return Certificate::from_bytes(read_file(source_file("examples/certs/" + name + ".cer")));
}

}  // namespace

TEST_CASE("Windows' verdict is shown with its codes by name, its chain, and what differs",
          "[render][system]") {
  Answer ours;
  ours.trust = Trust::trusted;
  const SystemAnswer theirs{
      0x10020,
      0x800B0109,
      {{example("SchertzLabIssuingCA1"), 0}, {example("SchertzLabPolicyCA"), 0x20}}};

  CHECK(system_text(ours, theirs, Colours::off) ==
        "\nWindows' own chain engine: NOT TRUSTED\n"
        "     chain     0x00010020 CERT_TRUST_IS_UNTRUSTED_ROOT, CERT_TRUST_IS_PARTIAL_CHAIN\n"
        "     policy    0x800B0109 CERT_E_UNTRUSTEDROOT\n"
        "  1. Schertz Lab Issuing CA 1\n"
        "  2. Schertz Lab Policy CA\n"
        "     status    0x00000020 CERT_TRUST_IS_UNTRUSTED_ROOT\n"
        "DIFFERENT: by its stores it is trusted, and Windows does not trust it.\n");
}

TEST_CASE("an equal verdict of Windows says so", "[render][system]") {
  Answer ours;
  ours.trust = Trust::untrusted;

  const std::string text = system_text(ours, {0x10000, 0, {}}, Colours::off);

  CHECK(text.ends_with("CERT_TRUST_IS_PARTIAL_CHAIN\nThat is the verdict above.\n"));
}
