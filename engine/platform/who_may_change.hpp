#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/platform/file_handle.hpp"
#include "engine/result.hpp"

namespace trustctl {

// Who may change a file that root, or an administrator, would act upon. One rule for every system:
// a system gathers who has which right where, `strangers` judges, `refusal` says it.

/// What somebody may do to a file or a folder, the plainest first.
enum class Right {
  own,
  write,     ///< to a file: its content; to a folder: a new name in it
  exchange,  ///< of a folder: remove or rename what others have in it
  remove,    ///< the thing itself, or give it another name
  change_permissions,
  take_ownership,
};

/// One right of one person or group, by what the system knows them by: "S-1-5-18" on Windows,
/// "user 1000", "group 50" or "others" on Linux.
struct Access {
  std::string who;
  Right right;
  bool operator==(const Access&) const = default;
};

/// What a file system knows of rights.
enum class Medium {
  permissions,
  no_permissions,  ///< FAT, exFAT: whoever reaches it may write
  read_only,       ///< an ISO image, a write-protected stick: without rights, and none can write
};

enum class PlaceKind { file, folder, root_folder };

/// The file, or one of the folders above it.
struct PlaceRights {
  PlaceKind kind;
  std::string path;
  Medium medium = Medium::permissions;
  std::vector<Access> access;
};

/// Somebody who is not trusted, and may change the file.
struct Stranger {
  std::string who;
  Right right;
  PlaceKind kind;
  std::string path;
  Medium medium = Medium::permissions;
};

/// The rule. Of those who are not among the `trusted`, whoever
/// - owns the file or a folder above it,
/// - may change a file's content, remove it, change its permissions or take it over,
/// - may exchange what is in a folder, move the folder away (not the topmost one, which cannot be
///   moved), change its permissions or take it over.
/// A new name in a folder is no harm. Each once a place, with the plainest right. What stands on a
/// medium that nobody can write is nobody's to change.
std::vector<Stranger> strangers(const std::vector<PlaceRights>& places,
                                const std::set<std::string>& trusted);

/// A stranger in a system's own words.
struct NamedStranger {
  Stranger stranger;
  std::string name;                ///< "LAB\\bob", "group staff"; the SID or number without one
  std::vector<std::string> cures;  ///< the commands that take the right away
};

/// The words of it, `applier` ("root") being who would apply the file. Not for none.
Error refusal(const std::string& path, const std::vector<NamedStranger>& found,
              std::string_view applier);

/// Gathers, judges and refuses an open file by that rule. Trusted are
/// - on Linux: root, its group, and the person at the terminal (the login's audit number, or the
///   owner of the controlling terminal; no variable of the environment), with the group that has no
///   other member,
/// - on Windows: SYSTEM, Administrators, TrustedInstaller, Domain and Enterprise Admins of the
///   computer's domain, and who runs this process at a desktop (no service, no task),
/// - and `trust_owners`: names of users and groups, numbers, SIDs.
/// Refuses nothing where this process is neither root's nor an administrator's: it could do no more
/// than they. Fails with access_denied; with invalid_input for a name that the system does not
/// know.
Result<void> check_who_may_change(const FileHandle& file, const std::string& path,
                                  const std::vector<std::string>& trust_owners);

}  // namespace trustctl
