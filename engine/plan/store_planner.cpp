#include "engine/plan/store_planner.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "engine/plan/property_wishes.hpp"
#include "engine/plan/pruning.hpp"

namespace trustctl {

namespace {

// A store that the target does not have: nothing can be written, and nothing else is known of it.
const StoreRule& no_store() {
  static const StoreRule rule{
      .writable = false,
      .holds = {Field::friendly_name, Field::description, Field::purposes, Field::owners},
      .purposes = std::nullopt};
  return rule;
}

bool holds_all(const StoreRule& rule) {
  constexpr std::size_t fields = 4;
  return rule.holds.size() == fields && !rule.purposes.has_value();
}

}  // namespace

struct StorePlanner::Run {
  ChangeLists& changes;
  std::vector<Reliance>& relied_on;
  FindingList findings;
  std::size_t without_store = 0;
};

StorePlanner::StorePlanner(const StoreName& store, const StoreRule* rule, const StoreGoal& goal,
                           const Ownership& ownership, Adoption adoption, const Policy& policy,
                           Time now)
    : m_store(store),
      m_rule(rule != nullptr ? *rule : no_store()),
      m_exists(rule != nullptr),
      m_holds_all(holds_all(m_rule)),
      m_goal(goal),
      m_ownership(ownership),
      m_adoption(adoption),
      m_policy(policy),
      m_now(now) {}

void StorePlanner::plan(const StoreContents& contents, ChangeLists& changes,
                        std::vector<Reliance>& relied_on, std::vector<Finding>& findings) {
  const auto entries = contents.entries();
  Run run{changes, relied_on, FindingList(m_store, m_policy, m_now, findings)};
  // Changes are large to move; room that stays unused costs no memory.
  changes.removes.reserve(changes.removes.size() + entries.size());
  relied_on.reserve(relied_on.size() + m_goal.wanted.size());
  auto wanted = m_goal.wanted.begin();
  const auto end = m_goal.wanted.end();
  for (std::size_t i = 0; i < entries.size() || wanted != end;) {
    if (i == entries.size() ||
        (wanted != end && wanted->fingerprint() < entries[i].certificate.fingerprint())) {
      missing(*wanted++, run);
      continue;
    }
    std::size_t next = i + 1;
    while (next < entries.size() && entries[next].certificate == entries[i].certificate) {
      ++next;
    }
    const auto same = entries.subspan(i, next - i);
    if (wanted != end && *wanted->certificate == entries[i].certificate) {
      present(*wanted++, same, run);
    } else {
      undeclared(same, run);
    }
    i = next;
  }
  about_the_store(run);
  if (!contents.is_complete()) {
    about_what_was_not_read(contents, run);
  }
}

void StorePlanner::about_the_store(Run& run) const {
  run.findings.say_what_is_lost(m_rule);
  if (run.without_store > 0) {
    run.findings.no_such_store(run.without_store, m_goal);
  }
  const bool prunes = m_ownership.site().has_value() && m_goal.prune == Prune::owned;
  if (prunes && m_rule.writable && !m_goal.wanted.empty() &&
      m_rule.holds.count(Field::owners) == 0) {
    run.findings.owners_not_held(m_goal);
  }
}

// What must not be there may be in what could not be read. (What is distrusted may: Disallowed
// outweighs it.)
void StorePlanner::about_what_was_not_read(const StoreContents& contents, Run& run) const {
  for (const Unwanted& unwanted : m_goal.unwanted) {
    if (unwanted.absence->action == AbsentAction::remove &&
        contents.find(unwanted.fingerprint).empty()) {
      run.findings.perhaps_unread(*unwanted.absence);
    }
  }
  for (const DesiredAbsence* absence : m_goal.unknown) {
    if (absence->action == AbsentAction::remove) {
      run.findings.perhaps_unread(*absence);
    }
  }
  if (m_goal.prune == Prune::all && m_ownership.site().has_value()) {
    run.findings.perhaps_not_exclusive(m_goal);
  }
}

void StorePlanner::missing(const Wanted& wanted, Run& run) const {
  run.findings.judge_declared(wanted, false);
  add(wanted, run);
}

void StorePlanner::present(const Wanted& wanted, std::span<const Entry> entries, Run& run) const {
  const Entry& first = entries.front();  // sorted by origin, and local is the first
  const auto others = entries.subspan(first.origin == Origin::local ? 1 : 0);
  const bool locally = first.origin == Origin::local && first.is_complete();
  const bool otherwise =
      std::any_of(others.begin(), others.end(), std::mem_fn(&Entry::is_complete));
  run.findings.judge_declared(wanted, locally || otherwise);
  if (locally) {
    present_locally(wanted, first, run);
  } else if (otherwise) {
    present_otherwise(wanted, others, run);
  } else {
    add(wanted, run);
  }
}

void StorePlanner::present_locally(const Wanted& wanted, const Entry& entry, Run& run) const {
  if (entry.places.size() > 1) {
    run.findings.duplicate(entry);
  }
  const bool ours = becomes_ours(entry);
  const Properties& properties = entry.properties();
  if (const Properties* other = first_unlike(entry, ours, wanted)) {
    Properties after = granted(properties, ours ? wanted.wishes() : purposes_only(wanted.wishes()));
    if (ours) {
      after.owners = m_ownership.with_us(entry.owners());
    }
    after = held(std::move(after), wanted, run);
    if (after != *other) {
      update(entry, *other, std::move(after), wanted.cause(), wanted.at(), Standing::declared, run);
      return;
    }
  }
  run.relied_on.push_back({m_store, entry.certificate.fingerprint(), properties.purposes,
                           m_ownership.site().has_value() && !ours});
}

// What the first copy says that does not say what it should; null where all do. Copies that say
// nothing at all have no place for it, as long as another has.
const Properties* StorePlanner::first_unlike(const Entry& entry, bool ours,
                                             const Wanted& wanted) const {
  const Properties& told = entry.properties();
  if (ours && !m_ownership.is_recorded(entry)) {
    return &told;
  }
  const auto is_as_wished = [&](const Properties& properties) {
    return ours ? fulfilled(properties, wanted.wishes())
                : fulfilled(properties, purposes_only(wanted.wishes()));
  };
  if (!is_as_wished(told)) {
    return &told;
  }
  for (const Place& place : entry.places) {
    if (place.says_anything() && !is_as_wished(place.properties)) {
      return &place.properties;
    }
  }
  return nullptr;
}

void StorePlanner::present_otherwise(const Wanted& wanted, std::span<const Entry> entries,
                                     Run& run) const {
  const PropertyWishes wishes = purposes_only(wanted.wishes());
  bool vendor = false;
  bool as_wished = false;
  for (const Entry& entry : entries) {
    vendor = vendor || entry.origin == Origin::vendor;
    as_wished = as_wished || fulfilled(entry.properties(), wishes);
  }
  if (!vendor) {
    run.findings.by_policy(wanted, entries.front());
  }
  if (!as_wished) {
    run.findings.other_purposes(wanted, entries.front());
  }
}

void StorePlanner::undeclared(std::span<const Entry> entries, Run& run) const {
  run.findings.judge_observed(entries.front());
  const Entry& first = entries.front();
  if (first.origin == Origin::local && first.places.size() > 1) {
    run.findings.duplicate(first);
  }
  if (!m_goal.unwanted.empty()) {
    if (const Unwanted* found = m_goal.find_unwanted(first.certificate.fingerprint())) {
      unwanted(*found, entries, run);
      return;
    }
  }
  if (const Kept* kept = exception_for(first)) {
    run.findings.kept(first, *kept->exception);
  }
  if (first.origin == Origin::local) {
    prune(first, run);
  }
  const bool judges_policy =
      m_goal.prune == Prune::all && m_ownership.site().has_value() && !m_goal.tolerance.policy;
  for (const Entry& entry : entries) {
    if (judges_policy && entry.origin == Origin::policy &&
        !m_goal.keeps(entry.certificate.fingerprint())) {
      run.findings.not_exclusive(entry, m_goal);
    }
  }
}

// What pruning, or an exclusive store, lets stay because the manifest says so. (What the vendor
// brings is never judged.)
const Kept* StorePlanner::exception_for(const Entry& entry) const {
  const bool judged =
      m_ownership.site().has_value() && entry.origin != Origin::vendor &&
      (m_goal.prune == Prune::all || (m_goal.prune == Prune::owned && m_ownership.owns(entry)));
  return judged && !m_goal.kept.empty() ? m_goal.find_kept(entry.certificate.fingerprint())
                                        : nullptr;
}

void StorePlanner::unwanted(const Unwanted& unwanted, std::span<const Entry> entries,
                            Run& run) const {
  const DesiredAbsence& absence = *unwanted.absence;
  for (const Entry& entry : entries) {
    if (entry.origin != Origin::local) {
      // What is distrusted may stay where it is: Disallowed outweighs it.
      if (absence.action == AbsentAction::remove) {
        run.findings.cannot_remove(entry, absence);
      }
      continue;
    }
    if (m_ownership.shares(entry)) {
      run.findings.other_owner(entry, absence);
    }
    remove(entry, cause_of(absence), absence.at, Standing::declared, run);
  }
}

void StorePlanner::prune(const Entry& entry, Run& run) const {
  const Pruning pruning = pruning_of(entry, m_goal, m_ownership);
  if (pruning == Pruning::none) {
    return;
  }
  if (pruning == Pruning::other_site) {
    run.findings.not_exclusive(entry, m_goal);
    return;
  }
  if (pruning == Pruning::let_go) {
    Properties after = entry.properties();
    after.owners = m_ownership.without_us(entry.owners());
    update(entry, entry.properties(), std::move(after), std::string(no_longer_declared), m_goal.at,
           Standing::observed, run);
  } else if (m_policy.protect.count(entry.certificate.fingerprint()) != 0) {
    run.findings.protected_entry(entry);
  } else {
    remove(entry,
           pruning == Pruning::remove ? std::string(no_longer_declared)
                                      : "not declared; the store is exclusive",
           m_goal.at, Standing::observed, run);
  }
}

bool StorePlanner::becomes_ours(const Entry& entry) const {
  return m_ownership.site().has_value() && (has_owner(entry) || m_adoption == Adoption::adopt);
}

// What of these properties the store can hold; says what it cannot.
Properties StorePlanner::held(Properties properties, const Wanted& wanted, Run& run) const {
  if (m_holds_all) {
    return properties;
  }
  Properties held = held_by(m_rule, properties);
  for (const Field field : lost_fields(properties, held)) {
    run.findings.lost(field, wanted);
  }
  return held;
}

void StorePlanner::add(const Wanted& wanted, Run& run) const {
  if (!m_exists) {
    ++run.without_store;
    return;
  }
  if (!m_rule.writable) {
    run.findings.not_writable(m_rule, *wanted.certificate, "is missing from", wanted.at(),
                              Standing::declared);
    return;
  }
  Properties properties = granted({}, wanted.wishes());
  if (m_ownership.site().has_value()) {
    properties.owners.insert(*m_ownership.site());
  }
  run.changes.adds.push_back(
      {Add{m_store, *wanted.certificate, held(std::move(properties), wanted, run)}, Drift::missing,
       wanted.cause(), wanted.at(), wanted.present == nullptr});
}

void StorePlanner::update(const Entry& entry, const Properties& before, Properties after,
                          std::string cause, const std::optional<Location>& at, Standing standing,
                          Run& run) const {
  if (!m_rule.writable) {
    run.findings.not_writable(m_rule, entry.certificate, "has other properties than declared in",
                              at, standing);
    return;
  }
  run.changes.updates.push_back({Update{m_store, entry.certificate, before, std::move(after)},
                                 Drift::different, std::move(cause), at});
}

void StorePlanner::remove(const Entry& entry, std::string cause, const std::optional<Location>& at,
                          Standing standing, Run& run) const {
  if (!m_rule.writable) {
    run.findings.not_writable(m_rule, entry.certificate, "must not be in", at, standing);
    return;
  }
  run.changes.removes.push_back({Remove{m_store, entry.certificate, entry.properties()},
                                 Drift::unexpected, std::move(cause), at});
}

}  // namespace trustctl
