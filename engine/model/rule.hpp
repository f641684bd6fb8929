#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace trustctl {

/// How much a finding matters. Ordered: ignore < info < warning < error.
enum class Level { ignore, info, warning, error };
std::string_view to_string(Level level);
std::optional<Level> parse_level(std::string_view text);

/// Everything that a finding can be about. The first block can be given levels in a manifest's
/// `policy`; the second is what reading and planning themselves notice.
enum class RuleId {
  expired,
  not_yet_valid,
  expires_within,
  not_a_ca,
  no_cert_sign,
  self_signed_end_entity,
  no_basic_constraints,
  path_too_long,
  compromised_key,
  not_self_signed_in_root,
  broken_self_signature,
  unverifiable_signature,
  duplicate,
  cannot_hold,
  weak_signature,
  weak_key,
  unusual_key,
  system_root_name,
  root_key_here,
  trusted_and_distrusted,
  name_is_address,
  long_validity,
  odd_serial,
  not_version_3,
  no_key_usage,
  constraints_not_critical,
  root_missing,
  issuer_missing,
  root_list_too_long,
  superseded,
  same_name_other_key,
  expired_with_successor,
  user_store,
  shared_target,

  not_strict,           ///< bytes that may not be added (see admissible)
  undecodable,          ///< observed bytes that are no certificate
  unreadable_file,      ///< a file in a store that could not be read
  junk,                 ///< something in a store that holds no certificate
  stays_distrusted,     ///< declared in a store, while Disallowed holds it and goes on holding it
  by_policy,            ///< satisfied by an entry that goes with its GPO
  cannot_remove,        ///< `absent` of an entry that is not ours to remove
  not_at_hand,          ///< `distrust` of a certificate that no source and no store holds
  absent_wins,          ///< a bundle's member that is also declared absent
  protected_entry,      ///< would be pruned, and is on the protect list
  kept,                 ///< not declared, and an exception of the manifest lets it stay
  other_owner,          ///< removed by name though another site owns it
  not_exclusive,        ///< in an exclusive store, and not ours to take away
  name_not_byte_equal,  ///< a chain's link whose names match by RFC 5280 only
  key_id_mismatch,      ///< a chain's link whose key identifiers differ
  archived,             ///< an entry that Windows passes over when it lists the store
  root_policy,          ///< Group Policy says which roots count
  unjudged_list,        ///< trust lists and CRLs of a store or source, which nobody here judges
};

/// Levels for what a manifest declares and for what is only observed in a store.
struct RuleLevels {
  Level declared = Level::warning;
  Level observed = Level::warning;
  friend bool operator==(const RuleLevels&, const RuleLevels&) = default;
};

/// Who asks a rule: a plan (and so check and apply) what only a comparison can find; lint what
/// concerns style, or the stores as they stand together; and both the rest.
enum class Asked { plan, both, lint };

/// The catalogue: one row a rule.
struct Rule {
  RuleId id;
  std::string_view name;    ///< "not_self_signed_in_root"
  std::string_view title;   ///< one line
  std::string_view why;     ///< a paragraph
  std::string_view source;  ///< where that is written
  std::string_view cure;    ///< what to do
  RuleLevels levels;        ///< by default
  Asked asked;
  bool configurable;  ///< may a manifest's `policy` name it
};
std::span<const Rule> rules();
const Rule& rule(RuleId id);
/// Null where no rule has this name.
const Rule* find_rule(std::string_view name);
/// The rules that a date makes true: expired, expires_within, not_yet_valid.
bool is_about_time(RuleId id);

}  // namespace trustctl
