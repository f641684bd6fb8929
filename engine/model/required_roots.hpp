#pragma once

#include <span>
#include <string_view>

#include "engine/model/certificate.hpp"

namespace trustctl {

/// A root that Windows puts into LocalMachine\Root itself, and needs.
struct RequiredRoot {
  std::string_view name;
  std::string_view serial;      ///< lower-case hexadecimal
  std::string_view thumbprint;  ///< SHA-1
  std::string_view sha256;      ///< where the certificate itself was at hand; else empty
};

/// The list of Microsoft's "Required trusted root certificates" (KB 293781, as of 2025-01-15),
/// which gives names and serial numbers; the digests are those of the certificates of these names
/// and serials that Windows 10 ships.
std::span<const RequiredRoot> required_roots();

/// Whether it is one of them, by serial and digest.
bool is_required_by_windows(const Certificate& certificate);

}  // namespace trustctl
