// YAML that is right, and no manifest: every message with its line and column.
#include <catch2/catch.hpp>

#include "tests/manifest/manifest_text.hpp"

using namespace trustctl::test;
using Lines = std::vector<std::string>;

namespace {

const std::string pin = "sha256: aa" + std::string(62, '0');

// A manifest whose one certificate is declared by these lines, from line 3 on.
std::string with_certificate(const std::string& lines) {
  return "version: 1\ncertificates:\n" + lines + "chains:\n  lab: { certificates: [root] }\n";
}

// A manifest with one block of stores, whose keys begin at line 10.
std::string with_store(const std::string& lines) { return manifest_with("stores:\n" + lines); }

}  // namespace

TEST_CASE("the version must be there and be the number 1", "[manifest]") {
  const auto with_version = [](const std::string& line) {
    return errors_of(line + "certificates: { a: { source: a, " + pin +
                     " } }\nchains: { c: { certificates: [a] } }\n");
  };

  CHECK(with_version("version: 1\n").empty());
  CHECK(with_version("") ==
        Lines{"1:1 'version' is missing; begin the manifest with `version: 1`"});
  CHECK(with_version("version: 2\n") ==
        Lines{"1:10 the manifest is of version 2; this trustctl reads version 1"});
  for (const char* other : {"\"1\"", "one", "1.0", "[1]", "", "~", "true"}) {
    CAPTURE(other);
    const auto errors = with_version("version: " + std::string(other) + "\n");
    CHECK(errors.size() == 1);
    CHECK(errors.front().ends_with("'version' must be the number 1; write `version: 1`"));
  }
}

TEST_CASE("an unknown key is named with what its map takes, at every level", "[manifest]") {
  CHECK(errors_of(manifest_with("chain: {}\n")) ==
        Lines{"9:1 unknown key 'chain' in the manifest, which takes version, site, former_sites, "
              "targets, certificates, bundles, chains, stores, policy; did you mean 'chains'?"});
  CHECK(errors_of(with_certificate("  root: { source: a, " + pin + ", sorce: b }\n")) ==
        Lines{"3:96 unknown key 'sorce' in certificate 'root', which takes source, pem, sha256, "
              "friendly_name, description, purposes; did you mean 'source'?"});
  CHECK(
      errors_of(with_store("  - { store: Root, presnt: [root] }\n")) ==
      Lines{
          "10:20 unknown key 'presnt' in a block of 'stores', which takes store, custom, targets, "
          "present, absent, prune, keep, other_sites, tolerate; did you mean 'present'?"});
  CHECK(errors_of(manifest_with("policy: { expired: { observd: error } }\n")) ==
        Lines{"9:22 unknown key 'observd' in rule 'expired', which takes declared, observed; did "
              "you mean 'observed'?"});
}

TEST_CASE("what an exclusive store tolerates belongs to an exclusive store", "[manifest]") {
  CHECK(
      errors_of(with_store("  - { store: CA, prune: all, other_sites: [], tolerate: [policy] }\n"))
          .empty());
  CHECK(errors_of(with_store("  - { store: CA, prune: all, other_sites: [web, web] }\n")) ==
        Lines{"10:49 'web' stands twice in 'other_sites' of store 'CA'"});
  CHECK(errors_of(with_store("  - { store: CA, prune: all, tolerate: [vendor] }\n")).size() == 1);
  for (const std::string prune : {"", "prune: owned, "}) {
    const auto errors = errors_of(with_store("  - { store: CA, " + prune + "other_sites: [] }\n"));
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].find("belong to an exclusive store: write `prune: all` in store 'CA'") !=
          std::string::npos);
  }
}

TEST_CASE("reserved words are told apart from slips", "[manifest]") {
  CHECK(errors_of(manifest_with("include: [other.yaml]\nwaivers: []\n")) ==
        Lines{"9:1 'include' is reserved for a later version of trustctl and not built yet; take "
              "it out",
              "10:1 'waivers' is reserved for a later version of trustctl and not built yet; take "
              "it out"});
}

