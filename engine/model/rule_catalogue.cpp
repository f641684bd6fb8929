#include <algorithm>
#include <array>
#include <cstddef>

#include "engine/model/rules_of_authorities.hpp"
#include "engine/model/rules_of_chains.hpp"
#include "engine/model/rules_of_form.hpp"
#include "engine/model/rules_of_planning.hpp"
#include "engine/model/rules_of_stores.hpp"

namespace trustctl {

namespace {

// The tables as one, in the order of RuleId.
template <std::size_t... sizes>
constexpr auto joined(const std::array<Rule, sizes>&... tables) {
  std::array<Rule, (sizes + ...)> all{};
  std::size_t at = 0;
  const auto take = [&](const auto& table) {
    for (const Rule& one : table) {
      all[at++] = one;
    }
  };
  (take(tables), ...);
  std::sort(all.begin(), all.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  return all;
}

constexpr auto all_rules =
    joined(catalogue::rules_of_authorities, catalogue::rules_of_form, catalogue::rules_of_stores,
           catalogue::rules_of_chains, catalogue::rules_of_planning);

constexpr bool each_has_its_place() {
  for (std::size_t i = 0; i < all_rules.size(); ++i) {
    if (all_rules[i].id != static_cast<RuleId>(i)) {
      return false;
    }
  }
  return true;
}
static_assert(each_has_its_place(), "rule() finds a rule by its place: none twice, none left out");

}  // namespace

std::span<const Rule> rules() { return all_rules; }

const Rule& rule(RuleId id) { return all_rules[static_cast<std::size_t>(id)]; }

}  // namespace trustctl
