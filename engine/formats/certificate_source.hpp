#pragma once

#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/model/certificate.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The certificates of a source, whatever its format: DER, PEM (CERTIFICATE blocks and PKCS7
/// blocks), PKCS#7 or a serialized store (.sst), in their order, repeated ones included. At least
/// one. Fails with invalid_input, in words for the person who named the file: empty, nothing that
/// is a certificate, bytes after the certificate, UTF-16, a PKCS#12, Java or OpenSSL TRUSTED
/// CERTIFICATE file (and what to do), and a private key anywhere, which refuses the whole source
/// and is never quoted. `unsupported` is not used.
Result<std::vector<Certificate>> read_certificates(ByteView source);

}  // namespace trustctl
