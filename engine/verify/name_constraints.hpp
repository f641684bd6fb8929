#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/verify/allowance.hpp"
#include "engine/verify/general_names.hpp"

namespace trustctl {

/// A name, and for a directoryName also its `comparable_name`.
struct ComparableName {
  explicit ComparableName(GeneralName of);
  GeneralName name;
  std::string comparable;
};

/// The subtrees of one list, by the form of their base.
using Subtrees = std::array<std::vector<ComparableName>, 9>;

/// The nameConstraints of an issuer (RFC 5280 §4.2.1.10).
struct NameConstraints {
  Subtrees permitted;
  Subtrees excluded;
  bool empty = false;  ///< neither list is there
  bool leading_period =
      false;  ///< a dNSName base that begins with one, which RFC 5280 does not have
};

/// Fails with bad_extension where it does not decode, where a base cannot be of its form (an
/// address without a mask of leading ones), or where a subtree has a minimum or maximum.
NameConstraints read_name_constraints(ByteView value, der::Defects& defects);

/// Why names are not allowed.
struct NameObjection {
  enum class Kind {
    excluded,
    not_permitted,
    undecodable,    ///< the name cannot be of its form, so nobody can say
    not_supported,  ///< constraints on a form that is not judged here
    exhausted,      ///< no comparison was left
  };
  Kind kind;
  GeneralName name;
};

/// Judges names by the constraints of one issuer; the first objection, or nothing.
/// dNSName, iPAddress, directoryName, rfc822Name and URIs are compared, each name with each subtree
/// of its form; every name and every comparison is one of `comparisons`.
std::optional<NameObjection> judge_names(const NameConstraints& constraints,
                                         std::span<const ComparableName> names,
                                         Allowance& comparisons);

}  // namespace trustctl
