#pragma once

#include <string>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/model/names.hpp"

namespace trustctl {

/// der: a .cer file each; pem: a .pem file each; p7b: one PKCS#7 file of all;
/// sst: one serialized store of all, which is what Windows' own tools open with a double click.
enum class ExportFormat { der, pem, p7b, sst };

/// A file to write, and what is in it.
struct ExportedFile {
  struct Content {
    Certificate certificate;
    std::vector<StoreName> stores;  ///< where it belongs by rule; none: no CA certificate
  };
  std::string name;  ///< "2-lab-issuing-ca.cer"
  Bytes bytes;
  std::vector<Content> contents;
};

/// The files of a complete path, in its order: numbered from the leaf, or one file named after it.
std::vector<ExportedFile> export_chain(const std::vector<Certificate>& path, ExportFormat format);

}  // namespace trustctl
