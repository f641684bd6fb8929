// For every rule that a plan asks, or that reading a manifest or a store does: what fires it, and
// what must not.
#include "engine/chains/placement.hpp"
#include "engine/plan/rules.hpp"
#include "tests/manifest/manifest_text.hpp"
#include "tests/plan/lint_states.hpp"
#include "tests/plan/planning.hpp"
#include "tests/plan/rule_fixtures.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

namespace trustctl::test {

namespace {

using Findings = std::vector<Finding>;

Findings findings_declared(std::string_view name, std::string_view where) {
  return planned(desire({{where, present({wanted(fixture(name))})}}), {}).findings;
}

Findings observed(const Entry& entry) {
  return planned(desire({}), state({{"Root", {entry}}})).findings;
}

Findings signature_of(const Certificate& certificate) {
  Findings findings;
  judge_signature(certificate, store("Root"), Standing::declared, {}, std::nullopt, ask_openssl,
                  findings);
  return findings;
}

Entry kept_at(std::vector<std::string> places) {
  Entry entry = local(fixture("lab-root"));
  entry.places.clear();
  for (std::string& place : places) {
    entry.places.push_back({std::move(place)});
  }
  return entry;
}

Findings held_by_target(const Capabilities& capabilities) {
  return make_plan(desire({{"Root", present({wanted(fixture("lab-root"))})}}), {}, capabilities, {},
                   today(), unquestioned)
      .findings;
}

// As a provider tells what it met in Root.
Findings noticed_in_root(RuleId rule, Level level) {
  TargetState read;
  read.emplace(store("Root"), StoreContents({}, {{rule, level, "Root/notes.txt holds nothing"}}));
  return planned(desire({}), read).findings;
}

Findings satisfied_by(const Entry& entry) {
  return planned(desire({{"Root", present({wanted(fixture("lab-root"))})}}),
                 state({{"Root", {entry}}}))
      .findings;
}

Findings wanted_and_disallowed(const Entry& entry) {
  return planned(desire({{"Root", present({wanted(fixture("lab-root"))})}}),
                 state({{"Disallowed", {entry}}}))
      .findings;
}

Findings removed(const Entry& entry, AbsentAction action = AbsentAction::remove) {
  DesiredStore wish;
  wish.absent = {absent(fixture("lab-root").fingerprint(), action)};
  return planned(desire({{"Root", wish}}), state({{"Root", {entry}}})).findings;
}

Findings bundle_without(const std::string& fixture_name) {
  const auto digest =
      run("openssl dgst -sha256 -r " + source_file("tests/fixtures/bundle.pem").string());
  return resolve(
             parsed("version: 1\nbundles:\n  all: { source: bundle.pem, file_sha256: " +
                    digest.out.substr(0, 64) +
                    " }\nstores:\n  - store: Root\n    present: [all]\n    absent: [ { sha256: " +
                    sha256_of(fixture_name) + " } ]\n"),
             FakeFiles())
      .value()
      .states.front()
      .findings;
}

Findings in_exclusive(const Entry& entry) {
  DesiredStore wish;
  wish.prune = Prune::all;
  return planned(desire({{"Root", wish}}), state({{"Root", {entry}}})).findings;
}

Findings in_exclusive_but_for(const Certificate& exception) {
  DesiredStore wish;
  wish.prune = Prune::all;
  wish.keep = {{exception.fingerprint(), "by hand"}};
  return planned(desire({{"Root", wish}}), state({{"Root", {local(fixture("lab-root"))}}}))
      .findings;
}

Findings pruned(std::set<Fingerprint> protect) {
  Policy policy;
  policy.protect = std::move(protect);
  DesiredStore wish;
  wish.prune = Prune::all;
  return planned(desire({{"Root", wish}}), state({{"Root", {local(fixture("lab-root"))}}}), policy)
      .findings;
}

Findings placed(std::string_view root, std::string_view issuing) {
  const std::vector<ChainMember> members = {
      {fixture(root), std::string(root), {"m.yaml", 1, 1}},
      {fixture(issuing), std::string(issuing), {"m.yaml", 2, 1}}};
  return place_chain(members, "lab").value().findings;
}

RuleFixture in_root(RuleId rule, std::string_view fires, std::string_view silent) {
  return {rule, [fires] { return findings_declared(fires, "Root"); },
          [silent] { return findings_declared(silent, "Root"); }};
}

std::vector<RuleFixture> of_certificates() {
  return {
      in_root(RuleId::expired, "expired-root", "lab-root"),
      in_root(RuleId::not_yet_valid, "future-root", "lab-root"),
      {RuleId::expires_within,
       [] {
         Policy policy;
         policy.expires_within_days = 40 * 366;
         return planned(desire({{"Root", present({wanted(fixture("lab-root"))})}}), {}, policy)
             .findings;
       },
       [] { return findings_declared("lab-root", "Root"); }},
      {RuleId::not_a_ca, [] { return findings_declared("server", "CA"); },
       [] { return findings_declared("server", "TrustedPeople"); }},
      {RuleId::no_cert_sign, [] { return findings_declared("no-cert-sign", "Root"); },
       [] { return findings_declared("not-a-ca", "Root"); }},
      {RuleId::self_signed_end_entity, [] { return findings_declared("not-a-ca", "Root"); },
       [] { return findings_declared("not-a-ca", "CA"); }},
      {RuleId::no_basic_constraints,
       [] { return findings_declared("lint/no-constraints", "Root"); },
       [] { return findings_declared("v1-root", "Root"); }},
      {RuleId::path_too_long, [] { return placed("lint/short-root", "lint/below-short"); },
       [] { return placed("lab-root", "lab-policy"); }},
      {RuleId::compromised_key,
       [] {
         return planned(desire({{"Root", present({wanted(superfish())})}}), {}).findings;
       },
       [] { return findings_declared("lab-root", "Root"); }},
      {RuleId::not_self_signed_in_root, [] { return findings_declared("lab-policy", "Root"); },
       [] { return findings_declared("lab-policy", "CA"); }},
      {RuleId::broken_self_signature, [] { return signature_of(fixture("broken-root")); },
       [] { return signature_of(fixture("lab-root")); }},
      {RuleId::unverifiable_signature,
       [] { return signature_of(fixture("signatures/unknown-root")); },
       [] { return signature_of(fixture("lab-root")); }},
      {RuleId::not_strict, [] { return signature_of(blob("no certificate")); },
       [] { return signature_of(fixture("lab-root")); }},
      {RuleId::undecodable, [] { return observed(local(blob("no certificate"))); },
       [] { return observed(local(fixture("lab-root"))); }},
      {RuleId::key_id_mismatch, [] { return placed("key-ids/root", "key-ids/issuing"); },
       [] { return placed("lab-root", "lab-policy"); }},
      {RuleId::name_not_byte_equal, [] { return placed("case-root", "case-issuing"); },
       [] { return placed("lab-root", "lab-policy"); }},
  };
}

std::vector<Finding> written_by(const std::string& others) {
  TargetState actual;
  if (!others.empty()) {
    actual.shared = Error{ErrorCode::access_denied, others};
  }
  return planned(desire({{"Root", present({wanted(fixture("lab-root"))})}}), actual).findings;
}

std::vector<RuleFixture> of_entries() {
  return {
      {RuleId::duplicate,
       [] {
         return observed(kept_at({"Root/a.pem", "Root/b.pem"}));
       },
       [] { return observed(kept_at({"Root/a.pem"})); }},
      {RuleId::cannot_hold, [] { return held_by_target({}); },
       [] { return held_by_target(all_capabilities()); }},
      {RuleId::unreadable_file,
       [] { return noticed_in_root(RuleId::unreadable_file, Level::warning); },
       [] { return noticed_in_root(RuleId::unreadable_file, Level::ignore); }},
      {RuleId::junk, [] { return noticed_in_root(RuleId::junk, Level::warning); },
       [] { return noticed_in_root(RuleId::junk, Level::ignore); }},
      {RuleId::archived, [] { return noticed_in_root(RuleId::archived, Level::info); },
       [] { return noticed_in_root(RuleId::archived, Level::ignore); }},
      {RuleId::root_policy, [] { return noticed_in_root(RuleId::root_policy, Level::info); },
       [] { return noticed_in_root(RuleId::root_policy, Level::ignore); }},
      {RuleId::unjudged_list, [] { return noticed_in_root(RuleId::unjudged_list, Level::info); },
       [] { return noticed_in_root(RuleId::unjudged_list, Level::ignore); }},
      {RuleId::by_policy, [] { return satisfied_by(by_policy(fixture("lab-root"))); },
       [] { return satisfied_by(by_vendor(fixture("lab-root"))); }},
      {RuleId::stays_distrusted, [] { return wanted_and_disallowed(local(fixture("lab-root"))); },
       [] { return wanted_and_disallowed(local(fixture("lab-root"), {"lab"})); }},
      {RuleId::cannot_remove, [] { return removed(by_policy(fixture("lab-root"))); },
       [] { return removed(local(fixture("lab-root"))); }},
      {RuleId::not_at_hand,
       [] { return removed(local(fixture("single-root")), AbsentAction::distrust); },
       [] { return removed(local(fixture("lab-root")), AbsentAction::distrust); }},
      {RuleId::absent_wins, [] { return bundle_without("partner-root"); },
       [] { return bundle_without("expired-root"); }},
      {RuleId::protected_entry, [] { return pruned({fixture("lab-root").fingerprint()}); },
       [] { return pruned({fixture("single-root").fingerprint()}); }},
      {RuleId::other_owner, [] { return removed(local(fixture("lab-root"), {"other"})); },
       [] { return removed(local(fixture("lab-root"), {"lab"})); }},
      {RuleId::not_exclusive, [] { return in_exclusive(local(fixture("lab-root"), {"other"})); },
       [] { return in_exclusive(local(fixture("lab-root"), {"lab"})); }},
      {RuleId::kept, [] { return in_exclusive_but_for(fixture("lab-root")); },
       [] { return in_exclusive_but_for(fixture("single-root")); }},
      {RuleId::shared_target, [] { return written_by("group 50 may write to /srv/trust"); },
       [] { return written_by(""); }},
  };
}

}  // namespace

std::vector<RuleFixture> plan_rule_fixtures() {
  std::vector<RuleFixture> all = of_certificates();
  for (RuleFixture& one : of_entries()) {
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace trustctl::test
