#include "engine/render/json_writer.hpp"

#include <utility>

namespace trustctl {

namespace {

constexpr char32_t replacement = 0xFFFD;

// One character of UTF-8 text (Unicode 15, table 3-7), and how many bytes it took.
struct Decoded {
  char32_t character;
  std::size_t length;
};

std::size_t expected_length(std::uint8_t first) {
  if (first < 0x80) {
    return 1;
  }
  if (first >= 0xC2 && first <= 0xDF) {
    return 2;
  }
  if (first >= 0xE0 && first <= 0xEF) {
    return 3;
  }
  return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

bool is_scalar(char32_t c, std::size_t length) {
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
  return c >= least[length] && c <= 0x10FFFF && !surrogate;
}

Decoded decode(std::string_view text) {
  const auto first = static_cast<std::uint8_t>(text[0]);
  const std::size_t length = expected_length(first);
  if (length == 1) {
    return {first, 1};
  }
  if (length == 0 || text.size() < length) {
    return {replacement, 1};
  }
  char32_t c = first & (0xFFU >> (length + 1));
  for (const char next : text.substr(1, length - 1)) {
    const auto byte = static_cast<std::uint8_t>(next);
    if ((byte & 0xC0U) != 0x80U) {
      return {replacement, 1};
    }
    c = (c << 6U) | (byte & 0x3FU);
  }
  return is_scalar(c, length) ? Decoded{c, length} : Decoded{replacement, 1};
}

void append_unit(std::string& to, std::uint32_t unit) {
  constexpr char digits[] = "0123456789abcdef";
  to += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) {
    to += digits[(unit >> static_cast<unsigned>(shift)) & 0xFU];
  }
}

// RFC 8259 §7: beyond the basic plane as a pair of surrogates.
void append_escaped(std::string& to, char32_t c) {
  if (c < 0x10000) {
    append_unit(to, c);
    return;
  }
  append_unit(to, 0xD800U + ((c - 0x10000U) >> 10U));
  append_unit(to, 0xDC00U + ((c - 0x10000U) & 0x3FFU));
}

}  // namespace

void JsonWriter::begin_object() { open('{'); }
void JsonWriter::end_object() { close('}'); }
void JsonWriter::begin_array() { open('['); }
void JsonWriter::end_array() { close(']'); }

void JsonWriter::key(std::string_view name) {
  before_value();
  quote(name);
  m_text += ": ";
  m_after_key = true;
}

void JsonWriter::string(std::string_view text) {
  before_value();
  quote(text);
}

void JsonWriter::number(std::int64_t value) {
  before_value();
  m_text += std::to_string(value);
}

void JsonWriter::boolean(bool value) {
  before_value();
  m_text += value ? "true" : "false";
}

void JsonWriter::null() {
  before_value();
  m_text += "null";
}

void JsonWriter::member(std::string_view name, std::string_view text) {
  key(name);
  string(text);
}

void JsonWriter::member_or_null(std::string_view name, const std::optional<std::string>& text) {
  key(name);
  if (text.has_value()) {
    string(*text);
  } else {
    null();
  }
}

std::string JsonWriter::take() {
  m_text += '\n';
  return std::move(m_text);
}

void JsonWriter::open(char bracket) {
  before_value();
  m_text += bracket;
  m_empty.push_back(true);
}

void JsonWriter::close(char bracket) {
  const bool empty = m_empty.back();
  m_empty.pop_back();
  if (!empty) {
    new_line();
  }
  m_text += bracket;
}

void JsonWriter::before_value() {
  if (std::exchange(m_after_key, false) || m_empty.empty()) {
    return;
  }
  if (!m_empty.back()) {
    m_text += ',';
  }
  m_empty.back() = false;
  new_line();
}

void JsonWriter::new_line() {
  m_text += '\n';
  m_text.append(m_empty.size() * 2, ' ');
}

void JsonWriter::quote(std::string_view text) {
  m_text += '"';
  for (std::size_t i = 0; i < text.size();) {
    const Decoded next = decode(text.substr(i));
    if (next.character == '"' || next.character == '\\') {
      m_text += '\\';
      m_text += static_cast<char>(next.character);
    } else if (next.character == '\n') {
      m_text += "\\n";
    } else if (next.character < 0x20 || next.character >= 0x7F) {
      append_escaped(m_text, next.character);
    } else {
      m_text += static_cast<char>(next.character);
    }
    i += next.length;
  }
  m_text += '"';
}

}  // namespace trustctl
