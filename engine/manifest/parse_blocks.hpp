#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/manifest/form.hpp"
#include "engine/manifest/manifest.hpp"

/// One reader for each block of a manifest. What is wrong goes to the form, and what is right is
/// given, so that one reading finds all errors. parse_manifest puts them together.
namespace trustctl {

std::vector<TargetDeclaration> parse_targets(const YamlNode& node, Form& form,
                                             const std::string& base_directory);
std::vector<CertificateDeclaration> parse_certificates(const YamlNode& node, Form& form);
std::vector<BundleDeclaration> parse_bundles(const YamlNode& node, Form& form);
std::vector<ChainDeclaration> parse_chains(const YamlNode& node, Form& form);
std::vector<StoreDeclaration> parse_stores(const YamlNode& node, Form& form);

/// `protect`, whose aliases the pins of `certificates` replace, is given beside the policy.
struct ParsedPolicy {
  Policy policy;
  std::vector<Declared<std::string>> protected_aliases;
};
ParsedPolicy parse_policy(const YamlNode& node, Form& form);

/// An alias, a SHA-256 or a thumbprint, with what may stand beside it.
struct ParsedSelector {
  Declared<Selector> which;
  const YamlNode* fields;  ///< the map it stands in; null for a bare alias
};
/// Reads `lab-root`, `{ alias: … }`, `{ sha256: … }` or `{ thumbprint: … }`; `extra` are the keys
/// that may stand beside it. With "subject" among them, `{ subject: … }` names one too.
std::optional<ParsedSelector> parse_selector(const YamlNode& node, Form& form,
                                             const std::string& what,
                                             std::span<const std::string_view> extra);

/// A SHA-256 as a manifest may write it, all digits included.
std::optional<Declared<Fingerprint>> parse_sha256(const YamlNode& node, Form& form,
                                                  const std::string& what);

/// Refuses references to what is not declared, declarations that nothing refers to, and an alias
/// that names two things. Looks at the tree, so that a declaration that is wrong in itself is still
/// known by its name.
void check_references(const YamlNode& root, Form& form);

}  // namespace trustctl
