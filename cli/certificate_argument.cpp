#include "cli/certificate_argument.hpp"

#include <algorithm>
#include <iterator>

#include "cli/server_argument.hpp"
#include "engine/capture/choose_certificate.hpp"
#include "engine/chains/link.hpp"
#include "engine/formats/certificate_source.hpp"
#include "engine/manifest/resolve.hpp"
#include "engine/model/signature.hpp"
#include "engine/platform/read_file.hpp"

namespace trustctl {

namespace {

bool is_root(const Certificate& certificate) {
  return certificate.self_issued() &&
         link_holds(certificate, certificate, verify_signature(certificate, certificate));
}

Result<NamedCertificate> certificate_of_server(const Endpoint& server, const Options& options) {
  const auto asked = ask_server(server, options);
  if (!asked) {
    return tl::unexpected(asked.error());
  }
  const std::vector<Certificate>& sent = asked->sent.certificates;
  NamedCertificate named{sent.front(), {}};
  std::copy_if(std::next(sent.begin()), sent.end(), std::back_inserter(named.beside),
               [](const Certificate& one) { return !is_root(one); });
  return named;
}

Result<NamedCertificate> certificate_of_file(const std::string& path, ByteView bytes) {
  auto certificates = read_certificates(bytes);
  if (!certificates) {
    return tl::unexpected(
        Error{certificates.error().code, certificates.error().message, Location{path, 0, 0}});
  }
  Certificate subject = subject_of_file(*certificates);
  return NamedCertificate{std::move(subject), *std::move(certificates)};
}

}  // namespace

Result<NamedCertificate> named_certificate(const std::string& text, const Options& options,
                                           std::span<const TargetState> states) {
  if (const auto server = named_server(text)) {
    return certificate_of_server(*server, options);
  }
  const auto bytes = read_regular_file(text, source_size_limit);
  if (bytes) {
    return certificate_of_file(text, *bytes);
  }
  const bool digest = Fingerprint::parse(text).has_value() || Thumbprint::parse(text).has_value();
  if (bytes.error().code != ErrorCode::not_found && !digest) {
    // (Windows does not even look for a file of such a name.)
    return tl::unexpected(nearly_a_server(text).value_or(bytes.error()));
  }
  const auto chosen = choose_certificate(text, states);
  return chosen ? Result<NamedCertificate>({*chosen, {}})
                : Result<NamedCertificate>(
                      tl::unexpected(nearly_a_server(text).value_or(chosen.error())));
}

}  // namespace trustctl
