#pragma once

#include "engine/verify/general_names.hpp"

namespace trustctl {

/// Which list of nameConstraints a subtree stands in. A wildcard is within what is permitted only
/// where all it stands for is, and within what is excluded where any of it is.
enum class Listed { permitted, excluded };

/// Whether constraints on this form are judged: dNSName, iPAddress, directoryName, rfc822Name, URI.
bool is_comparable(GeneralName::Form form);

/// Whether the base of a subtree can be of its form (RFC 5280 §4.2.1.10): an address with a mask of
/// leading ones, a host or domain in LDH. A leading period before a dNSName passes.
bool is_subtree_base(const GeneralName& base);

/// Whether a name can be of its form: an address of 4 or 16 octets, one mailbox, a DNS name, a URI
/// whose host has a name.
bool is_well_formed(const GeneralName& name);

/// Whether a well-formed name is within a subtree of the same form, directoryName apart. An empty
/// dNSName base holds every name; an empty rfc822Name or URI, of which RFC 5280 does not speak,
/// permits none and excludes all.
bool is_within(const GeneralName& name, const GeneralName& base, Listed listed);

}  // namespace trustctl
