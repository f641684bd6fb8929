#include "engine/model/name_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/model/attribute_types.hpp"
#include "engine/model/certificate_reader.hpp"
#include "engine/model/string_text.hpp"
#include "engine/text/hex.hpp"

namespace trustctl {

using der::Cursor;
using der::Defects;
using der::Element;
using Reason = Verdict::Reason;

namespace {

using namespace std::string_view_literals;  // an OID can hold a zero octet

constexpr std::string_view common_name_oid = "\x55\x04\x03"sv;
constexpr std::string_view organization_oid = "\x55\x04\x0A"sv;
constexpr std::string_view unit_oid = "\x55\x04\x0B"sv;

std::string_view short_name(ByteView oid) {
  const auto* const found =
      std::find_if(attribute_types.begin(), attribute_types.end(),
                   [oid](const AttributeType& type) { return type.oid == as_text(oid); });
  return found == attribute_types.end() ? std::string_view() : found->name;
}

struct Attribute {
  ByteView type;
  Element value;
};

Attribute take_attribute(Cursor& set, Defects& defects) {
  Attribute attribute;
  Cursor fields(set.take(der::sequence).contents, defects);
  attribute.type = fields.take(der::object_identifier).contents;
  attribute.value = fields.take();
  fields.finish();
  return attribute;
}

// What OpenSSL lets an attribute's value be.
bool is_attribute_value(const Element& value, Defects& defects) {
  if (value.tag == der::bit_string || value.tag == der::sequence) {
    der::check_any(value, defects);
    return true;
  }
  return value.tag != der::visible_string && value.tag != der::utc_time &&
         value.tag != der::generalized_time && is_text(value.tag, value.contents);
}

// RFC 4514 §2.4: '#' and the octets of the whole element.
std::string hexadecimal_value(ByteView element) {
  std::string text = "#";
  for (const std::uint8_t octet : element) {
    text += upper_hex[octet >> 4U];
    text += upper_hex[octet & 0x0FU];
  }
  return text;
}

// RFC 4514 §2.4.
std::string escaped(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    const bool first = i == 0;
    const bool last = i + 1 == value.size();
    if (c == '\0') {
      text += "\\00";
      continue;
    }
    if (R"("+,;<>\)"sv.find(c) != std::string_view::npos || (c == ' ' && (first || last)) ||
        (c == '#' && first)) {
      text += '\\';
    }
    text += c;
  }
  return text;
}

std::string type_text(std::string_view short_name, ByteView oid) {
  if (!short_name.empty()) {
    return std::string(short_name);
  }
  const auto known = Oid::from_der(oid);
  return known.has_value() ? known->dotted() : std::string("unknown");
}

std::string attribute_text(const Attribute& attribute) {
  const std::string_view name = short_name(attribute.type);
  const auto value =
      name.empty() ? std::nullopt : string_text(attribute.value.tag, attribute.value.contents);
  return type_text(name, attribute.type) + '=' +
         (value.has_value() ? escaped(*value) : hexadecimal_value(attribute.value.whole));
}

// A Name goes from the general to the specific, its text the other way. Linear: hostile names have
// hundreds of thousands of parts.
std::string joined_backwards(const std::vector<std::string>& parts, char separator) {
  std::string text;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (!text.empty() && !part->empty()) {
      text += separator;
    }
    text += *part;
  }
  return text;
}

std::string rdn_text(ByteView rdn, Defects& defects) {
  std::vector<std::string> parts;
  for (Cursor set(rdn, defects); !set.empty();) {
    parts.push_back(attribute_text(take_attribute(set, defects)));
  }
  return joined_backwards(parts, '+');
}

}  // namespace

void check_name(ByteView contents, Defects& defects) {
  Defects part;
  for (Cursor rdns(contents, part); !rdns.empty();) {
    Cursor set(rdns.take(der::set).contents, part);
    if (set.empty()) {
      part.note(Reason::bad_name);
    }
    while (!set.empty()) {
      const Attribute attribute = take_attribute(set, part);
      der::check_oid(attribute.type, part);
      if (!is_attribute_value(attribute.value, part)) {
        part.note(Reason::bad_name);
      }
    }
  }
  defects.absorb(part, Reason::bad_name);
}

std::string name_text(ByteView name) {
  if (name.empty()) {
    return {};
  }
  Defects defects;
  std::vector<std::string> parts;
  Cursor element(name, defects);
  for (Cursor rdns(element.take(der::sequence).contents, defects); !rdns.empty();) {
    parts.push_back(rdn_text(rdns.take(der::set).contents, defects));
  }
  return defects.failed() ? hexadecimal_value(name) : joined_backwards(parts, ',');
}

std::string common_name(ByteView name) {
  std::string common;
  std::string organization;
  Defects defects;
  Cursor element(name, defects);
  for (Cursor rdns(element.take(der::sequence).contents, defects); !rdns.empty();) {
    for (Cursor set(rdns.take(der::set).contents, defects); !set.empty();) {
      const Attribute attribute = take_attribute(set, defects);
      const std::string_view type = as_text(attribute.type);
      const bool is_common = type == common_name_oid;
      if (is_common || type == organization_oid || type == unit_oid) {
        const auto value = string_text(attribute.value.tag, attribute.value.contents);
        (is_common ? common : organization) = value.value_or("");
      }
    }
  }
  return common.empty() ? organization : common;
}

}  // namespace trustctl
