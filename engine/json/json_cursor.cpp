#include "engine/json/json_cursor.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "engine/text/ascii.hpp"
#include "engine/text/encoding.hpp"
#include "engine/text/hex.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

constexpr std::size_t deepest = 128;

// Behind the characters from `at` on that mean themselves in a string, eight at a time: Base64 is
// most of a document. (Which of eight bytes are under 0x20, over 0x7F, or equal to one: Bit
// Twiddling Hacks, "Determine if a word has a byte less than n".)
std::size_t skip_plain(std::string_view text, std::size_t at) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t tops = 0x8080808080808080U;
  const auto has_less = [](std::uint64_t word, std::uint64_t than) {
    return (word - ones * than) & ~word & tops;
  };
  while (at + sizeof(std::uint64_t) <= text.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    const std::uint64_t special = (word & tops) | has_less(word, 0x20) |
                                  has_less(word ^ (ones * '"'), 1) |
                                  has_less(word ^ (ones * '\\'), 1);
    if (special != 0) {
      break;
    }
    at += sizeof word;
  }
  return at;
}

}  // namespace

// Which of the nested values that are being passed over are objects.
struct JsonCursor::Nesting {
  std::bitset<deepest> objects;
  std::size_t depth = 0;
  std::vector<std::string> keys = {};  // of all objects that are open, the innermost last
  std::array<std::size_t, deepest> first_keys = {};

  void enter(bool object) {
    first_keys[depth] = keys.size();
    objects[depth++] = object;
  }
  // Gives a key that stands twice in the innermost one.
  std::optional<std::string> leave() {
    const auto begin = keys.begin() + static_cast<std::ptrdiff_t>(first_keys[--depth]);
    std::sort(begin, keys.end());
    const auto twice = std::adjacent_find(begin, keys.end());
    auto found = twice == keys.end() ? std::nullopt : std::optional(*twice);
    keys.erase(begin, keys.end());
    return found;
  }
};

JsonCursor::JsonCursor(std::string_view text, std::string file, std::size_t begin)
    : m_text(text), m_file(std::move(file)), m_at(begin) {
  if (begin == 0) {
    m_at = text.size() - without_byte_order_mark(text).size();
  }
}

void JsonCursor::fail(const std::string& why) { fail_at(m_last, why); }

void JsonCursor::fail_at(std::size_t at, const std::string& why) {
  if (m_error) {
    return;
  }
  const std::string_view before = m_text.substr(0, at);
  const std::size_t line_begin = before.find_last_of('\n') + 1;  // npos + 1 is 0
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  m_error = Error{ErrorCode::invalid_input, why, Location{m_file, line, at - line_begin + 1}};
  m_text = m_text.substr(0, 0);  // nothing more is read
  m_at = 0;
}

void JsonCursor::skip_blanks() {
  while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n' ||
                                  m_text[m_at] == '\r' || m_text[m_at] == '\t')) {
    ++m_at;
  }
}

std::size_t JsonCursor::value_begin() {
  skip_blanks();
  return m_at;
}

JsonCursor::Kind JsonCursor::peek() {
  skip_blanks();
  if (m_error) {
    return Kind::null;
  }
  switch (m_at < m_text.size() ? m_text[m_at] : '\0') {
    case '{':
      return Kind::object;
    case '[':
      return Kind::array;
    case '"':
      return Kind::string;
    case 't':
    case 'f':
      return Kind::boolean;
    case 'n':
      return Kind::null;
    default:
      break;
  }
  if (m_at < m_text.size() && (m_text[m_at] == '-' || is_digit(m_text[m_at]))) {
    return Kind::number;
  }
  fail_at(m_at, m_at < m_text.size() ? "is not JSON: expected a value"
                                     : "is not JSON: it ends where a value is expected");
  return Kind::null;
}

bool JsonCursor::take(char c) {
  skip_blanks();
  const bool there = m_at < m_text.size() && m_text[m_at] == c;
  m_at += there ? 1U : 0U;
  return there;
}

void JsonCursor::expect(char c, const char* what) {
  skip_blanks();
  m_last = m_at;
  if (!take(c)) {
    fail_at(m_at, std::string("expected ") + what);
  }
}

void JsonCursor::enter_object() {
  expect('{', "an object");
  m_first = true;
}

void JsonCursor::enter_array() {
  expect('[', "a list");
  m_first = true;
}

// Whether another item follows in a list or object: takes the comma, or the closing bracket.
bool JsonCursor::next(char close) {
  if (m_error) {
    return false;
  }
  const bool first = std::exchange(m_first, false);
  if (take(close)) {
    return false;
  }
  if (!first && !take(',')) {
    fail_at(m_at, std::string("is not JSON: expected ',' or '") + close + "'");
  }
  return !m_error;
}

bool JsonCursor::next_item() { return next(']'); }

std::optional<std::string> JsonCursor::next_member() {
  if (!next('}')) {
    return std::nullopt;
  }
  const std::string key(string());
  expect(':', "':'");
  return m_error ? std::nullopt : std::optional(key);
}

std::string_view JsonCursor::string() {
  skip_blanks();
  m_last = m_at;
  if (m_at >= m_text.size() || m_text[m_at] != '"') {
    fail_at(m_at, "expected a string");
    return {};
  }
  return read_string();
}

void JsonCursor::null() {
  if (peek() != Kind::null) {
    fail_at(m_at, "expected null");
  }
  read_literal("null");
}

bool JsonCursor::boolean() {
  if (peek() != Kind::boolean) {
    fail_at(m_at, "expected true or false");
    return false;
  }
  const bool value = m_text[m_at] == 't';
  read_literal(value ? "true" : "false");
  return value && !m_error.has_value();
}

