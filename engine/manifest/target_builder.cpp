#include "engine/manifest/target_builder.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "engine/manifest/absences.hpp"
#include "engine/manifest/store_draft.hpp"

namespace trustctl {

namespace {

// Two wishes for one property: what both can live with; nothing where they want different things.
template <class T>
std::optional<Wish<T>> merged(const Wish<T>& a, const Wish<T>& b) {
  if (std::holds_alternative<Keep>(a) || a == b) {
    return b;
  }
  return std::holds_alternative<Keep>(b) ? std::optional(a) : std::nullopt;
}

class TargetBuilder {
 public:
  TargetBuilder(const Manifest& manifest, const std::string& target, const Aliases& aliases,
                std::vector<Error>& errors)
      : m_manifest(manifest), m_aliases(aliases), m_errors(errors) {
    m_state.target = target;
    m_state.site = manifest.site.has_value() ? std::optional(manifest.site->value) : std::nullopt;
    m_state.former_sites = manifest.former_sites;
  }

  void place_chain(const PlacedChain& chain) {
    if (!concerns(chain.declaration->targets, m_state.target)) {
      return;
    }
    for (std::size_t i = 0; i < chain.members.size(); ++i) {
      const ChainMember& member = chain.members[i];
      const auto found = m_aliases.certificates.find(member.alias);
      m_used.insert(member.alias);
      for (const StoreName& store : chain.placement.stores[i]) {
        add_present(store, Mention::by_name,
                    {.certificate = member.certificate,
                     .wishes = found->second->declaration->wishes,
                     .alias = member.alias,
                     .cause = "chain " + chain.declaration->name,
                     .at = member.at});
      }
    }
    for (Finding finding : chain.placement.findings) {
      if (rule(finding.rule).configurable) {
        finding.level = m_manifest.policy.levels_of(finding.rule).declared;
      }
      if (finding.level != Level::ignore) {
        m_state.findings.push_back(std::move(finding));
      }
    }
  }

  void place_store(const StoreDeclaration& block) {
    if (!concerns(block.targets, m_state.target)) {
      return;
    }
    StoreDraft& draft = m_drafts[block.store.value];
    draft.at = draft.at.value_or(block.at);
    for (const Declared<std::string>& alias : block.present) {
      present(block.store.value, alias);
    }
    for (const AbsentDeclaration& absent : block.absent) {
      add_absent(block.store.value, absent);
    }
    for (const KeepDeclaration& keep : block.keep) {
      note_use(keep.which);
      for (DesiredAbsence& one : absences_of(keep.which, m_aliases)) {
        draft.keep.push_back({one.which, keep.reason, keep.which.at});
      }
    }
    if (block.prune.has_value()) {
      add_prune(block.store.value, *block.prune);
    }
    if (block.tolerance.other_sites.has_value()) {
      auto& sites = draft.tolerance.other_sites;
      sites = sites.value_or(std::set<Site>());
      sites->insert(block.tolerance.other_sites->begin(), block.tolerance.other_sites->end());
    }
    draft.tolerance.policy = draft.tolerance.policy || block.tolerance.policy;
  }

  DesiredState take() {
    settle_drafts(m_drafts, m_manifest.policy, m_state.findings, m_errors);
    for (auto& [name, draft] : m_drafts) {
      m_state.stores.emplace(name, finish(draft));
    }
    for (const std::string& alias : m_used) {
      const auto [first, last] = m_aliases.notes.equal_range(alias);
      for (auto note = first; note != last; ++note) {
        m_state.findings.push_back(note->second);
      }
    }
    return std::move(m_state);
  }

 private:
  void refuse(const Location& at, std::string message) {
    m_errors.push_back({ErrorCode::invalid_input, std::move(message), at});
  }

  void note_use(const Declared<Selector>& selector) {
    if (const auto* alias = std::get_if<std::string>(&selector.value)) {
      m_used.insert(*alias);
    }
  }

  void present(const StoreName& store, const Declared<std::string>& alias) {
    m_used.insert(alias.value);
    const auto certificate = m_aliases.certificates.find(alias.value);
    if (certificate != m_aliases.certificates.end()) {
      add_present(store, Mention::by_name,
                  {.certificate = certificate->second->certificate,
                   .wishes = certificate->second->declaration->wishes,
                   .alias = alias.value,
                   .cause = "stores " + store.text(),
                   .at = alias.at});
      return;
    }
    const auto bundle = m_aliases.bundles.find(alias.value);
    if (bundle == m_aliases.bundles.end()) {
      return;  // its source could not be read, which is an error already
    }
    for (const Certificate& member : bundle->second->members) {
      add_present(store, Mention::with_bundle,
                  {.certificate = member,
                   .wishes = bundle->second->declaration->wishes,
                   .alias = alias.value,
                   .cause = "bundle " + alias.value,
                   .at = alias.at,
                   .from_bundle = true});
    }
  }