TEST_CASE("all errors of a file are reported, in the order of the file", "[manifest]") {
  const auto errors =
      errors_of(manifest_with("targets: [a]\n"
                              "policy: { max_removals: many }\n"
                              "stores: { store: Root }\n"));

  CHECK(errors ==
        Lines{"9:10 'targets' must be a map of names with at least one, and is a list",
              "10:25 'max_removals' must be a whole number from 0 to 1000000, and is the text "
              "'many'",
              "11:9 'stores' must be a list, and is a map"});
}

TEST_CASE("a manifest that places nothing is refused", "[manifest]") {
  CHECK(errors_of("version: 1\n") ==
        Lines{"1:1 the manifest declares nothing: it has neither 'chains' nor 'stores'"});
}

TEST_CASE("what is no map is no manifest", "[manifest]") {
  CHECK(errors_of("just text\n") ==
        Lines{"1:1 the manifest must be a map with version, site, former_sites, targets, "
              "certificates, bundles, chains, stores, policy, and is the text 'just text'"});
  CHECK(errors_of("- a\n").front().ends_with("and is a list"));
}

TEST_CASE("text must not be a bare number, boolean or null", "[manifest]") {
  const auto with_name = [](const std::string& name) {
    return errors_of(
        with_certificate("  root: { source: a, " + pin + ", friendly_name: " + name + " }\n"));
  };
  const std::string what = "3:111 'friendly_name' of certificate 'root' must be text, and is ";

  CHECK(with_name("Lab Root").empty());
  CHECK(with_name("\"no\"").empty());
  CHECK(with_name("no") == Lines{what + "the boolean no; put it in quotes if it is meant as text"});
  CHECK(with_name("2024") ==
        Lines{what + "the number 2024; put it in quotes if it is meant as text"});
  CHECK(with_name("~") == Lines{what + "nothing"});
  CHECK(with_name("null") == Lines{what + "nothing"});
  CHECK(with_name("[a]") == Lines{what + "a list"});
}

TEST_CASE("a value that is left out is refused where its key stands", "[manifest]") {
  CHECK(errors_of("version: 1\nsite:\ncertificates:\nchains:\n") ==
        Lines{"2:1 'site' must be text, and is nothing",
              "3:1 'certificates' must be a map of names with at least one, and is nothing",
              "4:1 'chains' must be a map of names with at least one, and is nothing"});
}

TEST_CASE("a certificate needs a pin, and the message says how to get it", "[manifest]") {
  CHECK(errors_of(with_certificate("  root: { source: certs/root.cer }\n")) ==
        Lines{"3:3 certificate 'root' has no 'sha256', its pin; run `trustctl pin certs/root.cer` "
              "to print it"});
}

TEST_CASE("a pin must be a SHA-256", "[manifest]") {
  const auto with_pin = [](const std::string& digest) {
    return errors_of(with_certificate("  root:\n    source: a\n    sha256: " + digest + "\n"));
  };

  CHECK(with_pin(std::string(64, '1')).empty());  // all digits, and still text
  CHECK(with_pin("\"\xE2\x80\x8E" + std::string(64, 'A') + "\"").empty());
  CHECK(with_pin(std::string(40, 'a')) ==
        Lines{"5:13 'sha256' of certificate 'root': that is a SHA-1 thumbprint (40 digits), and a "
              "SHA-256 (64 digits) is needed; `trustctl pin FILE` prints it"});
  CHECK(with_pin("abc").front().starts_with("5:13 'sha256' of certificate 'root': "));
  CHECK(with_pin(std::string(63, 'a') + "g").size() == 1);
  CHECK(with_pin("~") == Lines{"5:13 'sha256' of certificate 'root' must be text, and is nothing"});
}

