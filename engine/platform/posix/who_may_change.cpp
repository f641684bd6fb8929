#include "engine/platform/who_may_change.hpp"

#include <unistd.h>

#include <charconv>
#include <cstdint>

#include "engine/platform/posix/accounts.hpp"
#include "engine/platform/posix/places.hpp"
#include "engine/platform/posix/terminal_person.hpp"

namespace trustctl {

using posix::group_id;
using posix::user_id;

namespace {

Result<void> add_named(const std::string& name, std::set<std::string>& trusted) {
  std::uint32_t number = 0;
  const char* end = name.data() + name.size();
  const auto read = std::from_chars(name.data(), end, number);
  const bool is_number = !name.empty() && read.ec == std::errc() && read.ptr == end;
  const auto user = is_number ? number : posix::user_named(name);
  const auto group = is_number ? number : posix::group_named(name);
  if (!user.has_value() && !group.has_value()) {
    return tl::unexpected(Error{ErrorCode::invalid_input,
                                "--trust-owner: neither /etc/passwd nor /etc/group knows '" + name +
                                    "'; give the number of a user or group"});
  }
  if (user.has_value()) {
    trusted.insert(user_id(*user));
  }
  if (group.has_value()) {
    trusted.insert(group_id(*group));
  }
  return {};
}

Result<std::set<std::string>> trusted_ids(const std::vector<std::string>& trust_owners) {
  std::set<std::string> trusted = {user_id(0), group_id(0)};
  for (const uid_t person : posix::people_at_terminal()) {
    trusted.insert(user_id(person));
    if (posix::is_private_group(person, person)) {
      trusted.insert(group_id(person));
    }
  }
  for (const std::string& name : trust_owners) {
    if (auto added = add_named(name, trusted); !added) {
      return tl::unexpected(added.error());
    }
  }
  return trusted;
}

NamedStranger named(Stranger stranger) {
  const std::string cure =
      (stranger.right == Right::own ? "chown root " : "chmod go-w ") + stranger.path;
  std::string name = posix::name_of_account(stranger.who);
  return {std::move(stranger), std::move(name), {cure}};
}

}  // namespace

Result<void> check_who_may_change(const FileHandle& file, const std::string& path,
                                  const std::vector<std::string>& trust_owners) {
  if (geteuid() != 0) {
    return {};
  }
  const auto trusted = trusted_ids(trust_owners);
  if (!trusted) {
    return tl::unexpected(trusted.error());
  }
  const auto places = posix::places_of(file, path);
  if (!places) {
    return tl::unexpected(places.error());
  }
  std::vector<NamedStranger> found;
  for (Stranger& stranger : strangers(*places, *trusted)) {
    found.push_back(named(std::move(stranger)));
  }
  return found.empty() ? Result<void>() : tl::unexpected(refusal(path, found, "root"));
}

}  // namespace trustctl
