#pragma once

#include <filesystem>
#include <string>

#include "tests/support/support.hpp"

namespace trustctl::test {

/// Makes the test an ordinary user's until it ends: the permissions of files hold for it. The test
/// must run as root.
class AsNobody {
 public:
  AsNobody();
  ~AsNobody();
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
};
/// Whether the test may become somebody else and mount; else it has been marked as skipped.
bool is_root();

/// A file system of its own in memory, with its options ("size=64k", "ro").
class MountedMemory {
 public:
  explicit MountedMemory(const std::string& options);
  ~MountedMemory();
  MountedMemory(const MountedMemory&) = delete;
  MountedMemory& operator=(const MountedMemory&) = delete;
  /// False: the test has been marked as skipped.
  bool mounted() const { return m_mounted; }
  const std::filesystem::path& path() const { return m_folder.path(); }
  /// Mounts it again with other options.
  void remount(const std::string& options) const;

 private:
  TemporaryFolder m_folder;
  bool m_mounted = false;
};

/// Runs platform_act, which does one thing by engine/platform, below `before` ("strace …").
RunResult act(const std::string& arguments, const std::string& before = "");
/// Whether strace can inject here; else the test has been marked as skipped.
bool can_inject();

/// What is in a folder: names, sorted, with a space between them.
std::string names_in(const std::filesystem::path& folder);
std::string text_of(const std::filesystem::path& file);

}  // namespace trustctl::test
