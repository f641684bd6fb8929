// Names that Windows programs trip over: non-ASCII, over 260 characters, UNC, reserved.
#include <windows.h>

#include <catch2/catch.hpp>

#include "engine/platform/atomic_file.hpp"
#include "engine/platform/home_directory.hpp"
#include "engine/platform/read_file.hpp"
#include "tests/platform/windows/places.hpp"

namespace fs = std::filesystem;
using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("names are UTF-8, whatever the code page of the system", "[names]") {
  const TemporaryFolder folder;
  const std::string name = "K\u00f6ln \u6f22\u5b57 \U0001F512.pem";
  const DirectoryHandle directory = opened(folder.path());

  REQUIRE(directory.create_file(name, as_bytes("x"), {}, Durability::at_once));

  CHECK(directory.list()->front().name == name);
  CHECK(read_regular_file(directory.path_of(name), 10));
  CHECK(fs::exists(folder.path() / L"K\u00f6ln \u6f22\u5b57 \U0001F512.pem"));
}

TEST_CASE("a path may be longer than 260 characters", "[names]") {
  const TemporaryFolder folder;
  std::string path = folder.path().string();
  for (int i = 0; i < 6; ++i) {
    path += '\\' + std::string(60, static_cast<char>('a' + i));
  }
  const auto directory = DirectoryHandle::open_or_create(path);
  REQUIRE(directory);
  const auto created = directory->create_file("a.pem", as_bytes("x"), {}, Durability::at_once);
  INFO((created ? std::string() : created.error().message));
  REQUIRE(created);

  CHECK(path.size() > 360);
  CHECK(as_text(*read_regular_file(path + "\\a.pem", 10)) == "x");
  auto file = AtomicFile::open(path + "\\a.pem");
  REQUIRE(file);
  REQUIRE(file->read(10));
  REQUIRE(file->stage(as_bytes("y")));
  REQUIRE(file->commit());
  CHECK(as_text(*directory->read_file("a.pem", 10)) == "y");
}

TEST_CASE("a path may be written with slashes, dots and the verbatim prefix", "[names]") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "a");
  write_file(folder.path() / "a/x", "x");
  std::string native = folder.path().string();
  for (char& c : native) {
    c = c == '/' ? '\\' : c;
  }
  CHECK(read_regular_file(folder.path().generic_string() + "/a/../a/./x", 10));
  CHECK(read_regular_file("\\\\?\\" + native + "\\a\\x", 10));
  CHECK(read_regular_file("\\\\?\\" + native + "/a/../a/x", 10));
  CHECK(DirectoryHandle::open(native + "\\a\\"));
}

TEST_CASE("a UNC path names a share", "[names]") {
  const auto missing = read_regular_file("\\\\localhost\\no-such-share\\x", 10);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::not_found);
  CHECK(missing.error().message.find("\\\\localhost\\no-such-share\\x") != std::string::npos);
}

TEST_CASE("a name that Windows reserves for a device can be a file in a directory", "[names]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder.path());
  REQUIRE(directory.create_file("con.pem", as_bytes("x"), {}, Durability::at_once));
  CHECK(as_text(*directory.read_file("con.pem", 10)) == "x");
  CHECK(directory.remove_file("con.pem"));
}

TEST_CASE("the home folder is the profile that Windows names, whatever a variable says",
          "[names]") {
  const auto before = home_directory();
  REQUIRE(before);
  CHECK(fs::is_directory(*before));
  SetEnvironmentVariableW(L"USERPROFILE", L"C:\\somewhere else");
  CHECK(home_directory() == before);
}
