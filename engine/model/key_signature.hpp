#pragma once

#include "engine/model/signature.hpp"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace trustctl {

/// Whether the owner of a key made the signature on `child`, over its bytes as they stand. `key` is
/// OpenSSL's reading of `key_info` (a SubjectPublicKeyInfo element); null where it has none. Leaves
/// OpenSSL's error queue as it comes. For signature.cpp.
SignatureVerdict verify_with_key(const Certificate& child, ByteView key_info, evp_pkey_st* key);

}  // namespace trustctl
