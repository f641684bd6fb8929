#include "engine/plan/lint.hpp"

#include <set>
#include <utility>

#include "engine/chains/distrusted.hpp"
#include "engine/formats/serialized_store.hpp"
#include "engine/plan/depth_rules.hpp"
#include "engine/plan/finding_list.hpp"
#include "engine/plan/finding_order.hpp"
#include "engine/plan/form_rules.hpp"
#include "engine/plan/issuer_rules.hpp"
#include "engine/plan/root_rules.hpp"
#include "engine/plan/rules.hpp"
#include "engine/plan/successor_rules.hpp"

namespace trustctl {

namespace {

// What is judged of one target, of either standing.
class Lint {
 public:
  Lint(Standing standing, Reach reach, const Policy& policy, Time now)
      : m_standing(standing), m_reach(reach), m_policy(policy), m_now(now) {}

  void take(std::vector<Finding> findings) {
    m_findings.insert(m_findings.end(), std::make_move_iterator(findings.begin()),
                      std::make_move_iterator(findings.end()));
  }
  std::vector<Finding>& findings() { return m_findings; }

  void distrust(const Certificate& certificate) { m_distrusted.add(certificate); }

  void stand(StandingAuthority one) {
    if (one.certificate.verdict().kind != Verdict::Kind::opaque && one.store.holds_authorities()) {
      m_authorities.push_back(std::move(one));
    }
  }

  void judge_one(const Certificate& certificate, const StoreName& store, Standings standings,
                 const std::optional<Location>& where) {
    judge(certificate, store, standings, m_policy, m_now, where, m_findings);
    judge_form(certificate, store, m_standing, m_policy, Asked::lint, where, m_findings);
  }

  std::vector<Finding> take_all() {
    judge_contradictions();
    // What Disallowed outweighs makes no chain, and nobody misses its issuer.
    std::erase_if(m_authorities, [this](const StandingAuthority& one) {
      return m_distrusted.find(one.certificate) != nullptr;
    });
    judge_issuers(m_authorities, m_policy, m_now, m_findings);
    judge_depth(m_authorities, m_policy, m_findings);
    judge_successors(m_authorities, m_policy, m_now, m_findings);
    judge_root_list(m_authorities, m_standing, m_policy, m_findings);
    judge_vendor_names(m_authorities, m_policy, m_findings);
    judge_reach();
    put_in_order(m_findings);
    return std::move(m_findings);
  }

 private:
  void judge_contradictions() {
    for (const StandingAuthority& one : m_authorities) {
      const Certificate* distrusted = m_distrusted.find(one.certificate);
      if (!one.judged || !in_root(one) || distrusted == nullptr) {
        continue;
      }
      const bool twin = distrusted->fingerprint() != one.certificate.fingerprint();
      find(RuleId::trusted_and_distrusted, one,
           "is in Root and in Disallowed" +
               (twin ? " (there with its signature in other bytes, SHA-256 " +
                           distrusted->fingerprint().hex() + ")"
                     : std::string()) +
               ", which outweighs Root: nothing below it is trusted; find out who distrusted it, "
               "and have it absent from one of the two",
           m_policy, m_findings);
    }
  }

  void judge_reach() {
    const Level level = level_of(RuleId::user_store, m_standing, m_policy);
    if (m_reach == Reach::machine || level == Level::ignore) {
      return;
    }
    std::map<StoreName, std::size_t> counts;
    for (const StandingAuthority& one : m_authorities) {
      counts[one.store] += one.judged ? 1 : 0;
    }
    for (const auto& [store, count] : counts) {
      if (count > 0) {
        m_findings.push_back(
            {.rule = RuleId::user_store,
             .level = level,
             .message = store.text() +
                        " of this target is one user's: services, the computer itself "
                        "and other users do not see its " +
                        std::to_string(count) + (count == 1 ? " certificate" : " certificates") +
                        "; where the computer is meant, use location LocalMachine",
             .store = store,
             .observed = m_standing == Standing::observed});
      }
    }
  }

  Standing m_standing;
  Reach m_reach;
  const Policy& m_policy;
  Time m_now;
  std::vector<Finding> m_findings;
  std::vector<StandingAuthority> m_authorities;
  Distrusted m_distrusted;
};

std::optional<Location> place_of(const Entry& entry) {
  const std::string& name = entry.places.front().name;
  return name.empty() ? std::nullopt : std::optional(Location{name, 0, 0});
}

// Windows keeps beside a certificate which private key is its own.
void judge_key_here(const Entry& entry, const StoreName& store, const Policy& policy,
                    std::vector<Finding>& findings) {
  if (store == StoreName::root() && properties_of(entry).contains(property_id::key_provider)) {
    find(RuleId::root_key_here,
         {entry.certificate, store, Standing::observed, true, place_of(entry)},
         "is a root whose private key is on this computer, by what Windows keeps beside it "
         "(CERT_KEY_PROV_INFO_PROP_ID): whoever uses or copies that key issues for any name; find "
         "out which product put both there, and take both out",
         policy, findings);
  }
}

void judge_entry(Lint& lint, const Entry& entry, const StoreName& store, const Policy& policy,
                 Time now) {
  const bool judged = entry.origin != Origin::vendor;
  const std::optional<Location> where = place_of(entry);
  if (store == StoreName::disallowed()) {
    lint.distrust(entry.certificate);
  }
  lint.stand({entry.certificate, store, Standing::observed, judged, where});
  if (!judged) {
    return;
  }
  lint.judge_one(entry.certificate, store, Standing::observed, where);
  judge_key_here(entry, store, policy, lint.findings());
  judge_signature(entry.certificate, store, Standing::observed, policy, where, ask_openssl,
                  lint.findings());
  if (entry.places.size() > 1) {
    FindingList(store, policy, now, lint.findings()).duplicate(entry);
  }
}

}  // namespace

std::vector<Finding> lint_declared(const DesiredState& desired, Reach reach, const Policy& policy,
                                   Time now) {
  Lint lint(Standing::declared, reach, policy, now);
  lint.take(desired.findings);
  for (const auto& [store, contents] : desired.stores) {
    for (const DesiredEntry& entry : contents.present) {
      if (store == StoreName::disallowed()) {
        lint.distrust(entry.certificate);
      }
      Standings standings(Standing::declared);
      standings.from_bundle = entry.from_bundle;
      lint.judge_one(entry.certificate, store, standings, entry.at);
      lint.stand({entry.certificate, store, Standing::declared, true, entry.at});
    }
  }
  return lint.take_all();
}

std::vector<Finding> lint_observed(const TargetState& actual, Reach reach, const Policy& policy,
                                   Time now) {
  Lint lint(Standing::observed, reach, policy, now);
  lint.take(noticed(actual));
  for (const auto& [store, contents] : actual) {
    if (!contents.has_value()) {
      continue;
    }
    lint.take(noticed(store, *contents));
    for (const Entry& entry : contents->entries()) {
      judge_entry(lint, entry, store, policy, now);
    }
  }
  return lint.take_all();
}

}  // namespace trustctl
