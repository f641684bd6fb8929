#include "engine/manifest/form.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "engine/manifest/error_order.hpp"
#include "engine/model/nearest.hpp"
#include "engine/text/ascii.hpp"
#include "engine/text/utf8.hpp"
#include "engine/text/words.hpp"

namespace trustctl {

namespace {

// What YAML 1.1 readers take for a boolean, which is what an editor may show it as.
bool is_boolean(std::string_view text) {
  constexpr std::array<std::string_view, 6> words = {"yes", "no", "true", "false", "on", "off"};
  if (text.size() < 2 || text.size() > 5) {
    return false;
  }
  return std::find(words.begin(), words.end(), ascii_lower(text)) != words.end();
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) {
    ++at;
  }
  return at;
}

// An integer or a float by YAML 1.2's core schema (§10.3.2), in decimal.
bool is_number(std::string_view text) {
  const std::size_t begin = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  std::size_t at = skip_digits(text, begin);
  std::size_t digits = at - begin;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = skip_digits(text, at + 1);
    digits += fraction - at - 1;
    at = fraction;
  }
  if (digits > 0 && at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const bool sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+');
    const std::size_t exponent = at + (sign ? 2 : 1);
    at = skip_digits(text, exponent);
    digits = at == exponent ? 0 : digits;
  }
  return digits > 0 && at == text.size();
}

std::string kind_of(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null:
      return "nothing";
    case YamlNode::Kind::sequence:
      return "a list";
    case YamlNode::Kind::map:
      return node.pairs.empty() ? "an empty map" : "a map";
    case YamlNode::Kind::scalar:
      break;
  }
  if (node.plain && is_boolean(node.text)) {
    return "the boolean " + node.text;
  }
  return node.plain && is_number(node.text) ? "the number " + node.text
                                            : "the text " + quoted(node.text);
}

}  // namespace

std::string quoted(std::string_view word) {
  constexpr std::size_t longest = 80;
  if (word.size() <= longest) {
    return "'" + std::string(word) + "'";
  }
  std::size_t end = longest;
  while (end > 0 && is_continuation(word[end])) {
    --end;  // not within a character
  }
  return "'" + std::string(word.substr(0, end)) + "…'";
}

const YamlNode* find(const YamlNode& map, std::string_view key) {
  for (const YamlPair& pair : map.pairs) {
    if (pair.key.text == key) {
      return &pair.value;
    }
  }
  return nullptr;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && (is_letter_or_digit(text[0]) || text[0] == '_') &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-';
         });
}

void Form::refuse(const Location& where, std::string message) {
  m_places.emplace(where.line, where.column);
  m_errors.push_back({ErrorCode::invalid_input, std::move(message), where});
}

void Form::refuse_type(const YamlNode& node, std::string_view what, std::string_view wanted) {
  std::string message =
      std::string(what) + " must be " + std::string(wanted) + ", and is " + kind_of(node);
  const bool scalar_for_text = wanted == "text" && node.kind == YamlNode::Kind::scalar;
  refuse(node, scalar_for_text ? message + "; put it in quotes if it is meant as text" : message);
}

const YamlNode* Form::map(const YamlNode& node, std::string_view what,
                          std::span<const std::string_view> keys) {
  if (node.kind != YamlNode::Kind::map) {
    refuse_type(node, what, "a map with " + listed(keys));
    return nullptr;
  }
  for (const YamlPair& pair : node.pairs) {
    if (std::find(keys.begin(), keys.end(), pair.key.text) != keys.end()) {
      continue;
    }
    refuse(pair.key, pair.key.text == "<<"
                         ? "the merge key '<<' is no part of YAML 1.2 and not read; write the keys "
                           "out"
                         : "unknown key " + quoted(pair.key.text) + " in " + std::string(what) +
                               ", which takes " + listed(keys) + suggest(pair.key.text, keys));
  }
  return &node;
}

const YamlNode* Form::named(const YamlNode& node, std::string_view what) {
  if (node.kind != YamlNode::Kind::map || node.pairs.empty()) {
    refuse_type(node, what, "a map of names with at least one");
    return nullptr;
  }
  for (const YamlPair& pair : node.pairs) {
    if (!is_name(pair.key.text)) {
      refuse(pair.key, "the name " + quoted(pair.key.text) + " in " + std::string(what) +
                           " must be 1 to 64 letters, digits, '.', '_' or '-', and begin with a "
                           "letter, a digit or '_'");
    }
  }
  return &node;
}

const YamlNode* Form::list(const YamlNode& node, std::string_view what) {
  if (node.kind != YamlNode::Kind::sequence) {
    refuse_type(node, what, "a list");
    return nullptr;
  }
  if (node.items.empty()) {
    refuse(node, std::string(what) + " is an empty list; put something into it, or leave it out");
    return nullptr;
  }
  return &node;
}

std::optional<std::string> Form::text(const YamlNode& node, std::string_view what) {
  const bool is_text = node.kind == YamlNode::Kind::scalar &&
                       !(node.plain && (is_boolean(node.text) || is_number(node.text)));
  if (!is_text) {
    refuse_type(node, what, "text");
    return std::nullopt;
  }
  return node.text;
}

std::optional<std::string> Form::scalar(const YamlNode& node, std::string_view what) {
  if (node.kind == YamlNode::Kind::scalar && node.plain && is_number(node.text)) {
    return node.text;
  }
  return text(node, what);
}

std::vector<Declared<std::string>> Form::texts(const YamlNode& node, std::string_view what) {
  std::vector<Declared<std::string>> all;
  const YamlNode* items = list(node, what);
  if (items == nullptr) {
    return all;
  }
  std::set<std::string> seen;
  for (const YamlNode& item : items->items) {
    const auto one = text(item, "each item of " + std::string(what));
    if (one.has_value() && !seen.insert(*one).second) {
      refuse(item, quoted(*one) + " stands twice in " + std::string(what));
    } else if (one.has_value()) {
      all.push_back({*one, at(item)});
    }
  }
  return all;
}

std::optional<std::size_t> Form::word(const YamlNode& node, std::string_view what,
                                      std::span<const std::string_view> words) {
  const auto found = node.kind == YamlNode::Kind::scalar
                         ? std::find(words.begin(), words.end(), node.text)
                         : words.end();
  if (found != words.end()) {
    return static_cast<std::size_t>(found - words.begin());
  }
  refuse(node, std::string(what) + " must be one of " + listed(words) + ", and is " +
                   kind_of(node) + suggest(node.text, words));
  return std::nullopt;
}

std::optional<std::int64_t> Form::whole_number(const YamlNode& node, std::string_view what,
                                               std::int64_t least, std::int64_t most) {
  std::int64_t value = 0;
  const char* end = node.text.data() + node.text.size();
  const bool written = node.kind == YamlNode::Kind::scalar && node.plain && !node.text.empty() &&
                       skip_digits(node.text, 0) == node.text.size();
  const bool read = written && std::from_chars(node.text.data(), end, value).ec == std::errc();
  if (!read || value < least || value > most) {
    refuse_type(node, what,
                "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
  }
  return value;
}

std::string Form::suggest(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr int most = 100;
  return ++m_suggestions > most ? std::string() : did_you_mean(word, candidates);
}

void Form::add(std::vector<Error> errors) {
  m_errors.insert(m_errors.end(), errors.begin(), errors.end());
}

std::vector<Error> Form::take_errors() { return in_order_of_place(std::move(m_errors)); }

}  // namespace trustctl
