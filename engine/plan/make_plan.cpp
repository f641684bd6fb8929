#include "engine/plan/make_plan.hpp"

#include <algorithm>
#include <iterator>
#include <set>
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

// A removal never needs strictness, and must not wait for an addition that does. What then stays in
// another store stays trusted, against the manifest.
void leave_out_what_cannot_be_distrusted(Plan& plan, const TargetState& actual,
                                         const AskSignature& ask) {
  const Remainder remainder(actual, plan.changes);
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

// What would be added: once each; but what is both distrusted and trusted somewhere is judged as
// either.
void judge_additions(Plan& plan, const Policy& policy, const AskSignature& ask) {
  std::set<std::pair<bool, Fingerprint>> judged;
  for (const PlannedChange& planned : plan.changes) {
    const auto* add = std::get_if<Add>(&planned.change);
    if (add == nullptr ||
        !judged.insert({add->store == StoreName::disallowed(), add->certificate.fingerprint()})
             .second) {
      continue;
    }
    judge_signature(add->certificate, add->store, Standing::declared, policy, planned.declared_at,
                    ask, plan.findings);
    judge_form(add->certificate, add->store, Standing::declared, policy, Asked::plan,
               planned.declared_at, plan.findings);
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
  plan.changes.reserve(changes.adds.size() + changes.updates.size() + changes.removes.size());
  append(plan.changes, changes.adds);
  append(plan.changes, changes.updates);
  append(plan.changes, changes.removes);
  leave_out_what_cannot_be_distrusted(plan, actual, ask);
  judge_additions(plan, policy, ask);
  plan.needs_rebuild = actual.needs_rebuild;
  plan.has_leftovers = actual.has_leftovers;
  mark_urgent(plan.changes, actual, policy);
  plan.refusals = guard(plan.changes, actual, policy);
  if (plan.has_work() && actual.read_only.has_value()) {
    plan.refusals.push_back({"read_only", actual.read_only->message});
  }
  put_in_order(plan.findings);
  return plan;
}

}  // namespace trustctl
