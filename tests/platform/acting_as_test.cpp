#include "engine/platform/acting_as.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "engine/platform/atomic_file.hpp"
#include "engine/platform/folder_writers.hpp"
#include "tests/platform/faulty_places.hpp"

using namespace trustctl;
using trustctl::test::TemporaryFolder;

namespace {

constexpr uid_t somebody = 4711;
constexpr uid_t another = 4712;

bool is_root() {
  if (geteuid() != 0) {
    test::skip("only root takes another user's part");
  }
  return geteuid() == 0;
}

void give(const std::filesystem::path& path, uid_t user, mode_t mode) {
  REQUIRE(chown(path.c_str(), user, user) == 0);
  REQUIRE(chmod(path.c_str(), mode) == 0);
}

uid_t owner_of(const std::filesystem::path& path) {
  struct stat found = {};
  REQUIRE(lstat(path.c_str(), &found) == 0);
  return found.st_uid;
}

DirectoryHandle opened(const std::filesystem::path& path) {
  auto directory = DirectoryHandle::open(path.string());
  REQUIRE(directory);
  return std::move(*directory);
}

std::string writers(const std::filesystem::path& path) {
  const auto found = written_by_several(opened(path));
  return found ? found->message : "";
}

}  // namespace

TEST_CASE("root writes in another user's folder as that user, and is root again", "[acting_as]") {
  if (!is_root()) {
    return;
  }
  const TemporaryFolder folder;
  const auto home = folder.path() / "home";
  std::filesystem::create_directory(home);
  give(home, somebody, 0755);
  chmod(folder.path().c_str(), 0755);
  const DirectoryHandle there = opened(home);
  {
    const auto acting = ActingAs::owner_of((home / "not" / "there" / "yet").string());
    REQUIRE(acting);
    REQUIRE(there.make_directory("made"));
    CHECK(opened(folder.path()).make_directory("no").error().code == ErrorCode::access_denied);
    const auto within = ActingAs::owner_of(opened(folder.path()));  // root's: nothing is gained
    CHECK(opened(folder.path()).make_directory("no").error().code == ErrorCode::access_denied);
  }
  CHECK(owner_of(home / "made") == somebody);
  REQUIRE(there.make_directory("roots"));
  CHECK(owner_of(home / "roots") == 0);
  CHECK(opened(folder.path()).make_directory("yes"));
}

TEST_CASE("a file in another user's folder is replaced as that user", "[acting_as]") {
  if (!is_root()) {
    return;
  }
  const TemporaryFolder folder;
  chmod(folder.path().c_str(), 0755);
  const auto home = folder.path() / "home";
  std::filesystem::create_directory(home);
  give(home, somebody, 0755);
  const auto roots = folder.path() / "roots";
  std::filesystem::create_directory(roots);
  std::filesystem::create_symlink(roots / "file", home / "link");
  test::write_file(roots / "file", "root's");
  REQUIRE(lchown((home / "link").c_str(), somebody, somebody) == 0);
  const auto write = [](const std::filesystem::path& path) -> Result<void> {
    auto file = AtomicFile::open(path.string());
    const auto read = file ? file->read(100) : tl::unexpected(file.error());
    const auto staged =
        read ? file->stage(as_bytes("new")) : Result<void>(tl::unexpected(read.error()));
    return staged ? file->commit().map([](const auto&) {}) : staged;
  };

  CHECK(write(home / "file"));
  CHECK(write(home / "link").error().code == ErrorCode::access_denied);

  CHECK(owner_of(home / "file") == somebody);
  CHECK(as_text(test::read_file(roots / "file")) == "root's");
}

TEST_CASE("a folder is one user's alone, or the message says who else writes to it",
          "[acting_as]") {
  if (!is_root()) {
    return;
  }
  const TemporaryFolder folder;
  const auto above = folder.path() / "above";
  const auto target = above / "target";
  std::filesystem::create_directories(target);
  give(above, 0, 0755);
  give(target, 0, 0755);
  CHECK(writers(target).empty());

  SECTION("one other user's") {
    give(target, somebody, 0700);
    CHECK(writers(target).empty());
    give(above, somebody, 0755);
    CHECK(writers(target).empty());
    give(target, somebody, 0775);  // a group that nobody knows the members of
    CHECK(writers(target).find("4711 may write to ") != std::string::npos);
  }
  SECTION("everybody's") {
    give(target, 0, 01777);
    CHECK(writers(target) == "every user may write to " + target.string() + "; run 'chmod go-w " +
                                 target.string() + "'");
  }
  SECTION("a group's") {
    REQUIRE(chown(target.c_str(), 0, 50) == 0);
    REQUIRE(chmod(target.c_str(), 0775) == 0);
    CHECK(writers(target).find(" may write to ") != std::string::npos);
    CHECK(writers(target).starts_with("group "));
  }
  SECTION("in a folder of another's") {
    give(above, somebody, 0755);
    CHECK(writers(target) == "user 4711 owns " + above.string() +
                                 " and may put something else there; run 'chown 0 " +
                                 above.string() + "'");
    give(target, another, 0755);
    CHECK(writers(target).starts_with("user 4711 owns "));
  }
  SECTION("in a folder of everybody's, sticky or not") {
    give(above, 0, 01777);
    CHECK(writers(target).empty());
    give(above, 0, 0777);
    CHECK(writers(target).starts_with("every user may exchange what is in "));
  }
  SECTION("reached by a link in another's folder") {
    const auto home = folder.path() / "home";
    std::filesystem::create_directory(home);
    std::filesystem::create_symlink(above, home / "link");
    CHECK(writers(home / "link" / "target").empty());
    give(home, somebody, 0755);
    CHECK(writers(home / "link" / "target").starts_with("user 4711 owns " + home.string()));
  }
}
