#include "engine/plan/guards.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include "engine/chains/distrusted.hpp"

namespace trustctl {

namespace {

using Purposes = std::optional<std::set<Oid>>;

// What a change does to the trust that an entry gives.
enum class Effect { none, removes, distrusts, narrows, disables };

bool covers(const Purposes& after, const Purposes& before) {
  return !after.has_value() ||
         (before.has_value() &&
          std::includes(after->begin(), after->end(), before->begin(), before->end()));
}

// An entry of Disallowed gives no trust: neither more nor fewer purposes take any away.
Effect effect_of(const Change& change) {
  const bool in_disallowed = store_of(change) == StoreName::disallowed();
  if (std::holds_alternative<Remove>(change)) {
    return Effect::removes;
  }
  if (std::holds_alternative<Add>(change)) {
    return in_disallowed ? Effect::distrusts : Effect::none;
  }
  const auto& update = std::get<Update>(change);
  if (in_disallowed || covers(update.after.purposes, update.before.purposes)) {
    return Effect::none;
  }
  return update.after.purposes->empty() ? Effect::disables : Effect::narrows;
}

std::string act_of(Effect effect) {
  switch (effect) {
    case Effect::removes:
      return " may not be removed from ";
    case Effect::distrusts:
      return " may not be put into ";
    case Effect::narrows:
    case Effect::disables:
    case Effect::none:
      break;
  }
  return " may not lose a purpose in ";
}

Refusal protects(const PlannedChange& planned, Effect effect) {
  const Certificate& certificate = certificate_of(planned.change);
  return {"protect", certificate.label() + " (" + certificate.fingerprint().hex() +
                         ") is protected and" + act_of(effect) + store_of(planned.change).text() +
                         "; take it out of policy.protect if that is meant"};
}

// What is protected.
class Protected {
 public:
  Protected(const TargetState& actual, const Policy& policy) : m_policy(policy) {
    for (const auto& [store, contents] : actual) {
      for (const Fingerprint& fingerprint : policy.protect) {
        const auto entries =
            contents.has_value() ? contents->find(fingerprint) : std::span<const Entry>();
        if (!entries.empty()) {
          m_here.add(entries.front().certificate);
        }
      }
    }
  }

  // To distrust its twin is to distrust it.
  bool forbids(const PlannedChange& planned, Effect effect) const {
    const Certificate& certificate = certificate_of(planned.change);
    return m_policy.protect.count(certificate.fingerprint()) != 0 ||
           (effect == Effect::distrusts && m_here.find(certificate) != nullptr);
  }

 private:
  const Policy& m_policy;
  Distrusted m_here;  // and stands in some store
};

// For how many entries trust ends, and how.
struct Endings {
  std::size_t removed = 0;
  std::size_t distrusted = 0;
  std::size_t disabled = 0;

  std::size_t all() const { return removed + distrusted + disabled; }
};

// "removes 2 entries, distrusts 1 and disables 1"
std::string words_of(const Endings& endings) {
  std::vector<std::string> parts;
  const auto say = [&parts](const std::string& act, std::size_t count) {
    if (count != 0) {
      const std::string noun = count == 1 ? " entry" : " entries";
      parts.push_back(act + std::to_string(count) + (parts.empty() ? noun : ""));
    }
  };
  say("removes ", endings.removed);
  say("distrusts ", endings.distrusted);
  say("disables ", endings.disabled);
  std::string text = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    text += (i + 1 == parts.size() ? " and " : ", ") + parts[i];
  }
  return text;
}

Refusal limits(const Endings& endings, std::size_t limit) {
  return {"max_removals",
          "this plan " + words_of(endings) + " and at most " + std::to_string(limit) +
              " may go at once; if that is meant, set policy.max_removals or run with "
              "--max-removals " +
              std::to_string(endings.all())};
}

}  // namespace

void mark_urgent(std::span<PlannedChange> changes, const TargetState& actual,
                 const Policy& policy) {
  if (std::none_of(changes.begin(), changes.end(), std::mem_fn(&PlannedChange::distrust))) {
    return;
  }
  const Protected guarded(actual, policy);
  std::set<Fingerprint> distrusted;
  for (PlannedChange& planned : changes) {
    if (planned.distrust && !guarded.forbids(planned, Effect::distrusts)) {
      planned.urgent = true;
      distrusted.insert(certificate_of(planned.change).fingerprint());
    }
  }
  for (PlannedChange& planned : changes) {
    planned.urgent =
        planned.urgent || (std::holds_alternative<Remove>(planned.change) &&
                           distrusted.contains(certificate_of(planned.change).fingerprint()));
  }
}

std::vector<Refusal> guard(std::span<const PlannedChange> changes, const TargetState& actual,
                           const Remainder& remainder, const Policy& policy) {
  std::vector<Refusal> refusals;
  const Protected guarded(actual, policy);
  Endings endings;
  for (const PlannedChange& planned : changes) {
    const Effect effect = effect_of(planned.change);
    if (effect == Effect::none) {
      continue;
    }
    if (guarded.forbids(planned, effect)) {
      refusals.push_back(protects(planned, effect));
    }
    if (planned.urgent) {
      continue;
    }
    const Fingerprint& fingerprint = certificate_of(planned.change).fingerprint();
    endings.removed += effect == Effect::removes ? 1U : 0U;
    endings.disabled += effect == Effect::disables ? 1U : 0U;
    endings.distrusted +=
        effect == Effect::distrusts && remainder.is_trusted(fingerprint) ? 1U : 0U;
  }
  if (endings.all() > policy.max_removals) {
    refusals.push_back(limits(endings, policy.max_removals));
  }
  return refusals;
}

}  // namespace trustctl
