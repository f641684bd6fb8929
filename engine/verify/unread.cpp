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

void add_unread(const TargetState::Stores& stores, const StoreName& name, Unread& unread) {
  const auto found = stores.find(name);
  if (found == stores.end()) {
    return;
  }
  if (!found->second.has_value()) {
    unread.any = true;
    return;
  }
  const auto parts = unread_parts(name, *found->second);
  unread.any = unread.any || !parts.empty();
  unread.parts.insert(unread.parts.end(), parts.begin(), parts.end());
}

bool lacks_inherited(const TargetState& stores) {
  return stores.windows.has_value() && !stores.inherited.has_value() &&
         stores.windows->location == WindowsTrust::Location::current_user;
}

}  // namespace

bool is_refused_by_itself(const std::vector<Problem>& leaf) {
  return std::any_of(leaf.begin(), leaf.end(), [](const Problem& one) {
    return one.severity == Severity::error && is_final(one.fault);
  });
}

Unread find_unread(const TargetState& stores, Trust trust, const std::vector<Problem>& leaf) {
  Unread unread;
  const auto deciding = deciding_stores(trust, leaf);
  for (const StoreName& name : deciding) {
    add_unread(stores.stores, name, unread);
    if (stores.inherited.has_value()) {
      add_unread(*stores.inherited, name, unread);
    }
  }
  if (trust == Trust::trusted && stores.windows.has_value() &&
      !stores.windows->protected_roots.has_value()) {
    unread.any = true;
    unread.parts.push_back(
        {ErrorCode::io, "whether Group Policy lets the root count could not be read (" +
                            std::string(WindowsTrust::protected_roots_place) +
                            "); make it a REG_DWORD that everybody may read"});
  }
  if (lacks_inherited(stores) && !deciding.empty()) {
    unread.any = true;
    unread.parts.push_back(
        {ErrorCode::not_found,
         "LocalMachine's stores are not here, and Windows shows each user all of them but My "
         "beside the user's own; ask the computer itself, or a snapshot of LocalMachine"});
  }
  return unread;
}

}  // namespace trustctl
