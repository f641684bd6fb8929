#include "engine/render/cure_yaml.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/formats/pem.hpp"
#include "engine/model/alias.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/yaml_text.hpp"

namespace trustctl {

namespace {

using Act = Cure::Act;

// The blocks of a manifest, filled cure by cure.
class CureManifest {
 public:
  void add(const Cure& cure) {
    switch (cure.act) {
      case Act::trust_chain:
        add_chain(cure);
        break;
      case Act::restore_purposes:
        m_stores += "  - store: " + cure.store.text() + "\n    present: [" +
                    declare(cure.certificates[0], "    purposes: any\n") + "]\n";
        break;
    }
  }

  std::string text() const {
    return block("certificates", m_certificates) + block("chains", m_chains) +
           block("stores", m_stores);
  }

 private:
  static std::string block(const std::string& name, const std::string& lines) {
    return lines.empty() ? "" : name + ":\n" + lines;
  }

  void add_chain(const Cure& cure) {
    std::string aliases;
    for (const Certificate& certificate : cure.certificates) {
      aliases += (aliases.empty() ? "" : ", ") + declare(certificate, "");
    }
    const bool lone_leaf = cure.certificates.size() == 1 && !cure.certificates[0].is_ca();
    if (lone_leaf) {
      m_stores += "  - store: " + cure.store.text() + "\n    present: [" + aliases + "]\n";
    } else {
      m_chains += "  " + m_aliases.at(cure.certificates[0].fingerprint()) +
                  "-chain:\n    certificates: [" + aliases + "]\n";
    }
  }

  // Gives the alias.
  std::string declare(const Certificate& certificate, std::string_view more) {
    const auto known = m_aliases.find(certificate.fingerprint());
    if (known != m_aliases.end()) {
      return known->second;
    }
    const std::string base = alias_of(certificate.label());
    std::string alias = base;
    for (int number = 2; !m_taken.insert(alias).second; ++number) {
      alias = base + '-' + std::to_string(number);
    }
    m_aliases.emplace(certificate.fingerprint(), alias);
    m_certificates += "  " + alias + ":\n    # " + escape(certificate.subject_text()) +
                      "\n    sha256: " + certificate.fingerprint().hex() + '\n' +
                      std::string(more) + "    pem: |\n" +
                      indented(write_pem("CERTIFICATE", certificate.bytes()), "      ");
    return alias;
  }

  std::string m_certificates;
  std::string m_chains;
  std::string m_stores;
  std::map<Fingerprint, std::string> m_aliases;
  std::set<std::string> m_taken;
};

}  // namespace

std::string cure_yaml(std::span<const Cure> cures) {
  CureManifest manifest;
  for (const Cure& cure : cures) {
    manifest.add(cure);
  }
  return manifest.text();
}

}  // namespace trustctl
