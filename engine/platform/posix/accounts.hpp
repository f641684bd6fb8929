#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace trustctl::posix {

// From /etc/passwd and /etc/group themselves: getpwuid() and its kin load what nsswitch.conf names
// into this process. Who is not there (of LDAP, of sssd) has a number alone.

inline constexpr uid_t root_user = 0;

/// What rights are gathered by (`Access::who`): "user 1000", "group 50", "others".
std::string user_id(uid_t user);
std::string group_id(gid_t group);
inline constexpr const char* everybody_else = "others";
/// One of those for people: "bob", "group staff", "every user"; itself where it has no name.
std::string name_of_account(const std::string& id);

std::optional<std::string> name_of_user(uid_t user);
std::optional<std::string> name_of_group(gid_t group);
std::optional<uid_t> user_named(const std::string& name);
std::optional<gid_t> group_named(const std::string& name);

/// Whether a group is a user's own, as Debian gives every user one: it bears the user's number, and
/// no other member is listed.
bool is_private_group(gid_t group, uid_t user);

}  // namespace trustctl::posix
