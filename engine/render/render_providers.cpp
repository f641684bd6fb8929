#include "engine/render/render_providers.hpp"

#include <optional>

#include "engine/json/json_writer.hpp"
#include "engine/render/run_json.hpp"

namespace trustctl {

namespace {

std::string provider_text(const ProviderDescription& provider, Colours colours) {
  constexpr std::size_t name_width = 14;
  const std::string line = padded(provider.name, name_width) + std::string(provider.summary);
  std::string text =
      paint(provider.name, Colour::bold, colours) + line.substr(provider.name.size()) + '\n';
  const auto row = [&text](std::string_view name, std::string_view value) {
    text += "    " + padded(name, name_width - 4) + std::string(value) + '\n';
  };
  row("status", provider.unavailable.empty() ? "available" : provider.unavailable);
  row("holds", provider.holds);
  for (const ProviderDescription::Option& option : provider.options) {
    row("option", std::string(option.name) + (option.required ? " (required): " : ": ") +
                      std::string(option.help));
  }
  if (!provider.location_option.empty()) {
    row("location",
        std::string(provider.name) + ":<" + std::string(provider.location_option) + '>');
  }
  return text;
}

void write_options(JsonWriter& json, const ProviderDescription& provider) {
  json.key("options");
  json.begin_array();
  for (const ProviderDescription::Option& option : provider.options) {
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

}  // namespace

std::string providers_text(const DocumentHead&, std::span<const ProviderDescription> providers,
                           const DocumentTail&, const ViewSettings& settings) {
  std::string text;
  for (const ProviderDescription& provider : providers) {
    text += (text.empty() ? "" : "\n") + provider_text(provider, settings.colours);
  }
  return text;
}

std::string providers_json(const DocumentHead& head, std::span<const ProviderDescription> providers,
                           const DocumentTail&, const ViewSettings&) {
  JsonWriter json;
  json.begin_object();
  write_head(json, head);
  json.key("providers");
  json.begin_array();
  for (const ProviderDescription& provider : providers) {
    json.begin_object();
    json.member("name", provider.name);
    json.member("summary", provider.summary);
    json.member("holds", provider.holds);
    json.member_or_null("unavailable", text_or_null(provider.unavailable));
    json.member_or_null("location_option", text_or_null(provider.location_option));
    write_options(json, provider);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace trustctl
