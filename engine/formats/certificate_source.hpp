#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/model/certificate.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// What a file holds that is neither taken nor in the way: "X509 CRL", "OCSP REQUEST" or "OCSP
/// RESPONSE" (OpenSSL's names of PEM blocks), and "CTL", a certificate trust list of an .sst file.
struct PassedOver {
  std::string label;
  std::size_t line = 0;   ///< of the BEGIN line, from 1; 0 in a file that is no text
  std::size_t count = 1;  ///< how many of them stand there
};

/// "X509 CRL (line 12), OCSP RESPONSE (line 40)", or without lines "3 X509 CRL, CTL"; five at most.
std::string text_of(const std::vector<PassedOver>& blocks);

/// What a source holds.
struct CertificateSource {
  std::vector<Certificate> certificates;
  std::vector<PassedOver> passed_over;
};

/// The certificates of a source, whatever its format: DER, PEM (CERTIFICATE blocks and PKCS7
/// blocks), PKCS#7 or a serialized store (.sst), in their order, repeated ones included. At least
/// one. Fails with invalid_input, in words for the person who named the file: empty, nothing that
/// is a certificate, bytes after the certificate, UTF-16, a PKCS#12, Java or OpenSSL TRUSTED
/// CERTIFICATE file (and what to do), and a private key anywhere, which refuses the whole source
/// and is never quoted. `unsupported` is not used.
Result<CertificateSource> read_source(ByteView source);
/// Its certificates alone.
Result<std::vector<Certificate>> read_certificates(ByteView source);

}  // namespace trustctl
