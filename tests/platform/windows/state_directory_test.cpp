#include <windows.h>

#include <aclapi.h>
#include <sddl.h>

#include <catch2/catch.hpp>

#include "engine/platform/state_directory.hpp"
#include "tests/platform/windows/places.hpp"

namespace fs = std::filesystem;
using namespace trustctl;
using namespace trustctl::test;

namespace {

// As another program sees it: icacls' own words.
std::wstring descriptor_of(const fs::path& path) {
  PSECURITY_DESCRIPTOR found = nullptr;
  REQUIRE(GetNamedSecurityInfoW(path.c_str(), SE_FILE_OBJECT,
                                OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, nullptr,
                                nullptr, nullptr, nullptr, &found) == ERROR_SUCCESS);
  wchar_t* words = nullptr;
  ConvertSecurityDescriptorToStringSecurityDescriptorW(
      found, SDDL_REVISION_1, OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &words,
      nullptr);
  const std::wstring text = words;
  LocalFree(words);
  LocalFree(found);
  return text;
}

}  // namespace

TEST_CASE("the state directory is ProgramData's, or the user's own", "[state]") {
  const auto path = default_state_directory();
  REQUIRE(path);
  CHECK(*path == "C:\\ProgramData\\trustctl");
  const auto own = default_state_directory(StateOwner::user);  // though this process is elevated
  REQUIRE(own);
  CHECK(own->starts_with("C:\\users\\"));
  CHECK(own->ends_with("\\AppData\\Local\\trustctl"));
}

TEST_CASE("a state directory is made for the system and administrators alone", "[state]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "a\\trustctl";
  const auto made = open_state_directory(path.string());
  INFO((made ? "" : made.error().message));
  REQUIRE(made);
  const std::wstring words = descriptor_of(path);
  CHECK(words.find(L";;;WD)") == std::wstring::npos);
  CHECK(words.find(L";;;BU)") == std::wstring::npos);
  CHECK(open_state_directory(path.string()));
}

TEST_CASE("a state directory that others may write to is refused", "[state]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "trustctl";
  REQUIRE(open_state_directory(path.string()));
  give(path, L"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;WD)");

  const auto directory = open_state_directory(path.string());

  REQUIRE_FALSE(directory);
  CHECK(directory.error().code == ErrorCode::access_denied);
  CHECK(directory.error().message.find("may write to it") != std::string::npos);
}

TEST_CASE("a state directory that is a file is refused", "[state]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "file", "");
  CHECK(open_state_directory((folder.path() / "file").string()).error().code ==
        ErrorCode::invalid_input);
}

TEST_CASE("a durable file is whole, and never replaced", "[state]") {
  const TemporaryFolder folder;
  const auto directory = open_state_directory((folder.path() / "state").string());
  REQUIRE(directory);
  write_file(folder.path() / "state/.1.json.begun", "left by an interrupted run");

  REQUIRE(create_durably(*directory, "1.json", as_bytes("one")));
  CHECK(create_durably(*directory, "1.json", as_bytes("two")).error().code == ErrorCode::stale);

  CHECK(text_of(folder.path() / "state/1.json") == "one");
  CHECK(names_in(folder.path() / "state") == "1.json");
}
