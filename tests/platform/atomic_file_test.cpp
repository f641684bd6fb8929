#include "engine/platform/atomic_file.hpp"

#include <catch2/catch.hpp>

#include "tests/platform/faulty_places.hpp"

namespace fs = std::filesystem;
using namespace trustctl;
using trustctl::test::names_in;
using trustctl::test::TemporaryFolder;
using trustctl::test::text_of;
using trustctl::test::write_file;

namespace {

constexpr std::size_t limit = 1000;

// A file that was opened and read, ready to be replaced.
AtomicFile basis(const fs::path& path) {
  auto file = AtomicFile::open(path.string());
  REQUIRE(file);
  REQUIRE(file->read(limit));
  return std::move(*file);
}

}  // namespace

TEST_CASE("a file is replaced as a whole, and only by commit", "[atomic_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "pc.json";
  write_file(path, "old");
  AtomicFile file = basis(path);

  REQUIRE(file.stage(as_bytes("new")));
  CHECK(text_of(path) == "old");
  CHECK(as_text(*file.staged()) == "new");
  REQUIRE(file.commit());

  CHECK(text_of(path) == "new");
  CHECK(names_in(folder.path()) == "pc.json");
}

TEST_CASE("what is staged and not committed is discarded", "[atomic_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "pc.json";
  write_file(path, "old");
  {
    AtomicFile file = basis(path);
    REQUIRE(file.stage(as_bytes("new")));
    const AtomicFile moved = std::move(file);
    CHECK(names_in(folder.path()) == ".pc.json.trustctl-stage pc.json");
  }
  CHECK(names_in(folder.path()) == "pc.json");
  CHECK(text_of(path) == "old");
}

TEST_CASE("a file that is not there yet is made, with the mode it is to have", "[atomic_file]") {
  const TemporaryFolder folder;
  auto file = AtomicFile::open((folder.path() / "new.json").string());
  REQUIRE(file);
  CHECK_FALSE(file->read(limit)->has_value());

  REQUIRE(file->stage(as_bytes("new"), {0640, {}, {}}));
  REQUIRE(file->commit());

  CHECK(text_of(folder.path() / "new.json") == "new");
  CHECK(fs::status(folder.path() / "new.json").permissions() == fs::perms(0640));
  CHECK(names_in(folder.path()) == "new.json");
}

TEST_CASE("mode and owner are those of the file that is replaced", "[atomic_file]") {
  if (!test::is_root()) {
    return;
  }
  const TemporaryFolder folder;
  const auto path = folder.path() / "pc.json";
  write_file(path, "old");
  REQUIRE(test::run("chown 12:34 " + path.string() + " && chmod 0604 " + path.string()).exit_code ==
          0);
  AtomicFile file = basis(path);

  REQUIRE(file.stage(as_bytes("new")));
  REQUIRE(file.commit());

  CHECK(test::run("stat -c '%u:%g %a' " + path.string()).out == "12:34 604\n");
}

TEST_CASE("a change that another program made meanwhile is found and kept", "[atomic_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "pc.json";
  write_file(path, "old");
  AtomicFile file = basis(path);
  REQUIRE(file.stage(as_bytes("new")));

  SECTION("it wrote into the file") { write_file(path, "theirs"); }
  SECTION("it put another in its place") {
    write_file(folder.path() / "x", "theirs");
    fs::rename(folder.path() / "x", path);
  }
  const auto committed = file.commit();

  REQUIRE_FALSE(committed);
  CHECK(committed.error() ==
        Error{ErrorCode::stale, path.string() + " was changed by another program meanwhile, and is "
                                                "left as it is; try again"});
  CHECK(text_of(path) == "theirs");
}

