#include <map>
#include <set>
#include <utility>

#include "engine/manifest/parse_blocks.hpp"

namespace trustctl {

namespace {

enum class Taken { certificates, certificates_and_bundles };

// The references of one tree, against its declarations.
class References {
 public:
  References(const YamlNode& root, Form& form) : m_root(root), m_form(form) {
    m_certificates = names_of("certificates");
    m_bundles = names_of("bundles");
    m_targets = names_of("targets");
    for (const auto& [name, at] : m_bundles) {
      const auto same = m_certificates.find(name);
      if (same != m_certificates.end()) {
        form.refuse(at, quoted(name) + " is the alias of a certificate too, at line " +
                            std::to_string(same->second.line) + "; one of them needs another");
      }
    }
  }

  void check() {
    m_all_seen = find(m_root, "chains") != nullptr || find(m_root, "stores") != nullptr;
    for_each_value("chains", [this](const YamlNode& chain) {
      const YamlNode* members = find(chain, "certificates");
      m_all_seen = m_all_seen && members != nullptr;
      certificates(members, Taken::certificates);
      targets(find(chain, "targets"));
    });
    for_each_value("stores", [this](const YamlNode& block) {
      certificates(find(block, "present"), Taken::certificates_and_bundles);
      certificates(find(block, "absent"), Taken::certificates_and_bundles);
      certificates(find(block, "keep"), Taken::certificates_and_bundles);
      targets(find(block, "targets"));
    });
    if (const YamlNode* policy = find(m_root, "policy")) {
      certificates(find(*policy, "protect"), Taken::certificates);
    }
    if (m_all_seen) {
      refuse_unused(m_certificates, "certificate");
      refuse_unused(m_bundles, "bundle");
    }
  }

 private:
  using Names = std::map<std::string, Location>;

  Names names_of(std::string_view block) const {
    Names names;
    if (const YamlNode* node = find(m_root, block)) {
      for (const YamlPair& pair : node->pairs) {
        names.emplace(pair.key.text, m_form.at(pair.key));
      }
    }
    return names;
  }

  // Of what is no list or map the form has said so already; the references in it are unknown.
  void see(const YamlNode& node, YamlNode::Kind wanted) {
    m_all_seen = m_all_seen && node.kind == wanted;
  }

  bool readable(std::string_view block) const {
    const YamlNode* node = find(m_root, block);
    return node == nullptr || node->kind == YamlNode::Kind::map;
  }

  // The values of a map, or the items of a list.
  template <class Visit>
  void for_each_value(std::string_view block, const Visit& visit) {
    const YamlNode* node = find(m_root, block);
    if (node == nullptr) {
      return;
    }
    see(*node, block == "stores" ? YamlNode::Kind::sequence : YamlNode::Kind::map);
    for (const YamlPair& pair : node->pairs) {
      see(pair.value, YamlNode::Kind::map);
      visit(pair.value);
    }
    for (const YamlNode& item : node->items) {
      see(item, YamlNode::Kind::map);
      visit(item);
    }
  }

  void certificates(const YamlNode* list, Taken taken) {
    if (list == nullptr) {
      return;
    }
    see(*list, YamlNode::Kind::sequence);
    for (const YamlNode& item : list->items) {
      const YamlNode* alias = item.kind == YamlNode::Kind::map ? find(item, "alias") : &item;
      if (alias != nullptr && alias->kind == YamlNode::Kind::scalar && !m_form.refused(*alias)) {
        certificate(*alias, taken);
      } else {
        m_all_seen = m_all_seen && (alias == nullptr || !m_form.refused(*alias));
      }
    }
  }

  void certificate(const YamlNode& alias, Taken taken) {
    m_used.insert(alias.text);
    const bool bundle = m_bundles.count(alias.text) > 0;
    if (m_certificates.count(alias.text) > 0 ||
        (bundle && taken == Taken::certificates_and_bundles)) {
      return;
    }
    if (bundle) {
      m_form.refuse(alias, quoted(alias.text) +
                               " is a bundle, and only a certificate can stand "
                               "here");
      return;
    }
    if (readable("certificates") && readable("bundles")) {
      m_form.refuse(alias, undeclared(alias.text));
    }
  }

  std::string undeclared(const std::string& alias) {
    if (const auto digest = Fingerprint::parse(alias)) {
      return "a SHA-256 is not an alias; write { sha256: " + digest->hex() + " }";
    }
    if (const auto thumbprint = Thumbprint::parse(alias)) {
      return "a thumbprint is not an alias; write { thumbprint: " + thumbprint->hex() + " }";
    }
    std::vector<std::string_view> known;
    for (const auto& [name, at] : m_certificates) {
      known.push_back(name);
    }
    for (const auto& [name, at] : m_bundles) {
      known.push_back(name);
    }
    return "no certificate or bundle is declared as " + quoted(alias) +
           m_form.suggest(alias, known);
  }

  void targets(const YamlNode* list) {
    if (list == nullptr) {
      return;
    }
    const bool implied = find(m_root, "targets") == nullptr;
    std::vector<std::string_view> known;
    if (implied) {
      known.push_back("machine");
    }
    for (const auto& [name, at] : m_targets) {
      known.push_back(name);
    }
    for (const YamlNode& item : list->items) {
      const bool declared = m_targets.count(item.text) > 0 || (implied && item.text == "machine");
      if (item.kind == YamlNode::Kind::scalar && !declared && readable("targets")) {
        m_form.refuse(item, "no target is declared as " + quoted(item.text) +
                                m_form.suggest(item.text, known));
      }
    }
  }

  void refuse_unused(const Names& names, const std::string& kind) {
    for (const auto& [name, at] : names) {
      if (m_used.count(name) == 0) {
        m_form.refuse(at, kind + " " + quoted(name) +
                              " is declared and never used; put it into a chain or a store, or "
                              "take it out");
      }
    }
  }

  const YamlNode& m_root;
  Form& m_form;
  Names m_certificates;
  Names m_bundles;
  Names m_targets;
  std::set<std::string> m_used;
  bool m_all_seen = true;  // no place that could refer to something was unreadable
};

}  // namespace

void check_references(const YamlNode& root, Form& form) { References(root, form).check(); }

}  // namespace trustctl
