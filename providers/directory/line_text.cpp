#include "providers/directory/line_text.hpp"

#include <charconv>
#include <cstdint>

#include "engine/render/escape.hpp"

namespace trustctl::directory {

namespace {

constexpr std::string_view line_feed = "\\x0a";
constexpr std::string_view pem_dashes = "-----";
constexpr std::string_view escaped_dash = "\\x2d";
constexpr std::string_view escaped_blank = "\\x20";

void replace_all(std::string& text, std::string_view what, std::string_view by,
                 std::size_t length) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    const bool after_backslash = at > 0 && text[at] == '\\' && text[at - 1] == '\\';
    if (!after_backslash) {
      text.replace(at, length, by);
    }
  }
}

std::optional<std::uint32_t> hexadecimal(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole ? std::optional(value) : std::nullopt;
}

void append_utf8(std::string& text, std::uint32_t c) {
  const auto more = [&](unsigned shift) {
    text += static_cast<char>(0x80U | ((c >> shift) & 0x3FU));
  };
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0U | (c >> 6U));
    more(0);
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0U | (c >> 12U));
    more(6);
    more(0);
  } else {
    text += static_cast<char>(0xF0U | (c >> 18U));
    more(12);
    more(6);
    more(0);
  }
}

// Takes what a backslash began off the front of `rest`. False where it is no escape of ours.
bool decode_escape(std::string_view& rest, std::string& text) {
  std::size_t length = 1;
  if (rest.starts_with('\\')) {
    text += '\\';
  } else if (rest.starts_with('n')) {
    text += '\n';
  } else if (rest.starts_with('x')) {
    length = 3;
    const auto byte = hexadecimal(rest.substr(1, 2));
    if (rest.size() < length || !byte) {
      return false;
    }
    text += static_cast<char>(*byte);
  } else if (rest.starts_with("u{")) {
    length = rest.find('}') + 1;
    constexpr std::size_t longest = sizeof("u{10ffff}") - 1;
    const auto character =
        length == 0 || length > longest ? std::nullopt : hexadecimal(rest.substr(2, length - 3));
    if (!character || *character > 0x10FFFF) {
      return false;
    }
    append_utf8(text, *character);
  } else {
    return false;
  }
  rest.remove_prefix(length);
  return true;
}

}  // namespace

std::string encode_line(std::string_view text) {
  std::string line = escape_reversibly(text);
  replace_all(line, line_feed, "\\n", line_feed.size());
  replace_all(line, pem_dashes, escaped_dash, 1);
  if (line.ends_with(' ')) {
    line.replace(line.size() - 1, 1, escaped_blank);
  }
  if (line.starts_with(' ')) {
    line.replace(0, 1, escaped_blank);
  }
  return line;
}

std::optional<std::string> decode_line(std::string_view line) {
  std::string text;
  text.reserve(line.size());
  while (!line.empty()) {
    const char c = line.front();
    line.remove_prefix(1);
    if (c != '\\') {
      text += c;
    } else if (!decode_escape(line, text)) {
      return std::nullopt;
    }
  }
  return text;
}

}  // namespace trustctl::directory
