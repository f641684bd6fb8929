#include "engine/platform/posix/accounts.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>

#include "engine/platform/read_file.hpp"

namespace trustctl::posix {

namespace {

// A line of passwd(5) or group(5): NAME:PASSWORD:NUMBER:REST…
struct Account {
  std::string_view name;
  std::string_view number;
  std::string_view rest;
};

std::string_view take_field(std::string_view& line) {
  const std::size_t end = line.find(':');
  const std::string_view field = line.substr(0, end);
  line = end == std::string_view::npos ? std::string_view() : line.substr(end + 1);
  return field;
}

Account account_in(std::string_view line) {
  Account account;
  account.name = take_field(line);
  take_field(line);
  account.number = take_field(line);
  account.rest = line;
  return account;
}

// What `wanted` makes of the first line that it makes something of.
template <class Wanted>
auto first_account(const char* path, Wanted wanted) -> decltype(wanted(Account())) {
  constexpr std::size_t limit = std::size_t{16} * 1024 * 1024;
  const auto file = read_regular_file(path, limit);
  std::string_view text = file ? as_text(*file) : std::string_view();
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (auto found = wanted(account_in(line))) {
      return found;
    }
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return std::nullopt;
}

std::optional<std::string> name_in(const char* path, std::uint32_t number) {
  return first_account(path, [&](const Account& account) {
    return account.number == std::to_string(number) ? std::optional<std::string>(account.name)
                                                    : std::nullopt;
  });
}

std::optional<std::uint32_t> number_in(const char* path, const std::string& name) {
  return first_account(path, [&](const Account& account) -> std::optional<std::uint32_t> {
    std::uint32_t number = 0;
    const char* end = account.number.data() + account.number.size();
    const auto read = std::from_chars(account.number.data(), end, number);
    const bool good = account.name == name && read.ec == std::errc() && read.ptr == end;
    return good ? std::optional(number) : std::nullopt;
  });
}

constexpr const char* passwd = "/etc/passwd";
constexpr const char* groups = "/etc/group";

constexpr std::string_view user_prefix = "user ";
constexpr std::string_view group_prefix = "group ";

}  // namespace

std::string user_id(uid_t user) { return std::string(user_prefix) + std::to_string(user); }
std::string group_id(gid_t group) { return std::string(group_prefix) + std::to_string(group); }

std::string name_of_account(const std::string& id) {
  if (id == everybody_else) {
    return "every user";
  }
  const bool is_user = id.starts_with(user_prefix);
  const auto prefix = is_user ? user_prefix : group_prefix;
  const auto number = static_cast<std::uint32_t>(std::stoul(id.substr(prefix.size())));
  const auto name = is_user ? name_of_user(number) : name_of_group(number);
  return name.has_value() && !is_user ? std::string(group_prefix) + *name : name.value_or(id);
}

std::optional<std::string> name_of_user(uid_t user) { return name_in(passwd, user); }
std::optional<std::string> name_of_group(gid_t group) { return name_in(groups, group); }
std::optional<uid_t> user_named(const std::string& name) { return number_in(passwd, name); }
std::optional<gid_t> group_named(const std::string& name) { return number_in(groups, name); }

bool is_private_group(gid_t group, uid_t user) {
  const std::string number = std::to_string(group);
  const auto name = name_of_user(user);
  const auto listed = first_account(groups, [&](const Account& account) {
    return account.number == number ? std::optional<std::string>(account.rest) : std::nullopt;
  });
  const auto other = first_account(passwd, [&](const Account& account) {
    const bool member = account.rest.starts_with(number + ':') && account.name != name;
    return member ? std::optional<std::string>(account.name) : std::nullopt;
  });
  return group == user && name.has_value() && listed.has_value() &&
         (listed->empty() || listed == name) && !other.has_value();
}

}  // namespace trustctl::posix
