#include "engine/manifest/resolve.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/chains/placement.hpp"
#include "engine/manifest/error_order.hpp"
#include "engine/manifest/sources.hpp"
#include "engine/manifest/target_builder.hpp"

namespace trustctl {

namespace {

// A manifest on its way to its certificates; what goes wrong is collected on the way.
class Resolution {
 public:
  Resolution(const Manifest& manifest, const FileReader& files)
      : m_manifest(manifest), m_sources(files, folder_of(manifest.file)) {}

  Checked<ResolvedManifest> resolve() {
    read_sources();
    index();
    note_duplicates();
    note_lists();
    place_chains();
    ResolvedManifest resolved;
    resolved.certificates = members();
    std::map<std::vector<bool>, std::size_t> known;
    for (const TargetDeclaration& target : m_manifest.targets) {
      const auto [state, fresh] = known.emplace(concerning(target.name), resolved.states.size());
      if (fresh) {
        resolved.states.push_back(
            build_target(m_manifest, target.name, m_chains, m_aliases, m_errors));
      }
      resolved.state_of_target.push_back(state->second);
    }
    if (!m_errors.empty()) {
      return tl::unexpected(in_order_of_place(std::move(m_errors)));
    }
    return resolved;
  }

 private:
  // Of every chain and store block, whether it concerns a target: all that a target's name decides.
  std::vector<bool> concerning(const std::string& target) const {
    std::vector<bool> all;
    for (const PlacedChain& chain : m_chains) {
      all.push_back(concerns(chain.declaration->targets, target));
    }
    for (const StoreDeclaration& block : m_manifest.stores) {
      all.push_back(concerns(block.targets, target));
    }
    return all;
  }

  void read_sources() {
    for (const CertificateDeclaration& declaration : m_manifest.certificates) {
      auto resolved = resolve_certificate(declaration, m_sources);
      if (resolved) {
        m_certificates.push_back(*std::move(resolved));
      } else {
        m_errors.push_back(std::move(resolved.error()));
      }
    }
    for (const BundleDeclaration& declaration : m_manifest.bundles) {
      auto resolved = resolve_bundle(declaration, m_sources);
      if (resolved) {
        m_bundles.push_back(*std::move(resolved));
      } else {
        m_errors.push_back(std::move(resolved.error()));
      }
    }
  }

  void index() {
    const bool fingerprints = any_selector_is<Fingerprint>();
    const bool thumbprints = any_selector_is<Thumbprint>();
    const bool subjects = any_selector_is<Subject>();
    const auto add = [this, fingerprints, thumbprints, subjects](const Certificate& certificate) {
      if (fingerprints) {
        m_aliases.by_sha256.emplace(certificate.fingerprint(), &certificate);
      }
      if (thumbprints) {
        m_aliases.by_thumbprint.emplace(certificate.thumbprint(), &certificate);
      }
      if (subjects) {
        m_aliases.by_subject.emplace(comparable_name(certificate.subject()), &certificate);
      }
    };
    for (const ResolvedCertificate& one : m_certificates) {
      m_aliases.certificates.emplace(one.declaration->alias, &one);
      add(one.certificate);
    }
    for (const ResolvedBundle& bundle : m_bundles) {
      m_aliases.bundles.emplace(bundle.declaration->alias, &bundle);
      std::for_each(bundle.members.begin(), bundle.members.end(), add);
    }
  }

  // Whether any `absent` or `keep` names a certificate by such a digest.
  template <class Digest>
  bool any_selector_is() const {
    const auto is_digest = [](const auto& item) {
      return std::holds_alternative<Digest>(item.which.value);
    };
    return std::any_of(m_manifest.stores.begin(), m_manifest.stores.end(),
                       [&is_digest](const StoreDeclaration& store) {
                         return std::any_of(store.absent.begin(), store.absent.end(), is_digest) ||
                                std::any_of(store.keep.begin(), store.keep.end(), is_digest);
                       });
  }

