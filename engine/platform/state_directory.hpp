#pragma once

#include <string>

#include "engine/platform/directory.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// Whose stores a state directory is about, since that decides who may have written it. On Windows
/// a user's stores have one, whether the user's process is elevated or not; elsewhere it is no
/// difference.
enum class StateOwner { computer, user };

/// Where trustctl keeps its journal unless it is told otherwise: /var/lib/trustctl for root, else
/// $XDG_STATE_HOME/trustctl, else ~/.local/state/trustctl (XDG Base Directory Specification). On
/// Windows %ProgramData%\trustctl for an administrator, and %LocalAppData%\trustctl for a user's
/// stores and for everybody else. Creates nothing. Fails with not_found where the environment names
/// no home.
Result<std::string> default_state_directory(StateOwner owner = StateOwner::computer);

/// Opens the state directory, creating it (0700) where there is none. Fails with access_denied
/// where it belongs to somebody else, or others may write to it, and with invalid_input where it is
/// a link or no directory: what is in it decides what a rollback brings back. Of a `user`'s, an
/// administrator's process believes that user too.
Result<DirectoryHandle> open_state_directory(const std::string& path,
                                             StateOwner owner = StateOwner::computer);

/// A new file (0600) that is whole or not there, durable with its name when the call returns.
/// `stale` where the name is taken.
Result<void> create_durably(const DirectoryHandle& directory, const std::string& name,
                            ByteView contents);
/// The file (0600) with new contents: whoever reads it sees the old or the new ones, never a part,
/// and the new ones are durable when the call returns. For files that one writer at a time writes,
/// under a lock; beside other writers, use AtomicFile.
Result<void> replace_durably(const DirectoryHandle& directory, const std::string& name,
                             ByteView contents);

}  // namespace trustctl
