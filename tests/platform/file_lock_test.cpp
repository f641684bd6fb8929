#include "engine/platform/file_lock.hpp"

#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <thread>
#include <vector>

#include "tests/platform/faulty_places.hpp"

using namespace trustctl;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using trustctl::test::TemporaryFolder;

namespace {

constexpr const char* lock_name = ".trustctl.lock";

DirectoryHandle opened(const TemporaryFolder& folder) {
  auto directory = DirectoryHandle::open(folder.path().string());
  REQUIRE(directory);
  return std::move(*directory);
}

}  // namespace

TEST_CASE("a lock excludes another until it goes, and leaves nothing", "[file_lock]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder);
  {
    const auto first = FileLock::on_directory(directory, Clock::now());
    REQUIRE(first);
    CHECK(FileLock::on_directory(directory, Clock::now()).error().code == ErrorCode::locked);
  }
  CHECK(directory.list()->empty());
  CHECK(FileLock::on_directory(directory, Clock::now()));
}

TEST_CASE("who waited for a lock that was removed takes the one that has its name", "[file_lock]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder);
  constexpr int lockers = 4;
  constexpr int rounds = 200;
  std::atomic<int> inside = 0;
  std::atomic<int> together = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < lockers; ++i) {
    all.emplace_back([&] {
      for (int round = 0; round < rounds; ++round) {
        const auto lock = FileLock::on_directory(directory, Clock::now() + 60s);
        together += lock && ++inside == 1 ? 0 : 1;
        --inside;
      }
    });
  }
  for (std::thread& one : all) {
    one.join();
  }
  CHECK(together == 0);
  CHECK(directory.list()->empty());
}

TEST_CASE("whoever may only read the folder can not hold its lock", "[file_lock]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder);
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  const auto held = FileLock::on_directory(directory, Clock::now());
  REQUIRE(held);
  CHECK((directory.status(lock_name)->value().mode & 077) == 0);
}

TEST_CASE("a lock that another process holds names it", "[file_lock]") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  const DirectoryHandle directory = opened(folder);
  const auto holder = test::run("flock " + path + "/.trustctl.lock sh -c 'touch " + path +
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
    const auto held = FileLock::on_directory(directory, Clock::now() - 1h);
    REQUIRE(held);
    const auto before = Clock::now();
    CHECK_FALSE(FileLock::on_directory(directory, before + 100ms));
    CHECK(Clock::now() - before >= 100ms);
    CHECK(Clock::now() - before < 3s);
  }
  CHECK(FileLock::on_directory(directory, Clock::now() - 1h));
}

TEST_CASE("a lock ends with the process that held it, and what is left goes with the next",
          "[file_lock]") {
  const TemporaryFolder folder;
  const DirectoryHandle directory = opened(folder);
  const auto killed = test::act("lock " + folder.path().string(), "exec");
  CHECK(killed.exit_code == 128 + SIGKILL);
  CHECK(killed.out == "locked\n");
  CHECK(FileLock::on_directory(directory, Clock::now() + 1s));
  CHECK(directory.list()->empty());
}

TEST_CASE("a lock is nobody else's file", "[file_lock]") {
  const TemporaryFolder folder;
  const std::filesystem::path lock = folder.path() / lock_name;
  const std::filesystem::path other = folder.path() / "other";
  test::write_file(other, "theirs");
  SECTION("a link") { std::filesystem::create_symlink("other", lock); }
  SECTION("a second name of another file") { std::filesystem::create_hard_link(other, lock); }
  SECTION("a folder") { std::filesystem::create_directory(lock); }
  SECTION("a FIFO") { REQUIRE(test::run("mkfifo " + lock.string()).exit_code == 0); }

  const auto taken = FileLock::on_directory(opened(folder), Clock::now());

  REQUIRE_FALSE(taken);
  CHECK(taken.error().code == ErrorCode::invalid_input);
  CHECK(as_text(test::read_file(other)) == "theirs");
  CHECK(std::filesystem::exists(std::filesystem::symlink_status(lock)));
}

TEST_CASE("a lock that another user has put there is refused, with the cure", "[file_lock]") {
  if (geteuid() != 0) {
    test::skip("only root gives a file to another user");
    return;
  }
  const TemporaryFolder folder;
  test::write_file(folder.path() / lock_name, "");
  REQUIRE(chown((folder.path() / lock_name).c_str(), 4711, 4711) == 0);

  const auto taken = FileLock::on_directory(opened(folder), Clock::now());

  REQUIRE_FALSE(taken);
  CHECK(taken.error().code == ErrorCode::access_denied);
  CHECK(taken.error().message == "cannot lock " + (folder.path() / lock_name).string() +
                                     ": it belongs to user 4711, who could hold it for ever; "
                                     "remove it");
}
