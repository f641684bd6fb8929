#pragma once

#include <span>

#include "engine/model/error.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/plan/chain_path.hpp"

namespace trustctl {

/// The path of a certificate through the readable stores of some targets, and through what came
/// beside it (the other certificates of its file). Root and AuthRoot hold the roots that are meant;
/// what is in Disallowed is no candidate by that.
ChainPath chain_in_stores(const Certificate& leaf, std::span<const TargetState> states,
                          std::span<const Certificate> beside, Time now);

/// What is missing from a path that is not complete, for a person who must find it.
Error missing_issuer(const ChainPath& path);

}  // namespace trustctl
