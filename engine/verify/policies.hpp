#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/verify/extension_list.hpp"

namespace trustctl {

/// The policies of a certificatePolicies (RFC 5280 §4.2.1.4), or of Microsoft's application
/// policies, which are written alike. Nothing where they do not decode.
std::optional<std::vector<Oid>> read_policies(ByteView value);

/// What an extension is called that says something of policies ("policyMappings"), and whose value
/// does not decode; empty for every other.
std::string_view undecodable_policies(const Extension& extension);

/// Whether a certificatePolicies has a qualifier that is neither the address of a statement (CPS)
/// nor a notice for users: all that RFC 5280 §4.2.1.4 defines.
bool has_unknown_qualifier(ByteView certificate_policies);

}  // namespace trustctl
