#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/certificate.hpp"

namespace trustctl::test {

/// One fact of a certificate that two readers name differently.
struct Disagreement {
  std::string fact;  ///< "not_after"
  std::string ours;
  std::string openssl;
};

/// "not_after: ours 2031-04-05T06:07:08Z, OpenSSL 1931-04-05T06:07:08Z".
std::string to_string(const Disagreement& disagreement);

/// Every fact on which our reader and OpenSSL's getters disagree; nothing at all where OpenSSL does
/// not decode the bytes, or leaves some of them over. A fact that OpenSSL itself cannot give (an
/// extension value that it does not decode, a key that it does not know) is not compared.
std::optional<std::vector<Disagreement>> compare_with_openssl(const Certificate& certificate);

/// The certificates of a PEM text, or the bytes themselves where it holds no PEM block, as OpenSSL
/// reads them. "TRUSTED CERTIFICATE" blocks give the certificate without its trust.
std::vector<Bytes> certificates_of(ByteView file);

}  // namespace trustctl::test
