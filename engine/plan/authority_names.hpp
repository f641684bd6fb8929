#pragma once

#include <string>
#include <string_view>

#include "engine/model/certificate.hpp"

namespace trustctl {

/// A form of a common name in which two names are the same to a person's eye: A to Z folded, spaces
/// trimmed and runs of them made one.
std::string seen_name(std::string_view name);

/// Whether a certificate's common name is that of a root that Windows needs (required_roots), and
/// the certificate another.
bool bears_name_of_required_root(const Certificate& certificate);

/// Whether a name is an IPv4 or IPv6 address, a URL, a mail address or a host name of two labels at
/// least ("ca.lab.example"), rather than what people call a CA.
bool is_address(std::string_view name);

}  // namespace trustctl