std::string_view JsonCursor::read_string() {
  const std::size_t begin = ++m_at;
  std::size_t copied = begin;  // up to here the text is in m_scratch
  bool has_escapes = false;
  while (m_at < m_text.size()) {
    const char c = m_text[m_at];
    if (c == '"') {
      const std::string_view rest = m_text.substr(copied, m_at - copied);
      ++m_at;
      return has_escapes ? std::string_view(m_scratch += rest) : rest;
    }
    if (c == '\\') {
      if (!std::exchange(has_escapes, true)) {
        m_scratch.clear();
      }
      m_scratch += m_text.substr(copied, m_at - copied);
      read_escape();
      copied = m_at;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fail_at(m_at, "is not JSON: a control character in a string");
    } else if (static_cast<unsigned char>(c) < 0x80) {
      m_at = skip_plain(m_text, m_at + 1);
    } else if (const auto character = first_character(m_text.substr(m_at)); character.size > 0) {
      m_at += character.size;
    } else {
      fail_at(m_at, "is not JSON: bytes that are not UTF-8");
    }
  }
  fail_at(m_at, "is not JSON: a string that does not end");
  return {};
}

void JsonCursor::read_escape() {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  const char c = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
  m_at += 2;
  if (c == 'u') {
    read_unicode_escape();
  } else if (const auto letter = letters.find(c); letter != std::string_view::npos) {
    m_scratch += meanings[letter];
  } else {
    fail_at(m_at - 2, "is not JSON: an unknown escape in a string");
  }
}

void JsonCursor::read_unicode_escape() {
  const std::size_t begin = m_at - 2;
  auto code = read_hex();
  if (code && *code >= 0xD800 && *code <= 0xDBFF && m_text.substr(m_at, 2) == "\\u") {
    m_at += 2;
    const auto low = read_hex();
    const bool pair = low && *low >= 0xDC00 && *low <= 0xDFFF;
    code =
        pair ? std::optional(0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00)) : std::nullopt;
  }
  if (!code || (*code >= 0xD800 && *code <= 0xDFFF)) {
    fail_at(begin, "is not JSON: an escape that is no character");
    return;
  }
  append_utf8(m_scratch, *code);
}

std::optional<std::uint32_t> JsonCursor::read_hex() {
  constexpr std::size_t digits = 4;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i, ++m_at) {
    const char c = m_at < m_text.size() ? m_text[m_at] : '\0';
    const auto digit = hex_value(c);
    if (!digit.has_value()) {
      return std::nullopt;
    }
    value = value * 16 + *digit;
  }
  return value;
}

void JsonCursor::read_literal(std::string_view word) {
  if (!m_error && m_text.substr(m_at, word.size()) != word) {
    fail_at(m_at, "is not JSON: expected a value");
  }
  m_at += m_error ? 0 : word.size();
}

void JsonCursor::read_digits() {
  if (m_at >= m_text.size() || !is_digit(m_text[m_at])) {
    fail_at(m_at, "is not JSON: expected a digit");
  }
  while (m_at < m_text.size() && is_digit(m_text[m_at])) {
    ++m_at;
  }
}

void JsonCursor::read_number() {
  const auto at = [&](char c) { return m_at < m_text.size() && m_text[m_at] == c; };
  m_at += at('-') ? 1U : 0U;
  if (at('0')) {
    ++m_at;  // and no digit may follow: what comes next is no ',' then
  } else {
    read_digits();
  }
  if (at('.')) {
    ++m_at;
    read_digits();
  }
  if (at('e') || at('E')) {
    ++m_at;
    m_at += at('+') || at('-') ? 1U : 0U;
    read_digits();
  }
}

void JsonCursor::skip_scalar(Kind kind) {
  switch (kind) {
    case Kind::string:
      read_string();
      break;
    case Kind::number:
      read_number();
      break;
    case Kind::boolean:
      read_literal(m_text[m_at] == 't' ? "true" : "false");
      break;
    default:
      read_literal("null");
  }
}

bool JsonCursor::next_key(Nesting& nesting) {
  auto key = next_member();
  const bool there = key.has_value();
  if (there) {
    nesting.keys.push_back(*std::move(key));
  }
  return there;
}

JsonCursor::Range JsonCursor::skip() {
  Range range{value_begin(), 0};
  m_last = range.begin;
  if (const Kind kind = peek(); kind != Kind::object && kind != Kind::array) {
    if (!m_error) {
      skip_scalar(kind);
    }
    range.end = m_at;
    return range;
  }
  Nesting nesting;
  do {
    // A value; or, behind the last one, what closes its container.
    const Kind kind = peek();
    if (kind == Kind::object || kind == Kind::array) {
      if (nesting.depth == deepest) {
        fail_at(m_at, "nests deeper than " + std::to_string(deepest));
        break;
      }
      nesting.enter(kind == Kind::object);
      kind == Kind::object ? enter_object() : enter_array();
    } else if (!m_error) {
      skip_scalar(kind);
    }
    while (nesting.depth > 0 && !m_error) {
      if (nesting.objects[nesting.depth - 1] ? next_key(nesting) : next_item()) {
        break;
      }
      if (const auto twice = nesting.leave()) {
        fail_at(m_at - 1, "the key '" + *twice + "' stands twice in one object");
      }
    }
  } while (nesting.depth > 0 && !m_error);
  range.end = m_at;
  return range;
}

void JsonCursor::finish() {
  skip_blanks();
  if (m_at < m_text.size()) {
    fail_at(m_at, "is not JSON: something follows the end");
  }
}

}  // namespace trustctl
