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

// Whether programs print its numbers in decimal, and nobody in hexadecimal.
bool only_decimal(CodeFamily family) {
  return family == CodeFamily::schannel_event || family == CodeFamily::nps ||
         family == CodeFamily::curl;
}

// "0x80090325 (-2146893019, 2148074277)", "12045 (HRESULT 0x80072F0D)", "60": as people write them.
std::string numbers(const CodeInfo& code) {
  const std::uint32_t number = *code.number;
  std::string decimal = signed_decimal(number);
  if (const auto hresult = hresult_of(code)) {
    return decimal + " (HRESULT " + hexadecimal_code(*hresult) + ')';
  }
  if (only_decimal(code.family)) {
    return decimal;
  }
  return hexadecimal_code(number) + " (" + decimal +
         (number > INT32_MAX ? ", " + std::to_string(number) : "") + ')';
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
  if (code.number.has_value() && !code.name.ends_with(' ' + signed_decimal(*code.number))) {
    text += "  " + numbers(code);
  }
  text += '\n';
  if (!code.also.empty()) {
    text += "  also " + wrapped(code.also, 7, 7);
  }
  text += "  " + std::string(to_string(code.family)) + '\n';
  if (!code.said.empty()) {
    text += "  " + wrapped("\"" + std::string(code.said) + "\"", 2, 3);
  }
  text += "\n  " + wrapped(code.meaning, 2, 2);
  if (code.trouble == nullptr) {
    return text + (code.family == CodeFamily::chain_status
                       ? "\n  It says how the chain was built, and is no error.\n"
                       : "\n  It tells of what was done, and is no error.\n");
  }
  return text + causes_text(*code.trouble, colours) + remedies_text(*code.trouble, colours);
}

std::string_view who_asks(Asked asked) {
  return asked == Asked::plan   ? "by plan, check and apply"
         : asked == Asked::lint ? "by lint"
                                : "by plan, check, apply and lint";
}

std::string paragraph(std::string_view title, std::string_view text, Colours colours) {
  return heading(title, colours) + "  " + wrapped(text, 2, 2);
}

std::string one(const Rule& rule, Colours colours) {
  return paint(rule.name, Colour::bold, colours) + "\n  A rule of trustctl, asked " +
         std::string(who_asks(rule.asked)) +
         "\n  declared: " + std::string(to_string(rule.levels.declared)) +
         ", observed: " + std::string(to_string(rule.levels.observed)) +
         (rule.configurable ? "; a manifest's policy can set both\n" : "\n") + "\n  " +
         wrapped(rule.title, 2, 2) + paragraph("Why", rule.why, colours) +
         paragraph("What to do", rule.cure, colours) + paragraph("Source", rule.source, colours);
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
  json.member_or_null("also", if_any(code.also));
  json.member_or_null("hex", code.number.has_value() ? std::optional(hexadecimal_code(*code.number))
                                                     : std::nullopt);
  json.key("decimal");
  if (code.number.has_value()) {
    json.number(static_cast<std::int32_t>(*code.number));
  } else {
    json.null();
  }
  const auto hresult = hresult_of(code);
  json.member_or_null(
      "hresult", hresult.has_value() ? std::optional(hexadecimal_code(*hresult)) : std::nullopt);
  json.member("family", to_string(code.family));
  json.member_or_null("said", if_any(code.said));
  json.member("meaning", code.meaning);
  write_trouble(json, code.trouble);
  json.end_object();
}

void write_rule(JsonWriter& json, const Rule& rule) {
  json.begin_object();
  json.member("name", rule.name);
  json.member("declared", to_string(rule.levels.declared));
  json.member("observed", to_string(rule.levels.observed));
  json.key("asked_by").begin_array();
  if (rule.asked != Asked::lint) {
    json.label("plan");
  }
  if (rule.asked != Asked::plan) {
    json.label("lint");
  }
  json.end_array();
  json.key("in_policy").boolean(rule.configurable);
  json.member("title", rule.title);
  json.member("why", rule.why);
  json.member("source", rule.source);
  json.member("cure", rule.cure);
  json.end_object();
}

std::string full_text(const Explanation& explanation, Colours colours) {
  std::string text;
  if (explanation.codes.size() > 1) {
    text += std::to_string(explanation.codes.size()) + " codes are meant by this:\n\n";
  }
  bool first = true;
  for (const CodeInfo* code : explanation.codes) {
    text += (first ? "" : "\n") + one(*code, colours);
    first = false;
  }
  for (const Rule* rule : explanation.rules) {
    text += (first ? "" : "\n") + one(*rule, colours);
    first = false;
  }
  return text;
}

// The hexadecimal number by which a code is looked for, if any.
std::optional<std::uint32_t> hexadecimal_of(const CodeInfo& code) {
  return only_decimal(code.family) ? std::nullopt
         : hresult_of(code)        ? hresult_of(code)
                                   : code.number;
}

std::string list_text(const Explanation& explanation, Colours colours) {
  constexpr std::size_t first_width = 12;
  constexpr std::size_t second_width = 13;
  const auto line = [](std::string_view first, std::string_view second, std::string_view name) {
    return "  " + padded(first, first_width) + padded(second, second_width) + std::string(name) +
           '\n';
  };
  std::string text;
  std::optional<CodeFamily> family;
  for (const CodeInfo* code : explanation.codes) {
    if (family != code->family) {
      text += (family.has_value() ? "\n" : "") +
              paint(to_string(code->family), Colour::bold, colours) + '\n';
      family = code->family;
    }
    const auto hexadecimal = hexadecimal_of(*code);
    text += line(hexadecimal.has_value() ? hexadecimal_code(*hexadecimal) : "",
                 code->number.has_value() ? signed_decimal(*code->number) : "", code->name);
  }
  text += '\n' + paint("trustctl's own rules: declared, observed", Colour::bold, colours) + '\n';
  for (const Rule* rule : explanation.rules) {
    text += line(to_string(rule->levels.declared), to_string(rule->levels.observed), rule->name);
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
  return one.list ? list_text(one, settings.colours) : full_text(one, settings.colours);
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
  json.key("rules");
  json.begin_array();
  for (const Explanation& explanation : explanations) {
    for (const Rule* rule : explanation.rules) {
      write_rule(json, *rule);
    }
  }
  json.end_array();
  write_errors(json, tail.errors);
  json.end_object();
  return json.take();
}

}  // namespace trustctl
