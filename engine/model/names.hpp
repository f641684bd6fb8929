#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.hpp"

namespace trustctl {

/// The name of a store, by its CryptoAPI system-store name (Microsoft: "System Store Locations").
/// Compares without regard to case; a name that Windows knows is kept in Windows' own spelling.
class StoreName {
 public:
  /// Takes a system-store name ("Root"), its display name ("Trusted Root Certification
  /// Authorities"; also as a translated Windows shows it, see find_known_store), the .NET alias
  /// ("CertificateAuthority"), or a custom name that matches [A-Za-z0-9][A-Za-z0-9 ._-]{0,63}.
  /// Fails with invalid_input.
  static Result<StoreName> parse(std::string_view text);

  // References, since every certificate of a plan is compared with them.
  static const StoreName& root();
  static const StoreName& ca();
  static const StoreName& disallowed();
  /// The roots that Windows' automatic root update fetched: "AuthRoot".
  static const StoreName& auth_root();
  /// The roots that Windows copies from smart cards: "SmartCardRoot".
  static const StoreName& smart_card_root();

  const std::string& text() const { return m_text; }
  /// "Trusted Root Certification Authorities"; empty for a custom store.
  std::string_view display_name() const;
  /// Whether Windows itself makes a store of this name; any other is a custom store.
  bool well_known() const;
  /// Whether rules about CA certificates make sense here: not in TrustedPublisher, TrustedPeople,
  /// Disallowed, My, AddressBook, REQUEST, WebHosting, TrustedDevices.
  bool holds_authorities() const;
  /// Whether what is there is trusted as a root: Root, and AuthRoot and SmartCardRoot, which
  /// Windows shows in Root too (Microsoft, "System Store Locations").
  bool holds_trusted_roots() const;

  friend std::strong_ordering operator<=>(const StoreName& a, const StoreName& b) {
    return a.m_folded <=> b.m_folded;
  }
  friend bool operator==(const StoreName& a, const StoreName& b) {
    return a.m_folded == b.m_folded;
  }

 private:
  explicit StoreName(std::string text);
  std::string m_text;
  std::string m_folded;  // lower case
};

/// Every store name that Windows knows, in the order of the MMC Certificates snap-in.
std::vector<StoreName> well_known_stores();

/// What is to be said of a name that is not well known, where one should stand: "unknown store
/// 'Root CA'; did you mean 'Root' (Trusted Root Certification Authorities)?", or the stores that
/// Windows has, with their display names.
std::string unknown_store(const StoreName& name);

/// The name under which a manifest owns what it puts somewhere: "schertz.lab/base".
class Site {
 public:
  /// [A-Za-z0-9][A-Za-z0-9._/-]{0,127}. Fails with invalid_input.
  static Result<Site> parse(std::string_view text);
  const std::string& text() const { return m_text; }
  friend auto operator<=>(const Site&, const Site&) = default;

 private:
  explicit Site(std::string text) : m_text(std::move(text)) {}
  std::string m_text;
};

}  // namespace trustctl
