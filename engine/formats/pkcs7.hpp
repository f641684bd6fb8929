#pragma once

#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/model/certificate.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// Whether bytes begin as a PKCS#7 / CMS ContentInfo does (SEQUENCE, OBJECT
/// IDENTIFIER 1.2.840.113549.1.7.*).
bool looks_like_pkcs7(ByteView bytes);

/// The certificates of a degenerate SignedData (RFC 2315 §9.1, RFC 5652 §5.1), DER or BER, in the
/// order of the file. Fails with invalid_input for another content type (enveloped, encrypted), and
/// where the signed content is not plain data: a certificate trust list's certificates are only its
/// signers.
Result<std::vector<Certificate>> read_pkcs7(ByteView bytes);

}  // namespace trustctl
