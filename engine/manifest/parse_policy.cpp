#include <algorithm>
#include <array>
#include <utility>

#include "engine/manifest/parse_blocks.hpp"

namespace trustctl {

namespace {

constexpr std::array<std::string_view, 2> level_keys = {"declared", "observed"};
constexpr std::array<std::string_view, 4> horizon_keys = {"days", "level", "declared", "observed"};
constexpr std::array<std::string_view, 4> level_words = {"ignore", "info", "warning", "error"};
constexpr std::array<std::string_view, 1> protect_keys = {"reason"};
constexpr std::int64_t most_days = 36'500;
constexpr std::int64_t most_removals = 1'000'000;

std::optional<Level> parse_level_word(const YamlNode& node, Form& form, const std::string& what) {
  const auto word = form.word(node, what, level_words);
  return word.has_value() ? parse_level(level_words[*word]) : std::nullopt;
}

// A plain level is meant for what is declared; what is only observed cannot be mended by a
// manifest, so it warns at most unless it is named.
RuleLevels both(Level level) { return {level, std::min(level, Level::warning)}; }

void parse_level_map(const YamlNode& map, Form& form, const std::string& what, RuleLevels& levels) {
  if (const YamlNode* declared = find(map, "declared")) {
    levels.declared =
        parse_level_word(*declared, form, "'declared' of " + what).value_or(levels.declared);
  }
  if (const YamlNode* observed = find(map, "observed")) {
    levels.observed =
        parse_level_word(*observed, form, "'observed' of " + what).value_or(levels.observed);
  }
}

void parse_horizon(const YamlNode& map, Form& form, const std::string& what, Policy& policy) {
  const Rule& catalogued = rule(RuleId::expires_within);
  RuleLevels levels = catalogued.levels;
  if (const YamlNode* days = find(map, "days")) {
    policy.expires_within_days =
        static_cast<int>(form.whole_number(*days, "'days' of " + what, 0, most_days).value_or(0));
  }
  if (const YamlNode* level = find(map, "level")) {
    levels = both(parse_level_word(*level, form, "'level' of " + what).value_or(levels.declared));
    if (find(map, "declared") != nullptr || find(map, "observed") != nullptr) {
      form.refuse(*level, "'level' of " + what +
                              " stands for both 'declared' and 'observed'; "
                              "write one or the other");
    }
  }
  parse_level_map(map, form, what, levels);
  policy.levels[catalogued.id] = levels;
}

void parse_rule(const Rule& catalogued, const YamlPair& pair, Form& form, Policy& policy) {
  const std::string what = "rule " + quoted(catalogued.name);
  const bool horizon = catalogued.id == RuleId::expires_within;
  if (pair.value.kind != YamlNode::Kind::map) {
    if (const auto level = parse_level_word(pair.value, form, what)) {
      policy.levels[catalogued.id] = both(*level);
    }
    return;
  }
  if (pair.value.pairs.empty()) {
    form.refuse(pair.value, what + " is an empty map; give it a level");
  }
  if (horizon) {
    form.map(pair.value, what, horizon_keys);
    parse_horizon(pair.value, form, what, policy);
    return;
  }
  form.map(pair.value, what, level_keys);
  RuleLevels levels = catalogued.levels;
  parse_level_map(pair.value, form, what, levels);
  policy.levels[catalogued.id] = levels;
}

void parse_protect(const YamlNode& node, Form& form, ParsedPolicy& parsed) {
  const YamlNode* items = form.list(node, "'protect'");
  if (items == nullptr) {
    return;
  }
  for (const YamlNode& item : items->items) {
    auto selector = parse_selector(item, form, "an item of 'protect'", protect_keys);
    if (!selector.has_value()) {
      continue;
    }
    if (const auto* digest = std::get_if<Fingerprint>(&selector->which.value)) {
      parsed.policy.protect.insert(*digest);
    } else if (const auto* alias = std::get_if<std::string>(&selector->which.value)) {
      parsed.protected_aliases.push_back({*alias, selector->which.at});
    } else {
      form.refuse(selector->which.at,
                  "'protect' takes a SHA-256 or an alias: a thumbprint can be forged");
    }
    if (selector->fields != nullptr) {
      if (const YamlNode* reason = find(*selector->fields, "reason")) {
        form.text(*reason, "'reason' of 'protect'");
      }
    }
  }
}

void refuse_unknown(const YamlPair& pair, Form& form) {
  if (find_rule(pair.key.text) != nullptr) {
    form.refuse(pair.key, "rule " + quoted(pair.key.text) + " has no level to set");
    return;
  }
  std::vector<std::string_view> known = {"max_removals", "protect"};
  for (const Rule& catalogued : rules()) {
    if (catalogued.configurable) {
      known.push_back(catalogued.name);
    }
  }
  form.refuse(
      pair.key,
      "unknown key " + quoted(pair.key.text) +
          " in 'policy', which takes 'max_removals', 'protect' and rules by name, like 'expired'" +
          form.suggest(pair.key.text, known));
}

}  // namespace

ParsedPolicy parse_policy(const YamlNode& node, Form& form) {
  ParsedPolicy parsed;
  if (node.kind != YamlNode::Kind::map || node.pairs.empty()) {
    form.refuse(node, "'policy' must be a map, like { max_removals: 5 }");
    return parsed;
  }
  for (const YamlPair& pair : node.pairs) {
    const Rule* catalogued = find_rule(pair.key.text);
    if (pair.key.text == "max_removals") {
      const auto most = form.whole_number(pair.value, "'max_removals'", 0, most_removals);
      parsed.policy.max_removals = static_cast<std::size_t>(most.value_or(0));
    } else if (pair.key.text == "protect") {
      parse_protect(pair.value, form, parsed);
    } else if (catalogued != nullptr && catalogued->configurable) {
      parse_rule(*catalogued, pair, form, parsed.policy);
    } else {
      refuse_unknown(pair, form);
    }
  }
  return parsed;
}

}  // namespace trustctl
