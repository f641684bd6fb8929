#include "engine/plan/guards.hpp"

#include <string>

namespace trustctl {

namespace {

bool is_removal(const PlannedChange& planned) {
  return std::holds_alternative<Remove>(planned.change);
}

bool takes_trust_away(const PlannedChange& planned) {
  return is_removal(planned) || (std::holds_alternative<Add>(planned.change) &&
                                 store_of(planned.change) == StoreName::disallowed());
}

Refusal protects(const PlannedChange& planned) {
  const Certificate& certificate = certificate_of(planned.change);
  const std::string act =
      is_removal(planned) ? " may not be removed from " : " may not be put into ";
  return {"protect", certificate.label() + " (" + certificate.fingerprint().hex() +
                         ") is protected and" + act + store_of(planned.change).text() +
                         "; take it out of policy.protect if that is meant"};
}

Refusal limits(std::size_t removals, std::size_t limit) {
  const std::string count = std::to_string(removals);
  return {"max_removals", "this plan removes " + count + (removals == 1 ? " entry" : " entries") +
                              " and at most " + std::to_string(limit) +
                              " may go at once; if that is meant, set policy.max_removals or run "
                              "with --max-removals " +
                              count};
}

}  // namespace

std::vector<Refusal> guard(std::span<const PlannedChange> changes, const Policy& policy) {
  std::vector<Refusal> refusals;
  std::size_t removals = 0;
  for (const PlannedChange& planned : changes) {
    removals += is_removal(planned) ? 1U : 0U;
    if (!policy.protect.empty() && takes_trust_away(planned) &&
        policy.protect.count(certificate_of(planned.change).fingerprint()) != 0) {
      refusals.push_back(protects(planned));
    }
  }
  if (removals > policy.max_removals) {
    refusals.push_back(limits(removals, policy.max_removals));
  }
  return refusals;
}

}  // namespace trustctl
