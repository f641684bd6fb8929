#pragma once

#include <span>
#include <string_view>

#include "engine/model/certificate.hpp"

namespace trustctl {

/// A certificate that every Windows has in LocalMachine\CA from the beginning.
struct ShippedAuthority {
  std::string_view name;
  std::string_view thumbprint;  ///< SHA-1, lower-case hexadecimal
};

/// The three of them: what `Get-ChildItem Cert:\LocalMachine\CA` prints of a fresh computer in
/// Microsoft's "PowerShell 101", chapter 5.
std::span<const ShippedAuthority> shipped_authorities();

/// Whether it is one of them, by SHA-1. Whoever made another of the same SHA-1 has gained nothing:
/// it says whose entry it is, and not whom to trust.
bool is_shipped_authority(const Certificate& certificate);

}  // namespace trustctl
