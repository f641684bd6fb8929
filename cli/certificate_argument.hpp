#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "engine/model/certificate.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// A certificate that the command line names, and what came beside it: in its file, or from its
/// server.
struct NamedCertificate {
  Certificate certificate;
  std::vector<Certificate> beside;
};

/// Reads CERT|HOST:PORT: a file, a server, or a SHA-256, thumbprint, label or part of a subject
/// that one certificate in the stores has. A file that holds a private key is refused. A root that
/// a server sends is left out: only a store or a file can say that it is meant.
Result<NamedCertificate> named_certificate(const std::string& text, const Options& options,
                                           std::span<const TargetState> states);

}  // namespace trustctl
