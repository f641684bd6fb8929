#include <algorithm>
#include <array>
#include <utility>

#include "engine/manifest/parse_blocks.hpp"

namespace trustctl {

namespace {

constexpr std::array<std::string_view, 2> chain_keys = {"certificates", "targets"};
constexpr std::array<std::string_view, 9> store_keys = {
    "store", "custom", "targets", "present", "absent", "prune", "keep", "other_sites", "tolerate"};
constexpr std::array<std::string_view, 2> custom_words = {"true", "false"};
constexpr std::array<std::string_view, 3> absent_keys = {"subject", "action", "reason"};
constexpr std::array<std::string_view, 1> keep_keys = {"reason"};
constexpr std::array<std::string_view, 3> prune_words = {"never", "owned", "all"};
constexpr std::array<std::string_view, 1> tolerate_words = {"policy"};
constexpr std::array<std::string_view, 2> action_words = {"remove", "distrust"};

std::optional<std::vector<Declared<std::string>>> parse_target_names(const YamlNode& map,
                                                                     Form& form,
                                                                     const std::string& owner) {
  const YamlNode* node = find(map, "targets");
  if (node == nullptr) {
    return std::nullopt;
  }
  return form.texts(*node, "'targets' of " + owner);
}

// Where it is malformed that is said, and the name is let pass.
bool says_custom(const YamlNode& block, Form& form) {
  const YamlNode* node = find(block, "custom");
  if (node == nullptr) {
    return false;
  }
  if (node->kind == YamlNode::Kind::scalar && !node->plain) {
    form.refuse(*node, "'custom' must be true or false, without quotes");
    return true;
  }
  return form.word(*node, "'custom'", custom_words).value_or(0) == 0;
}

std::optional<Declared<StoreName>> parse_store_name(const YamlNode& block, Form& form) {
  const YamlNode* node = find(block, "store");
  if (node == nullptr) {
    form.refuse(block, "a block of 'stores' has no 'store'; name one, like `store: Root`");
    return std::nullopt;
  }
  const auto text = form.text(*node, "'store'");
  if (!text.has_value()) {
    return std::nullopt;
  }
  auto name = StoreName::parse(*text);
  if (!name) {
    form.refuse(*node, "'store': " + name.error().message);
    return std::nullopt;
  }
  if (!says_custom(block, form) && !name->well_known()) {
    const std::string unknown = unknown_store(*name);
    form.refuse(*node, unknown + (unknown.ends_with('?') ? " Write" : "; write") +
                           " `custom: true` beside it if it is a store that Windows does not have");
    return std::nullopt;
  }
  return Declared<StoreName>{*std::move(name), form.at(*node)};
}

std::string parse_reason(const YamlNode* fields, Form& form, const std::string& what) {
  const YamlNode* node = fields != nullptr ? find(*fields, "reason") : nullptr;
  return node != nullptr ? form.text(*node, "'reason' of " + what).value_or("") : std::string();
}

std::vector<AbsentDeclaration> parse_absent(const YamlNode& block, Form& form,
                                            const std::string& owner) {
  std::vector<AbsentDeclaration> all;
  const YamlNode* node = find(block, "absent");
  const std::string what = "'absent' of " + owner;
  const YamlNode* items = node != nullptr ? form.list(*node, what) : nullptr;
  if (items == nullptr) {
    return all;
  }
  for (const YamlNode& item : items->items) {
    auto selector = parse_selector(item, form, "an item of " + what, absent_keys);
    if (!selector.has_value()) {
      continue;
    }
    AbsentDeclaration absent{std::move(selector->which), AbsentAction::remove,
                             parse_reason(selector->fields, form, what)};
    const YamlNode* action =
        selector->fields != nullptr ? find(*selector->fields, "action") : nullptr;
    if (action != nullptr && form.word(*action, "'action'", action_words) == 1U) {
      absent.action = AbsentAction::distrust;
    }
    all.push_back(std::move(absent));
  }
  return all;
}

std::vector<KeepDeclaration> parse_keep(const YamlNode& block, Form& form,
                                        const std::string& owner) {
  std::vector<KeepDeclaration> all;
  const YamlNode* node = find(block, "keep");
  const std::string what = "'keep' of " + owner;
  const YamlNode* items = node != nullptr ? form.list(*node, what) : nullptr;
  if (items == nullptr) {
    return all;
  }
  for (const YamlNode& item : items->items) {
    if (auto selector = parse_selector(item, form, "an item of " + what, keep_keys)) {
      all.push_back({std::move(selector->which), parse_reason(selector->fields, form, what)});
    }
  }
  return all;
}

std::optional<Declared<Prune>> parse_prune(const YamlNode& block, Form& form,
                                           const std::string& owner) {
  const YamlNode* node = find(block, "prune");
  if (node == nullptr) {
    return std::nullopt;
  }
  const auto word = form.word(*node, "'prune' of " + owner, prune_words);
  if (!word.has_value()) {
    return std::nullopt;
  }
  constexpr std::array<Prune, 3> values = {Prune::never, Prune::owned, Prune::all};
  return Declared<Prune>{values[*word], form.at(*node)};
}

// An empty list is a word of its own here: no other site is tolerated.
std::set<Site> parse_other_sites(const YamlNode& node, Form& form, const std::string& owner) {
  std::set<Site> all;
  const bool none = node.kind == YamlNode::Kind::sequence && node.items.empty();
  if (none) {
    return all;
  }
  for (const auto& name : form.texts(node, "'other_sites' of " + owner)) {
    if (auto site = Site::parse(name.value)) {
      all.insert(*std::move(site));
    } else {
      form.refuse(name.at, "'other_sites' of " + owner + ": " + site.error().message);
    }
  }
  return all;
}

Tolerance parse_tolerance(const YamlNode& block, Form& form, const std::string& owner,
                          const std::optional<Declared<Prune>>& prune) {
  Tolerance tolerance;
  const YamlNode* sites = find(block, "other_sites");
  const YamlNode* tolerate = find(block, "tolerate");
  if (sites != nullptr) {
    tolerance.other_sites = parse_other_sites(*sites, form, owner);
  }
  const YamlNode* words =
      tolerate != nullptr ? form.list(*tolerate, "'tolerate' of " + owner) : nullptr;
  for (const YamlNode& word : words != nullptr ? words->items : std::vector<YamlNode>()) {
    tolerance.policy = form.word(word, "each item of 'tolerate'", tolerate_words).has_value();
  }
  const YamlNode* said = sites != nullptr ? sites : tolerate;
  if (said != nullptr && (!prune.has_value() || prune->value != Prune::all)) {
    form.refuse(*said,
                "'other_sites' and 'tolerate' belong to an exclusive store: write `prune: all` "
                "in " +
                    owner + ", or take them out");
  }
  return tolerance;
}

std::optional<StoreDeclaration> parse_store(const YamlNode& block, Form& form) {
  if (form.map(block, "a block of 'stores'", store_keys) == nullptr) {
    return std::nullopt;
  }
  auto name = parse_store_name(block, form);
  const YamlNode* written = find(block, "store");
  const std::string owner =
      "store " + quoted(written != nullptr && !written->text.empty() ? written->text : "?");
  const bool says_something =
      std::any_of(block.pairs.begin(), block.pairs.end(), [](const auto& pair) {
        return pair.key.text != "store" && pair.key.text != "custom" && pair.key.text != "targets";
      });
  if (!says_something) {
    form.refuse(block, owner + " declares nothing: give it 'present', 'absent', 'prune' or 'keep'");
  }
  const YamlNode* present = find(block, "present");
  auto targets = parse_target_names(block, form, owner);
  auto aliases = present != nullptr ? form.texts(*present, "'present' of " + owner)
                                    : std::vector<Declared<std::string>>{};
  auto absent = parse_absent(block, form, owner);
  auto prune = parse_prune(block, form, owner);
  auto keep = parse_keep(block, form, owner);
  auto tolerance = parse_tolerance(block, form, owner, prune);
  if (!name.has_value()) {
    return std::nullopt;
  }
  return StoreDeclaration{*std::move(name),     std::move(targets), std::move(aliases),
                          std::move(absent),    std::move(prune),   std::move(keep),
                          std::move(tolerance), form.at(block)};
}

}  // namespace

std::vector<ChainDeclaration> parse_chains(const YamlNode& node, Form& form) {
  std::vector<ChainDeclaration> all;
  const YamlNode* chains = form.named(node, "'chains'");
  if (chains == nullptr) {
    return all;
  }
  for (const YamlPair& pair : chains->pairs) {
    const std::string owner = "chain " + quoted(pair.key.text);
    if (form.map(pair.value, owner, chain_keys) == nullptr) {
      continue;
    }
    ChainDeclaration chain{
        pair.key.text, {}, parse_target_names(pair.value, form, owner), form.at(pair.key)};
    if (const YamlNode* certificates = find(pair.value, "certificates")) {
      chain.certificates = form.texts(*certificates, "'certificates' of " + owner);
    } else {
      form.refuse(pair.key, owner + " has no 'certificates'; list the aliases of its members");
    }
    all.push_back(std::move(chain));
  }
  return all;
}

std::vector<StoreDeclaration> parse_stores(const YamlNode& node, Form& form) {
  std::vector<StoreDeclaration> all;
  const YamlNode* blocks = form.list(node, "'stores'");
  if (blocks == nullptr) {
    return all;
  }
  for (const YamlNode& block : blocks->items) {
    if (auto store = parse_store(block, form)) {
      all.push_back(*std::move(store));
    }
  }
  return all;
}

}  // namespace trustctl
