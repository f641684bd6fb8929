#include "engine/plan/declaration_json.hpp"

#include "engine/plan/change_json.hpp"

namespace trustctl {

namespace {

void write_declared(JsonWriter& json, const Declared<std::string>& declared) {
  json.begin_object().key("value").text(declared.value).key("at");
  write_location(json, declared.at);
  json.end_object();
}

Location read_place(JsonReader json) {
  if (json.is_null()) {
    json.expect("a location");
  }
  return read_location(std::move(json)).value_or(Location{});
}

Declared<std::string> read_declared(JsonReader json) {
  json.allow_only({"value", "at"});
  return {json.member("value").text(), read_place(json.member("at"))};
}

}  // namespace

void write_declaration(JsonWriter& json, const TargetDeclaration& target) {
  json.begin_object(JsonWriter::Layout::compact).key("name").text(target.name).key("provider");
  write_declared(json, target.provider);
  json.key("options").begin_object();
  for (const auto& [name, value] : target.options) {
    json.key(name);
    write_declared(json, value);
  }
  json.end_object().key("base_directory").text(target.base_directory).key("declared_at");
  write_location(json, target.at);
  json.end_object();
}

TargetDeclaration read_declaration(JsonReader json) {
  json.allow_only({"name", "provider", "options", "base_directory", "declared_at"});
  TargetDeclaration target;
  target.name = json.member("name").text();
  target.provider = read_declared(json.member("provider"));
  JsonReader options = json.member("options");
  for (const std::string& name : options.keys()) {
    target.options.emplace(name, read_declared(options.member(name)));
  }
  target.base_directory = json.member("base_directory").text();
  target.at = read_place(json.member("declared_at"));
  return target;
}

}  // namespace trustctl
