#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/platform/directory.hpp"
#include "engine/platform/state_directory.hpp"
#include "engine/platform/windows/calls.hpp"

namespace trustctl::windows {

/// Owner, group and access control list of what is open, as a self-relative security descriptor.
Result<ExtendedAttribute> security_of(const FileHandle& handle, std::string_view shown);
/// Gives a file what security_of told of another. Who may not give files away (that takes
/// SeRestorePrivilege, which administrators and SYSTEM hold) stays its owner, and its access
/// control list alone is given. ERROR_SUCCESS, or what GetLastError tells.
DWORD give_security(const FileHandle& handle, std::span<const ExtendedAttribute> attributes);

/// Whether this process may act for the Administrators group: its token is elevated.
bool is_administrator();

/// Creates a directory that only the system and administrators can open, or only they and the user
/// where it is the user's, or the process no administrator's. What is above it must exist.
/// ERROR_SUCCESS, or what GetLastError tells.
DWORD create_private_directory(const std::wstring& path, StateOwner owner);
/// Fails with access_denied where a directory belongs to somebody else than those, or where
/// somebody else may write to it.
Result<void> check_private(const FileHandle& directory, std::string_view shown, StateOwner owner);

}  // namespace trustctl::windows