TEST_CASE("a certificate comes from one place", "[manifest]") {
  CHECK(errors_of(with_certificate("  root: { source: a, pem: b, " + pin + " }\n")) ==
        Lines{"3:27 certificate 'root' has both 'source' and 'pem'; one of them says where it "
              "comes from"});
  CHECK(errors_of(with_certificate("  root: { " + pin + " }\n")) ==
        Lines{"3:3 certificate 'root' has neither 'source' nor 'pem'; name a file with 'source'"});
}

TEST_CASE("purposes are a list, any or none", "[manifest]") {
  const auto with_purposes = [](const std::string& purposes) {
    return errors_of(with_certificate("  root:\n    source: a\n    " + pin +
                                      "\n    purposes: " + purposes + "\n"));
  };
  const std::string shape =
      "6:15 'purposes' of certificate 'root' must be a list like [server_auth], or any (no "
      "restriction), or none (disabled)";

  CHECK(with_purposes("[server_auth, 1.3.6.1.5.5.7.3.2]").empty());
  CHECK(with_purposes("any").empty());
  CHECK(with_purposes("none").empty());
  CHECK(with_purposes("[]") == Lines{shape});
  CHECK(with_purposes("server_auth") == Lines{shape});
  CHECK(with_purposes("[any]") == Lines{"6:16 'any' stands alone: `purposes: any`"});
  CHECK(with_purposes("[server_auht]").front().ends_with("did you mean 'server_auth'?"));
}

TEST_CASE("a bundle pins its file and names none of its members", "[manifest]") {
  const auto with_bundle = [](const std::string& keys) {
    return errors_of("version: 1\nbundles:\n  all: { " + keys +
                     " }\nstores:\n  - { store: Root, present: [all] }\n");
  };

  CHECK(with_bundle("source: a, file_" + pin).empty());
  CHECK(with_bundle("source: a") ==
        Lines{"3:3 bundle 'all' has no 'file_sha256', its pin; run `trustctl pin a` to print it"});
  CHECK(with_bundle("source: a, file_" + pin + ", friendly_name: x").front() ==
        "3:100 unknown key 'friendly_name' in bundle 'all', which takes source, file_sha256, "
        "description, purposes");
}

TEST_CASE("an alias that nothing declares is refused with the nearest one", "[manifest]") {
  CHECK(errors_of(with_store("  - { store: CA, present: [isuing] }\n")) ==
        Lines{"10:28 no certificate or bundle is declared as 'isuing'; did you mean 'issuing'?"});
  const std::string digest(64, 'c');
  CHECK(errors_of(with_store("  - { store: CA, absent: [" + digest + "] }\n")) ==
        Lines{"10:27 a SHA-256 is not an alias; write { sha256: " + digest + " }"});
}

TEST_CASE("a declaration that nothing uses is refused", "[manifest]") {
  CHECK(errors_of("version: 1\ncertificates:\n  root: { source: a, " + pin +
                  " }\n  spare: { source: b, " + pin + " }\nbundles:\n  all: { source: c, file_" +
                  pin + " }\nchains:\n  lab: { certificates: [root] }\n") ==
        Lines{"4:3 certificate 'spare' is declared and never used; put it into a chain or a store, "
              "or take it out",
              "6:3 bundle 'all' is declared and never used; put it into a chain or a store, or "
              "take it out"});
}

TEST_CASE("an alias that is wrong in itself is not unknown too", "[manifest]") {
  CHECK(errors_of(with_certificate("  root: { source: a, sha256: zz }\n")).size() == 1);
}

TEST_CASE("a bundle cannot be a member of a chain", "[manifest]") {
  CHECK(errors_of("version: 1\nbundles:\n  all: { source: c, file_" + pin +
                  " }\nchains:\n  lab: { certificates: [all] }\n") ==
        Lines{"5:25 'all' is a bundle, and only a certificate can stand here"});
}

TEST_CASE("one alias names one thing", "[manifest]") {
  CHECK(errors_of(manifest_with("bundles:\n  root: { source: c, file_" + pin + " }\n")) ==
        Lines{"10:3 'root' is the alias of a certificate too, at line 4; one of them needs "
              "another"});
}

