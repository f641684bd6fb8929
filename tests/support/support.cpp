// The part of the support that needs Catch2: skipped tests and golden files.
#include "tests/support/support.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace trustctl::test {

namespace fs = std::filesystem;

void skip(std::string_view reason) {
  const std::string name = Catch::getResultCapture().getCurrentTestName();
  std::cout << "skipped: " << name << ": " << reason << '\n';
  if (const char* list = std::getenv("TRUSTCTL_SKIPPED")) {
    std::ofstream(list, std::ios::app) << name << ": " << reason << '\n';
  }
  SUCCEED("skipped");
}

std::string trustctl_program() {
  const char* other = std::getenv("TRUSTCTL_PROGRAM");
  return other != nullptr ? other : TRUSTCTL_BINARY_DIR "/cli/trustctl";
}

bool skipped_on_windows(std::string_view reason) {
  if (std::getenv("TRUSTCTL_PROGRAM_IS_WINDOWS") == nullptr) {
    return false;
  }
  skip("trustctl.exe: " + std::string(reason));
  return true;
}

std::optional<fs::path> test_data(std::string_view below) {
  const char* named = std::getenv("TRUSTCTL_TEST_DATA");
  const fs::path root =
      named != nullptr ? fs::path(named) : fs::path(TRUSTCTL_SOURCE_DIR) / "../shared/data";
  if (!fs::exists(root / below)) {
    skip("no test data at " + (root / below).string() + " (set TRUSTCTL_TEST_DATA)");
    return std::nullopt;
  }
  return fs::canonical(root / below);
}

void check_golden(std::string_view name, std::string_view actual) {
  const fs::path path = source_file("tests/golden") / name;
  if (std::getenv("TRUSTCTL_ACCEPT") != nullptr) {
    write_file(path, actual);
  }
  INFO("golden file " << path.string() << " (TRUSTCTL_ACCEPT=1 rewrites it)");
  REQUIRE(fs::exists(path));
  const Bytes expected = read_file(path);
  CHECK(as_text(expected) == actual);
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

}  // namespace trustctl::test
