#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "engine/render/json_writer.hpp"
#include "engine/render/text_style.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

std::string provider_text(const ProviderInfo& info, Colours colours) {
  constexpr std::size_t name_width = 14;
  const std::string line = padded(info.name, name_width) + std::string(info.summary);
  std::string text = paint(info.name, Colour::bold, colours) + line.substr(info.name.size()) + '\n';
  const auto row = [&text](std::string_view name, std::string_view value) {
    text += "    " + padded(name, name_width - 4) + std::string(value) + '\n';
  };
  row("status", info.unavailable.empty() ? "available" : info.unavailable);
  row("holds", info.holds);
  for (const ProviderOption& option : info.options) {
    row("option", std::string(option.name) + (option.required ? " (required): " : ": ") +
                      std::string(option.help));
  }
  if (!info.location_option.empty()) {
    row("location", std::string(info.name) + ":<" + std::string(info.location_option) + '>');
  }
  return text;
}

std::string providers_text(Colours colours) {
  std::string text;
  for (const ProviderInfo& info : builtin_providers()) {
    text += (text.empty() ? "" : "\n") + provider_text(info, colours);
  }
  return text;
}

void write_options(JsonWriter& json, const ProviderInfo& info) {
  json.key("options");
  json.begin_array();
  for (const ProviderOption& option : info.options) {
    json.begin_object();
    json.member("name", option.name);
    json.member("help", option.help);
    json.key("required");
    json.boolean(option.required);
    json.end_object();
  }
  json.end_array();
}

std::optional<std::string> text_or_null(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(std::string(text));
}

std::string providers_json() {
  JsonWriter json;
  json.begin_object();
  json.member("format_version", "1.0");
  json.member("kind", "trustctl-providers");
  json.key("providers");
  json.begin_array();
  for (const ProviderInfo& info : builtin_providers()) {
    json.begin_object();
    json.member("name", info.name);
    json.member("summary", info.summary);
    json.member("holds", info.holds);
    json.member_or_null("unavailable", text_or_null(info.unavailable));
    json.member_or_null("location_option", text_or_null(info.location_option));
    write_options(json, info);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace

ExitCode run_providers(const Options& options, Output& output) {
  output.result(options.format == Format::json ? providers_json()
                                               : providers_text(output.colours()));
  return ExitCode::done;
}

}  // namespace trustctl