TEST_CASE("an undeclared target is refused with the nearest one", "[manifest]") {
  CHECK(errors_of(manifest_with("targets: { demo: { provider: directory, path: x } }\n"
                                "stores: [ { store: CA, targets: [dmo], present: [root] } ]\n")) ==
        Lines{"10:34 no target is declared as 'dmo'; did you mean 'demo'?"});
  CHECK(errors_of(with_store("  - { store: CA, targets: [machine], present: [root] }\n")).empty());
}

TEST_CASE("a target needs a provider", "[manifest]") {
  CHECK(errors_of(manifest_with("targets: { demo: { path: x } }\n")) ==
        Lines{"9:12 target 'demo' has no provider; `trustctl providers` lists them"});
  CHECK(errors_of(manifest_with("targets: { demo: directory }\n")) ==
        Lines{"9:18 target 'demo' must be a map, like { provider: directory, path: ./trust }"});
}

TEST_CASE("a store name near one that Windows knows is taken for a slip", "[manifest]") {
  const auto with_name = [](const std::string& name) {
    return errors_of(with_store("  - { store: " + name + ", present: [root] }\n"));
  };

  const std::string own =
      "rite `custom: true` beside it if it is a store that Windows does not have";
  CHECK(with_name("Roots") ==
        Lines{"10:14 unknown store 'Roots'; did you mean 'Root' (Trusted Root "
              "Certification Authorities)? W" +
              own});
  CHECK(with_name("Intermediate") ==
        Lines{"10:14 unknown store 'Intermediate'; did you mean 'CA' (Intermediate Certification "
              "Authorities)? W" +
              own});
  CHECK(with_name("Root").empty());
  CHECK(with_name("root").empty());
  CHECK(with_name("Intermediate Certification Authorities").empty());
  CHECK(with_name("Zwischenzertifizierungsstellen").empty());
  CHECK(with_name("Remote Desktop").empty());
  const auto unknown = with_name("My Appliance");
  REQUIRE(unknown.size() == 1);
  CHECK(unknown.front().starts_with(
      "10:14 unknown store 'My Appliance'; Windows has My (Personal), Root (Trusted Root "
      "Certification Authorities), "));
  CHECK(unknown.front().ends_with("; w" + own));
  CHECK(with_name("My Appliance, custom: true").empty());
  CHECK(with_name("Rot, custom: true").empty());
  CHECK(with_name("My Appliance, custom: false") == unknown);
  CHECK(with_name("Root, custom: false").empty());
  CHECK(with_name("Root, custom: yes")
            .front()
            .starts_with("10:28 'custom' must be one of true, false"));
  CHECK(with_name("'LocalMachine\\Root'").front().starts_with("10:14 'store': "));
}

TEST_CASE("a store block says which store, and something about it", "[manifest]") {
  CHECK(errors_of(with_store("  - { present: [root] }\n")) ==
        Lines{"10:5 a block of 'stores' has no 'store'; name one, like `store: Root`"});
  CHECK(
      errors_of(with_store("  - { store: Root }\n")) ==
      Lines{"10:5 store 'Root' declares nothing: give it 'present', 'absent', 'prune' or 'keep'"});
}

