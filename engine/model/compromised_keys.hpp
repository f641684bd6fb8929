#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/model/certificate.hpp"

namespace trustctl {

/// A root's key of which everybody can have the private half: it shipped with a product, the same
/// one to every customer.
struct CompromisedKey {
  std::string_view sha256;  ///< of the SubjectPublicKeyInfo, lower-case hexadecimal
  /// The last four octets of the modulus, so that no digest is computed of any other key.
  std::uint32_t modulus_end;
  std::string_view of;      ///< "Superfish (Lenovo, 2015)"
  std::string_view source;  ///< who published it
};

/// The list. Only keys that were at hand, so that the digest could be worked out anew.
std::span<const CompromisedKey> compromised_keys();

/// Null where the certificate has none of these keys. Costs next to nothing.
const CompromisedKey* find_compromised_key(const Certificate& certificate);

}  // namespace trustctl
