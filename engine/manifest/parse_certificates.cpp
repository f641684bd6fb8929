#include <array>
#include <utility>

#include "engine/manifest/parse_blocks.hpp"
#include "engine/text/path_slip.hpp"

namespace trustctl {

namespace {

constexpr std::array<std::string_view, 6> certificate_keys = {
    "source", "pem", "sha256", "friendly_name", "description", "purposes"};
constexpr std::array<std::string_view, 4> bundle_keys = {"source", "file_sha256", "description",
                                                         "purposes"};

Wish<std::string> parse_text_wish(const YamlNode& map, std::string_view key, Form& form,
                                  const std::string& owner) {
  const YamlNode* node = find(map, key);
  if (node == nullptr) {
    return Keep{};
  }
  const auto text = form.text(*node, quoted(key) + " of " + owner);
  if (!text.has_value()) {
    return Keep{};
  }
  return text->empty() ? Wish<std::string>(Clear{}) : Wish<std::string>(*text);
}

std::set<Oid> parse_purpose_list(const YamlNode& node, Form& form, const std::string& what) {
  std::set<Oid> purposes;
  for (const Declared<std::string>& text : form.texts(node, what)) {
    if (text.value == "any" || text.value == "none") {
      form.refuse(text.at, quoted(text.value) + " stands alone: `purposes: " + text.value + "`");
      continue;
    }
    auto purpose = Oid::parse(text.value);
    if (purpose) {
      purposes.insert(*std::move(purpose));
    } else {
      form.refuse(text.at, what + ": " + purpose.error().message);
    }
  }
  return purposes;
}

Wish<std::set<Oid>> parse_purposes(const YamlNode& map, Form& form, const std::string& owner) {
  const YamlNode* node = find(map, "purposes");
  if (node == nullptr) {
    return Keep{};
  }
  const std::string what = "'purposes' of " + owner;
  if (node->kind == YamlNode::Kind::scalar && node->text == "any") {
    return Clear{};
  }
  if (node->kind == YamlNode::Kind::scalar && node->text == "none") {
    return std::set<Oid>{};
  }
  if (node->kind != YamlNode::Kind::sequence || node->items.empty()) {
    form.refuse(*node, what +
                           " must be a list like [server_auth], or any (no restriction), or "
                           "none (disabled)");
    return Keep{};
  }
  return parse_purpose_list(*node, form, what);
}

std::optional<Declared<Source>> parse_file_source(const YamlNode& node, Form& form,
                                                  const std::string& owner) {
  const auto path = form.text(node, "'source' of " + owner);
  if (!path.has_value()) {
    return std::nullopt;
  }
  if (path->empty()) {
    form.refuse(node, "'source' of " + owner + " is empty; name a file");
    return std::nullopt;
  }
  if (const auto slip = path_slip(*path)) {
    form.refuse(node, "'source' of " + owner + ": " + quoted(*path) + ' ' + *slip);
    return std::nullopt;
  }
  return Declared<Source>{FileSource{*path}, form.at(node)};
}

std::optional<Declared<Source>> parse_source(const YamlPair& pair, Form& form,
                                             const std::string& owner) {
  const YamlNode* source = find(pair.value, "source");
  const YamlNode* pem = find(pair.value, "pem");
  if (source != nullptr && pem != nullptr) {
    form.refuse(*pem, owner + " has both 'source' and 'pem'; one of them says where it comes from");
    return std::nullopt;
  }
  if (source != nullptr) {
    return parse_file_source(*source, form, owner);
  }
  if (pem == nullptr) {
    form.refuse(pair.key, owner + " has neither 'source' nor 'pem'; name a file with 'source'");
    return std::nullopt;
  }
  const auto text = form.text(*pem, "'pem' of " + owner);
  if (!text.has_value()) {
    return std::nullopt;
  }
  return Declared<Source>{InlinePem{*text}, form.at(*pem)};
}

// The pin that a declaration must have; `key` is what it is called there.
std::optional<Declared<Fingerprint>> parse_pin(const YamlPair& pair, std::string_view key,
                                               Form& form, const std::string& owner) {
  if (const YamlNode* node = find(pair.value, key)) {
    return parse_sha256(*node, form, quoted(key) + " of " + owner);
  }
  const YamlNode* source = find(pair.value, "source");
  const bool named = source != nullptr && source->kind == YamlNode::Kind::scalar;
  form.refuse(pair.key, owner + " has no " + quoted(key) + ", its pin; run `trustctl pin " +
                            (named ? source->text.substr(0, 200) : "FILE") + "` to print it");
  return std::nullopt;
}

std::optional<CertificateDeclaration> parse_certificate(const YamlPair& pair, Form& form) {
  const std::string owner = "certificate " + quoted(pair.key.text);
  if (form.map(pair.value, owner, certificate_keys) == nullptr) {
    return std::nullopt;
  }
  auto source = parse_source(pair, form, owner);
  auto pin = parse_pin(pair, "sha256", form, owner);
  PropertyWishes wishes{.friendly_name = parse_text_wish(pair.value, "friendly_name", form, owner),
                        .description = parse_text_wish(pair.value, "description", form, owner),
                        .purposes = parse_purposes(pair.value, form, owner)};
  if (!source.has_value() || !pin.has_value()) {
    return std::nullopt;
  }
  return CertificateDeclaration{pair.key.text, *std::move(source), *pin, std::move(wishes),
                                form.at(pair.key)};
}

std::optional<BundleDeclaration> parse_bundle(const YamlPair& pair, Form& form) {
  const std::string owner = "bundle " + quoted(pair.key.text);
  if (form.map(pair.value, owner, bundle_keys) == nullptr) {
    return std::nullopt;
  }
  std::optional<Declared<Source>> source;
  if (const YamlNode* node = find(pair.value, "source")) {
    source = parse_file_source(*node, form, owner);
  } else {
    form.refuse(pair.key, owner + " has no 'source'; name a file that holds its certificates");
  }
  auto pin = parse_pin(pair, "file_sha256", form, owner);
  PropertyWishes wishes{.friendly_name = Keep{},
                        .description = parse_text_wish(pair.value, "description", form, owner),
                        .purposes = parse_purposes(pair.value, form, owner)};
  if (!source.has_value() || !pin.has_value()) {
    return std::nullopt;
  }
  return BundleDeclaration{pair.key.text, *std::move(source), *pin, std::move(wishes),
                           form.at(pair.key)};
}

}  // namespace

std::vector<CertificateDeclaration> parse_certificates(const YamlNode& node, Form& form) {
  std::vector<CertificateDeclaration> all;
  if (const YamlNode* certificates = form.named(node, "'certificates'")) {
    for (const YamlPair& pair : certificates->pairs) {
      if (auto certificate = parse_certificate(pair, form)) {
        all.push_back(*std::move(certificate));
      }
    }
  }
  return all;
}

std::vector<BundleDeclaration> parse_bundles(const YamlNode& node, Form& form) {
  std::vector<BundleDeclaration> all;
  if (const YamlNode* bundles = form.named(node, "'bundles'")) {
    for (const YamlPair& pair : bundles->pairs) {
      if (auto bundle = parse_bundle(pair, form)) {
        all.push_back(*std::move(bundle));
      }
    }
  }
  return all;
}

}  // namespace trustctl
