#pragma once

#include <optional>
#include <set>

#include "engine/model/store_contents.hpp"
#include "engine/verify/answer.hpp"
#include "engine/verify/question.hpp"

namespace trustctl {

/// NTAuth: the CAs whose certificates may stand for an account of the domain. To sign in with a
/// smart card it is not enough that the path is good: the CA that issued the card's certificate
/// must be there (Microsoft KB 281245; CERT_CHAIN_POLICY_NT_AUTH).
class NtAuth {
 public:
  /// Absent where it does not matter: the question is not the machine's about smart_card_logon, or
  /// the target has no such store.
  static std::optional<NtAuth> asked(const Question& question, const TargetState& stores);

  /// "NTAuth".
  static const StoreName& store();

  /// What is wrong with who issued the leaf; nothing where it is there. Open where the store could
  /// not be read as a whole.
  std::optional<Problem> objection(const Certificate& issuer) const;

 private:
  std::set<Fingerprint> m_members;
  bool m_complete = false;
};

}  // namespace trustctl
