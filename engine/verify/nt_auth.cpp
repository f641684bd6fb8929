#include "engine/verify/nt_auth.hpp"

namespace trustctl {

const StoreName& NtAuth::store() {
  static const StoreName name = *StoreName::parse("NTAuth");
  return name;
}

std::optional<NtAuth> NtAuth::asked(const Question& question, const TargetState& stores) {
  static const Oid smart_card_logon = *Oid::parse("smart_card_logon");
  const bool inherits = stores.inherited.has_value() && !stores.contains(store());
  const TargetState::Stores& from = inherits ? *stores.inherited : stores.stores;
  const auto found = from.find(store());
  if (question.view != Viewpoint::machine || question.purpose != smart_card_logon ||
      found == from.end()) {
    return std::nullopt;
  }
  NtAuth asked;
  if (found->second.has_value()) {
    asked.m_complete = found->second->is_complete();
    for (const Entry& entry : found->second->entries()) {
      asked.m_members.insert(entry.certificate.fingerprint());
    }
  }
  return asked;
}

std::optional<Problem> NtAuth::objection(const Certificate& issuer) const {
  if (m_members.contains(issuer.fingerprint())) {
    return std::nullopt;
  }
  if (!m_complete) {
    return Problem{Fault::not_checked, Severity::unknown,
                   "issued the certificate before it, and NTAuth, which decides about smart cards, "
                   "could not be read"};
  }
  return Problem{Fault::not_in_nt_auth, Severity::error,
                 "issued the certificate before it, and is not in NTAuth, so that no domain "
                 "controller takes its smart cards; publish it: certutil -dspublish -f FILE.cer "
                 "NTAuthCA"};
}

}  // namespace trustctl
