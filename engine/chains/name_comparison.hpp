#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// A form of a Name (its whole DER element) in which two names are the same bytes when RFC 5280
/// §7.1 calls them equal: string types are brought to UTF-8, letters A to Z are folded, spaces are
/// trimmed and runs of them made one, and the attributes of a relative name are sorted. Other
/// letters are compared as they are. Attributes that are no strings are compared byte for byte.
std::string comparable_name(ByteView name);

/// A subject as a person writes it, to find certificates by. Two are equal where RFC 5280 calls
/// their names equal.
class Subject {
 public:
  /// RFC 4514 text (see name_from_text). Fails with invalid_input.
  static Result<Subject> parse(std::string_view text);
  /// As it was written.
  const std::string& text() const { return m_text; }
  /// What comparable_name gives for a name that is meant.
  const std::string& comparable() const { return m_comparable; }

  friend bool operator==(const Subject& a, const Subject& b) {
    return a.m_comparable == b.m_comparable;
  }
  friend auto operator<=>(const Subject& a, const Subject& b) {
    return a.m_comparable <=> b.m_comparable;
  }

 private:
  Subject(std::string text, std::string comparable)
      : m_text(std::move(text)), m_comparable(std::move(comparable)) {}
  std::string m_text;
  std::string m_comparable;
};

}  // namespace trustctl
