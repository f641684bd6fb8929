#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/platform/file_handle.hpp"
#include "engine/result.hpp"

namespace trustctl {

enum class FileKind { regular, directory, link, other };

struct DirectoryItem {
  std::string name;
  FileKind kind;

  friend bool operator==(const DirectoryItem&, const DirectoryItem&) = default;
};

/// Who owns a file, by number.
struct FileOwner {
  std::uint32_t user = 0;
  std::uint32_t group = 0;

  friend bool operator==(const FileOwner&, const FileOwner&) = default;
};

/// What a file carries beside its contents: an access control list, a security label, a comment.
struct ExtendedAttribute {
  std::string name;
  Bytes value;

  friend bool operator==(const ExtendedAttribute&, const ExtendedAttribute&) = default;
};

/// How a file is protected. For a new file: 0644, the caller's own, whatever the umask.
struct FileAttributes {
  std::uint32_t mode = 0644;       ///< permission bits
  std::optional<FileOwner> owner;  ///< absent: whoever creates it
  std::vector<ExtendedAttribute> extended;

  friend bool operator==(const FileAttributes&, const FileAttributes&) = default;
};

struct FileStatus {
  FileKind kind;
  std::uint64_t size = 0;   ///< bytes
  std::uint64_t links = 1;  ///< names that the file has
  std::uint32_t mode = 0;   ///< permission bits
  FileOwner owner;
};

/// When a new file is safe against a loss of power.
enum class Durability {
  at_once,  ///< fsync before the call returns: dearer, for few files
  later,    ///< the caller calls sync_file_system once for many
};

/// An opened directory. Every name is one component beneath it ("a.pem"; never empty, ".", ".." or
/// with a separator: invalid_input), and no link is ever followed, so nothing outside the directory
/// can be reached whatever others do to it meanwhile. Calls are made again when a signal
/// interrupts. Fails with not_found, access_denied, invalid_input, io, or what is said below;
/// messages name the path and what to do.
class DirectoryHandle {
 public:
  /// The last component of `path` may not be a link (invalid_input); those before it may.
  static Result<DirectoryHandle> open(const std::string& path);
  /// As open; creates the directory, and the folders above it, where there are none.
  static Result<DirectoryHandle> open_or_create(const std::string& path, std::uint32_t mode = 0755);

  /// As it was opened, for messages.
  const std::string& path() const { return m_path; }
  /// The path of a file here, for messages.
  std::string path_of(const std::string& name) const;
  const FileHandle& handle() const { return m_handle; }

  /// What is in it, sorted by name, "." and ".." left out.
  Result<std::vector<DirectoryItem>> list() const;
  /// Nothing where there is no such file.
  Result<std::optional<FileStatus>> status(const std::string& name) const;
  /// Of the directory itself.
  Result<FileStatus> status() const;
  /// Fails with access_denied, naming who and the cure, unless the directory belongs to the user
  /// who runs this process and nobody else may write to it. (Windows: always succeeds; what is made
  /// in a folder has its rights from there.)
  Result<void> only_ours() const;
  /// A regular file of at most `limit` bytes: open, look, read, close; no call more. A link, a
  /// directory, a FIFO and a larger file are invalid_input.
  Result<Bytes> read_file(const std::string& name, std::size_t limit) const;
  /// Mode, owner, access control list and label of a regular file, to give to its replacement.
  Result<FileAttributes> attributes(const std::string& name) const;

  Result<DirectoryHandle> open_directory(const std::string& name) const;
  /// Fails with `stale` where the name is taken. Its mode is this one whatever the umask.
  Result<DirectoryHandle> make_directory(const std::string& name, std::uint32_t mode = 0755) const;
  /// open_directory, or make_directory where there is none.
  Result<DirectoryHandle> ensure_directory(const std::string& name,
                                           std::uint32_t mode = 0755) const;

  /// Gives the directory itself to another user; for root, of a directory that it has made.
  Result<void> give_to(const FileOwner& owner) const;

  /// A new file with all of its contents and attributes; `stale` where the name is taken. Nothing
  /// is left behind when it fails; what could not be synced is removed, never synced again.
  Result<void> create_file(const std::string& name, ByteView contents,
                           const FileAttributes& attributes, Durability durability) const;
  /// Adds to the end of a file, creating it (0600) where there is none, and makes that durable. A
  /// write that stops half-way is taken back.
  Result<void> append_to_file(const std::string& name, ByteView contents) const;

  /// Gives a file a name that must be free (`stale` where it is taken), here or in another
  /// directory of the same file system.
  Result<void> rename_noreplace(const std::string& from, const DirectoryHandle& to,
                                const std::string& name) const;
  /// Two files change places in one step. Fails with `unsupported` where the file system cannot,
  /// and with not_found where one is missing.
  Result<void> rename_exchange(const std::string& from, const DirectoryHandle& to,
                               const std::string& name) const;
  /// Gives a file a name, replacing what has it.
  Result<void> rename_over(const std::string& from, const DirectoryHandle& to,
                           const std::string& name) const;
  Result<void> remove_file(const std::string& name) const;
  /// The directory must be empty.
  Result<void> remove_directory(const std::string& name) const;

  /// Makes the names in this directory durable.
  Result<void> sync() const;
  /// Makes everything durable that was written to the file system of this directory since it was
  /// opened.
  Result<void> sync_file_system() const;

 private:
  DirectoryHandle(FileHandle handle, std::string path)
      : m_handle(std::move(handle)), m_path(std::move(path)) {}
  FileHandle m_handle;
  std::string m_path;
};

}  // namespace trustctl
