#include "engine/formats/pem_damage.hpp"

#include <algorithm>

#include "engine/text/character_name.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

constexpr std::string_view hyphens = "-----";

// Hyphens and dashes of Unicode's general category Pd that word processors write, and the minus.
bool is_dash(char32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 ||
         c == 0xFF0D;
}

std::size_t blank(std::string_view text) {
  return text.front() == ' ' || text.front() == '\t' ? 1 : invisible_mark(text);
}

std::size_t dash(std::string_view text) {
  const Character first = first_character(text);
  return is_dash(first.value) ? first.size : 0;
}

// A line that is meant as a boundary, taken apart.
struct Boundary {
  std::string_view indentation;
  std::string_view dashes;
  std::string_view word;  ///< "BEGIN" or "END"
  std::string_view rest;
};

// The part of a text that is of characters of this kind, taken off its front.
template <class Kind>
std::string_view take(std::string_view& text, const Kind& kind) {
  const std::string_view whole = text;
  for (std::size_t size = 1; !text.empty() && size > 0;) {
    size = kind(text);
    text.remove_prefix(size);
  }
  return whole.substr(0, whole.size() - text.size());
}

std::optional<Boundary> meant_as_boundary(std::string_view line) {
  Boundary boundary;
  boundary.indentation = take(line, blank);
  boundary.dashes = take(line, dash);
  for (const std::string_view word : {"BEGIN", "END"}) {
    if (line.starts_with(word) && boundary.dashes.size() > 1) {
      boundary.word = word;
      boundary.rest = line.substr(word.size());
      return boundary;
    }
  }
  return std::nullopt;
}

std::string form_of(const Boundary& boundary) {
  return "'-----" + std::string(boundary.word) + " CERTIFICATE-----'";
}

std::optional<std::string> shares_its_line(const Boundary& boundary) {
  if (boundary.word == "END" && boundary.rest.find("-----BEGIN ") != std::string_view::npos) {
    return "an END line and a BEGIN line stand on one line; put a line break between them, as "
           "each file that is joined to others must end with one";
  }
  if (boundary.word == "BEGIN" && boundary.rest.find("-----END ") != std::string_view::npos) {
    return "a whole block stands on one line, its line breaks are lost; the BEGIN line, the Base64 "
           "and the END line each need lines of their own";
  }
  return std::nullopt;
}

std::optional<std::string> foreign_character(const Boundary& boundary, std::string_view line) {
  const auto* const foreign = std::find_if(
      line.begin(), line.end(), [](char c) { return static_cast<std::uint8_t>(c) >= 0x80; });
  if (foreign == line.end()) {
    return std::nullopt;
  }
  const std::string_view from = line.substr(static_cast<std::size_t>(foreign - line.begin()));
  const std::string name = first_character_name(from);
  if (dash(from) > 0) {
    return name + " stands where a hyphen belongs, as word processors and web pages put it; the " +
           "line must be of the form " + form_of(boundary);
  }
  return name + " stands in a line that must be of the form " + form_of(boundary) + "; take it out";
}

}  // namespace

std::optional<std::string> boundary_damage(std::string_view line) {
  const auto boundary = meant_as_boundary(line);
  if (!boundary) {
    return std::nullopt;
  }
  if (auto shared = shares_its_line(*boundary)) {
    return shared;
  }
  if (auto foreign = foreign_character(*boundary, line)) {
    return foreign;
  }
  if (!boundary->indentation.empty()) {
    return "blanks stand before '-----" + std::string(boundary->word) +
           "', which must begin its line";
  }
  if (boundary->dashes != hyphens) {
    return std::to_string(boundary->dashes.size()) + " hyphens stand before " +
           std::string(boundary->word) + ", where five belong: " + form_of(*boundary);
  }
  return std::nullopt;
}

std::optional<std::string> foreign_to_base64(std::string_view line) {
  constexpr std::string_view good =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t";
  const std::size_t bad = line.find_first_not_of(good);
  return bad == std::string_view::npos ? std::optional<std::string>()
                                       : first_character_name(line.substr(bad));
}

}  // namespace trustctl
