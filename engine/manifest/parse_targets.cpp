#include "engine/manifest/parse_blocks.hpp"

namespace trustctl {

namespace {

// The value of an option: any scalar, as it is written. What it means is the provider's to judge.
std::optional<std::string> option_text(const YamlNode& node, Form& form, const std::string& what) {
  if (node.kind == YamlNode::Kind::scalar) {
    return node.text;
  }
  form.text(node, what);
  return std::nullopt;
}

std::optional<TargetDeclaration> parse_target(const YamlPair& pair, Form& form,
                                              const std::string& base_directory) {
  const std::string what = "target " + quoted(pair.key.text);
  if (pair.value.kind != YamlNode::Kind::map) {
    form.refuse(pair.value, what + " must be a map, like { provider: directory, path: ./trust }");
    return std::nullopt;
  }
  TargetDeclaration target{pair.key.text, {}, {}, form.at(pair.key), base_directory};
  for (const YamlPair& option : pair.value.pairs) {
    const std::string name = quoted(option.key.text) + " of " + what;
    if (option.key.text == "provider") {
      const auto provider = form.text(option.value, name);
      target.provider = {provider.value_or(""), form.at(option.value)};
    } else if (const auto text = option_text(option.value, form, name)) {
      target.options.emplace(option.key.text, Declared<std::string>{*text, form.at(option.value)});
    }
  }
  if (find(pair.value, "provider") == nullptr) {
    form.refuse(pair.key, what + " has no provider; `trustctl providers` lists them");
    return std::nullopt;
  }
  return target;
}

}  // namespace

std::vector<TargetDeclaration> parse_targets(const YamlNode& node, Form& form,
                                             const std::string& base_directory) {
  std::vector<TargetDeclaration> all;
  const YamlNode* targets = form.named(node, "'targets'");
  if (targets == nullptr) {
    return all;
  }
  for (const YamlPair& pair : targets->pairs) {
    if (auto target = parse_target(pair, form, base_directory)) {
      all.push_back(*std::move(target));
    }
  }
  return all;
}

}  // namespace trustctl
