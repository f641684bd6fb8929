// Path lengths (pathLenConstraint), in a declared chain and in stores. What is expected of the
// fixtures is what `openssl verify` says: below-short is refused as an issuer, by the path length
// of short-root.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "engine/chains/path_length.hpp"
#include "engine/plan/lint.hpp"
#include "engine/verify/client_code.hpp"
#include "tests/manifest/manifest_text.hpp"
#include "tests/plan/planning.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"
#include "tests/verify/lab.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

const std::string below_short =
    "Below Short CA stands deeper than 'Short Root CA' allows (pathLenConstraint 0): nothing that "
    "it issues can ever be trusted";

// The messages of path_too_long, each with its level.
std::vector<std::string> said(const std::vector<Finding>& findings) {
  std::vector<std::string> messages;
  for (const Finding& finding : findings) {
    if (finding.rule == RuleId::path_too_long) {
      messages.push_back(std::string(to_string(finding.level)) + ": " + finding.message);
    }
  }
  return messages;
}
using Messages = std::vector<std::string>;

Messages in_stores(std::initializer_list<StoreState> stores) {
  return said(lint_observed(state(stores), Reach::machine, {}, today()));
}

// The labels of those of a lab's certificates that are too deep.
Messages deep_among(const std::vector<Certificate>& certificates) {
  std::vector<ChainMember> members;
  for (const Certificate& certificate : certificates) {
    members.push_back({certificate, certificate.label(), {}});
  }
  const ChainLinks links(members);
  Messages labels;
  for (const TooDeep& deep : too_deep(members, links)) {
    labels.push_back(members[deep.member].alias + " by " + members[deep.limiting].alias);
  }
  return labels;
}

Certificate below(Lab& lab, const std::string& name, const std::string& issuer,
                  const std::string& constraints = "critical,CA:TRUE") {
  return lab.make({.name = name, .issuer = issuer, .extensions = ca(constraints)});
}

DesiredState chain_of_short_root(const std::string& policy) {
  const auto pin = [](const std::string& name) {
    return name + ": { source: lint/" + name +
           ".pem, sha256: " + fixture("lint/" + name).fingerprint().hex() + " }\n";
  };
  return resolve(parsed("version: 1\n" + policy + "certificates:\n  " + pin("short-root") + "  " +
                        pin("below-short") +
                        "chains:\n  short: { certificates: [short-root, below-short] }\n"),
                 FakeFiles())
      .value()
      .states.front();
}

}  // namespace

TEST_CASE("openssl refuses what is below the path length", "[depth]") {
  const std::string folder = source_file("tests/fixtures/lint/").string();
  const RunResult result =
      run("openssl verify -no_check_time -CAfile " + folder + "short-root.pem -untrusted " +
          folder + "below-short.pem " + folder + "far-below-short.pem 2>&1");

  CHECK(result.exit_code != 0);
  CHECK(result.out.find("path length constraint exceeded") != std::string::npos);
}

TEST_CASE("a declared chain that breaks a path length is an error of the plan", "[depth]") {
  const Plan plan = planned(chain_of_short_root(""), {});

  CHECK(said(plan.findings) == Messages{"error: " + below_short});
  CHECK(only(plan, RuleId::path_too_long).where.has_value());
  CHECK(plan.blocked());
  CHECK(client_code(RuleId::path_too_long) == ClientCode{0x80096019, "TRUST_E_BASIC_CONSTRAINTS"});
}

TEST_CASE("a policy relaxes the path length of a chain", "[depth]") {
  CHECK(said(chain_of_short_root("policy: { path_too_long: { declared: info } }\n").findings) ==
        Messages{"info: " + below_short});
  CHECK(said(chain_of_short_root("policy: { path_too_long: ignore }\n").findings).empty());
}

TEST_CASE("lint says of a declared chain what the plan says, once", "[depth]") {
  CHECK(said(lint_declared(chain_of_short_root(""), Reach::machine, {}, today())) ==
        Messages{"error: " + below_short});
}

TEST_CASE("lint of stores finds what is deeper than a path length allows", "[depth]") {
  const Entry root = local(fixture("lint/short-root"));
  const Entry issuing = local(fixture("lint/below-short"));
  const Entry far = local(fixture("lint/far-below-short"));

  CHECK(in_stores({{"Root", {root}}, {"CA", {issuing, far}}}) ==
        Messages{"warning: " + below_short});
  CHECK(in_stores({{"Root", {by_vendor(fixture("lint/short-root"))}}, {"CA", {issuing}}}) ==
        Messages{"warning: " + below_short});
  CHECK(in_stores({{"CA", {issuing, far}}}).empty());
  CHECK(in_stores({{"Root", {local(fixture("lint/clean-root"))}},
                   {"CA", {local(fixture("lint/clean-issuing"))}}})
            .empty());
}

TEST_CASE("a path length counts the CAs below that are not self-issued", "[depth]") {
  Lab lab;
  const Certificate root =
      lab.make({.name = "root", .extensions = ca("critical,CA:TRUE,pathlen:1")});
  const Certificate policy = below(lab, "policy", "root");
  const Certificate issuing = below(lab, "issuing", "policy");

  CHECK(deep_among({root, policy}).empty());
  CHECK(deep_among({issuing, policy, root}) == Messages{"issuing by root"});
  const Certificate renewed = lab.make({.name = "policy", .extensions = ca(), .key = "new key"});
  const Certificate low = lab.make({.name = "low",
                                    .issuer = "policy",
                                    .extensions = without(ca(), "authorityKeyIdentifier"),
                                    .signed_by = "new key"});
  CHECK(deep_among({root, policy, renewed}).empty());
  CHECK(deep_among({root, policy, renewed, low}) == Messages{"low by root"});
}

TEST_CASE("a CA with another issuer that has room below it is not too deep", "[depth]") {
  Lab lab;
  const Certificate narrow =
      lab.make({.name = "root", .extensions = ca("critical,CA:TRUE,pathlen:0")});
  const Certificate wide = lab.make({.name = "wide", .extensions = ca()});
  const Certificate across = below(lab, "root", "wide");  // root's key, certified by wide
  const Certificate issuing = below(lab, "issuing", "root");

  CHECK(deep_among({narrow, issuing}) == Messages{"issuing by root"});
  CHECK(deep_among({narrow, issuing, wide, across}).empty());
}

TEST_CASE("a namesake with a path length and another key is in nobody's way", "[depth]") {
  Lab lab;
  const Certificate other = lab.make({.name = "root",
                                      .extensions = ca("critical,CA:TRUE,pathlen:0"),
                                      .signed_by = "another",
                                      .key = "another"});

  CHECK(deep_among({other, lab.issuing()}).empty());
}
