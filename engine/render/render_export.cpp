#include "engine/render/render_export.hpp"

#include "engine/model/time.hpp"
#include "engine/render/escape.hpp"

namespace trustctl {

namespace {

std::string placed(const std::vector<StoreName>& stores) {
  std::string names;
  for (const StoreName& store : stores) {
    names += (names.empty() ? "" : " and ") + store.text();
  }
  return names.empty() ? "" : "    goes into " + names + '\n';
}

std::string content_text(const ExportedFile::Content& content) {
  const Certificate& certificate = content.certificate;
  return "    " + escape(certificate.subject_text()) + ", expires " +
         date(certificate.not_after()) + "\n    sha256 " + certificate.fingerprint().hex() + '\n' +
         placed(content.stores);
}

}  // namespace

std::string export_text(std::span<const ExportedFile> files, std::string_view folder,
                        Colours colours) {
  std::string text;
  for (const ExportedFile& file : files) {
    text += paint(escape(std::string(folder) + '/' + file.name), Colour::bold, colours) + '\n';
    for (const ExportedFile::Content& content : file.contents) {
      text += content_text(content);
    }
  }
  return text;
}

}  // namespace trustctl
