#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/store_contents.hpp"
#include "engine/verify/answer.hpp"
#include "engine/verify/question.hpp"

namespace trustctl {

/// Something that could be declared, so that a path becomes a good one in this respect.
struct Cure {
  enum class Act {
    trust_chain,       ///< the root into Root, and its subordinates with it: placed by rule
    restore_purposes,  ///< good for all purposes again
  };
  Act act;
  /// For trust_chain the root first and the leaf left out, unless it is the root; else one.
  std::vector<Certificate> certificates;
  /// Where it stands now, and where the change is. Root for trust_chain.
  StoreName store;
};

/// What a plan has against a certificate that is to be declared in a store: a sentence; nothing
/// where it would take it. A value, so that whoever knows the rules brings them.
using PlanObjection =
    std::function<std::optional<std::string>(const Certificate& certificate, const StoreName&)>;

/// What can be declared against an answer. At most one of the two lists holds anything.
struct JudgedCures {
  /// With all of them declared the answer is trusted, and a plan takes them.
  std::vector<Cure> cures = {};
  /// Why what could be declared would not help: what would still be wrong, or what a plan refuses.
  /// Sentences about certificates, each with its name; not yet escaped.
  std::vector<std::string> obstacles = {};
};

/// Judges the path again with the cures in place. Nothing at all where nobody could declare
/// anything (an issuer that is not at hand, an entry by policy), and where somebody distrusts a
/// certificate of the path on purpose, in Disallowed.
JudgedCures judge_cures(const Question& question, const TargetState& stores, const Answer& answer,
                        const SignatureCheck& signed_by, const PlanObjection& objection);

}  // namespace trustctl
