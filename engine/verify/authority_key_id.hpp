#pragma once

#include <optional>
#include <string>

#include "engine/verify/link_facts.hpp"

namespace trustctl {

/// Where the authorityKeyIdentifier of a child and who bears its issuer's name differ (RFC 5280
/// §4.2.1.1), as a sentence that stands behind the child: by the key identifier, where both have
/// one; else by the issuer's own issuer or serial number, where the child names them. The same
/// comparison as OpenSSL's X509_check_akid, of several directoryNames the first. Absent: nothing
/// differs, or nothing is said, or it does not decode.
///
/// The signature decides who issued what, and not this. But OpenSSL takes nobody as an issuer of
/// whom this speaks, and ends with error 20.
std::optional<std::string> key_id_difference(const LinkFacts& child, const Certificate& issuer);

}  // namespace trustctl
