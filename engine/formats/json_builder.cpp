#include "engine/formats/json_builder.hpp"

#include <nlohmann/json.hpp>

#include "engine/formats/base64.hpp"
#include "engine/model/bytes.hpp"

namespace trustctl {

namespace {

// A JSON string in ASCII; nothing where the text is not UTF-8.
std::string quoted(std::string_view text) {
  try {
    return nlohmann::json(text).dump(-1, ' ', true);
  } catch (const nlohmann::json::type_error&) {  // its only way to say "not UTF-8"
    return {};
  }
}

}  // namespace

JsonBuilder& JsonBuilder::begin_object(Layout layout) { return begin('{', layout); }

JsonBuilder& JsonBuilder::begin_array(Layout layout) { return begin('[', layout); }

JsonBuilder& JsonBuilder::begin(char bracket, Layout layout) {
  before_value();
  m_json += bracket;
  m_levels.push_back({layout});
  return *this;
}

JsonBuilder& JsonBuilder::end(char bracket) {
  const Level level = m_levels.back();
  m_levels.pop_back();
  if (level.layout == Layout::lines && !level.empty) {
    break_line();
  }
  m_json += bracket;
  return *this;
}

JsonBuilder& JsonBuilder::key(std::string_view name) {
  separate();
  m_json += quoted(name) + ": ";
  m_after_key = true;
  return *this;
}

JsonBuilder& JsonBuilder::text(std::string_view value) {
  const std::string string = quoted(value);
  if (string.empty()) {
    return begin_object().key("base64").text(base64_encode(as_bytes(value))).end_object();
  }
  before_value();
  m_json += string;
  return *this;
}

JsonBuilder& JsonBuilder::number(std::uint64_t value) {
  before_value();
  m_json += std::to_string(value);
  return *this;
}

JsonBuilder& JsonBuilder::boolean(bool value) {
  before_value();
  m_json += value ? "true" : "false";
  return *this;
}

JsonBuilder& JsonBuilder::null() {
  before_value();
  m_json += "null";
  return *this;
}

void JsonBuilder::before_value() {
  if (m_after_key) {
    m_after_key = false;
  } else if (!m_levels.empty()) {
    separate();
  }
}

void JsonBuilder::separate() {
  Level& level = m_levels.back();
  if (!level.empty) {
    m_json += level.layout == Layout::lines ? "," : ", ";
  }
  level.empty = false;
  if (level.layout == Layout::lines) {
    break_line();
  }
}

void JsonBuilder::break_line() {
  m_json += '\n';
  m_json.append(2 * m_levels.size(), ' ');
}

}  // namespace trustctl
