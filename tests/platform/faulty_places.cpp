#include "tests/platform/faulty_places.hpp"

#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace trustctl::test {

namespace {

constexpr unsigned nobody = 65534;

void require(bool done, const char* what) {
  if (!done) {
    throw std::runtime_error(what);
  }
}

}  // namespace

AsNobody::AsNobody() {
  require(setegid(nobody) == 0 && seteuid(nobody) == 0, "cannot become nobody");
}

AsNobody::~AsNobody() {
  if (seteuid(0) != 0 || setegid(0) != 0) {
    std::abort();  // what follows would run as the wrong user
  }
}

bool is_root() {
  if (geteuid() == 0) {
    return true;
  }
  skip("needs root");
  return false;
}

MountedMemory::MountedMemory(const std::string& options) {
  if (!is_root()) {
    return;
  }
  const auto mount =
      run("mount -t tmpfs -o " + options + " trustctl-test " + m_folder.path().string());
  m_mounted = mount.exit_code == 0;
  if (!m_mounted) {
    skip("cannot mount a tmpfs: " + mount.err);
  }
}

MountedMemory::~MountedMemory() {
  if (m_mounted) {
    run("umount " + m_folder.path().string());
  }
}

void MountedMemory::remount(const std::string& options) const {
  require(run("mount -o remount," + options + " " + path().string()).exit_code == 0,
          "cannot remount");
}

RunResult act(const std::string& arguments, const std::string& before) {
  return run(before + " " TRUSTCTL_BINARY_DIR "/tests/platform/trustctl_platform_act " + arguments);
}

bool can_inject() {
  const std::string reason = untraceable();
  if (!reason.empty()) {
    skip(reason);
  }
  return reason.empty();
}

std::string names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& item : std::filesystem::directory_iterator(folder)) {
    names.push_back(item.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  std::string text;
  for (const auto& name : names) {
    text += (text.empty() ? "" : " ") + name;
  }
  return text;
}

std::string text_of(const std::filesystem::path& file) {
  const Bytes bytes = read_file(file);
  return std::string(as_text(bytes));
}

}  // namespace trustctl::test