TEST_CASE("absent takes one selector, an action and a reason", "[manifest]") {
  const auto with_absent = [](const std::string& item) {
    return errors_of(with_store("  - { store: Root, absent: [" + item + "] }\n"));
  };
  const std::string digest = "sha256: " + std::string(64, 'c');

  CHECK(with_absent("{ " + digest + ", reason: \"Superfish, 2015\" }").empty());
  CHECK(with_absent("{ thumbprint: " + std::string(40, 'c') + ", action: distrust }").empty());
  CHECK(with_absent("{ reason: x }") ==
        Lines{"10:29 an item of 'absent' of store 'Root' must name one certificate, by 'alias', "
              "'sha256', 'thumbprint' or 'subject'"});
  CHECK(with_absent("{ subject: \"CN=Old Root,O=Lab\", reason: x }").empty());
  CHECK(
      with_absent("{ subject: Old Root }") ==
      Lines{"10:40 'subject' of an item of 'absent' of store 'Root': 'Old Root' is no name; write "
            "it as RFC 4514 does, the most specific part first, like CN=Old Root,O=Lab"});
  CHECK(with_absent("{ subject: CN=a, " + digest + " }").size() == 1);
  CHECK(errors_of(with_store("  - { store: Root, prune: all, keep: [{ subject: CN=a }] }\n"))
            .size() == 2);
  CHECK(with_absent("{ " + digest + ", action: distrst }")
            .front()
            .ends_with(
                "'action' must be one of remove, distrust, and is the text 'distrst'; did you mean "
                "'distrust'?"));
}

TEST_CASE("pruning needs a site", "[manifest]") {
  const std::string unowned = "version: 1\ncertificates: { a: { source: a, " + pin +
                              " } }\nstores:\n  - { store: Root, present: [a], prune: ";

  CHECK(errors_of(unowned + "never }\n").empty());
  CHECK(errors_of(unowned + "all }\n") ==
        Lines{"4:41 pruning needs to know what is this manifest's own; give it a name with "
              "`site:`"});
  CHECK(errors_of(with_store("  - { store: Root, prune: every }\n")) ==
        Lines{"10:27 'prune' of store 'Root' must be one of never, owned, all, and is the text "
              "'every'"});
}

TEST_CASE("policy takes rules with levels", "[manifest]") {
  const auto with_policy = [](const std::string& policy) {
    return errors_of(manifest_with("policy: { " + policy + " }\n"));
  };

  CHECK(with_policy("expired: warning, duplicate: { declared: ignore }").empty());
  CHECK(with_policy("undecodable: ignore") == Lines{"9:11 rule 'undecodable' has no level to set"});
  CHECK(with_policy("expired: fatal") == Lines{"9:20 rule 'expired' must be one of ignore, info, "
                                               "warning, error, and is the text 'fatal'"});
  CHECK(with_policy("max_removals: -1").size() == 1);
  CHECK(with_policy("expires_within: { days: 90, level: warning, observed: ignore }") ==
        Lines{"9:46 'level' of rule 'expires_within' stands for both 'declared' and 'observed'; "
              "write one or the other"});
  CHECK(with_policy("protect: [ { thumbprint: " + std::string(40, 'c') + " } ]") ==
        Lines{"9:36 'protect' takes a SHA-256 or an alias: a thumbprint can be forged"});
}

TEST_CASE("former sites need a present one, and another", "[manifest]") {
  CHECK(errors_of(manifest_with("former_sites: [lab]\n")) ==
        Lines{"9:16 'lab' is the present site, not a former one"});
  CHECK(errors_of(manifest_with("former_sites: []\n")) ==
        Lines{"9:15 'former_sites' is an empty list; put something into it, or leave it out"});
}

TEST_CASE("names are short and plain", "[manifest]") {
  CHECK(errors_of(manifest_with("targets: { \"de=mo\": { provider: directory } }\n")).size() == 1);
  CHECK(errors_of(manifest_with("targets: { \"\": { provider: directory } }\n")).size() == 1);
}

TEST_CASE("an error inside an alias's text is reported once", "[manifest]") {
  CHECK(errors_of(manifest_with("stores:\n  - &b { store: Root, presnt: [root], prune: never }\n"
                                "  - *b\n"))
            .size() == 1);
}

TEST_CASE("thousands of errors take no time and are all there", "[manifest]") {
  std::string text = "version: 1\nchains:\n  lab: { certificates: [root] }\n";
  for (int i = 0; i < 20'000; ++i) {
    text += "unknown-key-number-" + std::to_string(i) + ": 1\n";
  }

  CHECK(errors_of(text).size() == 20'001);
}
