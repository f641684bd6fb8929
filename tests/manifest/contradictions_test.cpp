#include <catch2/catch.hpp>

#include "tests/manifest/resolving.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("two aliases of one certificate are one entry, with a finding", "[resolve]") {
  const std::string text =
      declared("single-root") +
      "  again: { source: single-root.pem, sha256: " + sha256_of("single-root") + " }\n";

  const auto result =
      resolved(manifest_of(text, "stores: [ { store: Root, present: [single-root, again] } ]\n"));

  REQUIRE(result.has_value());
  CHECK(present_in(*result) == Lines{"Root single-root"});
  REQUIRE(result->state_of(0).findings.size() == 1);
  CHECK(result->state_of(0).findings[0].message ==
        "'again' and 'single-root' (line 4) are the same certificate, Single Tier CA; one alias is "
        "enough");
}

TEST_CASE("wishes for one certificate are joined, and contradictions refused", "[resolve]") {
  const auto with_second = [](const std::string& more) {
    return manifest_of(declared("single-root", ", friendly_name: One") +
                           "  again: { source: single-root.pem, sha256: " +
                           sha256_of("single-root") + more + " }\n",
                       "stores: [ { store: Root, present: [single-root, again] } ]\n");
  };

  const auto joined = resolved(with_second(", purposes: [server_auth]"));
  REQUIRE(joined.has_value());
  const auto& wishes = joined->state_of(0).stores.at(StoreName::root()).present[0].wishes;
  CHECK(wishes.friendly_name == Wish<std::string>("One"));
  CHECK(std::holds_alternative<std::set<Oid>>(wishes.purposes));
  CHECK(resolve_errors(with_second(", friendly_name: Two")) ==
        Lines{"6:49 'single-root' (line 6) and 'again' are the same certificate, Single Tier CA, "
              "and want different friendly_name for it in store Root"});
}

TEST_CASE("present and absent at once is an error that names both lines", "[resolve]") {
  const std::string by_alias =
      "stores:\n  - store: Root\n    present: [single-root]\n"
      "    absent: [single-root]\n";
  const std::string message =
      "'single-root' is both present (stores Root, line 7) and absent (line 8) in store Root";

  CHECK(resolve_errors(manifest_of(declared("single-root"), by_alias)) == Lines{"8:14 " + message});
  for (const std::string& digest :
       {"sha256: " + sha256_of("single-root"), "thumbprint: " + sha1_of("single-root"),
        std::string("subject: \"CN=single tier ca, O=Single\"")}) {
    CAPTURE(digest);
    const std::string by_digest =
        "stores:\n  - store: Root\n    present: [single-root]\n"
        "    absent: [ { " +
        digest + " } ]\n";
    const auto errors = resolve_errors(manifest_of(declared("single-root"), by_digest));
    REQUIRE(errors.size() == 1);
    CHECK(errors.front().ends_with(message));
  }
}

TEST_CASE("a bundle's member that is absent is absent, and noted", "[resolve]") {
  const auto result = resolved("version: 1\n" + bundle() +
                               "stores:\n  - store: Root\n    present: [all]\n    absent: [ { "
                               "sha256: " +
                               sha256_of("partner-root") + " } ]\n");

  REQUIRE(result.has_value());
  const DesiredStore& root = result->state_of(0).stores.at(StoreName::root());
  CHECK(root.present.size() == 2);
  REQUIRE(root.absent.size() == 1);
  CHECK(root.absent[0].certificate.has_value());
  REQUIRE(result->state_of(0).findings.size() == 1);
  CHECK(result->state_of(0).findings[0].rule == RuleId::absent_wins);
  CHECK(result->state_of(0).findings[0].message ==
        "Partner Root CA is in bundle 'all' and declared absent; absent wins");
}

TEST_CASE("a bundle can be absent as a whole", "[resolve]") {
  const auto result =
      resolved("version: 1\n" + bundle() + "stores: [ { store: Root, absent: [all] } ]\n");

  REQUIRE(result.has_value());
  CHECK(result->state_of(0).stores.at(StoreName::root()).absent.size() == 3);
}

TEST_CASE("what is absent and not at hand is known by its digest", "[resolve]") {
  const std::string digest(64, 'c');
  const auto result = resolved(manifest_of(
      declared("single-root"),
      "stores:\n  - { store: Root, present: [single-root], absent: [ { sha256: " + digest +
          ", reason: gone } ] }\n"));

  REQUIRE(result.has_value());
  const DesiredAbsence& absent = result->state_of(0).stores.at(StoreName::root()).absent.at(0);
  CHECK(std::get<Fingerprint>(absent.which).hex() == digest);
  CHECK_FALSE(absent.certificate.has_value());
  CHECK(absent.reason == "gone");
}

