#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// A certificate that the command line names, and what its file holds beside it.
struct NamedCertificate {
  Certificate certificate;
  std::vector<Certificate> beside;
};

/// Reads CERT: a file, or a SHA-256, thumbprint, label or part of a subject that one certificate
/// in the stores has. A file that holds a private key is refused.
Result<NamedCertificate> named_certificate(const std::string& text,
                                           std::span<const TargetState> states);

}  // namespace trustctl