TEST_CASE("a file that went, came or turned into a link meanwhile is stale", "[atomic_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "pc.json";

  SECTION("went") {
    write_file(path, "old");
    AtomicFile file = basis(path);
    REQUIRE(file.stage(as_bytes("new")));
    fs::remove(path);
    CHECK(file.commit().error().code == ErrorCode::stale);
    CHECK_FALSE(fs::exists(path));
  }
  SECTION("came") {
    AtomicFile file = basis(path);
    REQUIRE(file.stage(as_bytes("new")));
    write_file(path, "theirs");
    CHECK(file.commit().error().code == ErrorCode::stale);
    CHECK(text_of(path) == "theirs");
  }
  SECTION("turned into a link") {
    write_file(path, "old");
    write_file(folder.path() / "other", "old");
    AtomicFile file = basis(path);
    REQUIRE(file.stage(as_bytes("new")));
    fs::remove(path);
    fs::create_symlink("other", path);
    CHECK(file.commit().error().code == ErrorCode::stale);
    CHECK(fs::is_symlink(path));
    CHECK(text_of(folder.path() / "other") == "old");
  }
}

TEST_CASE("a link is resolved once, and stays", "[atomic_file]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "real/pc.json", "old");
  fs::create_symlink("real/pc.json", folder.path() / "link");
  AtomicFile file = basis(folder.path() / "link");
  CHECK(file.path() == (fs::canonical(folder.path()) / "real/pc.json").string());

  REQUIRE(file.stage(as_bytes("new")));
  REQUIRE(file.commit());

  CHECK(fs::is_symlink(folder.path() / "link"));
  CHECK(text_of(folder.path() / "real/pc.json") == "new");
}

TEST_CASE("what cannot be replaced as a whole is refused", "[atomic_file]") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  write_file(path + "/file", "old");
  fs::create_hard_link(path + "/file", path + "/second");
  fs::create_symlink("nowhere", path + "/dangling");
  fs::create_symlink("loop", path + "/loop");

  CHECK(AtomicFile::open(path + "/file").error().message ==
        "cannot replace " + fs::canonical(folder.path()).string() +
            "/file: it has 2 hard links, and the other names would keep the old contents; make it "
            "a file of its own");
  for (const std::string bad : {"/second", "/dangling", "/loop", "", "/", "/.."}) {
    CAPTURE(bad);
    CHECK(AtomicFile::open(path + bad).error().code == ErrorCode::invalid_input);
  }
  CHECK(AtomicFile::open(path + "/none/file").error().code == ErrorCode::not_found);
}

TEST_CASE("a leftover of an interrupted run is in nobody's way", "[atomic_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "pc.json";
  write_file(path, "old");
  write_file(folder.path() / ".pc.json.trustctl-stage", "half");
  AtomicFile file = basis(path);

  REQUIRE(file.stage(as_bytes("new")));
  REQUIRE(file.commit());

  CHECK(text_of(path) == "new");
  CHECK(names_in(folder.path()) == "pc.json");
}

TEST_CASE("a name as long as a name may be can be replaced", "[atomic_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / std::string(255, 'n');
  write_file(path, "old");
  AtomicFile file = basis(path);
  REQUIRE(file.stage(as_bytes("new")));
  REQUIRE(file.commit());
  CHECK(text_of(path) == "new");
}

TEST_CASE("nothing is committed that was not staged", "[atomic_file]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "pc.json", "old");
  AtomicFile file = basis(folder.path() / "pc.json");
  CHECK_FALSE(file.commit());
  REQUIRE(file.stage(as_bytes("new")));
  REQUIRE(file.commit());
  CHECK_FALSE(file.commit());
}

TEST_CASE("what a killed exchange displaced goes if it is ours, and is kept if it is not",
          "[atomic_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "pc.json";
  const auto digits = [](const char* text) {
    return Fingerprint::of(as_bytes(std::string_view(text))).hex().substr(0, 16);
  };
  const std::string staged = ".pc.json.trustctl-stage." + digits("old") + '.' + digits("staged");
  for (const char* displaced : {"old", "staged", "theirs"}) {
    CAPTURE(displaced);
    write_file(path, "now");
    write_file(folder.path() / staged, displaced);

    REQUIRE(basis(path).remove_leftover());

    const bool theirs = std::string_view(displaced) == "theirs";
    CHECK(names_in(folder.path()) == (theirs ? ".pc.json.trustctl-kept pc.json" : "pc.json"));
    CHECK(text_of(path) == "now");
  }
  CHECK(text_of(folder.path() / ".pc.json.trustctl-kept") == "theirs");
}