  void note_duplicates() {
    std::map<Fingerprint, const CertificateDeclaration*> first;
    for (const ResolvedCertificate& one : m_certificates) {
      const CertificateDeclaration& declaration = *one.declaration;
      const auto [known, fresh] = first.emplace(one.certificate.fingerprint(), &declaration);
      if (!fresh) {
        note_duplicate(declaration.alias, one.certificate, declaration.at,
                       "'" + declaration.alias + "' and '" + known->second->alias + "' (line " +
                           std::to_string(known->second->at.line) + ") are the same certificate, " +
                           one.certificate.label() + "; one alias is enough");
      }
    }
    for (const ResolvedBundle& bundle : m_bundles) {
      for (const Certificate& repeated : bundle.repeated) {
        note_duplicate(bundle.declaration->alias, repeated, bundle.declaration->source.at,
                       name_of(bundle.declaration->source.value) + " holds " + repeated.label() +
                           " more than once");
      }
    }
  }

  void note_duplicate(const std::string& alias, const Certificate& certificate, const Location& at,
                      std::string message) {
    note(RuleId::duplicate, alias, certificate.fingerprint(), at, std::move(message));
  }

  // Of the blocks in a source that are no certificates.
  void note_lists() {
    for (const ResolvedCertificate& one : m_certificates) {
      note_lists(one.declaration->alias, one.declaration->source, *one.source,
                 one.certificate.fingerprint());
    }
    for (const ResolvedBundle& bundle : m_bundles) {
      note_lists(bundle.declaration->alias, bundle.declaration->source, *bundle.source,
                 std::nullopt);
    }
  }

  void note_lists(const std::string& alias, const Declared<Source>& source,
                  const SourceContent& content, std::optional<Fingerprint> certificate) {
    if (!content.passed_over.empty()) {
      note(RuleId::unjudged_list, alias, certificate, source.at,
           name_of(source.value) + " holds " + text_of(content.passed_over) +
               " beside certificates, which trustctl passes over");
    }
  }

  void note(RuleId rule, const std::string& alias, std::optional<Fingerprint> certificate,
            const Location& at, std::string message) {
    const Level level = m_manifest.policy.levels_of(rule).declared;
    if (level != Level::ignore) {
      m_aliases.notes.emplace(alias, Finding{.rule = rule,
                                             .level = level,
                                             .message = std::move(message),
                                             .store = std::nullopt,
                                             .certificate = certificate,
                                             .where = at});
    }
  }

  void place_chains() {
    for (const ChainDeclaration& chain : m_manifest.chains) {
      std::vector<ChainMember> members;
      for (const Declared<std::string>& alias : chain.certificates) {
        const auto found = m_aliases.certificates.find(alias.value);
        if (found != m_aliases.certificates.end()) {
          members.push_back({found->second->certificate, alias.value, alias.at});
        }
      }
      if (members.size() != chain.certificates.size()) {
        continue;  // a member could not be read, which is an error already
      }
      auto placement = place_chain(members, chain.name);
      if (placement) {
        set_levels(placement->findings);
        m_chains.push_back({&chain, std::move(members), *std::move(placement)});
      } else {
        m_errors.insert(m_errors.end(), placement.error().begin(), placement.error().end());
      }
    }
  }

  void set_levels(std::vector<Finding>& findings) const {
    for (Finding& finding : findings) {
      finding.level = m_manifest.policy.levels_of(finding.rule).declared;
    }
    std::erase_if(findings, [](const Finding& one) { return one.level == Level::ignore; });
  }

  std::vector<ResolvedManifest::Member> members() const {
    std::vector<ResolvedManifest::Member> all;
    for (const ResolvedCertificate& one : m_certificates) {
      all.push_back({one.declaration->alias, one.certificate, one.declaration->at});
    }
    for (const ResolvedBundle& bundle : m_bundles) {
      for (const Certificate& member : bundle.members) {
        all.push_back({bundle.declaration->alias, member, bundle.declaration->at});
      }
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
      return std::tie(a.at.line, a.at.column) < std::tie(b.at.line, b.at.column);
    });
    return all;
  }

  const Manifest& m_manifest;
  Sources m_sources;
  std::vector<ResolvedCertificate> m_certificates;
  std::vector<ResolvedBundle> m_bundles;
  std::vector<PlacedChain> m_chains;
  Aliases m_aliases;
  std::vector<Error> m_errors;
};

}  // namespace

Checked<ResolvedManifest> resolve(const Manifest& manifest, const FileReader& files) {
  return Resolution(manifest, files).resolve();
}

}  // namespace trustctl
