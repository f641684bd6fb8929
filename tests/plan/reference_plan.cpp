#include "tests/plan/reference_plan.hpp"

#include <algorithm>

#include "tests/plan/reference_guards.hpp"
#include "tests/plan/reference_wishes.hpp"

namespace trustctl::test {

namespace {

// The plan, store by store and certificate by certificate.
class Reference : private ReferenceWishes {
 public:
  using ReferenceWishes::ReferenceWishes;

  Plan plan() {
    for (const StoreName& store : m_stores) {
      say_not_at_hand(store);
      say_still_distrusted(store);
      for (const auto& [certificate, bytes] : m_all) {
        if (one_store()) {
          say_dropped(store, certificate);
        }
      }
      if (!readable(store)) {
        m_plan.unreadable.push_back(m_actual.at(store).error());
        continue;
      }
      plan_store(store);
    }
    if (one_store()) {
      move();
    }
    mark_misplaced();
    for (auto* list : {&m_adds, &m_updates, &m_removes}) {
      std::sort(list->begin(), list->end(), [](const PlannedChange& a, const PlannedChange& b) {
        return std::pair(store_of(a.change), certificate_of(a.change).fingerprint()) <
               std::pair(store_of(b.change), certificate_of(b.change).fingerprint());
      });
      m_plan.changes.insert(m_plan.changes.end(), list->begin(), list->end());
    }
    m_plan.refusals = reference_refusals(*this, m_plan.changes);
    return m_plan;
  }

 private:
  // -- Planning

  void plan_store(const StoreName& store) {
    for (const auto& [certificate, bytes] : m_all) {
      if (const auto entry = wanted(store, certificate)) {
        plan_wanted(store, *entry);
      } else if (const auto found = absence(store, certificate)) {
        plan_absent(store, certificate, *found);
      } else {
        if (const auto there = local(store, certificate)) {
          plan_undeclared(store, *there);
        }
        say_by_policy_in_exclusive(store, certificate);
      }
    }
    say_owners_not_held(store);
    say_what_was_not_read(store);
  }

  // What a provider could not read may be what must not be there.
  void say_what_was_not_read(const StoreName& store) {
    const auto found = m_actual.find(store);
    if (found == m_actual.end()) {
      return;
    }
    bool whole = true;
    for (const Finding& noticed : found->second->findings()) {
      put_finding(noticed.rule, noticed.level, store, std::nullopt, false, true);
      whole = whole && noticed.rule != RuleId::unreadable_file;
    }
    std::set<Meant> said;  // of two for one, the first counts
    for (const DesiredAbsence& gone : wish(store).absent) {
      auto meant = gone.which;
      for (const auto& [certificate, bytes] : m_all) {
        meant = means(gone.which, certificate) ? certificate : meant;
      }
      const auto* known = std::get_if<Fingerprint>(&meant);
      const bool matters = known == nullptr || m_all.count(*known) == 0 ||
                           (entries(store, *known).empty() && absence(store, *known));
      if (said.insert(meant).second && !whole && matters && gone.action == AbsentAction::remove) {
        find_unread(store);
      }
    }
    if (!whole && m_desired.site && wish(store).prune == Prune::all) {
      find_unread(store);
    }
  }

  void find_unread(const StoreName& store) {
    put_finding(RuleId::unreadable_file, Level::warning, store, std::nullopt, true, false);
  }

  void plan_wanted(const StoreName& store, const DesiredEntry& entry) {
    const Fingerprint& certificate = entry.certificate.fingerprint();
    if (const auto there = local(store, certificate)) {
      Properties after = there->properties();
      const bool take =
          m_desired.site && (!after.owners.empty() || m_desired.adoption == Adoption::adopt);
      if (take) {
        after.owners = others(*there);
        after.owners.insert(*m_desired.site);
        grant(after.friendly_name, entry.wishes.friendly_name);
        grant(after.description, entry.wishes.description);
      }
      grant(after.purposes, entry.wishes.purposes);
      after = hold(store, after);
      if (after == there->properties()) {
        m_plan.relied_on.push_back({store, certificate, there->properties().purposes});
      } else {
        put(Update{store, there->certificate, there->properties(), after}, Drift::different,
            entry.cause, entry.at, true);
      }
      return;
    }
    const auto elsewhere = entries(store, certificate);
    if (elsewhere.empty()) {
      Properties after;
      grant(after.friendly_name, entry.wishes.friendly_name);
      grant(after.description, entry.wishes.description);
      grant(after.purposes, entry.wishes.purposes);
      if (m_desired.site) {
        after.owners = {*m_desired.site};
      }
      const bool possible =
          m_capabilities.rule_for(store) != nullptr && m_capabilities.rule_for(store)->writable;
      put(Add{store, entry.certificate, possible ? hold(store, after) : after}, Drift::missing,
          entry.cause, entry.at, true);
      return;
    }
    bool vendor = false;
    bool as_wished = false;
    for (const Entry& there : elsewhere) {
      vendor = vendor || there.origin == Origin::vendor;
      Properties after = there.properties();
      grant(after.purposes, entry.wishes.purposes);
      as_wished = as_wished || after == there.properties();
    }
    if (!vendor) {
      find(RuleId::by_policy, true, store, certificate, false);
    }
    if (!as_wished) {
      find(RuleId::cannot_hold, false, store, certificate, true);
    }
  }

