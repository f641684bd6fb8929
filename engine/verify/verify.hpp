#pragma once

#include "engine/model/store_contents.hpp"
#include "engine/verify/answer.hpp"
#include "engine/verify/question.hpp"

namespace trustctl {

/// Looks for a path from the leaf to a root of `stores` and judges it (RFC 4158, RFC 5280 §6).
/// Anchors are the self-signed certificates of Root, AuthRoot and SmartCardRoot, as far as Group
/// Policy lets them count (TargetState::windows); subordinates come from these, from CA, and what
/// was sent; what is in Disallowed is never part of a good path. What a target inherits counts as
/// its own. Total; the costs are bounded by `question.bounds`. Revocation is not judged.
Answer verify(const Question& question, const TargetState& stores, const SignatureCheck& signed_by);

}  // namespace trustctl
