#include "engine/capture/make_capture.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/capture/capture_names.hpp"
#include "engine/capture/declarable.hpp"
#include "engine/chains/chain_groups.hpp"
#include "engine/chains/distrusted.hpp"
#include "engine/model/signature.hpp"
#include "engine/text/words.hpp"

namespace trustctl {

namespace {

// A certificate with one set of properties, and every store that holds it so.
struct Draft {
  Certificate certificate;
  Properties properties;
  std::set<StoreName> stores;
  std::set<Origin> origins;
};

// Why a store is taken only where --store names it; empty: it is taken.
std::string_view why_not(const StoreName& store) {
  static const StoreName nt_auth = *StoreName::parse("NTAuth");
  if (store == nt_auth) {
    return "Active Directory's own, which no apply can change";
  }
  const bool own = store.text() == "My" || store.text() == "REQUEST";
  return own ? "the computer's own" : "";
}

bool is_placed_by_chain(const StoreName& store) {
  return store == StoreName::root() || store == StoreName::ca();
}

// Reads a target's stores into drafts, and the drafts into a capture.
class Capturing {
 public:
  Capturing(const TargetState& actual, const CaptureChoice& choice)
      : m_actual(actual), m_choice(choice) {}

  Checked<Capture> capture() {
    for (const auto& [store, contents] : m_actual) {
      take_store(store, contents);
    }
    if (m_errors.empty() && m_drafts.empty()) {
      m_errors.push_back({ErrorCode::not_found,
                          "there is nothing to capture: no store that was looked at has an entry "
                          "of these origins; see --store and --origin"});
    }
    if (!m_errors.empty()) {
      return tl::unexpected(std::move(m_errors));
    }
    name_drafts();
    find_chains();
    fill_stores();
    finish();
    return std::move(m_capture);
  }

 private:
  bool is_wanted(const StoreName& store) const {
    return m_choice.stores.has_value() ? m_choice.stores->contains(store) : why_not(store).empty();
  }

  void leave_out(const StoreName& store, std::string what, std::string why) {
    m_capture.left_out.push_back({store, std::move(what), std::move(why)});
  }

  void take_store(const StoreName& store, const Result<StoreContents>& contents) {
    if (!is_wanted(store)) {
      if (!m_choice.stores.has_value() && contents.has_value() && !contents->entries().empty()) {
        leave_out(store, counted(contents->entries().size(), "entry", "entries"),
                  std::string(why_not(store)) + "; --store takes them");
      }
      return;
    }
    if (!contents.has_value()) {
      m_errors.push_back(contents.error());
      return;
    }
    if (!contents->is_complete()) {
      leave_out(store, "what could not be read of it", "'trustctl show' says what and why");
    }
    std::map<Origin, std::size_t> unwanted;
    for (const Entry& entry : contents->entries()) {
      if (!m_choice.origins.contains(entry.origin)) {
        ++unwanted[entry.origin];
      } else if (store != StoreName::disallowed() &&
                 m_distrusted.find(entry.certificate) != nullptr) {
        leave_out(store, entry.certificate.label(),
                  "it is in Disallowed too, which outweighs every other store");
      } else {
        take_entry(store, entry);
      }
    }
    for (const auto& [origin, number] : unwanted) {
      leave_out(store, counted(number, "entry", "entries"),
                "of origin " + std::string(to_string(origin)) + "; --origin takes them");
    }
  }

  // Entries come sorted by (SHA-256, origin): a local one speaks for those of policy and vendor.
  void take_entry(const StoreName& store, const Entry& entry) {
    std::vector<Draft>& drafts = m_drafts[entry.certificate.fingerprint()];
    for (Draft& draft : drafts) {
      if (draft.stores.contains(store)) {
        draft.origins.insert(entry.origin);
        return;
      }
    }
    if (drafts.empty()) {
      if (const auto fit = admissible(entry.certificate); !fit) {
        m_drafts.erase(entry.certificate.fingerprint());
        leave_out(store, entry.certificate.label(), fit.error().message);
        return;
      }
    }
    const Properties properties = declarable(entry.properties());
    const auto same = std::find_if(drafts.begin(), drafts.end(), [&](const Draft& draft) {
      return draft.properties == properties;
    });
    if (same == drafts.end()) {
      drafts.push_back({entry.certificate, properties, {store}, {entry.origin}});
    } else {
      same->stores.insert(store);
      same->origins.insert(entry.origin);
    }
  }

  void name_drafts() {
    std::vector<Certificate> certificates;
    for (const auto& [fingerprint, drafts] : m_drafts) {
      for (const Draft& draft : drafts) {
        m_all.push_back(&draft);
        certificates.push_back(draft.certificate);
      }
    }
    m_aliases = capture_names(certificates);
    std::map<Fingerprint, std::string> files;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
      const Draft& draft = *m_all[i];
      const auto file = files.emplace(draft.certificate.fingerprint(), m_aliases[i] + ".cer").first;
      m_capture.certificates.push_back(
          {m_aliases[i], file->second, draft.certificate, draft.properties, draft.origins});
    }
  }

  void find_chains() {
    std::vector<HeldAuthority> held;
    for (const Draft* draft : m_all) {
      const bool one_draft = m_drafts.at(draft->certificate.fingerprint()).size() == 1;
      std::set<StoreName> stores;
      for (const StoreName& store : draft->stores) {
        if (one_draft && is_placed_by_chain(store)) {
          stores.insert(store);
        }
      }
      held.push_back({draft->certificate, std::move(stores)});
    }
    m_in_chain.assign(m_all.size(), false);
    for (const auto& group : recognise_chains(held)) {
      CapturedChain chain{m_aliases[group.front()], {}};
      for (const std::size_t member : group) {
        m_in_chain[member] = true;
        chain.certificates.push_back(m_aliases[member]);
      }
      m_capture.chains.push_back(std::move(chain));
    }
  }

  void fill_stores() {
    std::map<StoreName, std::vector<std::string>> stores;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
      for (const StoreName& store : m_all[i]->stores) {
        if (!m_in_chain[i] || !is_placed_by_chain(store)) {
          stores[store].push_back(m_aliases[i]);
        }
        relax(m_all[i]->certificate, store, m_choice.now, m_capture.relaxed);
      }
    }
    for (auto& [store, aliases] : stores) {
      std::sort(aliases.begin(), aliases.end());
      m_capture.stores.push_back({store, std::move(aliases)});
    }
  }

  void finish() {
    std::sort(m_capture.certificates.begin(), m_capture.certificates.end(),
              [](const auto& a, const auto& b) { return a.alias < b.alias; });
    std::sort(m_capture.chains.begin(), m_capture.chains.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    std::sort(m_capture.relaxed.begin(), m_capture.relaxed.end(),
              [](const auto& a, const auto& b) { return a.rule < b.rule; });
    for (RelaxedRule& relaxed : m_capture.relaxed) {
      std::sort(relaxed.because.begin(), relaxed.because.end());
    }
  }

  const TargetState& m_actual;
  const Distrusted m_distrusted{m_actual};  // a manifest cannot want it elsewhere
  const CaptureChoice& m_choice;
  std::vector<Error> m_errors;
  std::map<Fingerprint, std::vector<Draft>> m_drafts;  // never empty; the first in Windows' order
  std::vector<const Draft*> m_all;
  std::vector<std::string> m_aliases;  // of m_all
  std::vector<bool> m_in_chain;        // of m_all
  Capture m_capture;
};

}  // namespace

Checked<Capture> make_capture(const TargetState& actual, const CaptureChoice& choice) {
  return Capturing(actual, choice).capture();
}

}  // namespace trustctl
