#pragma once

#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "engine/model/entry.hpp"

namespace trustctl {

/// What an entry in a store can hold.
struct StoreRule {
  bool writable = true;
  std::set<Field> holds;
  /// Where the target knows only some purposes: these. Absent: any.
  std::optional<std::set<Oid>> purposes;
  /// Whose an unwritable store is, and how it is changed instead; empty: there is nothing to say.
  std::string_view changed_by = {};
};

/// What a target can hold, known without looking at it.
struct Capabilities {
  enum class Placement {
    independent,                ///< a certificate can be in several stores at once
    one_store_per_certificate,  ///< one trust record a certificate (NSS, p11-kit)
  };

  std::map<StoreName, StoreRule> stores;
  /// The rule for every store that is not named above; absent: there are no others.
  std::optional<StoreRule> other_stores;
  Placement placement = Placement::independent;

  /// The rule for a store; null where the target has no such store.
  const StoreRule* rule_for(const StoreName& store) const;
};

/// What of these properties a store can hold; the rest is dropped. (make_plan says what is
/// dropped.)
Properties held_by(const StoreRule& rule, Properties properties);

}  // namespace trustctl
