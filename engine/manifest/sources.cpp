#include "engine/manifest/sources.hpp"

#include <algorithm>
#include <utility>

#include "engine/manifest/resolve.hpp"

namespace trustctl {

namespace {

using Content = std::shared_ptr<const SourceContent>;

bool is_absolute(const std::string& path) {
  const bool drive = path.size() > 2 && path[1] == ':' && (path[2] == '\\' || path[2] == '/');
  return path.front() == '/' || path.front() == '\\' || drive;
}

Result<Content> content_of(ByteView bytes, const std::string& name) {
  auto held = read_source(bytes);
  if (!held) {
    Error error = held.error();
    error.message = name + ": " + error.message;
    return tl::unexpected(std::move(error));
  }
  return std::make_shared<const SourceContent>(SourceContent{
      Fingerprint::of(bytes), std::move(held->certificates), std::move(held->passed_over)});
}

tl::unexpected<Error> failed(const std::string& owner, Error error, const Location& at) {
  error.message = owner + ": " + error.message;
  error.where = at;
  return tl::unexpected(std::move(error));
}

tl::unexpected<Error> wrong_pin(std::string message, const Location& at) {
  return tl::unexpected(Error{ErrorCode::invalid_input, std::move(message), at});
}

std::string found(const std::vector<Certificate>& certificates) {
  if (certificates.size() == 1) {
    return "it holds " + certificates.front().label() + ", SHA-256 " +
           certificates.front().fingerprint().hex();
  }
  constexpr std::size_t shown = 5;
  std::string all = "it holds " + std::to_string(certificates.size()) + " certificates:";
  for (std::size_t i = 0; i < std::min(shown, certificates.size()); ++i) {
    all += (i == 0 ? " " : ", ") + certificates[i].fingerprint().hex();
  }
  return certificates.size() > shown ? all + ", …" : all;
}

// The pin is of the file where the certificate's is meant, as Get-FileHash gives it.
std::string pin_of_the_file(const std::string& owner, const std::string& name,
                            const std::vector<Certificate>& certificates) {
  const std::string message = owner + ": the declared SHA-256 is that of the file " + name +
                              " (Get-FileHash?), not of the certificate in it; ";
  return certificates.size() == 1
             ? message + "the certificate's is " + certificates.front().fingerprint().hex()
             : message + found(certificates);
}

}  // namespace

std::string name_of(const Source& source) {
  const auto* file = std::get_if<FileSource>(&source);
  return file != nullptr ? file->path : "the inline text";
}

Result<Content> Sources::read(const Source& source) {
  const auto* file = std::get_if<FileSource>(&source);
  return file != nullptr ? read_file(file->path)
                         : content_of(as_bytes(std::get<InlinePem>(source).text), name_of(source));
}

Result<Content> Sources::read_file(const std::string& path) {
  const auto known = m_read.find(path);
  if (known != m_read.end()) {
    return known->second;
  }
  const std::string full =
      is_absolute(path) || m_base_directory == "." ? path : m_base_directory + "/" + path;
  const auto bytes = m_files.read(full, source_size_limit);
  auto content = bytes ? content_of(*bytes, path) : Result<Content>(tl::unexpected(bytes.error()));
  return m_read.emplace(path, std::move(content)).first->second;
}

Result<ResolvedCertificate> resolve_certificate(const CertificateDeclaration& declaration,
                                                Sources& sources) {
  const std::string owner = "certificate '" + declaration.alias + "'";
  const auto content = sources.read(declaration.source.value);
  if (!content) {
    return failed(owner, content.error(), declaration.source.at);
  }
  const auto& certificates = (*content)->certificates;
  const Fingerprint& pin = declaration.sha256.value;
  for (const Certificate& certificate : certificates) {
    if (certificate.fingerprint() == pin) {
      return ResolvedCertificate{&declaration, certificate, *content};
    }
  }
  const std::string name = name_of(declaration.source.value);
  if ((*content)->digest == pin) {
    return wrong_pin(pin_of_the_file(owner, name, certificates), declaration.sha256.at);
  }
  return wrong_pin(owner + ": " + name + " does not hold the declared certificate, SHA-256 " +
                       pin.hex() + "; " + found(certificates),
                   declaration.sha256.at);
}

Result<ResolvedBundle> resolve_bundle(const BundleDeclaration& declaration, Sources& sources) {
  const std::string owner = "bundle '" + declaration.alias + "'";
  const auto content = sources.read(declaration.source.value);
  if (!content) {
    return failed(owner, content.error(), declaration.source.at);
  }
  const SourceContent& held = **content;
  const Fingerprint& pin = declaration.file_sha256.value;
  const std::string name = name_of(declaration.source.value);
  if (held.digest != pin) {
    const bool of_certificate =
        std::any_of(held.certificates.begin(), held.certificates.end(),
                    [&pin](const Certificate& one) { return one.fingerprint() == pin; });
    return wrong_pin(owner + ": the declared SHA-256 is " +
                         (of_certificate ? "that of a certificate in " + name + ", not of the file"
                                         : pin.hex() + ", and " + name + " is another file") +
                         "; the file's is " + held.digest.hex(),
                     declaration.file_sha256.at);
  }
  ResolvedBundle bundle{&declaration, held.certificates, {}, *content};
  std::sort(bundle.members.begin(), bundle.members.end());
  for (std::size_t i = 1; i < bundle.members.size(); ++i) {
    const bool again = bundle.members[i] == bundle.members[i - 1];
    if (again && (bundle.repeated.empty() || bundle.repeated.back() != bundle.members[i])) {
      bundle.repeated.push_back(bundle.members[i]);
    }
  }
  bundle.members.erase(std::unique(bundle.members.begin(), bundle.members.end()),
                       bundle.members.end());
  return bundle;
}

}  // namespace trustctl
