#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <tuple>

#include "engine/plan/make_plan.hpp"
#include "tests/plan/reference_plan.hpp"
#include "tests/plan/simulate.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

constexpr std::uint32_t cases = 20'000;

// Small pools, so that everything meets everything.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : m_engine(seed) {
    for (const char* text : {"one", "two", "three", "four", "five", "six"}) {
      m_certificates.push_back(blob(text));
    }
  }

  bool one_in(std::uint32_t n) { return roll(n) == 0; }
  std::uint32_t roll(std::uint32_t n) { return static_cast<std::uint32_t>(m_engine() % n); }
  const Certificate& certificate() { return pick(m_certificates); }
  template <class T>
  const T& pick(const std::vector<T>& list) {
    return list[roll(static_cast<std::uint32_t>(list.size()))];
  }

  std::optional<std::string> text() {
    return one_in(2) ? std::nullopt : std::optional<std::string>(one_in(2) ? "x" : "y");
  }
  std::optional<std::set<Oid>> purposes() {
    if (one_in(2)) {
      return std::nullopt;
    }
    std::set<Oid> some;
    for (const char* name : {"server_auth", "client_auth"}) {
      if (one_in(2)) {
        some.insert(purpose(name));
      }
    }
    return some;
  }
  template <class T>
  Wish<T> wish(const std::optional<T>& value) {
    if (one_in(2)) {
      return Keep{};
    }
    return value.has_value() ? Wish<T>(*value) : Wish<T>(Clear{});
  }
  Meant selector() {
    const Certificate& meant = certificate();
    if (one_in(4)) {
      return meant.thumbprint();
    }
    if (one_in(4)) {
      const auto subject = Subject::parse(meant.subject_text());
      return subject.has_value() ? Meant(*subject) : Meant(meant.fingerprint());
    }
    return meant.fingerprint();
  }

 private:
  std::mt19937 m_engine;
  std::vector<Certificate> m_certificates;
};

struct Case {
  DesiredState desired;
  TargetState actual;
  Capabilities capabilities;
  Policy policy;
};

StoreRule random_rule(Dice& dice) {
  StoreRule rule;
  rule.writable = !dice.one_in(8);
  for (const Field field :
       {Field::friendly_name, Field::description, Field::purposes, Field::owners}) {
    if (!dice.one_in(6)) {
      rule.holds.insert(field);
    }
  }
  if (dice.one_in(5)) {
    rule.purposes = std::set<Oid>{purpose("server_auth")};
  }
  return rule;
}

Capabilities random_capabilities(Dice& dice) {
  Capabilities capabilities;
  for (const char* name : {"Root", "CA", "Disallowed"}) {
    if (!dice.one_in(6)) {
      capabilities.stores.emplace(store(name), random_rule(dice));
    }
  }
  if (!dice.one_in(4)) {
    capabilities.other_stores = random_rule(dice);
  }
  if (dice.one_in(4)) {
    capabilities.placement = Capabilities::Placement::one_store_per_certificate;
  }
  return capabilities;
}

DesiredStore random_wish(Dice& dice) {
  std::vector<DesiredEntry> entries;
  for (std::uint32_t n = dice.roll(5); n > 0; --n) {
    const Certificate& certificate = dice.certificate();
    const bool again = std::any_of(entries.begin(), entries.end(), [&](const DesiredEntry& one) {
      return one.certificate == certificate;
    });
    if (!again) {
      entries.push_back(wanted(certificate, {dice.wish(dice.text()), dice.wish(dice.text()),
                                             dice.wish(dice.purposes())}));
    }
  }
  DesiredStore wish = present(std::move(entries));
  for (std::uint32_t n = dice.roll(3); n > 0; --n) {
    wish.absent.push_back(
        absent(dice.selector(), dice.one_in(2) ? AbsentAction::remove : AbsentAction::distrust));
    if (dice.one_in(3)) {
      const Certificate& certificate = dice.certificate();
      wish.absent.back().which = certificate.fingerprint();
      wish.absent.back().certificate = certificate;
    }
  }
  if (dice.one_in(3)) {
    wish.keep.push_back({dice.selector(), "kept"});
  }
  wish.prune = dice.pick(std::vector{Prune::never, Prune::owned, Prune::owned, Prune::all});
  if (wish.prune == Prune::all) {
    wish.tolerance.other_sites = dice.pick(std::vector<std::optional<std::set<Site>>>{
        std::nullopt, std::set<Site>{}, std::set<Site>{site("other")}});
    wish.tolerance.policy = dice.pick(std::vector<int>{0, 1}) == 1;
  }
  return wish;
}

const std::vector<std::string> store_names = {"Root", "CA", "Disallowed", "My"};

DesiredState random_desired(Dice& dice) {
  DesiredState desired;
  desired.target = "machine";
  if (!dice.one_in(5)) {
    desired.site = site("lab");
  }
  if (dice.one_in(2)) {
    desired.former_sites = {site("old")};
  }
  desired.adoption = dice.one_in(4) ? Adoption::adopt : Adoption::leave;
  for (const std::string& name : store_names) {
    if (!dice.one_in(3)) {
      desired.stores.emplace(store(name), random_wish(dice));
    }
  }
  return desired;
}

Entry random_entry(Dice& dice, const StoreRule* rule) {
  Entry entry = local(dice.certificate());
  entry.origin = dice.pick(
      std::vector{Origin::local, Origin::local, Origin::local, Origin::policy, Origin::vendor});
  entry.places.front().properties = {dice.text(), dice.text(), dice.purposes(), {}};
  if (entry.origin == Origin::local) {
    for (const char* name : {"lab", "old", "other"}) {
      if (dice.one_in(3)) {
        entry.places.front().properties.owners.insert(site(name));
      }
    }
  }
  if (rule != nullptr) {
    entry.places.front().properties = held_by(*rule, entry.properties());
  }
  return entry;
}

