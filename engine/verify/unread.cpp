#include "engine/verify/unread.hpp"

#include <algorithm>

namespace trustctl {

namespace {

// Faults of a leaf that stay whatever else turns up.
bool is_final(Fault fault) {
  switch (fault) {
    case Fault::unreadable:
    case Fault::not_strict:
    case Fault::distrusted:
    case Fault::not_yet_valid:
    case Fault::expired:
    case Fault::unknown_critical:
    case Fault::wrong_purpose:
    case Fault::purpose_disabled:
    case Fault::name_mismatch:
    case Fault::weak_key:
    case Fault::profile:
      return true;
    default:
      return false;
  }
}

// The stores that could speak for another verdict: of what is trusted, Disallowed; of what is not,
// those that may hold the issuer that is missing.
std::vector<StoreName> deciding_stores(Trust trust, const std::vector<Problem>& leaf) {
  if (trust == Trust::trusted) {
    return {StoreName::disallowed()};
  }
  return is_refused_by_itself(leaf) ? std::vector<StoreName>()
                                    : std::vector{StoreName::root(), StoreName::ca()};
}

// So that a bundle of nothing but torn blocks is not a page of errors.
void note(std::string message, std::vector<Error>& unread) {
  constexpr std::size_t most = 16;
  if (unread.size() < most) {
    unread.push_back({ErrorCode::io, std::move(message)});
  }
}

bool hides_something(const Finding& finding) { return !StoreContents({}, {finding}).is_complete(); }

// What of a store that was read could not be.
std::vector<Error> unread_parts(const StoreName& name, const StoreContents& contents) {
  std::vector<Error> unread;
  for (const Finding& finding : contents.findings()) {
    if (hides_something(finding)) {
      note(finding.message, unread);
    }
  }
  if (name != StoreName::disallowed()) {
    return unread;
  }
  for (const Entry& entry : contents.entries()) {
    if (entry.certificate.verdict().kind == Verdict::Kind::opaque) {
      note(entry.certificate.label() +
               " in Disallowed does not decode, so nobody can say what it " +
               "distrusts; remove it by its SHA-256, " + entry.certificate.fingerprint().hex(),
           unread);
    }
  }
  return unread;
}

}  // namespace

bool is_refused_by_itself(const std::vector<Problem>& leaf) {
  return std::any_of(leaf.begin(), leaf.end(), [](const Problem& one) {
    return one.severity == Severity::error && is_final(one.fault);
  });
}

Unread find_unread(const TargetState& stores, Trust trust, const std::vector<Problem>& leaf) {
  Unread unread;
  for (const StoreName& name : deciding_stores(trust, leaf)) {
    const auto found = stores.find(name);
    if (found == stores.end()) {
      continue;
    }
    if (!found->second.has_value()) {
      unread.any = true;
      continue;
    }
    const auto parts = unread_parts(name, *found->second);
    unread.any = unread.any || !parts.empty();
    unread.parts.insert(unread.parts.end(), parts.begin(), parts.end());
  }
  return unread;
}

}  // namespace trustctl