TEST_CASE("blocks of one store are joined where they agree", "[resolve]") {
  const auto with_prunes = [](const std::string& first, const std::string& second) {
    return manifest_of(declared("single-root") + declared("partner-root"),
                       "stores:\n  - { store: Root, present: [single-root]" + first +
                           " }\n  - { store: root, present: [partner-root]" + second + " }\n");
  };

  const auto joined = resolved(with_prunes(", prune: all", ""));
  REQUIRE(joined.has_value());
  CHECK(present_in(*joined) == Lines{"Root partner-root", "Root single-root"});
  CHECK(joined->state_of(0).stores.at(StoreName::root()).prune == Prune::all);
  CHECK(joined->state_of(0).stores.at(StoreName::root()).at->line == 7);
  CHECK(resolve_errors(with_prunes(", prune: all", ", prune: never")) ==
        Lines{"8:52 store Root of target 'machine' has another 'prune' at line 7"});
}

TEST_CASE("distrust cannot be asked of Disallowed itself", "[resolve]") {
  CHECK(resolve_errors(manifest_of(declared("single-root"),
                                   "stores:\n  - store: Disallowed\n    absent: [ { alias: "
                                   "single-root, action: distrust } ]\n")) ==
        Lines{"7:24 'action: distrust' puts a certificate into Disallowed, and this says that it "
              "must be absent from there"});
}

TEST_CASE("what is present by name in one store cannot be distrusted in another", "[resolve]") {
  const auto errors_of_stores = [](const std::string& stores) {
    return resolve_errors(manifest_of(declared("single-root"), "stores:\n" + stores));
  };
  const std::string outweighed =
      "): Disallowed outweighs every other store, so declare one of them";

  CHECK(errors_of_stores("  - { store: Root, present: [single-root] }\n"
                         "  - { store: CA, absent: [ { sha256: " +
                         sha256_of("single-root") + ", action: distrust } ] }\n") ==
        Lines{"7:38 'single-root' is both present in store Root (stores Root, line 6) and "
              "distrusted (line 7" +
              outweighed});
  CHECK(errors_of_stores("  - { store: Disallowed, present: [single-root] }\n"
                         "  - { store: Root, present: [single-root] }\n") ==
        Lines{"6:36 'single-root' is both present in store Root (stores Root, line 7) and "
              "distrusted (line 6" +
              outweighed});
}

TEST_CASE("a chain's member cannot be distrusted, and that is said once", "[resolve]") {
  const auto errors =
      resolve_errors(manifest_of(lab_declared(),
                                 "chains: { lab: { certificates: [lab-root, lab-policy] } }\n"
                                 "stores: [ { store: Disallowed, present: [lab-root] } ]\n"));

  REQUIRE(errors.size() == 1);
  CHECK(errors.front().find("'lab-root' is both present in store CA (chain lab, line 6)") !=
        std::string::npos);
}

TEST_CASE("of a bundle that is distrusted, what is absent from Disallowed may be present",
          "[resolve]") {
  CHECK(resolve_errors(manifest_of(declared("partner-root"),
                                   bundle() +
                                       "stores:\n  - { store: Root, present: [partner-root] }\n"
                                       "  - { store: Disallowed, present: [all], absent: [ { "
                                       "sha256: " +
                                       sha256_of("partner-root") + " } ] }\n"))
            .empty());
}

TEST_CASE("what one target distrusts, another may trust", "[resolve]") {
  CHECK(resolve_errors("version: 1\ntargets:\n  a: { provider: directory, path: a }\n"
                       "  b: { provider: directory, path: b }\ncertificates:\n" +
                       declared("single-root") +
                       "stores:\n  - { store: Root, targets: [a], present: [single-root] }\n"
                       "  - { store: Disallowed, targets: [b], present: [single-root] }\n")
            .empty());
}

TEST_CASE("a bundle's member that is distrusted in another store is so, and noted", "[resolve]") {
  const auto result =
      resolved("version: 1\n" + bundle() +
               "stores:\n  - { store: Root, present: [all] }\n  - { store: CA, absent: [ { "
               "sha256: " +
               sha256_of("partner-root") + ", action: distrust } ] }\n");

  REQUIRE(result.has_value());
  CHECK(result->state_of(0).stores.at(StoreName::root()).present.size() == 2);
  REQUIRE(result->state_of(0).findings.size() == 1);
  CHECK(result->state_of(0).findings[0].message ==
        "Partner Root CA is in bundle 'all' and declared distrusted; distrust wins");
}

TEST_CASE("an absence may be said twice with one action only", "[resolve]") {
  const auto with_action = [](const std::string& action) {
    return resolve_errors(manifest_of(
        declared("single-root"), "stores:\n  - store: Root\n    absent: [ single-root, { sha256: " +
                                     sha256_of("single-root") + action + " } ]\n"));
  };

  CHECK(with_action("").empty());
  CHECK(with_action(", action: distrust").size() == 1);
}