TargetState random_actual(Dice& dice, const Capabilities& capabilities) {
  TargetState actual;
  for (const std::string& name : store_names) {
    if (dice.one_in(5)) {
      continue;
    }
    if (dice.one_in(20)) {
      actual.emplace(store(name), tl::unexpected(Error{ErrorCode::io, "cannot read " + name}));
      continue;
    }
    std::vector<Entry> entries;
    for (std::uint32_t n = dice.roll(6); n > 0; --n) {
      entries.push_back(random_entry(dice, capabilities.rule_for(store(name))));
    }
    std::vector<Finding> noticed;
    if (dice.one_in(6)) {
      noticed.push_back({dice.one_in(2) ? RuleId::unreadable_file : RuleId::junk, Level::warning,
                         name + "/notes.txt"});
    }
    actual.emplace(store(name), StoreContents(std::move(entries), std::move(noticed)));
  }
  return actual;
}

Case random_case(std::uint32_t seed) {
  Dice dice(seed);
  Case made;
  made.capabilities = random_capabilities(dice);
  made.desired = random_desired(dice);
  made.actual = random_actual(dice, made.capabilities);
  made.policy.max_removals = dice.roll(4);
  if (dice.one_in(3)) {
    made.policy.protect.insert(dice.certificate().fingerprint());
  }
  return made;
}

// -- Comparing, with words that a failed check can show

std::string shown(const Properties& properties) {
  std::string text =
      properties.friendly_name.value_or("-") + "," + properties.description.value_or("-") + ",";
  for (const Oid& oid : properties.purposes.value_or(std::set<Oid>{purpose("code_signing")})) {
    text += oid.dotted() + " ";
  }
  for (const Site& owner : properties.owners) {
    text += "," + owner.text();
  }
  return text;
}

struct Show {
  std::string operator()(const Add& add) const { return "add " + shown(add.after); }
  std::string operator()(const Update& update) const {
    return "update " + shown(update.before) + " -> " + shown(update.after);
  }
  std::string operator()(const Remove& remove) const { return "remove " + shown(remove.before); }
};

std::vector<std::string> changes_of(const Plan& plan) {
  std::vector<std::string> lines;
  for (const PlannedChange& planned : plan.changes) {
    lines.push_back(std::visit(Show{}, planned.change) + " in " + store_of(planned.change).text() +
                    " " + certificate_of(planned.change).fingerprint().hex() + " " +
                    std::string(to_string(planned.drift)) + " " + planned.cause + " " +
                    (planned.declared_at ? "declared" : "undeclared"));
  }
  return lines;
}

// cannot_hold gathers entries into one finding, so only its level and store are compared.
std::set<std::string> findings_of(const Plan& plan) {
  std::set<std::string> lines;
  for (const Finding& finding : plan.findings) {
    if (finding.rule == RuleId::undecodable) {
      continue;  // what the rules say of single certificates is not the reference's
    }
    const bool one_entry =
        finding.rule != RuleId::not_at_hand && finding.rule != RuleId::unreadable_file &&
        finding.rule != RuleId::junk && (finding.rule != RuleId::cannot_hold || finding.unmet);
    lines.insert(std::string(rule(finding.rule).name) + " " +
                 std::string(to_string(finding.level)) + " " + finding.store.value().text() + " " +
                 (one_entry ? finding.certificate.value().hex() : "") +
                 (finding.unmet ? " unmet" : "") + (finding.observed ? " observed" : ""));
  }
  return lines;
}

std::vector<std::string> rest_of(const Plan& plan) {
  std::vector<std::string> lines;
  for (const Reliance& reliance : plan.relied_on) {
    lines.push_back("relied on " + reliance.store.text() + " " + reliance.certificate.hex() + " " +
                    shown({{}, {}, reliance.purposes, {}}));
  }
  for (const Refusal& refusal : plan.refusals) {
    lines.push_back("refused by " + refusal.guard);
  }
  for (const Error& error : plan.unreadable) {
    lines.push_back("unreadable: " + error.message);
  }
  return lines;
}

}  // namespace

TEST_CASE("a plan is what the naive reference says, and leaves nothing for the next", "[plan]") {
  std::size_t changes = 0;
  for (std::uint32_t seed = 0; seed < cases; ++seed) {
    const Case made = random_case(seed);
    const Plan plan =
        make_plan(made.desired, made.actual, made.capabilities, made.policy, today(), unquestioned);
    const Plan expected = reference_plan(made.desired, made.actual, made.capabilities, made.policy);
    const auto next = make_plan(made.desired, simulate(plan, made.actual), made.capabilities,
                                made.policy, today(), unquestioned);
    changes += plan.changes.size();
    INFO("seed " << seed);
    REQUIRE(changes_of(plan) == changes_of(expected));
    REQUIRE(findings_of(plan) == findings_of(expected));
    REQUIRE(rest_of(plan) == rest_of(expected));
    REQUIRE(changes_of(next).empty());
  }
  CHECK(changes > cases);  // the dice do not only roll empty plans
}

TEST_CASE("a plan does not depend on what was planned before", "[plan]") {
  const Case made = random_case(7);
  const auto once =
      make_plan(made.desired, made.actual, made.capabilities, made.policy, today(), unquestioned);
  const auto twice =
      make_plan(made.desired, made.actual, made.capabilities, made.policy, today(), unquestioned);
  CHECK(changes_of(once) == changes_of(twice));
  CHECK(once.findings == twice.findings);
}
