#include "engine/plan/make_plan.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/plan/distrust.hpp"
#include "engine/plan/finding_list.hpp"
#include "engine/plan/finding_order.hpp"
#include "engine/plan/form_rules.hpp"
#include "engine/plan/guards.hpp"
#include "engine/plan/misplaced.hpp"
#include "engine/plan/one_store.hpp"
#include "engine/plan/ownership.hpp"
#include "engine/plan/remainder.hpp"
#include "engine/plan/rules.hpp"
#include "engine/plan/store_goal.hpp"
#include "engine/plan/store_planner.hpp"

namespace trustctl {

namespace {

void append(std::vector<PlannedChange>& all, std::vector<PlannedChange>& more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// A store that was not read, or does not exist, is empty; one that could not be read is null.
const StoreContents* contents_of(const StoreName& store, const TargetState& actual) {
  static const StoreContents empty;
  const auto found = actual.find(store);
  if (found == actual.end()) {
    return &empty;
  }
  return found->second.has_value() ? &*found->second : nullptr;
}

// How many changes there can be: what is wanted may be added or updated, what is there updated or
// removed.
std::size_t most_changes(const StoreGoals& goals, const TargetState& actual) {
  std::size_t most = 0;
  for (const auto& [store, goal] : goals) {
    const StoreContents* contents = contents_of(store, actual);
    most += contents == nullptr ? 0 : goal.wanted.size() + contents->entries().size();
  }
  return most;
}

// A removal never needs strictness, and must not wait for an addition that does. What then stays in
// another store stays trusted, against the manifest.
void leave_out_what_cannot_be_distrusted(Plan& plan, const Remainder& remainder,
                                         const AskSignature& ask) {
  const auto inadmissible = [&](const PlannedChange& planned) {
    const Certificate& certificate = certificate_of(planned.change);
    auto finding = planned.distrust ? why_not_distrusted(certificate, planned.declared_at, ask)
                                    : std::optional<Finding>();
    if (!finding.has_value()) {
      return false;
    }
    finding->unmet = remainder.is_trusted(certificate.fingerprint());
    plan.findings.push_back(std::move(*finding));
    return true;
  };
  auto& changes = plan.changes;
  changes.erase(std::remove_if(changes.begin(), changes.end(), inadmissible), changes.end());
}

// What would be added: once each; but what is both distrusted and trusted somewhere stands here as
// either.
std::vector<const PlannedChange*> additions(const std::vector<PlannedChange>& changes) {
  std::vector<const PlannedChange*> all;
  for (const PlannedChange& planned : changes) {
    if (std::holds_alternative<Add>(planned.change)) {
      all.push_back(&planned);
    }
  }
  const auto before = [](const PlannedChange* a, const PlannedChange* b) {
    const bool distrusts = store_of(a->change) == StoreName::disallowed();
    const bool other_distrusts = store_of(b->change) == StoreName::disallowed();
    return distrusts != other_distrusts
               ? distrusts < other_distrusts
               : certificate_of(a->change).fingerprint() < certificate_of(b->change).fingerprint();
  };
  if (!std::is_sorted(all.begin(), all.end(), before)) {
    std::stable_sort(all.begin(), all.end(), before);
  }
  const auto same = [&before](const PlannedChange* a, const PlannedChange* b) {
    return !before(a, b);
  };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  return all;
}

void judge_additions(Plan& plan, const Policy& policy, const AskSignature& ask) {
  for (const PlannedChange* planned : additions(plan.changes)) {
    const auto& add = std::get<Add>(planned->change);
    judge_signature(add.certificate, add.store, Standing::declared, policy, planned->declared_at,
                    ask, plan.findings);
    judge_form(add.certificate, add.store, Standing::declared, policy, Asked::plan,
               planned->declared_at, plan.findings);
  }
}

void say_who_may_write(Plan& plan, const Error& writers, const Policy& policy) {
  const Level level = level_of(RuleId::shared_target, Standing::observed, policy);
  if (level != Level::ignore) {
    plan.findings.push_back({.rule = RuleId::shared_target,
                             .level = level,
                             .message = writers.message,
                             .observed = true});
  }
}

}  // namespace

Plan make_plan(const DesiredState& desired, const TargetState& actual,
               const Capabilities& capabilities, const Policy& policy, Time now,
               const AskSignature& ask) {
  Plan plan;
  plan.target = desired.target;
  plan.findings = desired.findings;
  for (Finding& finding : noticed(actual)) {
    plan.findings.push_back(std::move(finding));
  }
  const Ownership ownership(desired);
  const bool one_store =
      capabilities.placement == Capabilities::Placement::one_store_per_certificate;
  StoreGoals goals = store_goals(desired, actual, policy, plan.findings);
  const Distrust distrust(goals, actual, capabilities, ownership, policy);
  if (one_store) {
    choose_one_store_each(goals, distrust, policy, plan.findings);
  }
  distrust.note_what_is_wanted(plan.findings);
  ChangeLists changes;
  // They become the list of all: large as changes are, the others are moved once and these never.
  // Room that stays unused costs no memory.
  changes.adds.reserve(most_changes(goals, actual));
  for (const auto& [store, goal] : goals) {
    const StoreContents* contents = contents_of(store, actual);
    if (contents == nullptr) {
      plan.unreadable.push_back(actual.at(store).error());
      continue;
    }
    for (Finding& finding : noticed(store, *contents)) {
      plan.findings.push_back(std::move(finding));
    }
    StorePlanner(store, capabilities.rule_for(store), goal, ownership, desired.adoption, policy,
                 now)
        .plan(*contents, changes, plan.relied_on, plan.findings);
  }
  if (one_store) {
    plan_moves(changes, goals, actual);
  }
  mark_misplaced(changes, goals, actual);
  plan.changes = std::move(changes.adds);
  append(plan.changes, changes.updates);
  append(plan.changes, changes.removes);
  const Remainder remainder(actual, plan.changes);
  leave_out_what_cannot_be_distrusted(plan, remainder, ask);
  judge_additions(plan, policy, ask);
  plan.needs_rebuild = actual.needs_rebuild;
  plan.has_leftovers = actual.has_leftovers;
  mark_urgent(plan.changes, actual, policy);
  plan.refusals = guard(plan.changes, actual, remainder, policy);
  if (plan.has_work() && actual.read_only.has_value()) {
    plan.refusals.push_back({"read_only", actual.read_only->message});
  }
  if (actual.shared.has_value()) {
    say_who_may_write(plan, *actual.shared, policy);
  }
  plan.may_be_shared = level_of(RuleId::shared_target, Standing::declared, policy) != Level::error;
  put_in_order(plan.findings);
  return plan;
}

}  // namespace trustctl
