#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/json/json_cursor.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// A value in a JSON document, read with one check at the end: the first thing that is not as
/// expected is kept as the document's error, and every reading after it gives something empty.
///
///   auto json = JsonReader::parse(text);              // Result
///   const auto store = json->member("store").parsed(StoreName::parse);
///   if (json->failed()) { return tl::unexpected(json->error()); }
///   use(*store);
///
/// It is a place in the text, not a tree: `parse` looks at the whole once, with JsonCursor, and
/// what is asked for is read where it stands. Members are found fastest in the order of the
/// document.
class JsonReader {
 public:
  /// Fails with invalid_input for what is no JSON (RFC 8259) or nests too deep, and for a key that
  /// stands twice. The text must outlive its readers.
  static Result<JsonReader> parse(std::string_view text);

  /// Something in the document, read through any of its readers, was not as expected.
  bool failed() const;
  const Error& error() const;
  /// Keeps "PATH: expected WHAT", unless an error is kept already.
  void expect(std::string_view what);

  /// From now on allow_only lets every key pass: for documents of a later minor version.
  void allow_unknown_keys();

  bool is_null() const;
  /// A string, or the bytes of {"base64": "…"} (JsonWriter::text).
  std::string text();
  /// An integer from 0.
  std::uint64_t number();
  bool boolean();
  std::vector<JsonReader> items();
  std::vector<std::string> keys();
  /// Of an object. What is missing is an error; it reads as null.
  JsonReader member(std::string_view key);
  /// Makes any other key an error, unless unknown keys are allowed in the whole document.
  void allow_only(std::initializer_list<std::string_view> known);

  /// The text as a T, by T's own parser; nothing after an error.
  template <class T>
  std::optional<T> parsed(Result<T> (*parser)(std::string_view)) {
    const std::string words = text();
    if (failed()) {
      return std::nullopt;
    }
    Result<T> value = parser(words);
    if (!value) {
      fail(value.error().message);
      return std::nullopt;
    }
    return std::move(*value);
  }

 private:
  struct Document;
  static constexpr std::size_t nowhere = std::string_view::npos;
  JsonReader(std::shared_ptr<Document> document, std::size_t begin, std::string path);
  void fail(std::string_view message);
  bool is(JsonCursor::Kind kind) const;
  std::size_t find(std::string_view key);

  std::shared_ptr<Document> m_document;
  std::size_t m_begin;            // of the value; nowhere: there is none
  std::size_t m_found = nowhere;  // where the member began that was found last
  std::string m_path;
};

}  // namespace trustctl
