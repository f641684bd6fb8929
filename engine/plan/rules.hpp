#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/signature.hpp"
#include "engine/plan/judgement.hpp"

namespace trustctl {

/// How a certificate stands before the rules. What is declared and there already has come in
/// before it expired: the rules about time find it observed, so that a date that passes blocks
/// nothing overnight.
struct Standings {
  Standings(Standing both) : itself(both), its_time(both) {}  // NOLINT(*-explicit-*)
  Standings(Standing of_itself, Standing of_its_time) : itself(of_itself), its_time(of_its_time) {}

  Standing itself;
  Standing its_time;
  bool from_bundle = false;  ///< declared as a bundle's member, and not by a name of its own
};

/// Appends what the cheap rules (no signature) find about one certificate in one store.
void judge(const Certificate& certificate, const StoreName& store, Standings standings,
           const Policy& policy, Time now, const std::optional<Location>& where,
           std::vector<Finding>& findings);

/// What to say of a certificate that is to be distrusted and may not be put into Disallowed:
/// `not_strict`, a warning. Nothing where it may. As costly as what it asks.
std::optional<Finding> why_not_distrusted(const Certificate& certificate,
                                          const std::optional<Location>& where,
                                          const AskSignature& ask);

/// Appends what the costly rules find: not_strict (of what is observed by our own reader alone),
/// broken_self_signature and unverifiable_signature.
void judge_signature(const Certificate& certificate, const std::optional<StoreName>& store,
                     Standing standing, const Policy& policy, const std::optional<Location>& where,
                     const AskSignature& ask, std::vector<Finding>& findings);

/// What a plan without a policy would have against adding a certificate to a store: the first
/// error, with its rule. Nothing where it would add it. As costly as what it asks.
std::optional<std::string> objection_to(const Certificate& certificate, const StoreName& store,
                                        Time now, const AskSignature& ask);

}  // namespace trustctl
