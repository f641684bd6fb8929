#include "engine/platform/directory.hpp"

#include <windows.h>

#include <catch2/catch.hpp>

#include "engine/platform/read_file.hpp"
#include "engine/platform/real_path.hpp"
#include "tests/platform/windows/places.hpp"

namespace fs = std::filesystem;
using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("a directory is listed by name, with what each thing is", "[directory]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "b.pem", "");
  write_file(folder.path() / ".hidden", "");
  fs::create_directory(folder.path() / "a");

  const auto items = opened(folder.path()).list();

  REQUIRE(items);
  CHECK(*items == std::vector<DirectoryItem>{{".hidden", FileKind::regular},
                                             {"a", FileKind::directory},
                                             {"b.pem", FileKind::regular}});
}

TEST_CASE("a file is read, and what is none says what it is", "[directory]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "a.pem", std::string("one\r\ntwo\x1a\n", 10));
  fs::create_directory(folder.path() / "sub");
  const DirectoryHandle directory = opened(folder.path());

  CHECK(as_text(*directory.read_file("a.pem", 100)) == std::string("one\r\ntwo\x1a\n", 10));
  CHECK(directory.read_file("a.pem", 9).error().message ==
        "cannot read " + directory.path_of("a.pem") +
            ": it is larger than 9 bytes, the most that "
            "is read");
  CHECK(directory.read_file("sub", 100).error().code == ErrorCode::invalid_input);
  CHECK(directory.read_file("none", 100).error().code == ErrorCode::not_found);
  CHECK_FALSE(*directory.status("none"));
  CHECK((*directory.status("a.pem"))->size == 10);
  CHECK((*directory.status("sub"))->kind == FileKind::directory);
}

TEST_CASE("no name leads out of its directory, into a stream or to a device", "[directory]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder.path());
  for (const std::string name : {"", ".", "..", "a/b", "a\\b", "C:", "a:stream", "a.", "a ", "x*",
                                 "x?", "a|b", "<a", "a\"b", "a\nb", "\xff"}) {
    CAPTURE(name);
    CHECK(directory.read_file(name, 10).error().code == ErrorCode::invalid_input);
    CHECK(directory.create_file(name, {}, {}, Durability::at_once).error().code ==
          ErrorCode::invalid_input);
  }
  CHECK(read_regular_file("NUL", 10).error().code == ErrorCode::invalid_input);
  CHECK(read_regular_file("\\\\.\\pipe\\trustctl", 10).error().code == ErrorCode::invalid_input);
}

TEST_CASE("a junction is not followed, nor is a path that ends in one", "[directory]") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "real");
  if (!make_junction(folder.path() / "link", folder.path() / "real")) {
    return;
  }
  CHECK(DirectoryHandle::open((folder.path() / "link").string()).error().code ==
        ErrorCode::invalid_input);
  CHECK(opened(folder.path()).open_directory("link").error().code == ErrorCode::invalid_input);
  CHECK((*opened(folder.path()).status("link"))->kind == FileKind::link);
}

TEST_CASE("a new file is whole, and never takes another's name", "[directory]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder.path());

  REQUIRE(directory.create_file("a", as_bytes("one\n"), {}, Durability::later));
  CHECK(directory.create_file("a", as_bytes("two"), {}, Durability::at_once).error().code ==
        ErrorCode::stale);

  CHECK(text_of(folder.path() / "a") == "one\n");
  CHECK(directory.sync());
  CHECK(directory.sync_file_system());
}

TEST_CASE("a record is appended, and the file made where there is none", "[directory]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder.path());
  REQUIRE(directory.append_to_file("log", as_bytes("one\n")));
  REQUIRE(directory.append_to_file("log", as_bytes("two\n")));
  CHECK(text_of(folder.path() / "log") == "one\ntwo\n");
}

TEST_CASE("a rename keeps what has the name, unless it is to replace it", "[directory]") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "to");
  const DirectoryHandle from = opened(folder.path());
  const DirectoryHandle to = opened(folder.path() / "to");
  write_file(folder.path() / "a", "new");
  write_file(folder.path() / "to/b", "old");

  CHECK(from.rename_noreplace("a", to, "b").error().code == ErrorCode::stale);
  CHECK(from.rename_exchange("a", to, "b").error().code == ErrorCode::unsupported);
  CHECK(text_of(folder.path() / "to/b") == "old");
  REQUIRE(from.rename_over("a", to, "b"));
  REQUIRE(to.rename_noreplace("b", from, "c"));

  CHECK(text_of(folder.path() / "c") == "new");
  CHECK(names_in(folder.path()) == "c to");
}

TEST_CASE("directories are made, opened again, and removed when nobody has them open",
          "[directory]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder.path());
  {
    REQUIRE(directory.ensure_directory("a"));
    const auto again = directory.ensure_directory("a");
    REQUIRE(again);
    CHECK(directory.make_directory("a").error().code == ErrorCode::stale);
    REQUIRE(again->create_file("x", {}, {}, Durability::at_once));
    CHECK_FALSE(directory.remove_directory("a"));
    REQUIRE(again->remove_file("x"));
  }
  CHECK(directory.remove_directory("a"));
  CHECK(names_in(folder.path()).empty());
  CHECK(DirectoryHandle::open_or_create((folder.path() / "x/y/z").string()));
}

TEST_CASE("an open directory cannot be moved away from its path", "[directory]") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "a");
  {
    const DirectoryHandle held = opened(folder.path() / "a");
    CHECK(MoveFileW((folder.path() / "a").c_str(), (folder.path() / "b").c_str()) == 0);
  }
  CHECK(MoveFileW((folder.path() / "a").c_str(), (folder.path() / "b").c_str()) != 0);
}

TEST_CASE("absolute is what needs no folder to stand in", "[directory]") {
  for (const char* const path : {"C:\\x", "c:/x", "\\\\server\\share", "\\x", "/x"}) {
    CHECK(is_absolute_path(path));
  }
  for (const char* const path : {"", "x", "x\\y", "C:x", "C:", "..\\x"}) {
    CHECK_FALSE(is_absolute_path(path));
  }
}
