#include "engine/plan/judgement.hpp"

namespace trustctl {

Level level_of(RuleId rule, Standing standing, const Policy& policy) {
  const RuleLevels levels = policy.levels_of(rule);
  return standing == Standing::declared ? levels.declared : levels.observed;
}

void Judgement::find(RuleId rule, const std::string& predicate) {
  const Level level = level_of(rule, m_standing, m_policy);
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
                        .observed = m_standing == Standing::observed});
}

bool claims_to_be_self_signed(const Certificate& certificate) {
  if (!certificate.self_issued()) {
    return false;
  }
  const ByteView issuer_key = certificate.authority_key_id();
  const ByteView key = certificate.subject_key_id();
  return issuer_key.empty() || key.empty() || as_text(issuer_key) == as_text(key);
}

}  // namespace trustctl
