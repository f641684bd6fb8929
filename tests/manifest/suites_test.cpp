// Public collections of YAML and JSON: none of their files is a manifest.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/manifest/parse_manifest.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;
namespace fs = std::filesystem;

namespace {

// What YAML 1.2 forbids and yaml-cpp 0.7 reads, by the suite's names. A manifest with such a slip
// is read as yaml-cpp means it: a scalar among the keys of a map is a key without a value, a quoted
// text may lack its end, and so on. A newer yaml-cpp may refuse more.
constexpr std::array<std::string_view, 16> read_by_yaml_cpp = {
    "236B", "9CWY", "9JBA", "9MAG", "B63P", "BS4K", "CQ3W", "DK95-01",
    "H7J7", "LHL4", "QB6E", "S98Z", "SU5Z", "TD5N", "X4QW", "YJV2"};

std::vector<fs::path> files_of(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension && entry.path().filename() != "expected.json") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The errors of a file, each of which must have a place and words.
std::vector<Error> refused(const fs::path& path) {
  const Bytes text = read_file(path);
  const auto manifest = parse_manifest(as_text(text), "m.yaml");
  REQUIRE_FALSE(manifest.has_value());
  REQUIRE_FALSE(manifest.error().empty());
  for (const Error& error : manifest.error()) {
    CHECK(error.code == ErrorCode::invalid_input);
    CHECK_FALSE(error.message.empty());
    REQUIRE(error.where.has_value());
    CHECK(error.where->line >= 1);
    CHECK(error.where->column >= 1);
  }
  return manifest.error();
}

}  // namespace

TEST_CASE("no file of yaml-test-suite is a manifest, and bad YAML is a syntax error",
          "[manifest][data]") {
  const auto folder = test_data("yaml-suite");
  if (!folder.has_value()) {
    return;
  }
  const auto expected = nlohmann::json::parse(as_text(read_file(*folder / "expected.json")));
  std::size_t read = 0;
  for (const fs::path& path : files_of(*folder, ".yaml")) {
    const std::string name = path.stem().string();
    CAPTURE(name);
    const std::vector<Error> errors = refused(path);
    const bool syntax = errors.front().message.starts_with("this is not valid YAML: ");
    if (expected.at(name) == "invalid-yaml") {
      const bool listed = std::find(read_by_yaml_cpp.begin(), read_by_yaml_cpp.end(), name) !=
                          read_by_yaml_cpp.end();
      CHECK(syntax != listed);
    }
    ++read;
  }
  CHECK(read == expected.size());
}

TEST_CASE("no file of JSONTestSuite is a manifest", "[manifest][data]") {
  const auto folder = test_data("json-suite");
  if (!folder.has_value()) {
    return;
  }
  const auto files = files_of(*folder, ".json");
  CHECK(files.size() > 150);
  for (const fs::path& path : files) {
    CAPTURE(path.filename().string());
    refused(path);
  }
}
