#pragma once

#include <optional>
#include <string_view>

#include "engine/model/certificate.hpp"

namespace trustctl {

/// A digest that a signature should no longer be made over.
struct WeakDigest {
  std::string_view name;  ///< "SHA-1"
  bool forgeable;         ///< a second message of the same digest costs nothing: MD2, MD4, MD5
};

/// The digest of the certificate's signature, where it is a weak one (RFC 6151, RFC 6194).
std::optional<WeakDigest> weak_digest(const Certificate& certificate);

}  // namespace trustctl
