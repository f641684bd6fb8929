#include "engine/json/json_reader.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/formats/base64.hpp"
#include "engine/json/json_cursor.hpp"
#include "engine/model/bytes.hpp"

namespace trustctl {

using Kind = JsonCursor::Kind;

struct JsonReader::Document {
  std::string_view text;
  std::optional<Error> error = std::nullopt;
  bool unknown_keys_allowed = false;

  JsonCursor at(std::size_t begin) const { return JsonCursor(text, "", begin); }
};

namespace {

Error no_json(const Error& error) {
  constexpr std::string_view prefix = "is not JSON: ";
  const std::string_view why = error.message;
  return {
      ErrorCode::invalid_input,
      "this is no JSON: " + std::string(why.substr(why.starts_with(prefix) ? prefix.size() : 0)) +
          " (line " + std::to_string(error.where->line) + ", column " +
          std::to_string(error.where->column) + ")"};
}

}  // namespace

JsonReader::JsonReader(std::shared_ptr<Document> document, std::size_t begin, std::string path)
    : m_document(std::move(document)), m_begin(begin), m_path(std::move(path)) {}

Result<JsonReader> JsonReader::parse(std::string_view text) {
  JsonCursor cursor(text, "");
  const std::size_t begin = cursor.value_begin();
  cursor.skip();
  cursor.finish();
  if (cursor.error()) {
    return tl::unexpected(no_json(*cursor.error()));
  }
  return JsonReader(std::make_shared<Document>(Document{text}), begin, "");
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

bool JsonReader::is(JsonCursor::Kind kind) const {
  return m_begin != nowhere && m_document->at(m_begin).peek() == kind;
}

bool JsonReader::is_null() const { return m_begin == nowhere || is(Kind::null); }

std::string JsonReader::text() {
  if (is(Kind::string)) {
    return std::string(m_document->at(m_begin).string());
  }
  if (is(Kind::object) && keys() == std::vector<std::string>{"base64"}) {
    const JsonReader base64 = member("base64");
    const auto bytes = base64.is(Kind::string)
                           ? base64_decode(m_document->at(base64.m_begin).string())
                           : std::nullopt;
    if (bytes.has_value()) {
      return std::string(as_text(*bytes));
    }
  }
  expect("text");
  return {};
}

std::uint64_t JsonReader::number() {
  std::uint64_t value = 0;
  if (is(Kind::number)) {
    const auto [begin, end] = m_document->at(m_begin).skip();
    const char* const text_begin = m_document->text.data() + begin;
    const char* const text_end = m_document->text.data() + end;
    const auto [read, error] = std::from_chars(text_begin, text_end, value);
    if (error == std::errc() && read == text_end) {
      return value;
    }
  }
  expect("a whole number from 0");
  return 0;
}

bool JsonReader::boolean() {
  if (!is(Kind::boolean)) {
    expect("true or false");
    return false;
  }
  return m_document->text[m_begin] == 't';
}

std::vector<JsonReader> JsonReader::items() {
  std::vector<JsonReader> items;
  if (!is(Kind::array)) {
    expect("a list");
    return items;
  }
  JsonCursor cursor = m_document->at(m_begin);
  cursor.enter_array();
  while (cursor.next_item()) {
    std::string path = m_path + "[" + std::to_string(items.size()) + "]";
    items.push_back(JsonReader(m_document, cursor.skip().begin, std::move(path)));
  }
  return items;
}

std::vector<std::string> JsonReader::keys() {
  std::vector<std::string> keys;
  if (!is(Kind::object)) {
    expect("a record");
    return keys;
  }
  JsonCursor cursor = m_document->at(m_begin);
  cursor.enter_object();
  while (auto key = cursor.next_member()) {
    keys.push_back(*std::move(key));
    cursor.skip();
  }
  return keys;
}

// Where the value of a key begins. Most objects are read in the order they were written in, so the
// search goes on behind the value that was found last, and comes back to the front once.
std::size_t JsonReader::find(std::string_view key) {
  const auto search = [&](JsonCursor cursor, std::size_t end) {
    while (const auto name = cursor.next_member()) {
      const std::size_t begin = cursor.value_begin();
      if (begin > end) {
        break;
      }
      if (*name == key) {
        return begin;
      }
      cursor.skip();
    }
    return nowhere;
  };
  if (m_found != nowhere) {
    JsonCursor behind = m_document->at(m_found);
    behind.skip();
    const std::size_t found = search(std::move(behind), nowhere);
    if (found != nowhere) {
      return m_found = found;
    }
  }
  JsonCursor front = m_document->at(m_begin);
  front.enter_object();
  const std::size_t found = search(std::move(front), m_found);
  m_found = found == nowhere ? m_found : found;
  return found;
}

JsonReader JsonReader::member(std::string_view key) {
  const std::string path = m_path.empty() ? std::string(key) : m_path + "." + std::string(key);
  if (!is(Kind::object)) {
    expect("a record");
    return JsonReader(m_document, nowhere, path);
  }
  JsonReader found(m_document, find(key), path);
  if (found.m_begin == nowhere) {
    found.fail("is missing");
  }
  return found;
}

void JsonReader::allow_only(std::initializer_list<std::string_view> known) {
  for (const std::string& key : keys()) {
    if (!m_document->unknown_keys_allowed &&
        std::find(known.begin(), known.end(), key) == known.end()) {
      JsonReader(m_document, nowhere, m_path.empty() ? key : m_path + "." + key)
          .fail("is not known here");
    }
  }
}

}  // namespace trustctl
