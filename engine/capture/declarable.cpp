#include "engine/capture/declarable.hpp"

#include <algorithm>

#include "engine/plan/rules.hpp"

namespace trustctl {

Properties declarable(Properties properties) {
  const auto drop_empty = [](std::optional<std::string>& text) {
    if (text.has_value() && text->empty()) {
      text.reset();
    }
  };
  drop_empty(properties.friendly_name);
  drop_empty(properties.description);
  properties.owners.clear();
  return properties;
}

void relax(const Certificate& certificate, const StoreName& store, Time now,
           std::vector<RelaxedRule>& relaxed) {
  std::vector<Finding> findings;
  judge(certificate, store, Standing::declared, Policy{}, now, std::nullopt, findings);
  judge_signature(certificate, store, Standing::declared, Policy{}, std::nullopt, ask_openssl,
                  findings);
  relax(findings, relaxed);
}

void relax(std::span<const Finding> findings, std::vector<RelaxedRule>& relaxed) {
  for (const Finding& finding : findings) {
    if (finding.level != Level::error || !rule(finding.rule).configurable) {
      continue;
    }
    auto known = std::find_if(relaxed.begin(), relaxed.end(),
                              [&](const RelaxedRule& one) { return one.rule == finding.rule; });
    if (known == relaxed.end()) {
      known = relaxed.insert(known, {finding.rule, {}});
    }
    if (std::find(known->because.begin(), known->because.end(), finding.message) ==
        known->because.end()) {
      known->because.push_back(finding.message);
    }
  }
}

}  // namespace trustctl
