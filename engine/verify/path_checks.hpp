#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/verify/allowance.hpp"
#include "engine/verify/answer.hpp"
#include "engine/verify/link_facts.hpp"
#include "engine/verify/question.hpp"

namespace trustctl {

/// What is wrong with each certificate of a path because of the others; one list a link.
using PathProblems = std::vector<std::vector<Problem>>;

/// Path lengths: how many CAs, those that only renew a key not counted, are below each issuer (RFC
/// 5280 §4.2.1.9). Leaf first.
void check_path_lengths(std::span<const LinkFacts* const> path, PathProblems& problems);

/// Whether every name is allowed by every issuer above it (RFC 5280 §6.1.3 b, c). Self-issued
/// certificates but for the leaf are let by. Stops where no comparison is left.
void check_name_constraints(std::span<const LinkFacts* const> path, Viewpoint view,
                            Allowance& comparisons, PathProblems& problems);

}  // namespace trustctl
