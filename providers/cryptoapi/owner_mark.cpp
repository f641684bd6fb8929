#include "providers/cryptoapi/owner_mark.hpp"

#include <string_view>

namespace trustctl::cryptoapi {

namespace {

constexpr std::string_view opening = "[trustctl owners=";
constexpr char closing = ']';

// "a,b" → {a, b}; nothing where one of them is no site. (No site holds a comma or a bracket.)
std::optional<std::set<Site>> parse_owners(std::string_view list) {
  std::set<Site> owners;
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    const auto owner = Site::parse(list.substr(0, comma));
    if (!owner || comma == list.size() - 1) {
      return std::nullopt;
    }
    owners.insert(*owner);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return owners;
}

}  // namespace

MarkedText read_owner_mark(const std::optional<std::string>& description) {
  MarkedText unmarked{{}, description};
  if (!description || !description->starts_with(opening)) {
    return unmarked;
  }
  std::string_view rest = *description;
  rest.remove_prefix(opening.size());
  const std::size_t end = rest.find(closing);
  if (end == std::string_view::npos) {
    return unmarked;
  }
  const auto owners = parse_owners(rest.substr(0, end));
  rest.remove_prefix(end + 1);
  if (!owners || (!rest.empty() && rest.front() != ' ')) {
    return unmarked;
  }
  return {*owners, rest.empty() ? std::nullopt : std::optional(std::string(rest.substr(1)))};
}

std::optional<std::string> write_owner_mark(const MarkedText& marked) {
  const bool looks_marked = marked.text && marked.text->starts_with(opening);
  if (marked.owners.empty() && !looks_marked) {
    return marked.text;
  }
  std::string description(opening);
  for (const Site& owner : marked.owners) {
    description += (description.size() == opening.size() ? "" : ",") + owner.text();
  }
  description += closing;
  return marked.text ? description + ' ' + *marked.text : description;
}

}  // namespace trustctl::cryptoapi