  void plan_absent(const StoreName& store, const Fingerprint& certificate,
                   const DesiredAbsence& absence) {
    const bool remove = absence.action == AbsentAction::remove;
    for (const Entry& entry : entries(store, certificate)) {
      if (entry.origin != Origin::local) {
        if (remove) {
          find(RuleId::cannot_remove, true, store, certificate, true);
        }
        continue;
      }
      if (!others(entry).empty()) {
        find(RuleId::other_owner, true, store, certificate, false);
      }
      put(Remove{store, entry.certificate, entry.properties()}, Drift::unexpected,
          cause(remove ? "absent" : "distrust", absence), absence.at, true);
    }
  }

  void say_by_policy_in_exclusive(const StoreName& store, const Fingerprint& certificate) {
    const DesiredStore& rules = wish(store);
    bool excepted = false;
    for (const Entry& entry : entries(store, certificate)) {
      const bool pruned_at_all =
          rules.prune == Prune::all
              ? entry.origin != Origin::vendor
              : rules.prune == Prune::owned && entry.origin == Origin::local && ours(entry);
      excepted = excepted || (m_desired.site && pruned_at_all && kept(store, certificate));
    }
    if (excepted) {
      find(RuleId::kept, false, store, certificate, false);
    }
    for (const Entry& entry : entries(store, certificate)) {
      if (m_desired.site && rules.prune == Prune::all && entry.origin == Origin::policy &&
          !rules.tolerance.policy && !kept(store, certificate)) {
        find(RuleId::not_exclusive, true, store, certificate, true);
      }
    }
  }

  void plan_undeclared(const StoreName& store, const Entry& entry) {
    const DesiredStore& rules = wish(store);
    if (!m_desired.site || rules.prune == Prune::never) {
      return;
    }
    const Fingerprint& certificate = entry.certificate.fingerprint();
    const bool mine = ours(entry);
    bool strange = rules.prune == Prune::all && entry.properties().owners.empty();
    if (rules.prune == Prune::all && !mine && !others(entry).empty() && !kept(store, certificate)) {
      if (!rules.tolerance.other_sites) {
        find(RuleId::not_exclusive, true, store, certificate, true);
        return;
      }
      strange = true;
    }
    const bool stays = kept(store, certificate) || others_stay(store, entry);
    if (mine && stays) {
      Properties after = entry.properties();
      after.owners = others(entry);
      put(Update{store, entry.certificate, entry.properties(), after}, Drift::different,
          "no longer declared", rules.at, false);
    } else if ((mine || strange) && !stays) {
      if (m_policy.protect.count(certificate) != 0) {
        find(RuleId::protected_entry, false, store, certificate, false);
      } else {
        put(Remove{store, entry.certificate, entry.properties()}, Drift::unexpected,
            mine ? "no longer declared" : "not declared; the store is exclusive", rules.at, false);
      }
    }
  }

  template <class T>
  static void grant(std::optional<T>& value, const Wish<T>& wish) {
    if (std::holds_alternative<Clear>(wish)) {
      value.reset();
    } else if (std::holds_alternative<T>(wish)) {
      value = std::get<T>(wish);
    }
  }

  Properties hold(const StoreName& store, const Properties& properties) {
    const StoreRule* rule = m_capabilities.rule_for(store);
    if (rule == nullptr) {
      return properties;
    }
    const Properties held = held_by(*rule, properties);
    if (properties.purposes && properties.purposes != held.purposes) {
      put_finding(RuleId::cannot_hold, Level::error, store, std::nullopt, false, false);
    }
    if ((properties.friendly_name && properties.friendly_name != held.friendly_name) ||
        (properties.description && properties.description != held.description)) {
      put_finding(RuleId::cannot_hold, Level::warning, store, std::nullopt, false, false);
    }
    return held;
  }

  void put(const Change& change, Drift drift, const std::string& why,
           const std::optional<Location>& at, bool by_declaration) {
    const StoreName& store = store_of(change);
    const StoreRule* rule = m_capabilities.rule_for(store);
    if (rule == nullptr && std::holds_alternative<Add>(change)) {
      put_finding(RuleId::cannot_hold, Level::error, store, std::nullopt, false, false);
    } else if (rule == nullptr || !rule->writable) {
      find(RuleId::cannot_hold, by_declaration, store, certificate_of(change).fingerprint(), true);
    } else {
      auto& list = std::holds_alternative<Add>(change)      ? m_adds
                   : std::holds_alternative<Update>(change) ? m_updates
                                                            : m_removes;
      list.push_back({change, drift, why, at});
    }
  }

