#include "engine/render/render_target.hpp"

#include "engine/render/escape.hpp"
#include "engine/render/json_writer.hpp"

namespace trustctl {

std::string target_heading(const TargetLabel& target, Colours colours) {
  std::string text = paint(escape(target.name), Colour::bold, colours);
  text += " (" + escape(target.provider);
  if (!target.location.empty()) {
    text += ": " + escape(target.location);
  }
  return text + ")\n";
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
    json.string(target.location);
  }
}

}  // namespace trustctl
