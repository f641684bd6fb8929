#include "engine/verify/host_name.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "engine/text/ascii.hpp"

namespace trustctl {

namespace {

bool is_label_character(char c) {
  const char lower = ascii_lower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool is_label(std::string_view label) {
  constexpr std::size_t longest = 63;
  return !label.empty() && label.size() <= longest && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), is_label_character);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = text.find(separator); end != std::string_view::npos;
       end = text.find(separator)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

template <class Number>
std::optional<Number> parse_number(std::string_view text, int base, std::size_t longest) {
  Number value{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  const bool whole = !text.empty() && text.size() <= longest && stop == end;
  return whole && error == std::errc{} ? std::optional(value) : std::nullopt;
}

std::optional<Bytes> parse_ipv4(std::string_view text) {
  Bytes octets;
  for (const std::string_view part : split(text, '.')) {
    const auto octet = parse_number<std::uint8_t>(part, 10, 3);
    const bool padded = part.size() > 1 && part.front() == '0';
    if (!octet.has_value() || padded) {
      return std::nullopt;
    }
    octets.push_back(*octet);
  }
  return octets.size() == ipv4_size ? std::optional(octets) : std::nullopt;
}

// Groups of an IPv6 address, the last of which may be an IPv4 address where the whole ends with it.
// "" is no groups.
enum class Part { head, tail };
std::optional<Bytes> parse_groups(std::string_view text, Part part) {
  Bytes octets;
  if (text.empty()) {
    return octets;
  }
  const auto parts = split(text, ':');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size() && part == Part::tail;
    if (last && parts[i].find('.') != std::string_view::npos) {
      const auto tail = parse_ipv4(parts[i]);
      if (!tail.has_value()) {
        return std::nullopt;
      }
      octets.insert(octets.end(), tail->begin(), tail->end());
      continue;
    }
    const auto group = parse_number<std::uint16_t>(parts[i], 16, 4);
    if (!group.has_value()) {
      return std::nullopt;
    }
    octets.push_back(static_cast<std::uint8_t>(*group >> 8U));
    octets.push_back(static_cast<std::uint8_t>(*group & 0xFFU));
  }
  return octets;
}

std::optional<Bytes> parse_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    const auto octets = parse_groups(text, Part::tail);
    return octets.has_value() && octets->size() == ipv6_size ? octets : std::nullopt;
  }
  auto octets = parse_groups(text.substr(0, gap), Part::head);
  const auto tail = parse_groups(text.substr(gap + 2), Part::tail);
  if (!octets.has_value() || !tail.has_value() || octets->size() + tail->size() >= ipv6_size) {
    return std::nullopt;
  }
  octets->resize(ipv6_size - tail->size());
  octets->insert(octets->end(), tail->begin(), tail->end());
  return octets;
}

std::string group_text(unsigned value) {
  std::array<char, 8> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
  return {digits.data(), end};
}

struct Run {
  std::size_t start = 0;
  std::size_t size = 0;
};

// The groups that "::" stands for: the first longest run of zeros, of two at least.
Run longest_zero_run(const std::array<unsigned, 8>& groups) {
  Run best;
  Run run;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    run = groups[i] != 0 ? Run{i + 1, 0} : Run{run.start, run.size + 1};
    best = run.size > best.size ? run : best;
  }
  return best.size > 1 ? best : Run{groups.size(), 0};
}

std::string ipv6_text(ByteView octets) {
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i] = static_cast<unsigned>(octets[2 * i] << 8U | octets[2 * i + 1]);
  }
  const Run zeros = longest_zero_run(groups);
  std::string text;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i == zeros.start) {
      text += "::";
      i += zeros.size - 1;
      continue;
    }
    text += (text.empty() || text.back() == ':' ? "" : ":") + group_text(groups[i]);
  }
  return text;
}

}  // namespace

std::optional<Bytes> parse_ip_address(std::string_view text) {
  return text.find(':') == std::string_view::npos ? parse_ipv4(text) : parse_ipv6(text);
}

std::optional<std::string> ip_address_text(ByteView octets) {
  if (octets.size() == ipv6_size) {
    return ipv6_text(octets);
  }
  if (octets.size() != ipv4_size) {
    return std::nullopt;
  }
  std::string text;
  for (const std::uint8_t octet : octets) {
    text += (text.empty() ? "" : ".") + std::to_string(octet);
  }
  return text;
}

bool is_dns_name(std::string_view text) {
  constexpr std::size_t longest = 253;
  if (text.substr(0, 2) == "*.") {
    text.remove_prefix(2);
  }
  const auto labels = split(text, '.');
  return text.size() <= longest && std::all_of(labels.begin(), labels.end(), is_label);
}

bool is_preferred_dns_name(std::string_view text) {
  if (!is_dns_name(text) || parse_ip_address(text).has_value()) {
    return false;
  }
  const auto labels = split(text, '.');
  return std::all_of(labels.begin(), labels.end(), [](std::string_view label) {
    const bool reserved = label.size() >= 4 && label.substr(2, 2) == "--";
    return label.find('_') == std::string_view::npos &&
           (!reserved || equal_ignoring_case(label.substr(0, 2), "xn"));
  });
}

Result<HostName> HostName::parse(std::string_view text) {
  std::string_view name = text;
  if (name.size() > 2 && name.front() == '[' && name.back() == ']') {
    name = name.substr(1, name.size() - 2);
  }
  if (auto address = parse_ip_address(name)) {
    return HostName(std::string(name), *std::move(address));
  }
  if (!name.empty() && name.back() == '.') {
    name.remove_suffix(1);
  }
  if (!is_dns_name(name) || name.front() == '*') {
    return tl::unexpected(Error{ErrorCode::invalid_input,
                                "'" + std::string(text) +
                                    "' is no name of a host; write it as server.example.org, "
                                    "192.0.2.1 or 2001:db8::1, and with xn-- beyond ASCII"});
  }
  return HostName(std::string(name), {});
}

bool HostName::matches_dns(std::string_view presented) const {
  if (is_address() || !is_dns_name(presented)) {
    return false;
  }
  if (presented.front() != '*') {
    return equal_ignoring_case(presented, m_text);
  }
  const std::size_t dot = m_text.find('.');
  return dot != std::string::npos && m_text.find('.', dot + 1) != std::string::npos &&
         equal_ignoring_case(presented.substr(1), std::string_view(m_text).substr(dot));
}

}  // namespace trustctl
