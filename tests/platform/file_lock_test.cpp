#include "engine/platform/file_lock.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <thread>

#include "tests/platform/faulty_places.hpp"

using namespace trustctl;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using trustctl::test::TemporaryFolder;

namespace {

DirectoryHandle opened(const TemporaryFolder& folder) {
  auto directory = DirectoryHandle::open(folder.path().string());
  REQUIRE(directory);
  return std::move(*directory);
}

}  // namespace

TEST_CASE("a lock excludes another until it goes", "[file_lock]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder);
  {
    const auto first = FileLock::on_directory(directory, Clock::now());
    REQUIRE(first);
    CHECK(FileLock::on_directory(directory, Clock::now()).error().code == ErrorCode::locked);
    CHECK(FileLock::on_file(directory, "lock", Clock::now()));
  }
  CHECK(FileLock::on_directory(directory, Clock::now()));
}

TEST_CASE("a lock that another process holds names it", "[file_lock]") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  const DirectoryHandle directory = opened(folder);
  const auto holder = test::run("flock " + path + " sh -c 'touch " + path +
                                "/held; exec sleep 20' >/dev/null 2>&1 & echo $!; "
                                "until [ -e " +
                                path + "/held ]; do sleep 0.01; done");
  const std::string child = test::run("pgrep -P " + holder.out).out;  // sleep, which flock started

  const auto lock = FileLock::on_directory(directory, Clock::now() + 50ms);
  test::run("kill " + child);

  REQUIRE_FALSE(lock);
  CHECK(lock.error().code == ErrorCode::locked);
  const std::string process = holder.out.substr(0, holder.out.find('\n'));
  CHECK(lock.error().message == "cannot lock " + path + ": flock (process " + process +
                                    ") holds it; wait until it has finished, and try again");
}

TEST_CASE("a lock is waited for until the deadline", "[file_lock]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder);
  auto held = FileLock::on_directory(directory, Clock::now());
  REQUIRE(held);
  std::thread release([&held] {
    std::this_thread::sleep_for(100ms);
    const FileLock taken = std::move(*held);
  });

  const auto before = Clock::now();
  const auto lock = FileLock::on_directory(directory, before + 10s);
  const auto waited = Clock::now() - before;
  release.join();

  CHECK(lock);
  CHECK(waited >= 50ms);
  CHECK(waited < 5s);
}

TEST_CASE("the deadline is kept, and even one in the past tries once", "[file_lock]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder);
  {
    const auto held = FileLock::on_file(directory, "lock", Clock::now() - 1h);
    REQUIRE(held);
    const auto before = Clock::now();
    CHECK_FALSE(FileLock::on_file(directory, "lock", before + 100ms));
    CHECK(Clock::now() - before >= 100ms);
    CHECK(Clock::now() - before < 3s);
  }
  CHECK(FileLock::on_file(directory, "lock", Clock::now() - 1h));
}

TEST_CASE("a lock ends with the process that held it", "[file_lock]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder);
  const auto killed = test::act("lock " + folder.path().string(), "exec");
  CHECK(killed.exit_code == 128 + SIGKILL);
  CHECK(killed.out == "locked\n");
  CHECK(FileLock::on_directory(directory, Clock::now() + 1s));
}

TEST_CASE("a lock is not taken through a link", "[file_lock]") {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("elsewhere", folder.path() / "lock");
  CHECK(FileLock::on_file(opened(folder), "lock", Clock::now()).error().code ==
        ErrorCode::invalid_input);
  CHECK(FileLock::on_file(opened(folder), "../lock", Clock::now()).error().code ==
        ErrorCode::invalid_input);
}
