#pragma once

#include <tl/expected.hpp>

#include <vector>

#include "engine/model/error.hpp"

namespace trustctl {

/// A value, or the one Error that explains why there is none.
template <class T>
using Result = tl::expected<T, Error>;

/// A value, or every error that was found on the way (never empty): for input that a person wrote
/// and wants to mend in one go.
template <class T>
using Checked = tl::expected<T, std::vector<Error>>;

}  // namespace trustctl
