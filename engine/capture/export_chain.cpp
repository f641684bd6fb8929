#include "engine/capture/export_chain.hpp"

#include "engine/capture/capture_names.hpp"
#include "engine/chains/placement.hpp"
#include "engine/formats/pem.hpp"
#include "engine/formats/pkcs7.hpp"
#include "engine/formats/serialized_store.hpp"
#include "engine/model/alias.hpp"
#include "engine/model/issuing.hpp"

namespace trustctl {

namespace {

// Where the CA certificates of the path go, as place_chain says; a path that it refuses (the root
// is no CA) has no place.
std::vector<ExportedFile::Content> placed(const std::vector<Certificate>& path) {
  std::vector<ExportedFile::Content> contents;
  std::vector<ChainMember> authorities;
  for (const Certificate& certificate : path) {
    contents.push_back({certificate, {}});
    if (may_issue(certificate)) {
      authorities.push_back({certificate, certificate.label(), {}});
    }
  }
  if (const auto placement = place_chain(authorities, "export")) {
    std::size_t authority = 0;
    for (ExportedFile::Content& content : contents) {
      if (may_issue(content.certificate)) {
        content.stores = placement->stores[authority++];
      }
    }
  }
  return contents;
}

// So many digits that files sort in the order of the path.
std::string numbered(std::size_t number, std::size_t last) {
  std::string digits = std::to_string(number);
  digits.insert(0, std::to_string(last).size() - digits.size(), '0');
  return digits;
}

Bytes serialized_store_of(const std::vector<Certificate>& path) {
  std::vector<SerializedElement> elements;
  elements.reserve(path.size());
  for (const Certificate& certificate : path) {
    elements.push_back(SerializedElement::of(certificate));
    // Whoever reads it works the thumbprint out; Wine's reader passes over what has any property.
    elements.back().erase(property_id::sha1);
  }
  return write_serialized_store(elements);
}

}  // namespace

std::vector<ExportedFile> export_chain(const std::vector<Certificate>& path, ExportFormat format) {
  std::vector<ExportedFile::Content> contents = placed(path);
  std::vector<ExportedFile> files;
  if (format == ExportFormat::p7b || format == ExportFormat::sst) {
    const bool p7b = format == ExportFormat::p7b;
    files.push_back({capture_names({path.front()}).front() + (p7b ? ".p7b" : ".sst"),
                     p7b ? write_pkcs7(path) : serialized_store_of(path), std::move(contents)});
    return files;
  }
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::string name = numbered(i + 1, path.size()) + '-' + alias_of(path[i].label());
    if (format == ExportFormat::pem) {
      files.push_back({name + ".pem",
                       copy(as_bytes(write_pem("CERTIFICATE", path[i].bytes()))),
                       {contents[i]}});
    } else {
      files.push_back({name + ".cer", copy(path[i].bytes()), {contents[i]}});
    }
  }
  return files;
}

}  // namespace trustctl
