#include "engine/platform/directory.hpp"

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/platform/faulty_places.hpp"

namespace fs = std::filesystem;
using namespace trustctl;
using trustctl::test::names_in;
using trustctl::test::TemporaryFolder;
using trustctl::test::text_of;
using trustctl::test::write_file;

namespace {

DirectoryHandle opened_directory(const fs::path& path) {
  auto directory = DirectoryHandle::open(path.string());
  REQUIRE(directory);
  return std::move(*directory);
}

unsigned mode_of(const fs::path& path) {
  return static_cast<unsigned>(fs::status(path).permissions());
}

}  // namespace

TEST_CASE("a directory is listed by name, with what each thing is", "[directory]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "b.pem", "");
  write_file(folder.path() / ".hidden", "");
  fs::create_directory(folder.path() / "a");
  fs::create_symlink("b.pem", folder.path() / "c");
  REQUIRE(mkfifo((folder.path() / "d").c_str(), 0600) == 0);

  const auto items = opened_directory(folder.path()).list();

  REQUIRE(items);
  CHECK(*items == std::vector<DirectoryItem>{{".hidden", FileKind::regular},
                                             {"a", FileKind::directory},
                                             {"b.pem", FileKind::regular},
                                             {"c", FileKind::link},
                                             {"d", FileKind::other}});
}

TEST_CASE("a directory can be listed again, and sees what is new", "[directory]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened_directory(folder.path());
  CHECK(directory.list()->empty());
  write_file(folder.path() / "a", "");
  CHECK(directory.list()->size() == 1);
}

TEST_CASE("what is no directory, or a link to one, is not opened", "[directory]") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  write_file(path + "/file", "");
  fs::create_directory(path + "/real");
  fs::create_directory_symlink("real", path + "/link");

  for (const std::string& link : {path + "/link", path + "/link/", path + "/link//"}) {
    const auto directory = DirectoryHandle::open(link);
    REQUIRE_FALSE(directory);
    CHECK(directory.error().code == ErrorCode::invalid_input);
    CHECK(directory.error().message ==
          "cannot open " + link +
              ": it is a symbolic link, which is not followed; name what it points to");
  }
  CHECK(DirectoryHandle::open(path + "/file").error().message ==
        "cannot open " + path + "/file: it is not a directory");
  CHECK(DirectoryHandle::open(path + "/none").error().code == ErrorCode::not_found);
  CHECK(DirectoryHandle::open("").error().code == ErrorCode::invalid_input);
  CHECK_FALSE(opened_directory(path).open_directory("link"));
  CHECK(DirectoryHandle::open(path + "/real/"));
}

TEST_CASE("no name leads out of a directory", "[directory]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "outside", "secret");
  fs::create_directory(folder.path() / "inside");
  fs::create_symlink("../outside", folder.path() / "inside/link");
  const DirectoryHandle directory = opened_directory(folder.path() / "inside");
  const auto* const bad = GENERATE("", ".", "..", "../outside", "/etc/passwd", "a/b", "./x");
  CAPTURE(bad);

  CHECK(directory.read_file(bad, 100).error().code == ErrorCode::invalid_input);
  CHECK(directory.create_file(bad, {}, {}, Durability::later).error().code ==
        ErrorCode::invalid_input);
  CHECK(directory.remove_file(bad).error().code == ErrorCode::invalid_input);
  CHECK(directory.open_directory(bad).error().code == ErrorCode::invalid_input);
  CHECK(directory.rename_noreplace("link", directory, bad).error().code ==
        ErrorCode::invalid_input);
  CHECK(directory.rename_over(bad, directory, "x").error().code == ErrorCode::invalid_input);
  CHECK(directory.append_to_file(bad, {}).error().code == ErrorCode::invalid_input);
}

TEST_CASE("a link is neither read, nor written through, nor described", "[directory]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "outside", "secret");
  fs::create_directory(folder.path() / "inside");
  fs::create_symlink("../outside", folder.path() / "inside/link");
  const DirectoryHandle directory = opened_directory(folder.path() / "inside");

  CHECK(directory.read_file("link", 100).error().code == ErrorCode::invalid_input);
  CHECK_FALSE(directory.append_to_file("link", as_bytes("x")));
  CHECK_FALSE(directory.attributes("link"));
  CHECK((*directory.status("link"))->kind == FileKind::link);
  CHECK(directory.create_file("link", {}, {}, Durability::later).error().code == ErrorCode::stale);
  CHECK(text_of(folder.path() / "outside") == "secret");
}

