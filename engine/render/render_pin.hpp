#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/formats/certificate_source.hpp"
#include "engine/model/certificate.hpp"
#include "engine/render/view_settings.hpp"

namespace trustctl {

/// A file and the certificates in it, or a server and those that it sent.
struct PinnedFile {
  std::string path;                   ///< as the user named it; HOST:PORT of a server
  std::optional<Fingerprint> sha256;  ///< of the file's bytes; absent: it is a server
  std::vector<Certificate> certificates;
  std::vector<PassedOver> passed_over = {};
};

/// The lines of a manifest that declare these files: an entry of `certificates` with its SHA-256
/// for a file of one, an entry of `bundles` with the file's digest and a comment a certificate for
/// a file of several. What a server sent stands there as PEM, each an entry of `certificates`,
/// under a comment that it is unproved; its own certificate is left out where it sent others, since
/// it belongs into no store. Valid YAML whatever the certificates and the paths are called.
std::string pin_yaml(const DocumentHead& head, std::span<const PinnedFile> files,
                     const DocumentTail& tail, const ViewSettings& settings);

/// The same as JSON (schemas/report.schema.json, kind trustctl-pin).
std::string pin_json(const DocumentHead& head, std::span<const PinnedFile> files,
                     const DocumentTail& tail, const ViewSettings& settings);

}  // namespace trustctl
