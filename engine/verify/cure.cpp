#include "engine/verify/cure.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/verify/verify.hpp"

namespace trustctl {

namespace {

// The store, Disallowed aside, that holds a local entry of it.
std::optional<StoreName> local_store(const PathLink& link) {
  for (const Whereabouts& place : link.found) {
    if (place.store.has_value() && place.origin == Origin::local && !place.inherited &&
        place.store != StoreName::disallowed()) {
      return place.store;
    }
  }
  return std::nullopt;
}

Cure trust_chain(const Answer& answer) {
  Cure cure{Cure::Act::trust_chain, {}, StoreName::root()};
  for (auto link = answer.path.rbegin(); link != answer.path.rend(); ++link) {
    if (cure.certificates.empty() || std::next(link) != answer.path.rend()) {
      cure.certificates.push_back(link->certificate);
    }
  }
  return cure;
}

std::vector<Cure> cures_of(const Answer& answer) {
  std::vector<Cure> cures;
  for (const PathLink& link : answer.path) {
    if (link.has(Fault::distrusted)) {
      return {};
    }
    const auto restricting = local_store(link);
    if (link.has(Fault::purpose_disabled) && restricting.has_value()) {
      cures.push_back({Cure::Act::restore_purposes, {link.certificate}, *restricting});
    }
  }
  if (answer.path.back().has(Fault::untrusted_root)) {
    cures.push_back(trust_chain(answer));
  }
  return cures;
}

using Entries = std::map<StoreName, std::vector<Entry>>;

void restore_purposes(const Cure& cure, std::vector<Entry>& entries) {
  for (Entry& entry : entries) {
    if (entry.certificate != cure.certificates.front() || entry.origin != Origin::local) {
      continue;
    }
    for (Place& place : entry.places) {
      place.properties.purposes.reset();
    }
  }
}

// Where the members of a chain go: the root, which is the first, into Root.
StoreName store_of(const Cure& cure, std::size_t member) {
  return cure.act == Cure::Act::trust_chain && member != 0 ? StoreName::ca() : cure.store;
}

void put_in_place(const Cure& cure, Entries& stores) {
  if (cure.act == Cure::Act::restore_purposes) {
    restore_purposes(cure, stores[cure.store]);
    return;
  }
  for (std::size_t i = 0; i < cure.certificates.size(); ++i) {
    stores[store_of(cure, i)].push_back({cure.certificates[i], Origin::local, {Place{}}});
  }
}

// The stores as they would be. What cannot be read stays so.
TargetState with(const std::vector<Cure>& cures, const TargetState& stores) {
  Entries entries;
  for (const auto& [store, contents] : stores) {
    if (contents.has_value()) {
      entries[store].assign(contents->entries().begin(), contents->entries().end());
    }
  }
  for (const Cure& cure : cures) {
    put_in_place(cure, entries);
  }
  TargetState cured = stores;
  for (auto& [store, list] : entries) {
    const auto known = stores.find(store);
    const bool is_read = known != stores.end() && known->second.has_value();
    if (known != stores.end() && !is_read) {
      continue;
    }
    const std::vector<Finding> findings =
        is_read ? std::vector<Finding>(known->second->findings().begin(),
                                       known->second->findings().end())
                : std::vector<Finding>();
    cured.stores.insert_or_assign(store, StoreContents(std::move(list), findings));
  }
  return cured;
}

void note(std::string obstacle, std::vector<std::string>& obstacles) {
  if (std::find(obstacles.begin(), obstacles.end(), obstacle) == obstacles.end()) {
    obstacles.push_back(std::move(obstacle));
  }
}

// Errors, and open questions too: what would be "could not tell" is not cured.
std::vector<std::string> remaining_problems(const Answer& answer) {
  std::vector<std::string> remaining;
  for (const PathLink& link : answer.path) {
    for (const Problem& problem : link.problems) {
      if (problem.severity != Severity::warning) {
        note(link.certificate.label() + ' ' + problem.message, remaining);
      }
    }
  }
  if (remaining.empty() && answer.trust != Trust::trusted) {
    remaining.emplace_back("what could not be read or looked at may still speak against it");
  }
  return remaining;
}

void add_objections(const std::vector<Cure>& cures, const PlanObjection& objection,
                    std::vector<std::string>& obstacles) {
  for (const Cure& cure : cures) {
    for (std::size_t i = 0; i < cure.certificates.size(); ++i) {
      if (auto why = objection(cure.certificates[i], store_of(cure, i))) {
        note("a plan refuses it: " + *std::move(why), obstacles);
      }
    }
  }
}

}  // namespace

JudgedCures judge_cures(const Question& question, const TargetState& stores, const Answer& answer,
                        const SignatureCheck& signed_by, const PlanObjection& objection) {
  JudgedCures judged{cures_of(answer)};
  if (judged.cures.empty()) {
    return judged;
  }
  judged.obstacles = remaining_problems(verify(question, with(judged.cures, stores), signed_by));
  add_objections(judged.cures, objection, judged.obstacles);
  if (!judged.obstacles.empty()) {
    judged.cures.clear();
  }
  return judged;
}

}  // namespace trustctl
