#include "providers/directory/entry_header.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <vector>

#include "providers/directory/line_text.hpp"

namespace trustctl::directory {

namespace {

constexpr std::string_view first_line = "# trustctl entry, format 1";

enum class Key {
  subject,
  issuer,
  valid,
  sha256,
  sha1,
  friendly_name,
  description,
  purposes,
  owners
};
constexpr std::array<std::string_view, 9> key_names = {"Subject",     "Issuer",   "Valid",
                                                       "SHA-256",     "SHA-1",    "Friendly name",
                                                       "Description", "Purposes", "Owners"};

struct Line {
  std::string_view whole;  // with its line break
  std::optional<Key> key;  // absent: not one of ours
  std::string_view value;
};

// Takes the next line off the front of `text`. LF or CRLF ends a line, as git may check it out.
Line next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
  Line line{text.substr(0, end), std::nullopt, {}};
  text.remove_prefix(end);
  std::string_view content = line.whole;
  while (content.ends_with('\n') || content.ends_with('\r')) {
    content.remove_suffix(1);
  }
  const std::size_t colon = content.find(':');
  const auto name = std::find(key_names.begin(), key_names.end(), content.substr(0, colon));
  if (colon != std::string_view::npos && name != key_names.end()) {
    line.key = static_cast<Key>(name - key_names.begin());
    content.remove_prefix(colon + 1);
    const std::size_t begin = std::min(content.find_first_not_of(' '), content.size());
    const std::size_t last = content.find_last_not_of(' ');
    line.value = last == std::string_view::npos ? std::string_view()
                                                : content.substr(begin, last + 1 - begin);
  }
  return line;
}

// Where the line after the first line of a header begins; npos where there is no header.
std::size_t header_begin(std::string_view text) {
  for (std::size_t at = text.find(first_line); at != std::string_view::npos;
       at = text.find(first_line, at + 1)) {
    const std::size_t end = at + first_line.size();
    const bool begins = at == 0 || text[at - 1] == '\n' || text.substr(0, at) == "\xEF\xBB\xBF";
    if (begins && (end == text.size() || text[end] == '\n' || text[end] == '\r')) {
      return at;
    }
  }
  return std::string_view::npos;
}

std::string_view after_first_line(std::string_view text) {
  text.remove_prefix(header_begin(text));
  next_line(text);
  return text;
}

Error bad_line(Key key, std::string_view why) {
  return {ErrorCode::invalid_input, "its line '" +
                                        std::string(key_names[static_cast<std::size_t>(key)]) +
                                        "' " + std::string(why)};
}

// Splits "a, b" and hands each part to T::parse.
template <class T>
Result<std::set<T>> read_list(Key key, std::string_view value) {
  std::set<T> items;
  while (!value.empty()) {
    const std::size_t comma = value.find(',');
    std::string_view part = value.substr(0, comma);
    value.remove_prefix(comma == std::string_view::npos ? value.size() : comma + 1);
    while (part.starts_with(' ')) {
      part.remove_prefix(1);
    }
    while (part.ends_with(' ')) {
      part.remove_suffix(1);
    }
    const auto item = T::parse(part);
    if (!item) {
      return tl::unexpected(bad_line(key, "does not read: " + item.error().message));
    }
    items.insert(*item);
  }
  return items;
}

Result<void> read_text(Key key, std::string_view value, std::optional<std::string>& into) {
  into = decode_line(value);
  if (!into) {
    return tl::unexpected(bad_line(key, "has a backslash that begins no escape"));
  }
  return {};
}

Result<void> read_property(Key key, std::string_view value, Properties& properties) {
  if (key == Key::friendly_name) {
    return read_text(key, value, properties.friendly_name);
  }
  if (key == Key::description) {
    return read_text(key, value, properties.description);
  }
  if (key == Key::purposes) {
    auto purposes = value == "none" ? std::set<Oid>() : read_list<Oid>(key, value);
    if (!purposes) {
      return tl::unexpected(purposes.error());
    }
    if (purposes->empty() && value != "none") {
      return tl::unexpected(bad_line(key, "is empty; say none, or take it away"));
    }
    properties.purposes = std::move(*purposes);
  }
  if (key == Key::owners) {
    auto owners = read_list<Site>(key, value);
    if (!owners) {
      return tl::unexpected(owners.error());
    }
    properties.owners = std::move(*owners);
  }
  return {};
}

void append(std::string& text, Key key, std::string_view value) {
  text += key_names[static_cast<std::size_t>(key)];
  text += value.empty() ? ":" : ": ";
  text += value;
  text += '\n';
}

// For people; a name can be megabytes long.
std::string shown(std::string_view name) {
  constexpr std::size_t longest = 512;
  return name.size() <= longest ? encode_line(name) : encode_line(name.substr(0, longest)) + "...";
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) {
    text += (text.empty() ? "" : ", ") + item;
  }
  return text;
}

