#include <windows.h>

#include <catch2/catch.hpp>
#include <thread>

#include "engine/platform/atomic_file.hpp"
#include "tests/platform/windows/places.hpp"

namespace fs = std::filesystem;
using namespace trustctl;
using namespace trustctl::test;

namespace {

constexpr std::size_t limit = 1000;

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

TEST_CASE("a file is replaced once its reader is done", "[atomic_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "pc.json";
  write_file(path, "old");
  AtomicFile file = basis(path);
  REQUIRE(file.stage(as_bytes("new")));
  const HANDLE reader = CreateFileW(path.wstring().c_str(), GENERIC_READ,
                                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                    OPEN_EXISTING, 0, nullptr);
  REQUIRE(reader != INVALID_HANDLE_VALUE);

  std::thread done([reader] {
    Sleep(100);
    CloseHandle(reader);
  });
  const auto committed = file.commit();
  done.join();

  CHECK(committed.has_value());
  CHECK(text_of(path) == "new");
}

TEST_CASE("a file that its holder shares with nobody who removes says that it is open",
          "[atomic_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "pc.json";
  write_file(path, "old");
  AtomicFile file = basis(path);
  REQUIRE(file.stage(as_bytes("new")));
  const HANDLE holder =
      CreateFileW(path.wstring().c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                  OPEN_EXISTING, 0, nullptr);
  REQUIRE(holder != INVALID_HANDLE_VALUE);

  const auto committed = file.commit();
  CloseHandle(holder);

  REQUIRE_FALSE(committed.has_value());
  CHECK(contains(committed.error().message, "another program has it open"));
  CHECK_FALSE(contains(committed.error().message, "administrator"));
  CHECK(text_of(path) == "old");
}

TEST_CASE("what is staged and not committed is discarded", "[atomic_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "pc.json";
  write_file(path, "old");
  {
    AtomicFile file = basis(path);
    REQUIRE(file.stage(as_bytes("new")));
  }
  CHECK(names_in(folder.path()) == "pc.json");
  CHECK(text_of(path) == "old");
}

TEST_CASE("a file that is not there yet is made", "[atomic_file]") {
  const TemporaryFolder folder;
  auto file = AtomicFile::open((folder.path() / "new.json").string());
  REQUIRE(file);
  CHECK_FALSE(file->read(limit)->has_value());
  REQUIRE(file->stage(as_bytes("new")));
  REQUIRE(file->commit());
  CHECK(text_of(folder.path() / "new.json") == "new");
}

TEST_CASE("a change that another program made meanwhile is found and kept", "[atomic_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "pc.json";
  write_file(path, "old");
  AtomicFile file = basis(path);
  REQUIRE(file.stage(as_bytes("new")));
  write_file(path, "theirs");

  CHECK(file.commit().error().code == ErrorCode::stale);

  CHECK(text_of(path) == "theirs");
}

TEST_CASE("what cannot be replaced as a whole is refused", "[atomic_file]") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  fs::create_directory(path + "\\directory");
  for (const std::string bad : {"", "\\", "\\..", "\\directory"}) {
    CAPTURE(bad);
    CHECK(AtomicFile::open(path + bad).error().code == ErrorCode::invalid_input);
  }
  CHECK(AtomicFile::open(path + "\\none\\file").error().code == ErrorCode::not_found);
}
