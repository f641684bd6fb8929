#pragma once

#include <string_view>

#include "engine/model/bytes.hpp"

namespace trustctl {

/// Whether bytes begin as a private key does in DER: PKCS#8 (RFC 5958), encrypted or not, PKCS#1
/// (RFC 8017), SEC 1 (RFC 5915) or OpenSSL's DSA form. Goes by the shape of the first fields, so
/// that one that is cut short is found too.
bool looks_like_private_key(ByteView bytes);

/// Whether bytes begin as a PKCS#12 file does (RFC 7292 §4: PFX, version 3).
bool looks_like_pkcs12(ByteView bytes);

/// Whether a line of a text names a private key as PEM does ("-----BEGIN EC PRIVATE KEY-----"),
/// indented or misspelt ones included.
bool names_private_key(std::string_view text);

}  // namespace trustctl
