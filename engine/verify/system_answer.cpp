#include "engine/verify/system_answer.hpp"

#include <algorithm>

namespace trustctl {

namespace {

std::string verdicts_differ(Trust ours) {
  switch (ours) {
    case Trust::trusted:
      return "by its stores it is trusted, and Windows does not trust it";
    case Trust::untrusted:
      return "Windows trusts it, and by its stores it is not trusted";
    case Trust::could_not_tell:
      return "Windows has an answer, and here there is none";
  }
  return {};
}

std::string label_at(const std::vector<PathLink>& path, std::size_t i) {
  return i < path.size() ? path[i].certificate.label() : "nothing";
}

std::string label_at(const std::vector<SystemLink>& chain, std::size_t i) {
  return i < chain.size() ? chain[i].certificate.label() : "nothing";
}

// The first link where two good paths part.
std::vector<std::string> paths_differ(const std::vector<PathLink>& ours,
                                      const std::vector<SystemLink>& theirs) {
  const auto parted =
      std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                    [](const PathLink& a, const SystemLink& b) {
                      return a.certificate.fingerprint() == b.certificate.fingerprint();
                    });
  if (parted.first == ours.end() && parted.second == theirs.end()) {
    return {};
  }
  const auto at = static_cast<std::size_t>(parted.first - ours.begin());
  return {"both trust it by different paths: at link " + std::to_string(at + 1) + " Windows has " +
          label_at(theirs, at) + ", and here it is " + label_at(ours, at)};
}

}  // namespace

bool is_open_to_fetching(const Answer& ours) {
  return ours.may_fetch.has_value() && ours.may_fetch->leaves_open();
}

std::vector<std::string> differences(const Answer& ours, const SystemAnswer& theirs) {
  if (is_open_to_fetching(ours) && (theirs.fetched || !theirs.trusted())) {
    return {};  // it answers what was open, or says the same: not by what is there
  }
  const bool same =
      ours.trust != Trust::could_not_tell && (ours.trust == Trust::trusted) == theirs.trusted();
  if (!same) {
    return {verdicts_differ(ours.trust)};
  }
  return theirs.trusted() ? paths_differ(ours.path, theirs.chain) : std::vector<std::string>();
}

}  // namespace trustctl
