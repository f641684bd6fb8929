#include "engine/manifest/target_builder.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace trustctl {

namespace {

// Whether a present entry was asked for by name or came along with a bundle.
enum class Asked { by_name, with_bundle };

struct Presence {
  DesiredEntry entry;
  Asked asked;
};

struct StoreDraft {
  std::map<Fingerprint, Presence> present;
  std::vector<DesiredAbsence> absent;
  std::map<Meant, std::size_t> absent_index;
  std::vector<KeptEntry> keep;
  std::optional<Declared<Prune>> prune;
  Tolerance tolerance;
  std::optional<Location> at;
};

// Where a certificate is declared distrusted: the store whose block says so (Disallowed, where it
// is present there), and the line.
struct Distrust {
  StoreName store;
  Location at;
};

std::string line_of(const Location& at) { return "line " + std::to_string(at.line); }

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
        add_present(store, Asked::by_name,
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
      for (DesiredAbsence& one : selected(keep.which)) {
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
    for (auto& [name, draft] : m_drafts) {
      settle(name, draft);
    }
    settle_distrust();
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

  void present(const StoreName& store, const Declared<std::string>& alias) {
    m_used.insert(alias.value);
    const auto certificate = m_aliases.certificates.find(alias.value);
    if (certificate != m_aliases.certificates.end()) {
      add_present(store, Asked::by_name,
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
      add_present(store, Asked::with_bundle,
                  {.certificate = member,
                   .wishes = bundle->second->declaration->wishes,
                   .alias = alias.value,
                   .cause = "bundle " + alias.value,
                   .at = alias.at,
                   .from_bundle = true});
    }
  }

  void add_present(const StoreName& store, Asked asked, DesiredEntry entry) {
    const Fingerprint fingerprint = entry.certificate.fingerprint();
    auto& all = m_drafts[store].present;
    const auto at = all.lower_bound(fingerprint);
    if (at == all.end() || at->first != fingerprint) {
      all.emplace_hint(at, fingerprint, Presence{std::move(entry), asked});
      return;
    }
    Presence& known = at->second;
    auto wishes = merged_wishes(known.entry, entry, store);
    if (asked == Asked::by_name && known.asked == Asked::with_bundle) {
      known = {std::move(entry), asked};
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

  // The certificates that a selector names, each as an absence without action.
  std::vector<DesiredAbsence> selected(const Declared<Selector>& selector) {
    if (const auto* digest = std::get_if<Fingerprint>(&selector.value)) {
      const auto found = m_aliases.by_sha256.find(*digest);
      return {absence(*digest, found != m_aliases.by_sha256.end() ? found->second : nullptr, "",
                      selector.at)};
    }
    if (const auto* thumbprint = std::get_if<Thumbprint>(&selector.value)) {
      const auto found = m_aliases.by_thumbprint.find(*thumbprint);
      return {absence(*thumbprint, found != m_aliases.by_thumbprint.end() ? found->second : nullptr,
                      "", selector.at)};
    }
    if (const auto* subject = std::get_if<Subject>(&selector.value)) {
      return of_subject(*subject, selector.at);
    }
    const auto& alias = std::get<std::string>(selector.value);
    m_used.insert(alias);
    std::vector<DesiredAbsence> all;
    const auto certificate = m_aliases.certificates.find(alias);
    if (certificate != m_aliases.certificates.end()) {
      const Certificate& one = certificate->second->certificate;
      all.push_back(absence(one.fingerprint(), &one, alias, selector.at));
    }
    const auto bundle = m_aliases.bundles.find(alias);
    if (bundle != m_aliases.bundles.end()) {
      for (const Certificate& member : bundle->second->members) {
        all.push_back(absence(member.fingerprint(), &member, alias, selector.at));
      }
    }
    return all;
  }

  // Each declared certificate of that subject, so that what is present too is said; then whatever
  // else has it.
  std::vector<DesiredAbsence> of_subject(const Subject& subject, const Location& at) const {
    std::vector<DesiredAbsence> all;
    const auto [first, last] = m_aliases.by_subject.equal_range(subject.comparable());
    for (auto one = first; one != last; ++one) {
      all.push_back(absence(one->second->fingerprint(), one->second, "", at));
    }
    all.push_back(absence(subject, nullptr, "", at));
    return all;
  }

  static DesiredAbsence absence(Meant which, const Certificate* certificate,
                                const std::string& alias, const Location& at) {
    return {.which = std::move(which),
            .certificate = certificate != nullptr ? std::optional(*certificate) : std::nullopt,
            .action = AbsentAction::remove,
            .reason = "",
            .alias = alias,
            .at = at};
  }

  void add_absent(const StoreName& store, const AbsentDeclaration& declared) {
    if (declared.action == AbsentAction::distrust && store == StoreName::disallowed()) {
      refuse(declared.which.at,
             "'action: distrust' puts a certificate into Disallowed, and this says that it must "
             "be absent from there");
      return;
    }
    for (DesiredAbsence& one : selected(declared.which)) {
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

  // Everything that this target is to distrust, with where that is declared.
  std::map<Fingerprint, Distrust> distrusted() const {
    std::map<Fingerprint, Distrust> all;
    for (const auto& [store, draft] : m_drafts) {
      if (store == StoreName::disallowed()) {
        for (const auto& [fingerprint, presence] : draft.present) {
          all.insert_or_assign(fingerprint, Distrust{store, presence.entry.at});
        }
      }
      for (const DesiredAbsence& absence : draft.absent) {
        if (absence.action == AbsentAction::distrust && absence.certificate.has_value()) {
          all.try_emplace(absence.certificate->fingerprint(), Distrust{store, absence.at});
        }
      }
    }
    return all;
  }

  // Disallowed outweighs every other store, so what is distrusted cannot be wanted in one: an error
  // where it is present there by name, else the distrust wins. (Within one store, settle() has said
  // so.)
  void settle_distrust() {
    for (const auto& [fingerprint, distrust] : distrusted()) {
      for (auto& [store, draft] : m_drafts) {
        const auto found = draft.present.find(fingerprint);
        if (found == draft.present.end() || store == StoreName::disallowed() ||
            store == distrust.store) {
          continue;
        }
        if (found->second.asked == Asked::by_name) {
          refuse_distrust(store, found->second.entry, distrust);
          break;
        }
        note_outweighed(store, found->second.entry, "distrusted; distrust wins", distrust.at);
        draft.present.erase(found);
      }
    }
  }

  void refuse_distrust(const StoreName& store, const DesiredEntry& entry,
                       const Distrust& distrust) {
    refuse(distrust.at, "'" + entry.alias + "' is both present in store " + store.text() + " (" +
                            entry.cause + ", " + line_of(entry.at) + ") and distrusted (" +
                            line_of(distrust.at) +
                            "): Disallowed outweighs every other store, so declare one of them");
  }

  // What is both present and absent: an error where it is present by name, else absent wins.
  void settle(const StoreName& store, StoreDraft& draft) {
    for (const DesiredAbsence& absence : draft.absent) {
      if (!absence.certificate.has_value()) {
        continue;
      }
      const auto found = draft.present.find(absence.certificate->fingerprint());
      if (found == draft.present.end()) {
        continue;
      }
      const Presence& presence = found->second;
      if (presence.asked == Asked::by_name) {
        refuse(absence.at, "'" + presence.entry.alias + "' is both present (" +
                               presence.entry.cause + ", " + line_of(presence.entry.at) +
                               ") and absent (" + line_of(absence.at) + ") in store " +
                               store.text());
      } else {
        note_outweighed(store, presence.entry, "absent; absent wins", absence.at);
        draft.present.erase(found);
      }
    }
  }

  // A bundle's member that something declared at `at` outweighs.
  void note_outweighed(const StoreName& store, const DesiredEntry& entry, const std::string& by,
                       const Location& at) {
    const Level level = m_manifest.policy.levels_of(RuleId::absent_wins).declared;
    m_state.findings.push_back({.rule = RuleId::absent_wins,
                                .level = level,
                                .message = entry.certificate.label() + " is in bundle '" +
                                           entry.alias + "' and declared " + by,
                                .store = store,
                                .certificate = entry.certificate.fingerprint(),
                                .where = at});
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
  std::map<StoreName, StoreDraft> m_drafts;
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