void append_facts(std::string& text, const Certificate& certificate) {
  if (certificate.verdict().kind != Verdict::Kind::opaque) {
    append(text, Key::subject, shown(certificate.subject_text()));
    append(text, Key::issuer, shown(certificate.issuer_text()));
    append(text, Key::valid,
           date(certificate.not_before()) + " to " + date(certificate.not_after()));
  }
  append(text, Key::sha256, certificate.fingerprint().hex());
  append(text, Key::sha1, certificate.thumbprint().hex());
}

void append_properties(std::string& text, const Properties& properties) {
  if (properties.friendly_name) {
    append(text, Key::friendly_name, encode_line(*properties.friendly_name));
  }
  if (properties.description) {
    append(text, Key::description, encode_line(*properties.description));
  }
  if (properties.purposes) {
    std::vector<std::string> names;
    for (const Oid& purpose : *properties.purposes) {
      names.push_back(purpose.purpose_name());
    }
    append(text, Key::purposes, names.empty() ? "none" : joined(names));
  }
  if (!properties.owners.empty()) {
    std::vector<std::string> names;
    for (const Site& owner : properties.owners) {
      names.push_back(owner.text());
    }
    append(text, Key::owners, joined(names));
  }
}

}  // namespace

std::string write_header(const Certificate& certificate, const Properties& properties) {
  std::string text(first_line);
  text += '\n';
  append_facts(text, certificate);
  append_properties(text, properties);
  return text;
}

bool has_header(std::string_view text) { return header_begin(text) != std::string_view::npos; }

Result<Properties> read_header(std::string_view text, const Certificate& certificate) {
  std::string_view rest = after_first_line(text);
  Properties properties;
  std::array<bool, key_names.size()> seen{};
  while (!rest.empty()) {
    const Line line = next_line(rest);
    if (!line.key) {
      continue;
    }
    if (std::exchange(seen[static_cast<std::size_t>(*line.key)], true)) {
      return tl::unexpected(bad_line(*line.key, "is there twice"));
    }
    if (*line.key == Key::sha256 && line.value != certificate.fingerprint().hex()) {
      return tl::unexpected(bad_line(*line.key, "is not that of the certificate below it"));
    }
    if (auto read = read_property(*line.key, line.value, properties); !read) {
      return tl::unexpected(read.error());
    }
  }
  if (!seen[static_cast<std::size_t>(Key::sha256)]) {
    return tl::unexpected(bad_line(Key::sha256, "is missing"));
  }
  return properties;
}

std::string replace_header(std::string_view text, const Certificate& certificate,
                           const Properties& properties) {
  std::string replaced(text.substr(0, header_begin(text)));
  replaced += write_header(certificate, properties);
  std::string_view rest = after_first_line(text);
  while (!rest.empty()) {
    const Line line = next_line(rest);
    if (!line.key) {
      replaced += line.whole;
    }
  }
  return replaced;
}

}  // namespace trustctl::directory
