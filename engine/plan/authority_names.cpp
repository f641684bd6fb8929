#include "engine/plan/authority_names.hpp"

#include <algorithm>
#include <vector>

#include "engine/model/name_text.hpp"
#include "engine/model/required_roots.hpp"
#include "engine/text/ascii.hpp"

namespace trustctl {

namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view hexadecimal = "0123456789abcdefABCDEF";
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view label_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

bool consists_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

bool is_octet(std::string_view text) {
  constexpr std::size_t longest = 3;
  return text.size() <= longest && consists_of(text, digits) && std::stoi(std::string(text)) < 256;
}

bool is_ipv4(std::string_view name) {
  const auto parts = parts_of(name, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), is_octet);
}

bool is_ipv6(std::string_view name) {
  constexpr std::size_t longest_group = 4;
  constexpr std::size_t most_groups = 8;
  const auto groups = parts_of(name, ':');
  const bool shortened = name.find("::") != std::string_view::npos;
  return groups.size() > 2 &&
         (shortened ? groups.size() <= most_groups + 1 : groups.size() == most_groups) &&
         std::all_of(groups.begin(), groups.end(), [](std::string_view group) {
           return group.empty() ||
                  (group.size() <= longest_group && consists_of(group, hexadecimal));
         });
}

bool is_host_name(std::string_view name) {
  const auto labels = parts_of(name.starts_with("*.") ? name.substr(2) : name, '.');
  return labels.size() > 1 && labels.back().size() > 1 && consists_of(labels.back(), letters) &&
         std::all_of(labels.begin(), labels.end(),
                     [](std::string_view label) { return consists_of(label, label_characters); });
}

// The names of the roots that Windows needs, as they are seen: folded once, and not for every
// certificate anew.
const std::vector<std::string>& required_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> seen;
    for (const RequiredRoot& root : required_roots()) {
      seen.push_back(seen_name(root.name));
    }
    return seen;
  }();
  return names;
}

}  // namespace

std::string seen_name(std::string_view name) {
  std::string seen;
  for (const char c : name) {
    if (c == ' ') {
      if (!seen.empty() && seen.back() != ' ') {
        seen += ' ';
      }
    } else {
      seen += ascii_lower(c);
    }
  }
  if (!seen.empty() && seen.back() == ' ') {
    seen.pop_back();
  }
  return seen;
}

bool bears_name_of_required_root(const Certificate& certificate) {
  const auto& names = required_names();
  const std::string name = seen_name(common_name(certificate.subject()));
  return std::find(names.begin(), names.end(), name) != names.end() &&
         !is_required_by_windows(certificate);
}

bool is_address(std::string_view name) {
  if (name.find(' ') != std::string_view::npos) {
    return false;
  }
  return is_ipv4(name) || is_ipv6(name) || is_host_name(name) ||
         name.find("://") != std::string_view::npos ||
         (name.find('@') != std::string_view::npos && name.find('@') > 0);
}

}  // namespace trustctl
