#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/model/certificate.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// Whether bytes begin as a PKCS#7 / CMS ContentInfo does (SEQUENCE, OBJECT
/// IDENTIFIER 1.2.840.113549.1.7.*).
bool looks_like_pkcs7(ByteView bytes);

/// What a PKCS#7 file holds.
struct Pkcs7 {
  std::vector<Certificate> certificates;
  std::size_t revocation_lists = 0;
};

/// The certificates of a degenerate SignedData (RFC 2315 §9.1, RFC 5652 §5.1), DER or BER, in the
/// order of the file, and how many CRLs are beside them; none is not an error. Fails with
/// invalid_input for another content type (enveloped, encrypted), for bytes after it or a
/// certificate that is opaque, and where it is signed or its content is not plain data: the
/// certificates of a signed message or a certificate trust list are only its signers'.
Result<Pkcs7> read_pkcs7(ByteView bytes);

/// A degenerate SignedData (RFC 2315 §9.1) of certificates, in the order given: people read it from
/// the leaf to the root, and RFC 5652 §5.1 does not ask for DER's order of sets. Each certificate's
/// bytes stand in it as they are, so each must decode.
Bytes write_pkcs7(std::span<const Certificate> certificates);

}  // namespace trustctl
