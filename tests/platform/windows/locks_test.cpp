#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "engine/platform/file_lock.hpp"
#include "tests/platform/windows/places.hpp"

using namespace trustctl;
using namespace trustctl::test;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

TEST_CASE("a lock of a directory excludes another until it goes, and leaves nothing",
          "[file_lock]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder.path());
  {
    const auto first = FileLock::on_directory(directory, Clock::now());
    REQUIRE(first);
    const auto second = FileLock::on_directory(directory, Clock::now());
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::locked);
    CHECK(second.error().message == "cannot lock " + directory.path() +
                                        ": another process holds it; wait until it has finished, "
                                        "and try again");
  }
  CHECK(names_in(folder.path()).empty());
  CHECK(FileLock::on_directory(directory, Clock::now()));
}

TEST_CASE("a lock is waited for until the deadline", "[file_lock]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder.path());
  auto held = FileLock::on_directory(directory, Clock::now());
  REQUIRE(held);
  const auto begin = Clock::now();
  CHECK_FALSE(FileLock::on_directory(directory, begin + 100ms));
  CHECK(Clock::now() - begin >= 100ms);
  std::thread release([&held] {
    std::this_thread::sleep_for(100ms);
    const FileLock taken = std::move(*held);
  });

  const auto lock = FileLock::on_directory(directory, Clock::now() + 10s);
  release.join();

  CHECK(lock);
}
