#include "engine/render/render_explain.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/json/json_writer.hpp"
#include "engine/model/hexadecimal.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/run_json.hpp"
#include "engine/render/wrap_text.hpp"

namespace trustctl {

namespace {

std::string signed_decimal(std::uint32_t number) {
  return std::to_string(static_cast<std::int32_t>(number));
}

// "0x80090325 (-2146893019, 2148074277)"; small ones the way people write them.
std::string numbers(std::uint32_t number) {
  const std::string hex = hexadecimal_code(number);
  const std::string decimal = signed_decimal(number);
  return hex + " (" + decimal + (number > INT32_MAX ? ", " + std::to_string(number) : "") + ')';
}

std::string heading(std::string_view text, Colours colours) {
  return '\n' + paint(text, Colour::dim, colours) + '\n';
}

std::string causes_text(const Trouble& trouble, Colours colours) {
  std::string text = heading("Usual causes, the most usual first", colours);
  int place = 0;
  for (const std::string_view cause : trouble.causes) {
    text += "  " + std::to_string(++place) + ". " + wrapped(cause, 5, 5);
  }
  return text;
}

std::string remedies_text(const Trouble& trouble, Colours colours) {
  std::string text = heading("What to do", colours);
  for (const Remedy& remedy : trouble.remedies) {
    text += "  " + paint(remedy.command, Colour::green, colours) + '\n';
    text += "      " + wrapped(remedy.does, 6, 6);
  }
  return text;
}

std::string one(const CodeInfo& code, Colours colours) {
  std::string text = paint(code.name, Colour::bold, colours);
  if (code.number.has_value()) {
    text += "  " + numbers(*code.number);
  }
  text += "\n  " + std::string(to_string(code.family)) + '\n';
  if (!code.said.empty()) {
    text += "  " + wrapped("\"" + std::string(code.said) + "\"", 2, 3);
  }
  text += "\n  " + wrapped(code.meaning, 2, 2);
  if (code.trouble == nullptr) {
    return text + "\n  It says how the chain was built, and is no error.\n";
  }
  return text + causes_text(*code.trouble, colours) + remedies_text(*code.trouble, colours);
}

std::optional<std::string> if_any(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(std::string(text));
}

void write_trouble(JsonWriter& json, const Trouble* trouble) {
  json.key("causes");
  json.begin_array();
  if (trouble != nullptr) {
    for (const std::string_view cause : trouble->causes) {
      json.label(cause);
    }
  }
  json.end_array();
  json.key("commands");
  json.begin_array();
  if (trouble != nullptr) {
    for (const Remedy& remedy : trouble->remedies) {
      json.begin_object();
      json.member("command", remedy.command);
      json.member("does", remedy.does);
      json.end_object();
    }
  }
  json.end_array();
}

void write_code(JsonWriter& json, const CodeInfo& code) {
  json.begin_object();
  json.member("name", code.name);
  json.member_or_null("hex", code.number.has_value() ? std::optional(hexadecimal_code(*code.number))
                                                     : std::nullopt);
  json.key("decimal");
  if (code.number.has_value()) {
    json.number(static_cast<std::int32_t>(*code.number));
  } else {
    json.null();
  }
  json.member("family", to_string(code.family));
  json.member_or_null("said", if_any(code.said));
  json.member("meaning", code.meaning);
  write_trouble(json, code.trouble);
  json.end_object();
}

std::string full_text(std::span<const CodeInfo* const> codes, Colours colours) {
  std::string text;
  if (codes.size() > 1) {
    text += std::to_string(codes.size()) + " codes are meant by this:\n\n";
  }
  bool first = true;
  for (const CodeInfo* code : codes) {
    text += (first ? "" : "\n") + one(*code, colours);
    first = false;
  }
  return text;
}

std::string list_text(std::span<const CodeInfo* const> codes, Colours colours) {
  constexpr std::size_t hex_width = 12;
  constexpr std::size_t decimal_width = 13;
  std::string text;
  std::optional<CodeFamily> family;
  for (const CodeInfo* code : codes) {
    if (family != code->family) {
      text += (family.has_value() ? "\n" : "") +
              paint(to_string(code->family), Colour::bold, colours) + '\n';
      family = code->family;
    }
    const bool numbered = code->number.has_value();
    text += "  " + padded(numbered ? hexadecimal_code(*code->number) : "", hex_width) +
            padded(numbered ? signed_decimal(*code->number) : "", decimal_width) +
            std::string(code->name) + '\n';
  }
  return text;
}

}  // namespace

std::string explain_text(const DocumentHead&, std::span<const Explanation> explanations,
                         const DocumentTail&, const ViewSettings& settings) {
  if (explanations.empty()) {
    return "";
  }
  const Explanation& one = explanations.front();
  return one.list ? list_text(one.codes, settings.colours) : full_text(one.codes, settings.colours);
}

std::string explain_json(const DocumentHead& head, std::span<const Explanation> explanations,
                         const DocumentTail& tail, const ViewSettings&) {
  JsonWriter json;
  json.begin_object();
  write_head(json, head);
  json.key("codes");
  json.begin_array();
  for (const Explanation& explanation : explanations) {
    for (const CodeInfo* code : explanation.codes) {
      write_code(json, *code);
    }
  }
  json.end_array();
  write_errors(json, tail.errors);
  json.end_object();
  return json.take();
}

}  // namespace trustctl
