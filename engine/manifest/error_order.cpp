#include "engine/manifest/error_order.hpp"

#include <algorithm>
#include <tuple>

namespace trustctl {

namespace {

std::tuple<std::size_t, std::size_t> place_of(const Error& error) {
  return error.where.has_value() ? std::tuple(error.where->line, error.where->column)
                                 : std::tuple<std::size_t, std::size_t>(0, 0);
}

}  // namespace

std::vector<Error> in_order_of_place(std::vector<Error> errors) {
  std::stable_sort(errors.begin(), errors.end(),
                   [](const Error& a, const Error& b) { return place_of(a) < place_of(b); });
  // What a YAML alias or a second target repeats is wrong once.
  errors.erase(std::unique(errors.begin(), errors.end()), errors.end());
  return errors;
}

}  // namespace trustctl
