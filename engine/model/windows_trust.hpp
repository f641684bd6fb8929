#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/model/bytes.hpp"

namespace trustctl {

/// A root of Microsoft's programme, as the list of Windows' automatic root update names it
/// (AuthRoot\AutoUpdate\EncodedCtl). What the list leaves out is empty.
struct UpdateRoot {
  Bytes sha1;         ///< of the certificate, 20 octets
  Bytes key_id;       ///< of its key: property 20
  Bytes subject_md5;  ///< of its subject's DER: property 29

  friend bool operator==(const UpdateRoot&, const UpdateRoot&) = default;
};

/// What decides on a Windows computer, beside its stores, whom it trusts.
struct WindowsTrust {
  /// Whose stores they are: Windows shows a user those of the computer too, all but My (Microsoft,
  /// "Local Machine and Current User Certificate Stores").
  enum class Location { local_machine, current_user };

  /// Bits of `protected_roots` (wincrypt.h, CERT_PROT_ROOT_*; in Group Policy "Certificate Path
  /// Validation Settings").
  static constexpr std::uint32_t no_user_roots = 0x1;  ///< `.Default` of CurrentUser's Root
  static constexpr std::uint32_t no_auth_root = 0x8;   ///< AuthRoot: only enterprise roots
  /// Where they stand, and which value is meant.
  static constexpr std::string_view protected_roots_place =
      R"(HKLM\SOFTWARE\Policies\Microsoft\SystemCertificates\Root\ProtectedRoots, Flags)";

  Location location = Location::local_machine;
  /// Absent: it is there and could not be read, so that no root can be told to count.
  std::optional<std::uint32_t> protected_roots = 0;
  /// Windows fetches roots of Microsoft's programme when they are first needed. False by Group
  /// Policy (DisableRootAutoUpdate), or where AuthRoot, which they go into, is switched off.
  bool fetches_roots = true;
  /// The roots that it could fetch, as of its last synchronisation; absent where it has no list
  /// that can be read.
  std::optional<std::vector<UpdateRoot>> update_roots = std::nullopt;

  bool uses_user_roots() const { return (protected_roots.value_or(0) & no_user_roots) == 0; }
  bool uses_auth_root() const { return (protected_roots.value_or(0) & no_auth_root) == 0; }

  friend bool operator==(const WindowsTrust&, const WindowsTrust&) = default;
};

}  // namespace trustctl
