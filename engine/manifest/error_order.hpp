#pragma once

#include <vector>

#include "engine/model/error.hpp"

namespace trustctl {

/// Sorted by place, errors without a place first, each error once. Of errors at one place the order
/// stays.
std::vector<Error> in_order_of_place(std::vector<Error> errors);

}  // namespace trustctl
