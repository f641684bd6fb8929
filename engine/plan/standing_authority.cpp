#include "engine/plan/standing_authority.hpp"

namespace trustctl {

void find(RuleId rule, const StandingAuthority& about, const std::string& predicate,
          const Policy& policy, std::vector<Finding>& findings) {
  const std::optional<StoreName> store = about.store;
  Judgement(about.certificate, store, about.standing, policy, about.where, findings)
      .find(rule, predicate);
}

}  // namespace trustctl
