#pragma once

#include <span>
#include <string_view>

namespace trustctl {

/// A store that Windows itself makes.
struct KnownStore {
  std::string_view name;          ///< the system-store name: "CA"
  std::string_view display_name;  ///< as the Certificates snap-in shows it, in English
  /// Whether rules about CA certificates make sense here.
  bool holds_authorities;
  /// Whether a manifest has much to say of it; the others are Windows' own business.
  bool often_meant;
};

/// All of them, in the order of the snap-in.
std::span<const KnownStore> known_stores();

/// By name, English display name, the .NET alias ("CertificateAuthority") or the name that the
/// snap-in of a translated Windows shows ("Zwischenzertifizierungsstellen"), without regard to the
/// case of ASCII letters. Null: none of Windows'.
const KnownStore* find_known_store(std::string_view text);

/// The store that a person means who calls it something near: "Root CA" is Root, "Intermediate" is
/// CA, and a slip of a letter is what it slipped from. Null: no idea.
const KnownStore* nearest_known_store(std::string_view text);

}  // namespace trustctl
