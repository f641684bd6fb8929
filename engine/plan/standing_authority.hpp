#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/plan/judgement.hpp"

namespace trustctl {

/// A certificate in a store of authorities, for the rules about what stands there together.
struct StandingAuthority {
  Certificate certificate;  ///< decodes
  StoreName store;
  Standing standing = Standing::observed;
  /// False: the vendor's, which nobody here could act on. It counts for the others all the same.
  bool judged = true;
  std::optional<Location> where = std::nullopt;
};
using StandingAuthorities = std::span<const StandingAuthority>;

inline bool in_root(const StandingAuthority& one) { return one.store == StoreName::root(); }
inline bool in_ca(const StandingAuthority& one) { return one.store == StoreName::ca(); }
inline std::string_view subject_of(const StandingAuthority& one) {
  return as_text(one.certificate.subject());
}
inline std::string_view key_of(const StandingAuthority& one) {
  return as_text(one.certificate.public_key_info());
}

/// Appends a finding of this rule about one of them; `predicate` follows its name.
void find(RuleId rule, const StandingAuthority& about, const std::string& predicate,
          const Policy& policy, std::vector<Finding>& findings);

}  // namespace trustctl
