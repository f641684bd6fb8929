#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/model/error.hpp"

namespace trustctl {

/// A strict reader of JSON text (RFC 8259), led by its caller through the one shape that is wanted.
/// It knows where every value stands, so that a file can be changed in one place and stay byte for
/// byte as it is elsewhere; it copies only strings with escapes; what is passed over may nest 128
/// deep and is checked too, keys that stand twice included, without recursion. A byte order mark at
/// the beginning is passed over.
///
/// The first error sticks: from then on every call gives nothing and every loop ends, so that
/// callers ask once, at the end.
class JsonCursor {
 public:
  enum class Kind { null, boolean, number, string, array, object };
  /// Where a value stands in the text.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  /// `file`: its name for messages. `begin`: where to start, in a text that was looked at before.
  JsonCursor(std::string_view text, std::string file, std::size_t begin = 0);

  /// What comes next; null after an error.
  Kind peek();
  /// Goes into an object; then next_member gives each key until there is none left.
  void enter_object();
  std::optional<std::string> next_member();
  /// Goes into an array; then next_item is true before each item.
  void enter_array();
  bool next_item();
  /// A string. The view is into the text, or into the cursor until the next call.
  std::string_view string();
  void null();
  /// True or false.
  bool boolean();
  /// Passes over any value.
  Range skip();
  /// The next value's first byte; once it is read, `offset` is just behind it.
  std::size_t value_begin();
  std::size_t offset() const { return m_at; }
  /// Only blanks may follow.
  void finish();

  /// Says what is wrong with the value that was read last ("expected …").
  void fail(const std::string& why);
  const std::optional<Error>& error() const { return m_error; }

 private:
  struct Nesting;
  void fail_at(std::size_t at, const std::string& why);
  void skip_blanks();
  bool take(char c);
  bool next(char close);
  void expect(char c, const char* what);
  void read_literal(std::string_view word);
  void read_number();
  void read_digits();
  std::string_view read_string();
  void read_escape();
  void read_unicode_escape();
  std::optional<std::uint32_t> read_hex();
  void skip_scalar(Kind kind);
  bool next_key(Nesting& nesting);

  std::string_view m_text;
  std::string m_file;
  std::size_t m_at = 0;
  std::size_t m_last = 0;  // where the value began that was read last
  bool m_first = false;    // just behind [ or {
  std::string m_scratch;
  std::optional<Error> m_error;
};

}  // namespace trustctl
