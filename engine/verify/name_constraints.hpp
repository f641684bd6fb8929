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

/// One subtree of a list, and whether everybody reads it alike.
struct Subtree {
  enum class Reading {
    one,     ///< as RFC 5280 has it, or in another way that clients read alike
    unclear  ///< its base is not of its form ("*.lab.example", a mask with holes): clients differ
  };
  ComparableName base;
  Reading reading;
};

/// The subtrees of one list, by the form of their base.
using Subtrees = std::array<std::vector<Subtree>, 9>;

/// The nameConstraints of an issuer (RFC 5280 §4.2.1.10). What is wrong with a subtree matters to
/// names of its form alone; to the letter it is wrong for all of them.
struct NameConstraints {
  Subtrees permitted;
  Subtrees excluded;
  /// By form, the first subtree with a minimum above 0 or with a maximum. CryptoAPI and OpenSSL
  /// refuse every name of the form then.
  std::array<std::optional<GeneralName>, 9> with_depth;
  /// The first subtree that is not to the letter of RFC 5280.
  std::optional<GeneralName> odd;
  bool empty = false;  ///< neither list is there
  bool leading_period =
      false;  ///< a dNSName base that begins with one, which RFC 5280 does not have
};

/// Fails with bad_extension where it does not decode.
NameConstraints read_name_constraints(ByteView value, der::Defects& defects);

/// The base of a subtree as people write it: "lab.example", "192.0.2.0/255.255.255.0", or what the
/// form is called where it has no such text. Not yet escaped.
std::string subtree_text(const GeneralName& base);

/// Why names are not allowed.
struct NameObjection {
  enum class Kind {
    excluded,
    not_permitted,
    undecodable,    ///< the name cannot be of its form, so nobody can say
    with_depth,     ///< a subtree of its form has a minimum or maximum
    unclear,        ///< it hangs on a subtree that clients read in different ways
    not_supported,  ///< constraints on a form that is not judged here
    exhausted,      ///< no comparison was left
  };
  Kind kind;
  GeneralName name;
  /// The subtree that it hangs on, where it is one: of excluded, with_depth and unclear.
  std::optional<GeneralName> subtree = std::nullopt;
};

/// Judges names by the constraints of one issuer; the first objection, or nothing.
/// dNSName, iPAddress, directoryName, rfc822Name and URIs are compared, each name with each subtree
/// of its form (of otherNames: of its type); every name and every comparison is one of
/// `comparisons`.
std::optional<NameObjection> judge_names(const NameConstraints& constraints,
                                         std::span<const ComparableName> names,
                                         Allowance& comparisons);

}  // namespace trustctl
