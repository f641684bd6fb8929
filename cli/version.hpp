#pragma once

#include <string_view>

namespace trustctl {

/// One line, with its line break: the version of trustctl and of the OpenSSL that it was built with
/// (which a static program carries with it), as OpenSSL writes it, with the day of its release.
std::string_view version_line();

}  // namespace trustctl
