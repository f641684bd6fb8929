#pragma once

#include <cstddef>

#include "engine/model/bytes.hpp"

namespace trustctl {

/// How a DigestInfo writes the parameters of its digest. RFC 8017 §9.2 has them NULL, and asks
/// verifiers to take those that are left out too (appendix A.2.4).
enum class DigestParameters { null, absent };

/// What the public key must make of an RSA signature (RFC 8017 §9.2, EMSA-PKCS1-v1_5): `size`
/// octets, that of the modulus. `digest_oid` is a whole OBJECT IDENTIFIER element. Empty where the
/// modulus is too short for the digest.
///
/// Made to be compared whole. A verifier that takes such a block apart can be shown a forgery by
/// what it does not look at (Bleichenbacher 2006, CVE-2006-4339).
Bytes pkcs1_block(ByteView digest_oid, DigestParameters parameters, ByteView digest,
                  std::size_t size);

}  // namespace trustctl