TEST_CASE("a new file has its contents, its mode whatever the umask, and its owner",
          "[directory]") {
  if (!test::is_root()) {
    return;
  }
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened_directory(folder.path());
  const mode_t before = umask(077);
  const auto created = directory.create_file("a", as_bytes("text"), {0664, FileOwner{1, 2}, {}},
                                             Durability::at_once);
  umask(before);

  REQUIRE(created);
  CHECK(text_of(folder.path() / "a") == "text");
  CHECK(mode_of(folder.path() / "a") == 0664);
  CHECK((*directory.status("a"))->owner == FileOwner{1, 2});
  CHECK(directory.create_file("a", as_bytes("other"), {}, Durability::later).error().code ==
        ErrorCode::stale);
  CHECK(text_of(folder.path() / "a") == "text");
}

TEST_CASE("attributes that were read are given to another file", "[directory]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "old", "");
  fs::permissions(folder.path() / "old", fs::perms(0640));
  const std::string note = "hello";
  if (setxattr((folder.path() / "old").c_str(), "user.note", note.data(), note.size(), 0) != 0) {
    test::skip("the file system of the temporary folder keeps no extended attributes");
    return;
  }
  const DirectoryHandle directory = opened_directory(folder.path());

  const auto attributes = directory.attributes("old");
  REQUIRE(attributes);
  CHECK(attributes->mode == 0640);
  CHECK(attributes->extended ==
        std::vector<ExtendedAttribute>{{"user.note", copy(as_bytes(note))}});
  REQUIRE(directory.create_file("new", {}, *attributes, Durability::later));
  CHECK(directory.attributes("new") == attributes);
}

TEST_CASE("a file is read back up to the limit", "[directory]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "a", "12345");
  const DirectoryHandle directory = opened_directory(folder.path());
  CHECK(as_text(*directory.read_file("a", 5)) == "12345");
  CHECK(directory.read_file("a", 4).error().code == ErrorCode::invalid_input);
  CHECK(directory.read_file("none", 4).error().code == ErrorCode::not_found);
  CHECK_FALSE(directory.status("none")->has_value());
}

TEST_CASE("a rename takes a free name only, unless it is meant to replace", "[directory]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "a", "A");
  write_file(folder.path() / "b", "B");
  const DirectoryHandle directory = opened_directory(folder.path());

  CHECK(directory.rename_noreplace("a", directory, "b").error().code == ErrorCode::stale);
  CHECK(directory.rename_noreplace("none", directory, "c").error().code == ErrorCode::not_found);
  CHECK(text_of(folder.path() / "b") == "B");
  REQUIRE(directory.rename_noreplace("a", directory, "c"));
  CHECK(names_in(folder.path()) == "b c");
  REQUIRE(directory.rename_over("c", directory, "b"));
  CHECK(text_of(folder.path() / "b") == "A");
  CHECK(names_in(folder.path()) == "b");
}

TEST_CASE("two files change places, across directories too", "[directory]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "stage/new", "N");
  write_file(folder.path() / "old", "O");
  const DirectoryHandle directory = opened_directory(folder.path());
  const auto stage = directory.open_directory("stage");

  REQUIRE(stage->rename_exchange("new", directory, "old"));

  CHECK(text_of(folder.path() / "old") == "N");
  CHECK(text_of(folder.path() / "stage/new") == "O");
  CHECK(stage->rename_exchange("new", directory, "none").error().code == ErrorCode::not_found);
}

TEST_CASE("directories are made once, and removed when they are empty", "[directory]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened_directory(folder.path());

  REQUIRE(directory.ensure_directory("Root"));
  REQUIRE(directory.ensure_directory("Root"));
  CHECK(directory.make_directory("Root").error().code == ErrorCode::stale);
  write_file(folder.path() / "Root/a", "");
  CHECK_FALSE(directory.remove_directory("Root"));
  REQUIRE(directory.open_directory("Root")->remove_file("a"));
  REQUIRE(directory.remove_directory("Root"));
  CHECK(names_in(folder.path()).empty());
  CHECK(directory.sync());
  CHECK(directory.sync_file_system());
}

