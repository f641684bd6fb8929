#include "engine/formats/json_reader.hpp"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "engine/formats/base64.hpp"
#include "engine/model/bytes.hpp"

namespace trustctl {

using nlohmann::json;

struct JsonReader::Document {
  json root;
  std::optional<Error> error;
  bool unknown_keys_allowed = false;
};

namespace {

const json& as_json(const void* value) {
  static const json nothing;
  return value == nullptr ? nothing : *static_cast<const json*>(value);
}

// Watches the parser for a key that stands twice in one object.
class KeyWatch {
 public:
  bool operator()(int, json::parse_event_t event, const json& parsed) {
    if (event == json::parse_event_t::object_start) {
      m_open.emplace_back();
    } else if (event == json::parse_event_t::object_end) {
      m_open.pop_back();
    } else if (event == json::parse_event_t::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!m_open.back().insert(key).second) {
        m_twice = key;
      }
    }
    return true;
  }
  const std::optional<std::string>& twice() const { return m_twice; }

 private:
  std::vector<std::set<std::string>> m_open;
  std::optional<std::string> m_twice;
};

Error no_json(const std::string& why) {
  return {ErrorCode::invalid_input, "this is no JSON: " + why};
}

}  // namespace

JsonReader::JsonReader(std::shared_ptr<Document> document, const void* value, std::string path)
    : m_document(std::move(document)), m_value(value), m_path(std::move(path)) {}

Result<JsonReader> JsonReader::parse(std::string_view text) {
  auto document = std::make_shared<Document>();
  KeyWatch watch;
  try {
    document->root = json::parse(text.begin(), text.end(), std::ref(watch));
  } catch (const json::parse_error& error) {  // the parser's only way to say where
    return tl::unexpected(no_json("byte " + std::to_string(error.byte) + " is not as expected"));
  } catch (const json::out_of_range&) {
    return tl::unexpected(no_json("a number is too large"));
  }
  if (watch.twice().has_value()) {
    return tl::unexpected(no_json("the key '" + *watch.twice() + "' stands twice in one object"));
  }
  const void* root = &document->root;
  return JsonReader(std::move(document), root, "");
}

bool JsonReader::failed() const { return m_document->error.has_value(); }

const Error& JsonReader::error() const { return *m_document->error; }

void JsonReader::fail(std::string_view message) {
  if (!failed()) {
    const std::string path = m_path.empty() ? "the document" : m_path;
    m_document->error = Error{ErrorCode::invalid_input, path + ": " + std::string(message)};
  }
}

void JsonReader::expect(std::string_view what) { fail("expected " + std::string(what)); }

void JsonReader::allow_unknown_keys() { m_document->unknown_keys_allowed = true; }

bool JsonReader::is_null() const { return as_json(m_value).is_null(); }

std::string JsonReader::text() {
  const json& value = as_json(m_value);
  if (value.is_string()) {
    return value.get<std::string>();
  }
  if (value.is_object() && value.size() == 1 && value.contains("base64") &&
      value["base64"].is_string()) {
    const auto bytes = base64_decode(value["base64"].get_ref<const std::string&>());
    if (bytes.has_value()) {
      return std::string(as_text(*bytes));
    }
  }
  expect("text");
  return {};
}

std::uint64_t JsonReader::number() {
  const json& value = as_json(m_value);
  if (!value.is_number_unsigned()) {
    expect("a whole number from 0");
    return 0;
  }
  return value.get<std::uint64_t>();
}

bool JsonReader::boolean() {
  const json& value = as_json(m_value);
  if (!value.is_boolean()) {
    expect("true or false");
    return false;
  }
  return value.get<bool>();
}

std::vector<JsonReader> JsonReader::items() {
  const json& value = as_json(m_value);
  std::vector<JsonReader> items;
  if (!value.is_array()) {
    expect("a list");
    return items;
  }
  items.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    items.push_back(JsonReader(m_document, &value[i], m_path + "[" + std::to_string(i) + "]"));
  }
  return items;
}

std::vector<std::string> JsonReader::keys() {
  const json& value = as_json(m_value);
  std::vector<std::string> keys;
  if (!value.is_object()) {
    expect("a record");
    return keys;
  }
  for (const auto& [key, member] : value.items()) {
    keys.push_back(key);
  }
  return keys;
}

JsonReader JsonReader::member(std::string_view key) {
  const json& value = as_json(m_value);
  const std::string name(key);
  const std::string path = m_path.empty() ? name : m_path + "." + name;
  if (!value.is_object()) {
    expect("a record");
    return JsonReader(m_document, nullptr, path);
  }
  const auto found = value.find(name);
  if (found == value.end()) {
    JsonReader missing(m_document, nullptr, path);
    missing.fail("is missing");
    return missing;
  }
  return JsonReader(m_document, &*found, path);
}

void JsonReader::allow_only(std::initializer_list<std::string_view> known) {
  for (const std::string& key : keys()) {
    if (!m_document->unknown_keys_allowed &&
        std::find(known.begin(), known.end(), key) == known.end()) {
      JsonReader(m_document, nullptr, m_path.empty() ? key : m_path + "." + key)
          .fail("is not known here");
    }
  }
}

}  // namespace trustctl
