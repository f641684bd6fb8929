#include "engine/verify/cure.hpp"

#include <algorithm>

namespace trustctl {

namespace {

bool has(const PathLink& link, Fault fault) {
  return std::any_of(link.problems.begin(), link.problems.end(),
                     [fault](const Problem& one) { return one.fault == fault; });
}

// The store that holds a local entry of it: Disallowed, or one of the others.
enum class Which { disallowed, others };
std::optional<StoreName> local_store(const PathLink& link, Which which) {
  for (const Whereabouts& place : link.found) {
    const bool in_disallowed = place.store == StoreName::disallowed();
    if (place.store.has_value() && place.origin == Origin::local &&
        in_disallowed == (which == Which::disallowed)) {
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

}  // namespace

std::vector<Cure> cures_of(const Answer& answer) {
  std::vector<Cure> cures;
  for (const PathLink& link : answer.path) {
    const auto distrusting = local_store(link, Which::disallowed);
    if (has(link, Fault::distrusted) && distrusting.has_value()) {
      cures.push_back({Cure::Act::undo_distrust, {link.certificate}, *distrusting});
    }
    const auto restricting = local_store(link, Which::others);
    if (has(link, Fault::purpose_disabled) && restricting.has_value()) {
      cures.push_back({Cure::Act::restore_purposes, {link.certificate}, *restricting});
    }
  }
  if (has(answer.path.back(), Fault::untrusted_root)) {
    cures.push_back(trust_chain(answer));
  }
  return cures;
}

}  // namespace trustctl
