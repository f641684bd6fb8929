#include "tests/plan/reference_guards.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace trustctl::test {

namespace {

using Changes = std::span<const PlannedChange>;

// Asked of each purpose there is; "another" stands for those that no manifest names.
bool loses_a_purpose(const Properties& before, const Properties& after) {
  std::set<std::string> known = {"another"};
  for (const auto* purposes : {&before.purposes, &after.purposes}) {
    if (*purposes) {
      for (const Oid& one : **purposes) {
        known.insert(one.dotted());
      }
    }
  }
  const auto allows = [](const Properties& properties, const std::string& purpose) {
    return !properties.purposes ||
           std::any_of(properties.purposes->begin(), properties.purposes->end(),
                       [&](const Oid& one) { return one.dotted() == purpose; });
  };
  return std::any_of(known.begin(), known.end(), [&](const std::string& purpose) {
    return allows(before, purpose) && !allows(after, purpose);
  });
}

bool is_about(const PlannedChange& planned, const Fingerprint& certificate) {
  return certificate_of(planned.change).fingerprint() == certificate;
}

// What `action: distrust` puts into Disallowed, and takes from elsewhere in the same plan.
bool is_urgent(const ReferenceWishes& wishes, Changes changes, const Fingerprint& certificate) {
  return wishes.policy().protect.count(certificate) == 0 &&
         std::any_of(changes.begin(), changes.end(), [&](const PlannedChange& planned) {
           return std::holds_alternative<Add>(planned.change) && is_about(planned, certificate) &&
                  wishes.is_distrust(store_of(planned.change), certificate);
         });
}

bool stays_elsewhere(const ReferenceWishes& wishes, Changes changes,
                     const Fingerprint& certificate) {
  for (const StoreName& store : wishes.stores()) {
    for (const Entry& entry : wishes.entries(store, certificate)) {
      const bool goes = entry.origin == Origin::local &&
                        std::any_of(changes.begin(), changes.end(), [&](const auto& planned) {
                          return std::holds_alternative<Remove>(planned.change) &&
                                 store_of(planned.change) == store &&
                                 is_about(planned, certificate);
                        });
      if (store != StoreName::disallowed() && !goes) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

std::vector<Refusal> reference_refusals(const ReferenceWishes& wishes, Changes changes) {
  std::vector<Refusal> refusals;
  std::size_t endings = 0;
  for (const PlannedChange& planned : changes) {
    const Fingerprint& certificate = certificate_of(planned.change).fingerprint();
    const bool in_disallowed = store_of(planned.change) == StoreName::disallowed();
    const bool removes = std::holds_alternative<Remove>(planned.change);
    const bool distrusts = std::holds_alternative<Add>(planned.change) && in_disallowed;
    const auto* update = std::get_if<Update>(&planned.change);
    const bool narrows =
        update != nullptr && !in_disallowed && loses_a_purpose(update->before, update->after);
    if ((removes || distrusts || narrows) && wishes.policy().protect.count(certificate) != 0) {
      refusals.push_back({"protect", ""});
    }
    const bool ends = removes || (distrusts && stays_elsewhere(wishes, changes, certificate)) ||
                      (narrows && update->after.purposes->empty());
    if (ends && !((removes || distrusts) && is_urgent(wishes, changes, certificate))) {
      ++endings;
    }
  }
  if (endings > wishes.policy().max_removals) {
    refusals.push_back({"max_removals", ""});
  }
  return refusals;
}

}  // namespace trustctl::test
