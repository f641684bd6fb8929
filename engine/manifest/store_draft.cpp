#include "engine/manifest/store_draft.hpp"

#include <utility>

namespace trustctl {

namespace {

// Where a certificate is declared distrusted: the store whose block says so (Disallowed, where it
// is present there), and the line.
struct Distrust {
  StoreName store;
  Location at;
};

class Settling {
 public:
  Settling(StoreDrafts& drafts, const Policy& policy, std::vector<Finding>& findings,
           std::vector<Error>& errors)
      : m_drafts(drafts), m_policy(policy), m_findings(findings), m_errors(errors) {}

  void run() {
    for (auto& [name, draft] : m_drafts) {
      settle_absence(name, draft);
    }
    settle_distrust();
  }

 private:
  void refuse(const Location& at, std::string message) {
    m_errors.push_back({ErrorCode::invalid_input, std::move(message), at});
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
  // where it is present there by name, else the distrust wins. (Within one store, settle_absence()
  // has said so.)
  void settle_distrust() {
    for (const auto& [fingerprint, distrust] : distrusted()) {
      for (auto& [store, draft] : m_drafts) {
        const auto found = draft.present.find(fingerprint);
        if (found == draft.present.end() || store == StoreName::disallowed() ||
            store == distrust.store) {
          continue;
        }
        if (found->second.mention == Mention::by_name) {
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
  void settle_absence(const StoreName& store, StoreDraft& draft) {
    for (const DesiredAbsence& absence : draft.absent) {
      if (!absence.certificate.has_value()) {
        continue;
      }
      const auto found = draft.present.find(absence.certificate->fingerprint());
      if (found == draft.present.end()) {
        continue;
      }
      const Presence& presence = found->second;
      if (presence.mention == Mention::by_name) {
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
    const Level level = m_policy.levels_of(RuleId::absent_wins).declared;
    m_findings.push_back({.rule = RuleId::absent_wins,
                          .level = level,
                          .message = entry.certificate.label() + " is in bundle '" + entry.alias +
                                     "' and declared " + by,
                          .store = store,
                          .certificate = entry.certificate.fingerprint(),
                          .where = at});
  }

  StoreDrafts& m_drafts;
  const Policy& m_policy;
  std::vector<Finding>& m_findings;
  std::vector<Error>& m_errors;
};

}  // namespace

std::string line_of(const Location& at) { return "line " + std::to_string(at.line); }

void settle_drafts(StoreDrafts& drafts, const Policy& policy, std::vector<Finding>& findings,
                   std::vector<Error>& errors) {
  Settling(drafts, policy, findings, errors).run();
}

}  // namespace trustctl
