#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/platform/directory.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// While it lives, this thread of root's touches files as somebody else: whoever owns the folder
/// that is about to be written to. What root writes in another user's folder can be led anywhere by
/// that user, with links and with folders that change places; what that user writes there cannot.
/// Nothing else changes: other threads, and what the process may do beside files, stay root's.
///
/// Does nothing where the process is not root's, where the folder is root's, and where it acts as
/// somebody already: root is given up, never gained. (Windows: always nothing.)
class ActingAs {
 public:
  /// Fails with access_denied where root may not take that user's part (a container without
  /// CAP_SETUID, a user without a number there), and as looking at the folder does.
  static Result<ActingAs> owner_of(const DirectoryHandle& folder);
  /// The owner of the nearest folder at `path` or above it that exists.
  static Result<ActingAs> owner_of(const std::string& path);

  ActingAs(ActingAs&& other) noexcept : m_groups(std::exchange(other.m_groups, std::nullopt)) {}
  ActingAs& operator=(ActingAs&& other) = delete;
  ~ActingAs();

  /// Whether this object gave root up.
  bool is_another() const { return m_groups.has_value(); }

 private:
  ActingAs() = default;
  static Result<ActingAs> user(const FileOwner& owner, const std::string& folder);

  /// Root's supplementary groups, to be had again; absent: there is nothing to be undone.
  std::optional<std::vector<std::uint32_t>> m_groups;
};

/// An open folder, and the part of its owner.
struct OwnersFolder {
  ActingAs owner;
  DirectoryHandle folder;
};
/// Opens a folder that `place` leads to as the owner of that place, so that nothing on the way
/// leads elsewhere. Where the owner may not go that way by himself (his folder is in one of
/// root's), root opens it, and it must be his then. `open` opens or makes the folder, and may be
/// called twice.
Result<OwnersFolder> open_as_owner(const std::string& place,
                                   const std::function<Result<DirectoryHandle>()>& open);

}  // namespace trustctl
