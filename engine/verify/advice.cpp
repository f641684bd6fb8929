#include "engine/verify/advice.hpp"

#include <algorithm>
#include <utility>

namespace trustctl {

namespace {

bool has_expired(const PathLink& link) {
  return std::any_of(link.problems.begin(), link.problems.end(), [](const Problem& one) {
    return one.fault == Fault::expired && one.severity == Severity::error;
  });
}

// Nothing declared helps against what has expired, but its successor may be had.
std::vector<Advice::Expired> expired_of(const std::vector<PathLink>& path) {
  std::vector<Advice::Expired> expired;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (has_expired(path[i])) {
      const bool last = i + 1 == path.size();
      expired.push_back(
          {i, i == 0 ? std::nullopt : std::optional(last ? StoreName::root() : StoreName::ca())});
    }
  }
  return expired;
}

}  // namespace

bool ends_in_untrusted_root(const Answer& answer) {
  const auto& problems = answer.path.back().problems;
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& one) { return one.fault == Fault::untrusted_root; });
}

Advice advice_on(const Answer& answer, JudgedCures judged, const AdviceSetting& setting) {
  Advice advice;
  if (answer.missing.has_value()) {
    advice.missing_from = {StoreName::ca(), StoreName::root()};
    advice.sent_alone = setting.certificates_sent == std::size_t{1};
  } else if (ends_in_untrusted_root(answer)) {
    advice.missing_from = {StoreName::root()};
  }
  advice.expired = expired_of(answer.path);
  advice.windows_may_fetch_root =
      answer.may_fetch.has_value() && answer.may_fetch->root != MayFetch::Root::no;
  advice.judged = std::move(judged);
  return advice;
}

}  // namespace trustctl
