#include "engine/render/render_properties.hpp"

#include "engine/json/json_writer.hpp"
#include "engine/render/escape.hpp"

namespace trustctl {

namespace {

template <class Set, class Text>
std::string joined(const Set& set, Text text_of) {
  std::string text;
  for (const auto& item : set) {
    text += (text.empty() ? "" : ", ") + text_of(item);
  }
  return text.empty() ? "none" : text;
}

std::string quoted(const std::optional<std::string>& text) {
  return text.has_value() ? '"' + escape(*text) + '"' : "none";
}

void compare(std::vector<std::string>& phrases, const std::string& name, const std::string& before,
             const std::string& after) {
  if (before != after) {
    phrases.push_back(name + ": " + before + " → " + after);
  }
}

}  // namespace

std::string purposes_text(const std::optional<std::set<Oid>>& purposes) {
  if (!purposes.has_value()) {
    return "all";
  }
  return joined(*purposes, [](const Oid& oid) { return oid.purpose_name(); });
}

std::string owners_text(const std::set<Site>& owners) {
  return joined(owners, [](const Site& site) { return escape(site.text()); });
}

std::vector<std::string> property_phrases(const Properties& properties) {
  std::vector<std::string> phrases;
  if (!properties.owners.empty()) {
    const std::string word = properties.owners.size() == 1 ? "owner " : "owners ";
    phrases.push_back(word + owners_text(properties.owners));
  }
  if (properties.friendly_name.has_value()) {
    phrases.push_back("friendly name " + quoted(properties.friendly_name));
  }
  if (properties.description.has_value()) {
    phrases.push_back("description " + quoted(properties.description));
  }
  if (properties.purposes.has_value()) {
    phrases.push_back("purposes " + purposes_text(properties.purposes));
  }
  return phrases;
}

std::vector<std::string> difference_phrases(const Properties& before, const Properties& after) {
  std::vector<std::string> phrases;
  compare(phrases, "friendly name", quoted(before.friendly_name), quoted(after.friendly_name));
  compare(phrases, "description", quoted(before.description), quoted(after.description));
  compare(phrases, "purposes", purposes_text(before.purposes), purposes_text(after.purposes));
  compare(phrases, "owners", owners_text(before.owners), owners_text(after.owners));
  return phrases;
}

void write_property_members(JsonWriter& json, const Properties& properties) {
  json.member_or_null("friendly_name", properties.friendly_name);
  json.member_or_null("description", properties.description);
  json.key("purposes");
  if (properties.purposes.has_value()) {
    json.begin_array();
    for (const Oid& purpose : *properties.purposes) {
      json.label(purpose.dotted());
    }
    json.end_array();
  } else {
    json.null();
  }
  json.key("owners");
  json.begin_array();
  for (const Site& owner : properties.owners) {
    json.label(owner.text());
  }
  json.end_array();
}

}  // namespace trustctl
