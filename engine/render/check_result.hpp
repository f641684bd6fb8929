#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/error.hpp"
#include "engine/model/rule.hpp"
#include "engine/operation/target_run.hpp"

namespace trustctl {

/// The rule of what could not be read.
inline constexpr std::string_view rule_of_unread = "could_not_tell";

/// What a format calls the levels that a result can have.
struct LevelWords {
  std::string_view error;
  std::string_view warning;
  std::string_view info;

  constexpr std::string_view of(Level level) const {
    return level == Level::error ? error : (level == Level::warning ? warning : info);
  }
};

/// One thing that a check has to say, as the programs that read it in CI all take it: a rule, a
/// level, a sentence, a line of a file. Every format for CI is made of these, so that all of them
/// hold the same.
///
/// Texts are escaped (escape): whatever a certificate or a file name holds, no control character,
/// no bidi control and nothing but UTF-8 is left for a format to stumble over. What its syntax
/// reserves is the format's own to escape.
struct CheckResult {
  /// "missing", "unexpected", "misplaced", "different"; a rule's name; "rebuild"; "could_not_tell".
  std::string rule;
  Level level = Level::error;
  std::string target;   ///< empty: of no target
  std::string store;    ///< empty: of none
  std::string sha256;   ///< lower-case hexadecimal; empty: about no certificate
  std::string label;    ///< what people call the certificate; empty: about none
  std::string message;  ///< one sentence, with the target, the store and the certificate in it
  /// A line of the manifest or of what it includes; never a file of a target.
  std::optional<Location> where = std::nullopt;
  /// The check fails for it: drift, something unmet, something that could not be read. Else it is a
  /// remark.
  bool fails = true;

  /// What it is the same as in another run, whatever words, dates or lines have changed: 16
  /// hexadecimal digits of the SHA-256 of rule, target, store and certificate (of the message where
  /// it is about none).
  std::string identity() const;
};

/// What there is to say of one target, in the order of the plan; nothing where it is in sync.
std::vector<CheckResult> check_results(const TargetRun& run);
/// Of an error that concerns no target.
CheckResult check_result(const Error& error);

/// A file as readers of reports want it, relative to the repository's root where it was given so:
/// "sites/base.yaml" for "./sites\base.yaml". Escaped.
std::string repository_path(std::string_view file);

/// A title for a rule that a result can have ("missing", "weak_key"), and what to do: one sentence
/// each.
struct ResultRule {
  std::string_view title;
  std::string_view help;
};
ResultRule result_rule(std::string_view name);

}  // namespace trustctl
