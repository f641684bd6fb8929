#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/manifest/file_reader.hpp"
#include "engine/manifest/parse_manifest.hpp"
#include "engine/manifest/resolve.hpp"

namespace trustctl::test {

/// "3:5 message", one an error. What parse_manifest says of a text as m.yaml; empty: nothing.
std::vector<std::string> errors_of(std::string_view text);

/// The same for errors that are at hand.
std::vector<std::string> lines_of(const std::vector<Error>& errors);

/// A manifest that is right in itself: two certificates, a chain. What `more` adds begins at
/// line 9.
std::string manifest_with(std::string_view more);

/// The manifest of a text; throws where it is refused.
Manifest parsed(std::string_view text);

/// Digests of tests/fixtures as openssl computed them, from fingerprints.txt.
std::string sha256_of(const std::string& fixture);
std::string sha1_of(const std::string& fixture);

/// Files in memory, over those of tests/fixtures. Counts what is read.
class FakeFiles : public FileReader {
 public:
  void add(const std::string& path, std::string_view content);
  Result<Bytes> read(const std::string& path, std::size_t limit) const override;
  int reads_of(const std::string& path) const;

 private:
  std::map<std::string, Bytes> m_files;
  mutable std::map<std::string, int> m_reads;
};

}  // namespace trustctl::test
