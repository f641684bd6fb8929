#include "tests/manifest/manifest_text.hpp"

#include <fstream>
#include <stdexcept>

#include "tests/support/support.hpp"

namespace trustctl::test {

std::vector<std::string> lines_of(const std::vector<Error>& errors) {
  std::vector<std::string> lines;
  for (const Error& error : errors) {
    const Location at = error.where.value_or(Location{"nowhere", 0, 0});
    lines.push_back((at.file == "m.yaml" ? "" : at.file + ":") + std::to_string(at.line) + ":" +
                    std::to_string(at.column) + " " + error.message);
  }
  return lines;
}

std::vector<std::string> errors_of(std::string_view text) {
  const auto manifest = parse_manifest(text, "m.yaml");
  return manifest ? std::vector<std::string>{} : lines_of(manifest.error());
}

std::string manifest_with(std::string_view more) {
  const std::string digits(62, '0');
  return "version: 1\n"
         "site: lab\n"
         "certificates:\n"
         "  root: { source: root.cer, sha256: aa" +
         digits +
         " }\n"
         "  issuing: { source: issuing.cer, sha256: bb" +
         digits +
         " }\n"
         "chains:\n"
         "  lab: { certificates: [root, issuing] }\n"
         "# what a test adds:\n" +
         std::string(more);
}

Manifest parsed(std::string_view text) {
  auto manifest = parse_manifest(text, "m.yaml");
  if (!manifest) {
    throw std::runtime_error(lines_of(manifest.error()).front());
  }
  return *std::move(manifest);
}

namespace {

std::string digest_of(const std::string& fixture, bool sha1) {
  std::ifstream in(source_file("tests/fixtures/fingerprints.txt"));
  std::string name;
  std::string sha256;
  std::string thumbprint;
  while (in >> name >> sha256 >> thumbprint) {
    if (name == fixture) {
      return sha1 ? thumbprint : sha256;
    }
  }
  throw std::runtime_error("no fixture " + fixture);
}

}  // namespace

std::string sha256_of(const std::string& fixture) { return digest_of(fixture, false); }
std::string sha1_of(const std::string& fixture) { return digest_of(fixture, true); }

void FakeFiles::add(const std::string& path, std::string_view content) {
  m_files[path] = copy(as_bytes(content));
}

Result<Bytes> FakeFiles::read(const std::string& path, std::size_t) const {
  ++m_reads[path];
  const auto found = m_files.find(path);
  if (found != m_files.end()) {
    return found->second;
  }
  const auto fixture = source_file("tests/fixtures") / path;
  if (std::filesystem::is_regular_file(fixture)) {
    return read_file(fixture);
  }
  return tl::unexpected(Error{ErrorCode::not_found, "cannot read " + path + ": no such file"});
}

int FakeFiles::reads_of(const std::string& path) const {
  const auto found = m_reads.find(path);
  return found == m_reads.end() ? 0 : found->second;
}

}  // namespace trustctl::test
