#include "cli/certificate_argument.hpp"

#include "engine/capture/choose_certificate.hpp"
#include "engine/formats/certificate_source.hpp"
#include "engine/manifest/resolve.hpp"
#include "engine/platform/read_file.hpp"

namespace trustctl {

Result<NamedCertificate> named_certificate(const std::string& text,
                                           std::span<const TargetState> states) {
  const auto bytes = read_regular_file(text, source_size_limit);
  if (!bytes) {
    if (bytes.error().code != ErrorCode::not_found) {
      return tl::unexpected(bytes.error());
    }
    const auto chosen = choose_certificate(text, states);
    return chosen ? Result<NamedCertificate>({*chosen, {}})
                  : Result<NamedCertificate>(tl::unexpected(chosen.error()));
  }
  auto certificates = read_certificates(*bytes);
  if (!certificates) {
    return tl::unexpected(
        Error{certificates.error().code, certificates.error().message, Location{text, 0, 0}});
  }
  Certificate subject = subject_of_file(*certificates);
  return NamedCertificate{std::move(subject), std::move(*certificates)};
}

}  // namespace trustctl
