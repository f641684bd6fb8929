#include "engine/plan/finding_order.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace trustctl {

namespace {

// Findings of one subject are the same news.
using FindingKey = std::tuple<RuleId, Fingerprint, std::optional<StoreName>>;

std::optional<FindingKey> subject_of(const Finding& finding) {
  if (!finding.certificate.has_value()) {
    return std::nullopt;
  }
  switch (finding.rule) {
    case RuleId::expired:
    case RuleId::not_yet_valid:
    case RuleId::expires_within:
    case RuleId::no_cert_sign:
    case RuleId::no_basic_constraints:
    case RuleId::path_too_long:
    case RuleId::compromised_key:
    case RuleId::unusual_key:
    case RuleId::broken_self_signature:
    case RuleId::unverifiable_signature:
    case RuleId::weak_signature:
    case RuleId::weak_key:
    case RuleId::system_root_name:
    case RuleId::name_is_address:
    case RuleId::long_validity:
    case RuleId::odd_serial:
    case RuleId::not_version_3:
    case RuleId::no_key_usage:
    case RuleId::constraints_not_critical:
      return FindingKey{finding.rule, *finding.certificate, std::nullopt};
    case RuleId::undecodable:
      return FindingKey{finding.rule, *finding.certificate, finding.store};
    default:
      return std::nullopt;
  }
}

bool comes_before(const Finding& a, const Finding& b) {
  return std::tie(a.store, b.level, a.certificate, a.rule, a.message) <
         std::tie(b.store, a.level, b.certificate, b.rule, b.message);
}

// Of several findings of one subject a declared one stays, else the first.
void say_once(std::vector<Finding>& findings) {
  std::set<FindingKey> declared;
  for (const Finding& finding : findings) {
    if (const auto subject = subject_of(finding); subject.has_value() && !finding.observed) {
      declared.insert(*subject);
    }
  }
  std::set<FindingKey> said;
  const auto is_said = [&](const Finding& finding) {
    const auto subject = subject_of(finding);
    if (!subject.has_value()) {
      return false;
    }
    return (finding.observed && declared.count(*subject) != 0) || !said.insert(*subject).second;
  };
  findings.erase(std::remove_if(findings.begin(), findings.end(), is_said), findings.end());
}

}  // namespace

void put_in_order(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), comes_before);
  say_once(findings);
}

}  // namespace trustctl
