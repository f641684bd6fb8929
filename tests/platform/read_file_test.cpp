#include "engine/platform/read_file.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/platform/faulty_places.hpp"

using trustctl::as_text;
using trustctl::ErrorCode;
using trustctl::read_regular_file;
using trustctl::test::TemporaryFolder;
using trustctl::test::write_file;

namespace {

constexpr std::size_t most_bytes = 100;

trustctl::Error error_of(const std::filesystem::path& path) {
  const auto bytes = read_regular_file(path.string(), most_bytes);
  REQUIRE_FALSE(bytes);
  return bytes.error();
}

}  // namespace

TEST_CASE("a file is read whole, up to the limit and not beyond", "[read_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "file";
  for (const std::size_t size : {0U, 1U, 99U, 100U}) {
    write_file(path, std::string(size, 'x'));
    const auto bytes = read_regular_file(path.string(), most_bytes);
    REQUIRE(bytes);
    CHECK(as_text(*bytes) == std::string(size, 'x'));
  }
  write_file(path, std::string(101, 'x'));
  CHECK(error_of(path).code == ErrorCode::invalid_input);
  CHECK(error_of(path).message ==
        "cannot read " + path.string() + ": it is larger than 100 bytes, the most that is read");
}

TEST_CASE("a file that tells no size is read to its end", "[read_file]") {
  const auto bytes = read_regular_file("/proc/self/status", 1000000);
  REQUIRE(bytes);
  CHECK(as_text(*bytes).find("\nVmRSS:") != std::string_view::npos);
  CHECK(as_text(*bytes).find("\nThreads:") != std::string_view::npos);
  CHECK_FALSE(read_regular_file("/proc/self/status", most_bytes));
}

TEST_CASE("what is missing, or is in the way, is named", "[read_file]") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  CHECK(error_of(path + "/none").code == ErrorCode::not_found);
  CHECK(error_of(path + "/none").message == "cannot open " + path + "/none: it does not exist");
  write_file(path + "/file", "");
  CHECK(error_of(path + "/file/x").code == ErrorCode::invalid_input);
  CHECK(error_of(std::string("a\0b", 3)).code == ErrorCode::invalid_input);
}

TEST_CASE("only regular files are read, and nothing blocks", "[read_file]") {
  const TemporaryFolder folder;
  const std::string fifo = (folder.path() / "fifo").string();
  REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);

  CHECK(error_of(fifo).message == "cannot read " + fifo + ": it is a FIFO, not a regular file");
  CHECK(error_of(folder.path()).message ==
        "cannot read " + folder.path().string() + ": it is a directory, not a file");
  CHECK(error_of("/dev/zero").message ==
        "cannot read /dev/zero: it is a device, not a regular file");
  for (const std::string& path : {fifo, folder.path().string(), std::string("/dev/zero")}) {
    CHECK(error_of(path).code == ErrorCode::invalid_input);
  }
}

TEST_CASE("a link to a file is followed", "[read_file]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "file", "text");
  std::filesystem::create_symlink("file", folder.path() / "link");
  const auto bytes = read_regular_file((folder.path() / "link").string(), most_bytes);
  REQUIRE(bytes);
  CHECK(as_text(*bytes) == "text");
}

TEST_CASE("a file that may not be read says who may", "[read_file]") {
  if (!trustctl::test::is_root()) {
    return;
  }
  const TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  write_file(folder.path() / "file", "text");
  std::filesystem::permissions(folder.path() / "file", std::filesystem::perms(0600));
  const trustctl::test::AsNobody nobody;

  const auto error = error_of(folder.path() / "file");

  CHECK(error.code == ErrorCode::access_denied);
  CHECK(error.message == "cannot open " + (folder.path() / "file").string() +
                             ": permission denied; run trustctl as root or as a user who may");
}