  void add_present(const StoreName& store, Mention mention, DesiredEntry entry) {
    const Fingerprint fingerprint = entry.certificate.fingerprint();
    auto& all = m_drafts[store].present;
    const auto at = all.lower_bound(fingerprint);
    if (at == all.end() || at->first != fingerprint) {
      all.emplace_hint(at, fingerprint, Presence{std::move(entry), mention});
      return;
    }
    Presence& known = at->second;
    auto wishes = merged_wishes(known.entry, entry, store);
    if (mention == Mention::by_name && known.mention == Mention::with_bundle) {
      known = {std::move(entry), mention};
    }
    known.entry.wishes = std::move(wishes);
  }

  PropertyWishes merged_wishes(const DesiredEntry& first, const DesiredEntry& second,
                               const StoreName& store) {
    const auto name = merged(first.wishes.friendly_name, second.wishes.friendly_name);
    const auto description = merged(first.wishes.description, second.wishes.description);
    const auto purposes = merged(first.wishes.purposes, second.wishes.purposes);
    const std::string differs = !name.has_value()          ? "friendly_name"
                                : !description.has_value() ? "description"
                                : !purposes.has_value()    ? "purposes"
                                                           : "";
    if (!differs.empty()) {
      refuse(second.at, "'" + first.alias + "' (" + line_of(first.at) + ") and '" + second.alias +
                            "' are the same certificate, " + first.certificate.label() +
                            ", and want different " + differs + " for it in store " + store.text());
      return first.wishes;
    }
    return {*name, *description, *purposes};
  }

  void add_absent(const StoreName& store, const AbsentDeclaration& declared) {
    if (declared.action == AbsentAction::distrust && store == StoreName::disallowed()) {
      refuse(declared.which.at,
             "'action: distrust' puts a certificate into Disallowed, and this says that it must "
             "be absent from there");
      return;
    }
    note_use(declared.which);
    for (DesiredAbsence& one : absences_of(declared.which, m_aliases)) {
      one.action = declared.action;
      one.reason = declared.reason;
      add_absence(store, std::move(one));
    }
  }

  void add_absence(const StoreName& store, DesiredAbsence absence) {
    StoreDraft& draft = m_drafts[store];
    const auto key =
        absence.certificate.has_value() ? Meant(absence.certificate->fingerprint()) : absence.which;
    const auto [known, fresh] = draft.absent_index.emplace(key, draft.absent.size());
    if (fresh) {
      draft.absent.push_back(std::move(absence));
      return;
    }
    const DesiredAbsence& same = draft.absent[known->second];
    if (same.action != absence.action) {
      refuse(absence.at, "the certificate is absent from store " + store.text() + " at " +
                             line_of(same.at) + " already, with another action");
    }
  }

  void add_prune(const StoreName& store, const Declared<Prune>& prune) {
    auto& known = m_drafts[store].prune;
    if (known.has_value() && known->value != prune.value) {
      refuse(prune.at, "store " + store.text() + " of target '" + m_state.target +
                           "' has another 'prune' at " + line_of(known->at));
    }
    known = known.has_value() ? known : std::optional(prune);
  }

  DesiredStore finish(StoreDraft& draft) const {
    DesiredStore store;
    store.present.reserve(draft.present.size());
    for (auto& [fingerprint, presence] : draft.present) {
      store.present.push_back(std::move(presence.entry));
    }
    store.absent = std::move(draft.absent);
    store.keep = std::move(draft.keep);
    store.prune = draft.prune.has_value()    ? draft.prune->value
                  : m_state.site.has_value() ? Prune::owned
                                             : Prune::never;
    store.tolerance = std::move(draft.tolerance);
    store.at = draft.at;
    return store;
  }

  const Manifest& m_manifest;
  const Aliases& m_aliases;
  std::vector<Error>& m_errors;
  DesiredState m_state;
  StoreDrafts m_drafts;
  std::set<std::string> m_used;  // aliases
};

}  // namespace

DesiredState build_target(const Manifest& manifest, const std::string& target,
                          std::span<const PlacedChain> chains, const Aliases& aliases,
                          std::vector<Error>& errors) {
  TargetBuilder builder(manifest, target, aliases, errors);
  for (const PlacedChain& chain : chains) {
    builder.place_chain(chain);
  }
  for (const StoreDeclaration& block : manifest.stores) {
    builder.place_store(block);
  }
  return builder.take();
}

}  // namespace trustctl
