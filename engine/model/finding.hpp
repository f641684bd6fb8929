#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "engine/model/error.hpp"
#include "engine/model/fingerprint.hpp"
#include "engine/model/names.hpp"
#include "engine/model/rule.hpp"

namespace trustctl {

/// Something a person should know.
struct Finding {
  RuleId rule;
  Level level;
  /// One sentence: what, on what, and what would help. Not yet escaped for a terminal.
  std::string message;
  std::optional<StoreName> store = std::nullopt;
  std::optional<Fingerprint> certificate = std::nullopt;
  /// The manifest's line, or where in the target ("Root/notes.txt", line 0).
  std::optional<Location> where = std::nullopt;
  /// The declared state is not reached, and no change of ours would reach it: counts as drift.
  bool unmet = false;
  /// It is about what was only observed in a store: never stands in the way of an apply.
  bool observed = false;

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// Whether a finding stands in the way of an apply: an error about what is declared. People find it
/// on the error stream, with its place.
bool stands_in_the_way(const Finding& finding);

/// How many say that something declared is not reached.
std::size_t count_unmet(std::span<const Finding> findings);

}  // namespace trustctl
