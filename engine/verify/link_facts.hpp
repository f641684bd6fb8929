#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/verify/extension_list.hpp"
#include "engine/verify/name_constraints.hpp"

namespace trustctl {

/// What validation asks of one certificate beyond the facts of the model; views into its bytes.
struct LinkFacts {
  Certificate certificate;
  std::vector<Extension> extensions;

  std::vector<GeneralName> alt_names;  ///< empty: none, or they do not decode
  bool bad_alt_names = false;
  /// What issuers' constraints judge: the subject, its mail addresses where the alternative names
  /// have none, and the alternative names.
  std::vector<ComparableName> names;

  std::optional<NameConstraints> constraints;
  bool bad_constraints = false;

  /// The common name, where no alternative name is for a host: what clients of old fall back on.
  std::string fallback_host;
};

LinkFacts link_facts(const Certificate& certificate);

/// The values of one attribute type of a Name, in its order.
std::vector<der::Element> attributes_of(ByteView name, std::string_view oid);

}  // namespace trustctl
