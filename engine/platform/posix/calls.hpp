#pragma once

#include <cerrno>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>

#include "engine/model/bytes.hpp"
#include "engine/platform/file_handle.hpp"
#include "engine/result.hpp"

namespace trustctl::posix {

inline int descriptor(const FileHandle& handle) { return static_cast<int>(handle.native()); }

/// Makes a system call again for as long as a signal interrupts it.
template <class Call>
auto retry(Call call) {
  std::invoke_result_t<Call> result = call();
  while (result == -1 && errno == EINTR) {
    result = call();
  }
  return result;
}

/// An errno as an Error: "cannot <act> <path>: <reason>; <what to do>".
Error system_error(int number, std::string_view act, std::string_view path);
inline tl::unexpected<Error> failed(int number, std::string_view act, std::string_view path) {
  return tl::unexpected(system_error(number, act, path));
}

/// Whether a name is one component, so that no call with it can leave its directory.
Result<void> check_name(std::string_view directory, const std::string& name);

/// Reads an open regular file to its end. `path` is for the message, and made only for one.
Result<Bytes> read_open_file(const FileHandle& file, std::size_t limit,
                             const std::function<std::string()>& path);
/// Writes all of it; the errno of what stopped it, or 0.
int write_all(const FileHandle& file, ByteView contents);
/// Closes and checks; the errno, or 0.
int close_checked(FileHandle& file);

}  // namespace trustctl::posix
