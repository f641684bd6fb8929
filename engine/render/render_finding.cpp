#include "engine/render/render_finding.hpp"

#include <algorithm>

#include "engine/json/json_writer.hpp"
#include "engine/model/error_code_text.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/render_error.hpp"

namespace trustctl {

namespace {

Colour colour_of(Level level) {
  switch (level) {
    case Level::error:
      return Colour::red;
    case Level::warning:
      return Colour::yellow;
    case Level::info:
    case Level::ignore:
      return Colour::blue;
  }
  return Colour::blue;
}

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.member("rule", rule(finding.rule).name);
  json.member("level", to_string(finding.level));
  json.member("message", finding.message);
  json.member_or_null(
      "store", finding.store.has_value() ? std::optional(finding.store->text()) : std::nullopt);
  json.member_or_null("sha256", finding.certificate.has_value()
                                    ? std::optional(finding.certificate->hex())
                                    : std::nullopt);
  // A file of a target is no file of who reads this, and has no line: nothing that could be linked.
  const bool in_target = finding.where.has_value() && finding.where->line == 0;
  write_place(json, "where", in_target ? std::nullopt : finding.where);
  json.member_or_null("in_target", in_target ? std::optional(finding.where->file) : std::nullopt);
  json.key("observed");
  json.boolean(finding.observed);
  json.key("unmet");
  json.boolean(finding.unmet);
  json.end_object();
}

}  // namespace

std::string finding_text(const Finding& finding, Colours colours) {
  std::string text;
  std::string message = escape(finding.message);
  if (finding.where.has_value()) {
    text = place_text(*finding.where) + ": ";
    if (message.starts_with(text)) {  // of a file in a store, which nobody reads twice
      message.erase(0, text.size());
    }
  }
  text += paint(to_string(finding.level), colour_of(finding.level), colours);
  text += ": " + message + " (";
  text += rule(finding.rule).name;
  return text + (finding.unmet ? ", unmet)\n" : ")\n");
}

void write_findings(JsonWriter& json, std::span<const Finding> findings) {
  json.key("findings");
  json.begin_array();
  for (const Finding& finding : findings) {
    write_finding(json, finding);
  }
  json.end_array();
}

std::string unmet_text(std::size_t count) {
  return count == 0 ? "" : ", " + std::to_string(count) + " unmet";
}

void write_place(JsonWriter& json, std::string_view name, const std::optional<Location>& where) {
  json.key(name);
  if (!where.has_value()) {
    json.null();
    return;
  }
  json.begin_object();
  json.member("file", where->file);
  json.key("line");
  json.number(where->line);
  json.key("column");
  json.number(where->column);
  json.end_object();
}

void write_errors(JsonWriter& json, std::span<const Error> errors) {
  json.key("errors");
  json.begin_array();
  for (const Error& error : errors) {
    json.begin_object();
    json.member("code", to_string(error.code));
    json.member("message", error.message);
    write_place(json, "where", error.where);
    json.end_object();
  }
  json.end_array();
}

}  // namespace trustctl
