// Does one thing by engine/platform, for tests that make system calls fail or kill the process:
//   create DIRECTORY NAME TEXT | append DIRECTORY NAME TEXT | durable DIRECTORY NAME TEXT
//   replace FILE TEXT [WHAT_ANOTHER_PROGRAM_WRITES_MEANWHILE] | lock DIRECTORY, and be killed with
//   it
// Prints "done", or the error.
#include <chrono>
#include <csignal>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "engine/platform/atomic_file.hpp"
#include "engine/platform/directory.hpp"
#include "engine/platform/file_lock.hpp"
#include "engine/platform/state_directory.hpp"

namespace {

using namespace trustctl;

Result<void> replace(const std::string& path, const std::string& text,
                     const std::optional<std::string>& theirs) {
  auto file = AtomicFile::open(path);
  if (!file) {
    return tl::unexpected(file.error());
  }
  if (auto basis = file->read(std::size_t{1} << 20U); !basis) {
    return tl::unexpected(basis.error());
  }
  if (auto staged = file->stage(as_bytes(text)); !staged) {
    return staged;
  }
  if (theirs) {
    std::ofstream(path) << *theirs;
  }
  const auto committed = file->commit();
  return committed ? Result<void>() : tl::unexpected(committed.error());
}

Result<void> lock_and_be_killed(const DirectoryHandle& directory) {
  auto lock = FileLock::on_directory(directory, std::chrono::steady_clock::now());
  if (!lock) {
    return tl::unexpected(lock.error());
  }
  std::cout << "locked" << std::endl;
  std::raise(SIGKILL);
  return {};
}

Result<void> run(const std::vector<std::string>& words) {
  if (words.at(0) == "replace") {
    return replace(words.at(1), words.at(2),
                   words.size() > 3 ? std::optional(words[3]) : std::nullopt);
  }
  auto directory = DirectoryHandle::open(words.at(1));
  if (!directory) {
    return tl::unexpected(directory.error());
  }
  if (words.at(0) == "create") {
    return directory->create_file(words.at(2), as_bytes(words.at(3)), {}, Durability::at_once);
  }
  if (words.at(0) == "append") {
    return directory->append_to_file(words.at(2), as_bytes(words.at(3)));
  }
  if (words.at(0) == "durable") {
    return create_durably(*directory, words.at(2), as_bytes(words.at(3)));
  }
  return lock_and_be_killed(*directory);
}

}  // namespace

int main(int argc, char** argv) {
  const auto result = run(std::vector<std::string>(argv + 1, argv + argc));
  std::cout << (result ? "done" : result.error().message) << '\n';
  return result ? 0 : 1;
}
