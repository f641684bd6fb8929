#include "engine/render/render_target.hpp"

#include "engine/json/json_writer.hpp"
#include "engine/render/escape.hpp"

namespace trustctl {

std::string target_heading(const TargetLabel& target, Colours colours) {
  const std::string name = paint(escape(target.name), Colour::bold, colours);
  const std::string place =
      target.provider + (target.location.empty() ? "" : ":" + target.location);
  if (target.name == place) {
    return name + '\n';
  }
  return name + " (" + escape(target.provider) +
         (target.location.empty() ? "" : ": " + escape(target.location)) + ")\n";
}

std::string store_heading(const StoreName& store, Colours colours) {
  std::string text = paint(store.text(), Colour::bold, colours);
  if (!store.display_name().empty() && store.display_name() != store.text()) {
    text += "  ";
    text += store.display_name();
  }
  return text + '\n';
}

void write_target(JsonWriter& json, const TargetLabel& target) {
  json.member("target", target.name);
  json.member("provider", target.provider);
  json.key("location");
  if (target.location.empty()) {
    json.null();
  } else {
    json.label(target.location);
  }
}

}  // namespace trustctl