TEST_CASE("open_or_create makes the folders above, and follows links above only", "[directory]") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  CHECK(DirectoryHandle::open_or_create(path + "/a/b/c/"));
  CHECK(fs::is_directory(path + "/a/b/c"));
  fs::create_directory_symlink("a", path + "/link");
  CHECK(DirectoryHandle::open_or_create(path + "/link/d"));
  CHECK(fs::is_directory(path + "/a/d"));
  CHECK_FALSE(DirectoryHandle::open_or_create(path + "/link"));
  write_file(path + "/file", "");
  CHECK(DirectoryHandle::open_or_create(path + "/file/x").error().code == ErrorCode::invalid_input);
}

TEST_CASE("appending keeps what was there, and creates for the owner only", "[directory]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened_directory(folder.path());
  REQUIRE(directory.append_to_file("log", as_bytes("one\n")));
  REQUIRE(directory.append_to_file("log", as_bytes("two\n")));
  CHECK(text_of(folder.path() / "log") == "one\ntwo\n");
  CHECK(mode_of(folder.path() / "log") == 0600);
}

TEST_CASE("a full disk is named, and nothing half-written stays", "[directory]") {
  const test::MountedMemory disk("size=64k");
  if (!disk.mounted()) {
    return;
  }
  const DirectoryHandle directory = opened_directory(disk.path());
  REQUIRE(directory.append_to_file("log", as_bytes("one\n")));
  const std::string large(100000, 'x');

  const auto created = directory.create_file("a", as_bytes(large), {}, Durability::at_once);
  const auto appended = directory.append_to_file("log", as_bytes(large));

  REQUIRE_FALSE(created);
  CHECK(created.error() ==
        Error{ErrorCode::io, "cannot write " + disk.path().string() +
                                 "/a: no space left on its file system; free some and try again"});
  REQUIRE_FALSE(appended);
  CHECK(appended.error().code == ErrorCode::io);
  CHECK(names_in(disk.path()) == "log");
  CHECK(text_of(disk.path() / "log") == "one\n");
}

TEST_CASE("a read-only file system is named", "[directory]") {
  const test::MountedMemory disk("size=64k");
  if (!disk.mounted()) {
    return;
  }
  write_file(disk.path() / "a", "A");
  disk.remount("ro");
  const DirectoryHandle directory = opened_directory(disk.path());

  const auto created = directory.create_file("b", {}, {}, Durability::later);
  CHECK(created.error() == Error{ErrorCode::access_denied,
                                 "cannot create " + disk.path().string() +
                                     "/b: it is on a read-only file system; mount it writable"});
  CHECK(directory.remove_file("a").error().code == ErrorCode::access_denied);
  CHECK(directory.rename_noreplace("a", directory, "c").error().code == ErrorCode::access_denied);
  CHECK(directory.make_directory("d").error().code == ErrorCode::access_denied);
}

TEST_CASE("a directory that may not be written says who may", "[directory]") {
  if (!test::is_root()) {
    return;
  }
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms(0755));
  write_file(folder.path() / "a", "A");
  const test::AsNobody nobody;
  const DirectoryHandle directory = opened_directory(folder.path());

  const auto created = directory.create_file("b", {}, {}, Durability::later);

  CHECK(created.error() ==
        Error{ErrorCode::access_denied,
              "cannot create " + folder.path().string() +
                  "/b: permission denied; run trustctl as root or as a user who may"});
  CHECK(directory.remove_file("a").error().code == ErrorCode::access_denied);
}

TEST_CASE("a directory that may not be listed, or opened, is an error and not empty",
          "[directory]") {
  if (!test::is_root()) {
    return;
  }
  const TemporaryFolder folder;  // 0700
  const DirectoryHandle directory = opened_directory(folder.path());
  const test::AsNobody nobody;
  CHECK(DirectoryHandle::open(folder.path().string()).error().code == ErrorCode::access_denied);
  CHECK(directory.list().error().code == ErrorCode::access_denied);
}
