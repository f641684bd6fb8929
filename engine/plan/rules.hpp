#pragma once

#include <optional>
#include <vector>

#include "engine/model/signature.hpp"
#include "engine/plan/judgement.hpp"

namespace trustctl {

/// Appends what the cheap rules (no signature) find about one certificate in one store.
void judge(const Certificate& certificate, const StoreName& store, Standing standing,
           const Policy& policy, Time now, const std::optional<Location>& where,
           std::vector<Finding>& findings);

/// What to say of a certificate that is to be distrusted and may not be put into Disallowed:
/// `not_strict`, a warning. Nothing where it may. As costly as what it asks.
std::optional<Finding> why_not_distrusted(const Certificate& certificate,
                                          const std::optional<Location>& where,
                                          const AskSignature& ask);

/// Appends what the costly rules find: not_strict (declared only) and broken_self_signature.
void judge_signature(const Certificate& certificate, const std::optional<StoreName>& store,
                     Standing standing, const Policy& policy, const std::optional<Location>& where,
                     const AskSignature& ask, std::vector<Finding>& findings);

}  // namespace trustctl
