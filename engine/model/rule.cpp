#include "engine/model/rule.hpp"

#include <algorithm>
#include <array>

namespace trustctl {

namespace {

constexpr std::array<std::string_view, 4> level_names = {"ignore", "info", "warning", "error"};

}  // namespace

std::string_view to_string(Level level) { return level_names[static_cast<std::size_t>(level)]; }

std::optional<Level> parse_level(std::string_view text) {
  for (std::size_t i = 0; i < level_names.size(); ++i) {
    if (level_names[i] == text) {
      return static_cast<Level>(i);
    }
  }
  return std::nullopt;
}

const Rule* find_rule(std::string_view name) {
  const auto found = std::find_if(rules().begin(), rules().end(),
                                  [name](const Rule& one) { return one.name == name; });
  return found == rules().end() ? nullptr : &*found;
}

bool is_about_time(RuleId id) {
  return id == RuleId::expired || id == RuleId::expires_within || id == RuleId::not_yet_valid;
}

}  // namespace trustctl
