#pragma once

#include <cstdint>
#include <utility>

namespace trustctl {

/// An open file, directory or lock of the operating system, closed with the object.
class FileHandle {
 public:
  /// A file descriptor, or a Windows HANDLE.
  using Native = std::intptr_t;
  static constexpr Native none = -1;

  FileHandle() = default;
  explicit FileHandle(Native native) : m_native(native) {}
  FileHandle(FileHandle&& other) noexcept : m_native(std::exchange(other.m_native, none)) {}
  FileHandle& operator=(FileHandle&& other) noexcept {
    std::swap(m_native, other.m_native);
    return *this;
  }
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  ~FileHandle();

  Native native() const { return m_native; }
  /// The handle, no longer closed by this object.
  Native release() { return std::exchange(m_native, none); }

 private:
  Native m_native = none;
};

}  // namespace trustctl
