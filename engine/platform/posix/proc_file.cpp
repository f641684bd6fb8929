#include "engine/platform/posix/proc_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>

#include "engine/platform/posix/calls.hpp"

namespace trustctl::posix {

std::string read_proc(const std::string& path) {
  const FileHandle file(retry([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
  std::string text;
  if (file.native() == FileHandle::none) {
    return text;
  }
  std::array<char, 4096> part;
  ssize_t count = 0;
  while ((count = retry([&] { return ::read(descriptor(file), part.data(), part.size()); })) > 0) {
    text.append(part.data(), static_cast<std::size_t>(count));
  }
  return text;
}

}  // namespace trustctl::posix
