#include "engine/manifest/parse_manifest.hpp"

#include <array>
#include <set>
#include <utility>

#include "engine/manifest/form.hpp"
#include "engine/manifest/json_tree.hpp"
#include "engine/manifest/parse_blocks.hpp"
#include "engine/manifest/yaml_tree.hpp"

namespace trustctl {

namespace {

constexpr std::array<std::string_view, 9> top_keys = {"version", "site",         "former_sites",
                                                      "targets", "certificates", "bundles",
                                                      "chains",  "stores",       "policy"};
constexpr std::array<std::string_view, 2> reserved_keys = {"include", "waivers"};

tl::unexpected<std::vector<Error>> only(Error error) {
  return tl::unexpected(std::vector<Error>{std::move(error)});
}

void parse_version(const YamlNode& root, Form& form) {
  const YamlNode* version = find(root, "version");
  if (version == nullptr) {
    form.refuse(root, "'version' is missing; begin the manifest with `version: 1`");
    return;
  }
  const bool number = version->kind == YamlNode::Kind::scalar && version->plain;
  if (number && version->text != "1" && !version->text.empty() &&
      version->text.find_first_not_of("0123456789") == std::string::npos) {
    form.refuse(*version, "the manifest is of version " + version->text.substr(0, 20) +
                              "; this trustctl reads version 1");
  } else if (!number || version->text != "1") {
    form.refuse(*version, "'version' must be the number 1; write `version: 1`");
  }
}

std::optional<Declared<Site>> parse_site(const YamlNode& node, Form& form,
                                         const std::string& what) {
  const auto text = form.text(node, what);
  if (!text.has_value()) {
    return std::nullopt;
  }
  auto site = Site::parse(*text);
  if (!site) {
    form.refuse(node, what + ": " + site.error().message);
    return std::nullopt;
  }
  return Declared<Site>{*std::move(site), form.at(node)};
}

std::set<Site> parse_former_sites(const YamlNode& node, const std::optional<Declared<Site>>& site,
                                  Form& form) {
  std::set<Site> all;
  const YamlNode* items = form.list(node, "'former_sites'");
  if (items == nullptr) {
    return all;
  }
  for (const YamlNode& item : items->items) {
    const auto former = parse_site(item, form, "each item of 'former_sites'");
    if (!former.has_value()) {
      continue;
    }
    if (site.has_value() && former->value == site->value) {
      form.refuse(item, quoted(former->value.text()) + " is the present site, not a former one");
    }
    all.insert(former->value);
  }
  return all;
}

// Unknown keys; those that later versions will know are told apart from slips.
void check_top_keys(const YamlNode& root, Form& form) {
  YamlNode rest;
  rest.kind = YamlNode::Kind::map;
  for (const YamlPair& pair : root.pairs) {
    bool reserved = false;
    for (const std::string_view key : reserved_keys) {
      reserved = reserved || pair.key.text == key;
    }
    if (reserved) {
      form.refuse(pair.key, quoted(pair.key.text) +
                                " is reserved for a later version of trustctl and not built yet; "
                                "take it out");
    } else {
      rest.pairs.push_back({pair.key, YamlNode{}});
    }
  }
  form.map(rest, "the manifest", top_keys);
}

TargetDeclaration this_computer(const std::string& file, const std::string& base_directory) {
  const Location start{file, 1, 1};
  return {"machine", {"cryptoapi", start}, {}, start, base_directory};
}

void check_site_for_pruning(const Manifest& manifest, Form& form) {
  for (const StoreDeclaration& store : manifest.stores) {
    if (store.prune.has_value() && store.prune->value != Prune::never &&
        !manifest.site.has_value()) {
      form.refuse(store.prune->at,
                  "pruning needs to know what is this manifest's own; give it a name with `site:`");
    }
  }
}

void protect_by_alias(Manifest& manifest, const std::vector<Declared<std::string>>& aliases) {
  std::set<std::string_view> wanted;
  for (const Declared<std::string>& alias : aliases) {
    wanted.insert(alias.value);
  }
  for (const CertificateDeclaration& certificate : manifest.certificates) {
    if (wanted.count(certificate.alias) > 0) {
      manifest.policy.protect.insert(certificate.sha256.value);
    }
  }
}

Manifest parse_blocks(const YamlNode& root, const std::string& file, Form& form) {
  Manifest manifest;
  manifest.file = file;
  const std::string base_directory = folder_of(file);
  if (const YamlNode* site = find(root, "site")) {
    manifest.site = parse_site(*site, form, "'site'");
  }
  if (const YamlNode* former = find(root, "former_sites")) {
    manifest.former_sites = parse_former_sites(*former, manifest.site, form);
    if (find(root, "site") == nullptr) {
      form.refuse(*former, "'former_sites' needs 'site', the name that replaced them");
    }
  }
  const YamlNode* targets = find(root, "targets");
  manifest.targets = targets != nullptr ? parse_targets(*targets, form, base_directory)
                                        : std::vector{this_computer(file, base_directory)};
  if (const YamlNode* certificates = find(root, "certificates")) {
    manifest.certificates = parse_certificates(*certificates, form);
  }
  if (const YamlNode* bundles = find(root, "bundles")) {
    manifest.bundles = parse_bundles(*bundles, form);
  }
  if (const YamlNode* chains = find(root, "chains")) {
    manifest.chains = parse_chains(*chains, form);
  }
  if (const YamlNode* stores = find(root, "stores")) {
    manifest.stores = parse_stores(*stores, form);
  }
  if (find(root, "chains") == nullptr && find(root, "stores") == nullptr) {
    form.refuse(root, "the manifest declares nothing: it has neither 'chains' nor 'stores'");
  }
  return manifest;
}

}  // namespace

Checked<Manifest> parse_manifest(std::string_view text, const std::string& file) {
  const Location start{file, 1, 1};
  if (text.size() > manifest_size_limit) {
    return only(
        {ErrorCode::invalid_input,
         "the manifest holds " + std::to_string(text.size()) + " bytes; at most 8 MiB are read",
         start});
  }
  auto document = is_json(text, file) ? read_json(text, file, manifest_depth_limit)
                                      : read_yaml(text, file, manifest_depth_limit);
  if (!document) {
    return only(document.error());
  }
  const YamlNode& root = document->root;
  if (root.kind == YamlNode::Kind::null) {
    return only({ErrorCode::invalid_input,
                 "the manifest is empty; the smallest holds 'version', 'certificates' and 'chains'",
                 start});
  }
  Form form(file);
  form.add(std::move(document->errors));
  if (root.kind != YamlNode::Kind::map) {
    form.map(root, "the manifest", top_keys);
    return tl::unexpected(form.take_errors());
  }
  check_top_keys(root, form);
  parse_version(root, form);
  Manifest manifest = parse_blocks(root, file, form);
  ParsedPolicy policy;
  if (const YamlNode* node = find(root, "policy")) {
    policy = parse_policy(*node, form);
  }
  manifest.policy = std::move(policy.policy);
  protect_by_alias(manifest, policy.protected_aliases);
  check_references(root, form);
  check_site_for_pruning(manifest, form);
  if (!form.good()) {
    return tl::unexpected(form.take_errors());
  }
  return manifest;
}

}  // namespace trustctl
