#include "engine/model/name_from_text.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/attribute_types.hpp"
#include "engine/model/der.hpp"
#include "engine/model/der_writer.hpp"
#include "engine/model/oid.hpp"
#include "engine/text/ascii.hpp"
#include "engine/text/hex.hpp"

namespace trustctl {

namespace {

std::optional<std::uint8_t> octet_of(std::string_view two) {
  const auto high = two.size() == 2 ? hex_value(two[0]) : std::nullopt;
  const auto low = two.size() == 2 ? hex_value(two[1]) : std::nullopt;
  return high && low ? std::optional(static_cast<std::uint8_t>(*high << 4U | *low)) : std::nullopt;
}

// The contents octets of an attribute's type; nothing where it is none.
std::optional<Bytes> type_of(std::string_view text) {
  const std::string_view name = equal_ignoring_case(text, "E")   ? "emailAddress"
                                : equal_ignoring_case(text, "S") ? "ST"
                                                                 : text;
  for (const AttributeType& type : attribute_types) {
    if (equal_ignoring_case(type.name, name)) {
      return Bytes(type.oid.begin(), type.oid.end());
    }
  }
  const auto dotted = Oid::parse(text);
  return dotted.has_value() ? std::optional(oid_contents(*dotted)) : std::nullopt;
}

// Reads "type=value" parts up to the end.
class Reader {
 public:
  explicit Reader(std::string_view text) : m_text(text) {}

  // The relative names in the order of the text; nothing where it does not read.
  std::optional<std::vector<Bytes>> relative_names() {
    std::vector<Bytes> all;
    for (bool more = true; more;) {
      Bytes attributes;
      for (bool same_set = true; same_set;) {
        const auto attribute = take_attribute();
        if (!attribute) {
          return std::nullopt;
        }
        attributes.insert(attributes.end(), attribute->begin(), attribute->end());
        same_set = take_if('+');
      }
      all.push_back(der_element(der::set, {attributes}));
      more = take_if(',');
    }
    return m_at == m_text.size() ? std::optional(std::move(all)) : std::nullopt;
  }

 private:
  void skip_spaces() {
    while (m_at < m_text.size() && m_text[m_at] == ' ') {
      ++m_at;
    }
  }

  bool take_if(char wanted) {
    const bool is = m_at < m_text.size() && m_text[m_at] == wanted;
    m_at += is ? 1U : 0U;
    return is;
  }

  std::optional<Bytes> take_attribute() {
    skip_spaces();
    const std::size_t begin = m_at;
    while (m_at < m_text.size() && m_text[m_at] != '=' && m_text[m_at] != ' ') {
      ++m_at;
    }
    const auto type = type_of(m_text.substr(begin, m_at - begin));
    skip_spaces();
    if (!type || !take_if('=')) {
      return std::nullopt;
    }
    skip_spaces();
    const auto value = take_if('#') ? take_octets() : take_text();
    if (!value) {
      return std::nullopt;
    }
    const Bytes written_type = der_element(der::object_identifier, {*type});
    return der_element(der::sequence, {written_type, *value});
  }

  // The octets of a whole element.
  std::optional<Bytes> take_octets() {
    Bytes octets;
    while (m_at < m_text.size() && m_text[m_at] != ',' && m_text[m_at] != '+' &&
           m_text[m_at] != ' ') {
      const auto octet = octet_of(m_text.substr(m_at, 2));
      if (!octet) {
        return std::nullopt;
      }
      octets.push_back(*octet);
      m_at += 2;
    }
    skip_spaces();
    return octets.empty() ? std::nullopt : std::optional(std::move(octets));
  }

  std::optional<Bytes> take_text() {
    Bytes text;
    std::size_t written = 0;  // up to the last octet that is no unescaped space
    while (m_at < m_text.size() && m_text[m_at] != ',' && m_text[m_at] != '+') {
      const char c = m_text[m_at++];
      if (c != '\\') {
        text.push_back(static_cast<std::uint8_t>(c));
        written = c == ' ' ? written : text.size();
        continue;
      }
      const auto octet = octet_of(m_text.substr(m_at, 2));
      if (!octet && m_at == m_text.size()) {
        return std::nullopt;
      }
      text.push_back(octet ? *octet : static_cast<std::uint8_t>(m_text[m_at]));
      m_at += octet ? 2U : 1U;
      written = text.size();
    }
    text.resize(written);
    return text.empty() ? std::nullopt : std::optional(der_element(der::utf8_string, {text}));
  }

  std::string_view m_text;
  std::size_t m_at = 0;
};

}  // namespace

Result<Bytes> name_from_text(std::string_view text) {
  const auto names = Reader(text).relative_names();
  if (!names) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input,
              "'" + std::string(text) +
                  "' is no name; write it as RFC 4514 does, the most specific part first, like "
                  "CN=Old Root,O=Lab"});
  }
  Bytes contents;
  for (auto name = names->rbegin(); name != names->rend(); ++name) {
    contents.insert(contents.end(), name->begin(), name->end());
  }
  return der_element(der::sequence, {contents});
}

}  // namespace trustctl
