#include "engine/plan/finding_list.hpp"
#include "engine/text/words.hpp"

#include <algorithm>

namespace trustctl {

namespace {

std::string known_purposes(const StoreRule& rule) {
  if (!rule.purposes.has_value() || rule.holds.count(Field::purposes) == 0) {
    return "";
  }
  std::string list;
  for (const Oid& purpose : *rule.purposes) {
    list += (list.empty() ? "" : ", ") + purpose.purpose_name();
  }
  return ", which knows only " + (list.empty() ? std::string("none") : list);
}

std::string name_of(Field field) {
  switch (field) {
    case Field::friendly_name:
      return "friendly name";
    case Field::description:
      return "description";
    case Field::purposes:
      return "purposes";
    case Field::owners:
      return "owners";
  }
  return "";
}

std::string origin_of(const Entry& entry) {
  return entry.origin == Origin::policy ? "by policy" : "from the vendor";
}

std::vector<Finding> observed(std::span<const Finding> told, const std::optional<StoreName>& of) {
  std::vector<Finding> findings;
  for (Finding finding : told) {
    finding.store = of;
    finding.observed = true;
    if (finding.level != Level::ignore) {
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

std::string owners_of(const Entry& entry) {
  std::vector<std::string> owners;
  for (const Site& site : entry.owners()) {
    owners.push_back(site.text());
  }
  return listed(owners);
}

}  // namespace

std::vector<Finding> noticed(const StoreName& store, const StoreContents& contents) {
  return observed(contents.findings(), store);
}

std::vector<Finding> noticed(const TargetState& state) {
  return observed(state.findings, std::nullopt);
}

Finding* FindingList::put(RuleId rule, Standing standing, const Certificate& certificate,
                          const std::string& predicate, const Location* where) {
  const Level level = level_of(rule, standing, m_policy);
  if (level == Level::ignore) {
    return nullptr;
  }
  Finding finding{.rule = rule,
                  .level = level,
                  .message = certificate.label() + " " + predicate,
                  .store = m_store,
                  .certificate = certificate.fingerprint(),
                  .observed = standing == Standing::observed};
  if (where != nullptr) {
    finding.where = *where;
  }
  m_findings.push_back(std::move(finding));
  return &m_findings.back();
}

void FindingList::judge_declared(const Wanted& wanted, bool is_there) {
  const std::size_t before = m_findings.size();
  Standings standings{Standing::declared, is_there ? Standing::observed : Standing::declared};
  standings.from_bundle = wanted.present != nullptr && wanted.present->from_bundle;
  judge(*wanted.certificate, m_store, standings, m_policy, m_now, std::nullopt, m_findings);
  for (std::size_t i = before; i < m_findings.size(); ++i) {
    m_findings[i].where = wanted.at();
  }
}

void FindingList::judge_observed(const Entry& entry) {
  if (entry.origin == Origin::vendor) {
    return;
  }
  judge(entry.certificate, m_store, Standing::observed, m_policy, m_now, std::nullopt, m_findings);
}

void FindingList::duplicate(const Entry& entry) {
  std::string places;
  for (const Place& place : entry.places) {
    places += (places.empty() ? "" : ", ") + place.name;
  }
  put(RuleId::duplicate, Standing::observed, entry.certificate,
      "is kept " + std::to_string(entry.places.size()) + " times: " + places, nullptr);
}

void FindingList::by_policy(const Wanted& wanted, const Entry& entry) {
  put(RuleId::by_policy, Standing::declared, entry.certificate,
      "is in " + m_store.text() + " by policy: it goes with that GPO", &wanted.at());
}

void FindingList::other_purposes(const Wanted& wanted, const Entry& entry) {
  Finding* finding = put(RuleId::cannot_hold, Standing::observed, entry.certificate,
                         "is in " + m_store.text() + " " + origin_of(entry) +
                             ", for other purposes than declared, and cannot be changed here",
                         &wanted.at());
  if (finding != nullptr) {
    finding->unmet = true;
  }
}

void FindingList::cannot_remove(const Entry& entry, const DesiredAbsence& absence) {
  const bool policy = entry.origin == Origin::policy;
  std::string advice = policy ? "withdraw it there" : "it would come back";
  if (m_store != StoreName::disallowed()) {
    advice += policy ? ", or declare it absent with 'action: distrust'"
                     : "; declare it absent with 'action: distrust'";
  }
  Finding* finding =
      put(RuleId::cannot_remove, Standing::declared, entry.certificate,
          "is in " + m_store.text() + " " + origin_of(entry) + " and cannot be removed: " + advice,
          &absence.at);
  if (finding != nullptr) {
    finding->unmet = true;
  }
}

void FindingList::not_exclusive(const Entry& entry, const StoreGoal& goal) {
  const std::string what =
      entry.origin == Origin::policy
          ? "by policy; withdraw it there, or write 'tolerate: [policy]', or keep it"
          : "by the site " + owners_of(entry) +
                "; write 'other_sites: []' to have it removed, or name the site there to let it "
                "stay";
  Finding* finding = put(RuleId::not_exclusive, Standing::declared, entry.certificate,
                         "is in " + m_store.text() + ", which is exclusive, " + what,
                         goal.at ? &*goal.at : nullptr);
  if (finding != nullptr) {
    finding->unmet = true;
  }
}

void FindingList::other_owner(const Entry& entry, const DesiredAbsence& absence) {
  put(RuleId::other_owner, Standing::declared, entry.certificate,
      "is declared absent from " + m_store.text() + ", and owned by " + owners_of(entry) +
          ", which may put it back",
      &absence.at);
}

void FindingList::protected_entry(const Entry& entry) {
  put(RuleId::protected_entry, Standing::observed, entry.certificate,
      "is no longer declared in " + m_store.text() + " and stays, since it is protected", nullptr);
}

void FindingList::kept(const Entry& entry, const KeptEntry& exception) {
  put(RuleId::kept, Standing::observed, entry.certificate,
      "is not declared in " + m_store.text() + " and is kept" +
          (exception.reason.empty() ? "" : ": " + exception.reason),
      &exception.at);
}

void FindingList::perhaps_unread(const DesiredAbsence& absence) {
  Finding finding = not_read_whole(absence.certificate.has_value() ? absence.certificate->label()
                                                                   : name_of(absence));
  finding.where = absence.at;
  if (const auto* fingerprint = std::get_if<Fingerprint>(&absence.which)) {
    finding.certificate = *fingerprint;
  }
  m_findings.push_back(std::move(finding));
}

void FindingList::perhaps_not_exclusive(const StoreGoal& goal) {
  Finding finding = not_read_whole("what is not declared");
  finding.where = goal.at;
  m_findings.push_back(std::move(finding));
}

Finding FindingList::not_read_whole(const std::string& what) const {
  return {.rule = RuleId::unreadable_file,
          .level = m_policy.levels_of(RuleId::unreadable_file).declared,
          .message = what + " must not be in " + m_store.text() +
                     ", and may be in what could not be read there; make that readable, or take it "
                     "out of the store",
          .store = m_store,
          .unmet = true};
}

void FindingList::lost(Field field, const Wanted& wanted) {
  Lost& lost = m_lost[{field, wanted.present->alias}];
  ++lost.count;
  if (lost.first == nullptr) {
    lost.first = &wanted;
  }
}

void FindingList::say_what_is_lost(const StoreRule& rule) {
  for (const auto& [declaration, lost] : m_lost) {
    say_lost(declaration.first, lost, rule);
  }
  m_lost.clear();
}

void FindingList::say_lost(Field field, const Lost& lost, const StoreRule& rule) {
  const std::string others = lost.count == 1 ? ""
                                             : "and " + std::to_string(lost.count - 1) +
                                                   " more of " + lost.first->present->alias + ": ";
  Finding* finding =
      put(RuleId::cannot_hold, Standing::declared, *lost.first->certificate,
          others + "its declared " + name_of(field) + " cannot be held in " + m_store.text() +
              " of this target" + (field == Field::purposes ? known_purposes(rule) : ""),
          &lost.first->at());
  if (finding != nullptr && field != Field::purposes) {
    finding->level = std::min(finding->level, Level::warning);
  }
}

void FindingList::owners_not_held(const StoreGoal& goal) {
  const Level level = std::min(m_policy.levels_of(RuleId::cannot_hold).declared, Level::warning);
  if (level != Level::ignore) {
    m_findings.push_back({.rule = RuleId::cannot_hold,
                          .level = level,
                          .message = m_store.text() +
                                     " of this target has no place for owners: what is no longer "
                                     "declared there will not be pruned",
                          .store = m_store,
                          .where = goal.at});
  }
}

void FindingList::no_such_store(std::size_t count, const StoreGoal& goal) {
  const Level level = m_policy.levels_of(RuleId::cannot_hold).declared;
  if (level != Level::ignore) {
    m_findings.push_back(
        {.rule = RuleId::cannot_hold,
         .level = level,
         .message = "this target has no store " + m_store.text() + ": " + std::to_string(count) +
                    (count == 1 ? " certificate that is" : " certificates that are") +
                    " declared there cannot be placed",
         .store = m_store,
         .where = goal.at.has_value() ? *goal.at : goal.wanted.front().at()});
  }
}

void FindingList::not_writable(const StoreRule& rule, const Certificate& certificate,
                               const std::string& what, const std::optional<Location>& where,
                               Standing standing) {
  Finding* finding = put(RuleId::cannot_hold, standing, certificate,
                         what + " " + m_store.text() + ", which cannot be changed in this target" +
                             (rule.changed_by.empty() ? "" : ": ") + std::string(rule.changed_by),
                         where.has_value() ? &*where : nullptr);
  if (finding != nullptr) {
    finding->unmet = true;
  }
}

}  // namespace trustctl
