#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/formats/certificate_source.hpp"
#include "engine/manifest/file_reader.hpp"
#include "engine/manifest/manifest.hpp"
#include "engine/model/certificate.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// What one source holds: read once, and digest and certificates from the same bytes.
struct SourceContent {
  Fingerprint digest;  ///< of the bytes as they are
  std::vector<Certificate> certificates;
  std::vector<PassedOver> passed_over;
};

/// The sources of a manifest. A file that several declarations name is read once.
class Sources {
 public:
  /// Borrows the reader; relative paths start in `base_directory`.
  Sources(const FileReader& files, std::string base_directory)
      : m_files(files), m_base_directory(std::move(base_directory)) {}

  /// Fails with the reader's error, or with what read_certificates says about the content after the
  /// path.
  Result<std::shared_ptr<const SourceContent>> read(const Source& source);

 private:
  Result<std::shared_ptr<const SourceContent>> read_file(const std::string& path);

  const FileReader& m_files;
  std::string m_base_directory;
  std::map<std::string, Result<std::shared_ptr<const SourceContent>>> m_read;
};

/// The path as messages name it; "the inline text" where there is none.
std::string name_of(const Source& source);

/// A certificate with its declaration.
struct ResolvedCertificate {
  const CertificateDeclaration* declaration;
  Certificate certificate;
  std::shared_ptr<const SourceContent> source;  ///< that it is in
};

/// A bundle with its members, sorted by SHA-256, each once.
struct ResolvedBundle {
  const BundleDeclaration* declaration;
  std::vector<Certificate> members;
  std::vector<Certificate> repeated;  ///< those that the file holds more than once
  std::shared_ptr<const SourceContent> source;
};

/// The certificate that a declaration pins. Fails, with the line of the source or of the pin, where
/// the source cannot be read or holds no certificate of this SHA-256.
Result<ResolvedCertificate> resolve_certificate(const CertificateDeclaration& declaration,
                                                Sources& sources);

/// The members of a bundle whose file has the pinned digest.
Result<ResolvedBundle> resolve_bundle(const BundleDeclaration& declaration, Sources& sources);

}  // namespace trustctl
