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
        "\nWindows' own chain engine, asked offline: NOT TRUSTED\n"
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

TEST_CASE("whether Windows was let fetch what leaves our answer open is said", "[render][system]") {
  Answer ours;
  ours.trust = Trust::could_not_tell;
  ours.may_fetch = MayFetch{{"http://pki.example/ca.cer"}, MayFetch::Root::no};
  SystemAnswer theirs{0x10000, 0, {}};

  const std::string offline = system_text(ours, theirs, Colours::off);
  CHECK(offline.starts_with("\nWindows' own chain engine, asked offline: NOT TRUSTED\n"));
  CHECK(offline.ends_with("\nWhat it may fetch it was not let fetch.\n"));

  theirs.fetched = true;
  const std::string fetched = system_text(ours, theirs, Colours::off);
  CHECK(fetched.starts_with("\nWindows' own chain engine, asked to fetch what is missing: NOT"));
  CHECK(fetched.ends_with("\nThat answers what is open above.\n"));
}
