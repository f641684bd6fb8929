#include <algorithm>
#include <array>
#include <utility>

#include "engine/manifest/parse_blocks.hpp"

namespace trustctl {

namespace {

constexpr std::array<std::string_view, 3> selector_keys = {"alias", "sha256", "thumbprint"};

std::optional<Declared<Selector>> parse_one(std::string_view key, const YamlNode& node, Form& form,
                                            const std::string& what) {
  const std::string name = quoted(key) + " of " + what;
  if (key == "sha256") {
    const auto digest = parse_sha256(node, form, name);
    return digest.has_value() ? std::optional(Declared<Selector>{digest->value, digest->at})
                              : std::nullopt;
  }
  const auto text = key == "thumbprint" ? form.scalar(node, name) : form.text(node, name);
  if (!text.has_value()) {
    return std::nullopt;
  }
  if (key == "alias") {
    return Declared<Selector>{*text, form.at(node)};
  }
  if (key == "subject") {
    auto subject = Subject::parse(*text);
    if (!subject) {
      form.refuse(node, name + ": " + subject.error().message);
      return std::nullopt;
    }
    return Declared<Selector>{*std::move(subject), form.at(node)};
  }
  const auto thumbprint = Thumbprint::parse(*text);
  if (!thumbprint) {
    form.refuse(node, name + ": " + thumbprint.error().message);
    return std::nullopt;
  }
  return Declared<Selector>{*thumbprint, form.at(node)};
}

}  // namespace

std::optional<Declared<Fingerprint>> parse_sha256(const YamlNode& node, Form& form,
                                                  const std::string& what) {
  const auto text = form.scalar(node, what);
  if (!text.has_value()) {
    return std::nullopt;
  }
  const auto digest = Fingerprint::parse(*text);
  if (!digest) {
    form.refuse(node, what + ": " + digest.error().message);
    return std::nullopt;
  }
  return Declared<Fingerprint>{*digest, form.at(node)};
}

std::optional<ParsedSelector> parse_selector(const YamlNode& node, Form& form,
                                             const std::string& what,
                                             std::span<const std::string_view> extra) {
  if (node.kind != YamlNode::Kind::map) {
    const auto alias = form.text(node, what + " (an alias, or a map)");
    return alias.has_value()
               ? std::optional(ParsedSelector{{Selector(*alias), form.at(node)}, nullptr})
               : std::nullopt;
  }
  std::vector<std::string_view> naming(selector_keys.begin(), selector_keys.end());
  const bool by_subject = std::find(extra.begin(), extra.end(), "subject") != extra.end();
  std::vector<std::string_view> keys = naming;
  keys.insert(keys.end(), extra.begin(), extra.end());
  if (by_subject) {
    naming.emplace_back("subject");
  }
  form.map(node, what, keys);
  std::optional<Declared<Selector>> which;
  std::size_t named = 0;
  for (const std::string_view key : naming) {
    if (const YamlNode* value = find(node, key)) {
      ++named;
      which = parse_one(key, *value, form, what);
    }
  }
  if (named != 1) {
    form.refuse(node, what + " must name one certificate, by 'alias', 'sha256'" +
                          (by_subject ? ", 'thumbprint' or 'subject'" : " or 'thumbprint'"));
    return std::nullopt;
  }
  if (!which.has_value()) {
    return std::nullopt;
  }
  return ParsedSelector{*std::move(which), &node};
}

}  // namespace trustctl
