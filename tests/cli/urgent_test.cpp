#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

TEST_CASE("an urgent distrust is carried out though the rest is blocked or too much, and says so",
          "[cli][apply]") {
  for (const bool saved : {false, true}) {
    for (const std::string hindrance :
         {"  - { store: CA, present: [expired-root] }\n",  // an error
          "policy: { max_removals: 0 }\n"}) {              // single-root would be pruned
      const Machine machine;
      machine.declare(certificates({"lab-root", "single-root"}) +
                      "stores:\n  - { store: Root, present: [lab-root, single-root] }\n");
      REQUIRE(machine.trustctl("apply --yes").exit_code == 0);
      const bool blocked = hindrance[0] != 'p';
      machine.declare(
          (blocked ? certificates({"lab-root", "expired-root"}) : certificates({"lab-root"})) +
          "stores:\n  - store: Root\n    absent: [ { alias: lab-root, action: distrust "
          "} ]\n" +
          hindrance);

      if (saved) {
        CHECK(machine.trustctl("plan --out p.json").exit_code == (blocked ? 1 : 3));
      }
      const RunResult result =
          machine.trustctl(std::string("apply --yes --format json") + (saved ? " p.json" : ""));

      INFO(result.out << result.err);
      CHECK(result.exit_code == 4);
      CHECK(machine.digests("Disallowed") == std::set{sha256_of("lab-root")});
      CHECK(machine.digests("Root") == std::set{sha256_of("single-root")});
      CHECK(contains(result.out, "\"reason\": \"it waits: "));
      CHECK_FALSE(contains(result.err, "nothing was changed"));
      const RunResult check = machine.trustctl("check");
      CHECK(check.exit_code == 2);  // the rest is still to be done
    }
  }
}
