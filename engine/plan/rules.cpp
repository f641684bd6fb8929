#include "engine/plan/rules.hpp"

#include <string>
#include <utility>

#include "engine/model/signature.hpp"

namespace trustctl {

namespace {

// One certificate before the rules: knows whom it speaks of and how much each rule matters there.
class Judgement {
 public:
  Judgement(const Certificate& certificate, const std::optional<StoreName>& store,
            Standing standing, const Policy& policy, const std::optional<Location>& where,
            std::vector<Finding>& findings)
      : m_certificate(certificate),
        m_store(store),
        m_standing(standing),
        m_policy(policy),
        m_where(where),
        m_findings(findings) {}

  // `predicate` follows the certificate's name: "expired on 2010-01-01".
  void find(RuleId rule, const std::string& predicate) {
    const RuleLevels levels = m_policy.levels_of(rule);
    const bool declared = m_standing == Standing::declared;
    const Level level = declared ? levels.declared : levels.observed;
    if (level == Level::ignore) {
      return;
    }
    m_findings.push_back({.rule = rule,
                          .level = level,
                          .message = m_certificate.label() + " " + predicate,
                          .store = m_store,
                          .certificate = m_certificate.fingerprint(),
                          .where = m_where,
                          .unmet = false,
                          .observed = !declared});
  }

 private:
  const Certificate& m_certificate;
  const std::optional<StoreName>& m_store;
  Standing m_standing;
  const Policy& m_policy;
  const std::optional<Location>& m_where;
  std::vector<Finding>& m_findings;
};

// Self-signed as far as names and key identifiers tell. A self-issued certificate whose key
// identifiers differ is a new key certified by an old one (RFC 5280 §3.2), not a root.
bool claims_to_be_self_signed(const Certificate& certificate) {
  if (!certificate.self_issued()) {
    return false;
  }
  const ByteView issuer_key = certificate.authority_key_id();
  const ByteView key = certificate.subject_key_id();
  return issuer_key.empty() || key.empty() || as_text(issuer_key) == as_text(key);
}

void judge_validity(const Certificate& certificate, const Policy& policy, Time now,
                    Judgement& judgement) {
  if (certificate.not_after() < now) {
    judgement.find(RuleId::expired, "expired on " + date(certificate.not_after()));
    return;
  }
  if (certificate.not_before() > now) {
    judgement.find(RuleId::not_yet_valid, "is not valid before " + date(certificate.not_before()));
  }
  if (certificate.not_after() - now < std::chrono::days(policy.expires_within_days)) {
    const auto days = days_between(now, certificate.not_after()).count();
    judgement.find(RuleId::expires_within, "expires on " + date(certificate.not_after()) + ", in " +
                                               std::to_string(days) +
                                               (days == 1 ? " day" : " days"));
  }
}

void judge_authority(const Certificate& certificate, const StoreName& store, Judgement& judgement) {
  if (!certificate.is_ca()) {
    judgement.find(RuleId::not_a_ca, "is not a CA certificate, and " + store.text() +
                                         " is a store of CA certificates");
  }
  if (store == StoreName::root() && !claims_to_be_self_signed(certificate)) {
    judgement.find(RuleId::not_self_signed_in_root,
                   "is not self-signed and has no place in Root: Windows then fails "
                   "client-certificate TLS (Microsoft KB 2795828); declare it in CA");
  }
}

}  // namespace

void judge(const Certificate& certificate, const StoreName& store, Standing standing,
           const Policy& policy, Time now, const std::optional<Location>& where,
           std::vector<Finding>& findings) {
  // What is distrusted does not grow worse by being expired.
  if (store == StoreName::disallowed()) {
    return;
  }
  const std::optional<StoreName> named = store;
  Judgement judgement(certificate, named, standing, policy, where, findings);
  if (certificate.verdict().kind == Verdict::Kind::opaque) {
    if (standing == Standing::observed) {
      judgement.find(RuleId::undecodable,
                     "does not decode: " + std::string(to_string(certificate.verdict().reason)));
    }
    return;
  }
  judge_validity(certificate, policy, now, judgement);
  if (store.holds_authorities()) {
    judge_authority(certificate, store, judgement);
  }
}

void judge_signature(const Certificate& certificate, const std::optional<StoreName>& store,
                     Standing standing, const Policy& policy, const std::optional<Location>& where,
                     std::vector<Finding>& findings) {
  Judgement judgement(certificate, store, standing, policy, where, findings);
  const SecondOpinion opinion(certificate);
  if (standing == Standing::declared) {
    if (const auto fit = opinion.admissible(); !fit) {
      judgement.find(RuleId::not_strict, "cannot be added: " + fit.error().message);
      return;
    }
  }
  const bool distrusted = store.has_value() && *store == StoreName::disallowed();
  if (!distrusted && claims_to_be_self_signed(certificate) && !opinion.signed_itself()) {
    judgement.find(RuleId::broken_self_signature,
                   "names itself as its issuer, but its own key did not sign it");
  }
}

}  // namespace trustctl