  // -- What needs all stores

  void move() {
    for (const PlannedChange& add : m_adds) {
      const Fingerprint& certificate = certificate_of(add.change).fingerprint();
      for (const StoreName& other : m_stores) {
        const auto there = local(other, certificate);
        const auto is_this = [&](const PlannedChange& planned) {
          return store_of(planned.change) == other &&
                 certificate_of(planned.change).fingerprint() == certificate;
        };
        if (!there || other == store_of(add.change) ||
            std::any_of(m_removes.begin(), m_removes.end(), is_this)) {
          continue;
        }
        m_updates.erase(std::remove_if(m_updates.begin(), m_updates.end(), is_this),
                        m_updates.end());
        m_removes.push_back({Remove{other, there->certificate, there->properties()},
                             Drift::unexpected,
                             "moved to " + store_of(add.change).text() +
                                 ": this target keeps a certificate in one store",
                             wish(other).at});
      }
    }
  }

  void mark_misplaced() {
    for (PlannedChange& add : m_adds) {
      const Fingerprint& certificate = certificate_of(add.change).fingerprint();
      if (is_distrust(store_of(add.change), certificate)) {
        continue;
      }
      for (const StoreName& other : m_stores) {
        if (other != store_of(add.change) && local(other, certificate) &&
            !wanted(other, certificate)) {
          add.drift = Drift::misplaced;
        }
      }
      for (PlannedChange& remove : m_removes) {
        if (add.drift == Drift::misplaced &&
            certificate_of(remove.change).fingerprint() == certificate &&
            !absence(store_of(remove.change), certificate)) {
          remove.drift = Drift::misplaced;
        }
      }
    }
  }

  // -- Findings

  void find(RuleId rule, bool by_declaration, const StoreName& store,
            const Fingerprint& certificate, bool unmet) {
    const RuleLevels levels = m_policy.levels_of(rule);
    put_finding(rule, by_declaration ? levels.declared : levels.observed, store, certificate, unmet,
                !by_declaration);
  }

  void put_finding(RuleId rule, Level level, const StoreName& store,
                   const std::optional<Fingerprint>& certificate, bool unmet, bool observed) {
    m_plan.findings.push_back({rule, level, "", store, certificate, std::nullopt, unmet, observed});
  }

  void say_not_at_hand(const StoreName& store) {
    for (const DesiredAbsence& absence : wish(store).absent) {
      const bool at_hand = std::any_of(m_all.begin(), m_all.end(), [&](const auto& known) {
        return means(absence.which, known.first);
      });
      if (absence.action == AbsentAction::distrust && !at_hand) {
        put_finding(RuleId::not_at_hand, Level::warning, store, std::nullopt, false, false);
      }
    }
  }

  void say_dropped(const StoreName& store, const Fingerprint& certificate) {
    if (!declared(store, certificate) || wanted(store, certificate)) {
      return;
    }
    const bool root = declared(StoreName::root(), certificate).has_value();
    const bool disallowed = declared(StoreName::disallowed(), certificate).has_value();
    const bool as_good =
        (disallowed && store != StoreName::disallowed()) || (root && store == StoreName::ca());
    put_finding(RuleId::cannot_hold, as_good ? Level::info : Level::error, store, std::nullopt,
                false, false);
  }

  // Also where nothing can be written, or the store itself could not be read.
  void say_still_distrusted(const StoreName& store) {
    const StoreName disallowed = StoreName::disallowed();
    for (const auto& [certificate, bytes] : m_all) {
      const bool there = !entries(disallowed, certificate).empty();
      if (store != disallowed && wanted(store, certificate) && there &&
          (wanted(disallowed, certificate) || stays_distrusted(certificate))) {
        find(RuleId::stays_distrusted, true, store, certificate, true);
      }
    }
  }

  void say_owners_not_held(const StoreName& store) {
    const StoreRule* rule = m_capabilities.rule_for(store);
    const bool any = std::any_of(m_all.begin(), m_all.end(), [&](const auto& known) {
      return wanted(store, known.first).has_value();
    });
    if (any && m_desired.site && wish(store).prune == Prune::owned && rule != nullptr &&
        rule->writable && rule->holds.count(Field::owners) == 0) {
      put_finding(RuleId::cannot_hold, Level::warning, store, std::nullopt, false, false);
    }
  }

  Plan m_plan;
  std::vector<PlannedChange> m_adds;
  std::vector<PlannedChange> m_updates;
  std::vector<PlannedChange> m_removes;
};

}  // namespace

Plan reference_plan(const DesiredState& desired, const TargetState& actual,
                    const Capabilities& capabilities, const Policy& policy) {
  return Reference(desired, actual, capabilities, policy).plan();
}

}  // namespace trustctl::test
