#include "engine/json/json_writer.hpp"

#include <algorithm>
#include <utility>

#include "engine/formats/base64.hpp"
#include "engine/text/hex.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

constexpr char32_t replacement = 0xFFFD;

void append_unit(std::string& json, char32_t unit) { json += "\\u" + hex(unit, 4); }

// RFC 8259 §7: beyond the basic plane as a pair of surrogates.
void append_character(std::string& json, char32_t c) {
  constexpr std::string_view plain = "\"\\\b\f\n\r\t";
  constexpr std::string_view letters = "\"\\bfnrt";
  const auto letter = c < 0x80 ? plain.find(static_cast<char>(c)) : std::string_view::npos;
  if (letter != std::string_view::npos) {
    json += '\\';
    json += letters[letter];
  } else if (c >= 0x20 && c < 0x7F) {
    json += static_cast<char>(c);
  } else if (c < 0x10000) {
    append_unit(json, c);
  } else {
    append_unit(json, 0xD800U + ((c - 0x10000U) >> 10U));
    append_unit(json, 0xDC00U + ((c - 0x10000U) & 0x3FFU));
  }
}

std::string quoted(std::string_view text) {
  std::string json = "\"";
  json.reserve(text.size() + 2);
  while (!text.empty()) {
    const Character next = first_character(text);
    append_character(json, next.size == 0 ? replacement : next.value);
    text.remove_prefix(std::max<std::size_t>(next.size, 1));
  }
  return json += '"';
}

}  // namespace

JsonWriter& JsonWriter::key(std::string_view name) {
  before_value();
  m_json += quoted(name);
  m_json += ": ";
  m_after_key = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view text) {
  if (is_utf8(text)) {
    return label(text);
  }
  begin_object(Layout::compact).key("base64").label(base64_encode(as_bytes(text)));
  return end_object();
}

JsonWriter& JsonWriter::text_or_null(const std::optional<std::string>& text) {
  return text.has_value() ? this->text(*text) : null();
}

JsonWriter& JsonWriter::label(std::string_view text) { return raw(quoted(text)); }

JsonWriter& JsonWriter::member_or_null(std::string_view name,
                                       const std::optional<std::string>& text) {
  key(name);
  return text.has_value() ? label(*text) : null();
}

std::string JsonWriter::take() {
  m_json += '\n';
  return std::move(m_json);
}

JsonWriter::Layout JsonWriter::inner_layout() const {
  if (m_levels.empty()) {
    return m_layout;
  }
  return m_levels.back().layout == Layout::lines ? Layout::lines : Layout::compact;
}

JsonWriter& JsonWriter::begin(char bracket, Layout layout) {
  before_value();
  m_json += bracket;
  m_levels.push_back({layout});
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  const Level level = m_levels.back();
  m_levels.pop_back();
  if (level.layout != Layout::compact && !level.empty) {
    break_line();
  }
  m_json += bracket;
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  before_value();
  m_json += json;
  return *this;
}

void JsonWriter::before_value() {
  if (std::exchange(m_after_key, false) || m_levels.empty()) {
    return;
  }
  Level& level = m_levels.back();
  const bool compact = level.layout == Layout::compact;
  if (!std::exchange(level.empty, false)) {
    m_json += compact ? ", " : ",";
  }
  if (!compact) {
    break_line();
  }
}

void JsonWriter::break_line() {
  m_json += '\n';
  m_json.append(2 * (m_depth + m_levels.size()), ' ');
}

}  // namespace trustctl
