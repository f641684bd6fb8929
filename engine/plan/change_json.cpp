#include "engine/plan/change_json.hpp"

#include <utility>

#include "engine/formats/base64.hpp"
#include "engine/model/error_code_text.hpp"

namespace trustctl {

namespace {

void write_head(JsonWriter& json, const char* action, const StoreName& store,
                const Certificate& certificate) {
  json.key("actions").begin_array().text(action).end_array();
  json.key("store").text(store.text());
  json.key("label").text(certificate.label());
  json.key("subject").text(certificate.subject_text());
  json.key("sha256").text(certificate.fingerprint().hex());
  json.key("sha1").text(certificate.thumbprint().hex());
  json.key("certificate").text(base64_encode(certificate.bytes()));
}

void write_states(JsonWriter& json, const Properties* before, const Properties* after) {
  const std::pair<const char*, const Properties*> states[] = {{"before", before}, {"after", after}};
  for (const auto& [name, state] : states) {
    json.key(name);
    if (state != nullptr) {
      write_properties(json, *state);
    } else {
      json.null();
    }
  }
}

void write_change_keys(JsonWriter& json, const Add& add) {
  write_head(json, "add", add.store, add.certificate);
  write_states(json, nullptr, &add.after);
  json.key("restore");
  write_images(json, add.restore);
}

void write_change_keys(JsonWriter& json, const Update& update) {
  write_head(json, "update", update.store, update.certificate);
  write_states(json, &update.before, &update.after);
  json.key("restore");
  write_images(json, {});
}

void write_change_keys(JsonWriter& json, const Remove& remove) {
  write_head(json, "remove", remove.store, remove.certificate);
  write_states(json, &remove.before, nullptr);
  json.key("restore");
  write_images(json, {});
}

std::optional<std::string> read_text_or_null(JsonReader json) {
  return json.is_null() ? std::nullopt : std::optional(json.text());
}

Bytes read_bytes(JsonReader json) {
  auto bytes = base64_decode(json.text());
  if (!bytes.has_value()) {
    json.expect("Base64");
    return {};
  }
  return std::move(*bytes);
}

// The bytes, and the digest beside them, which must be theirs.
std::optional<Certificate> read_certificate(JsonReader json) {
  const Certificate certificate = Certificate::from_bytes(read_bytes(json.member("certificate")));
  JsonReader digest = json.member("sha256");
  const auto sha256 = digest.parsed(Fingerprint::parse);
  if (sha256.has_value() && *sha256 != certificate.fingerprint()) {
    digest.expect(certificate.fingerprint().hex() + ", the SHA-256 of the certificate beside it");
  }
  return json.failed() ? std::nullopt : std::optional(certificate);
}

std::optional<Properties> read_state(JsonReader json, bool expected) {
  if (json.is_null() == expected) {
    json.expect(expected ? "properties" : "null");
  }
  return expected ? read_properties(json) : std::nullopt;
}

std::string read_action(JsonReader json) {
  auto actions = json.items();
  std::string action = actions.size() == 1 ? actions.front().text() : "";
  if (action != "add" && action != "update" && action != "remove") {
    json.expect("one of [\"add\"], [\"update\"], [\"remove\"]");
  }
  return action;
}

std::optional<Change> read_change_keys(JsonReader json) {
  const std::string action = read_action(json.member("actions"));
  const auto store = json.member("store").parsed(StoreName::parse);
  const auto certificate = read_certificate(json);
  const auto before = read_state(json.member("before"), action != "add");
  const auto after = read_state(json.member("after"), action != "remove");
  auto restore = read_images(json.member("restore"));
  if (!restore.empty() && action != "add") {
    json.member("restore").expect("an empty list");
  }
  if (json.failed()) {
    return std::nullopt;
  }
  if (action == "add") {
    return Add{*store, *certificate, *after, std::move(restore)};
  }
  if (action == "update") {
    return Update{*store, *certificate, *before, *after};
  }
  return Remove{*store, *certificate, *before};
}

std::optional<Drift> read_drift(JsonReader json) {
  const std::string text = json.text();
  for (const Drift drift :
       {Drift::missing, Drift::unexpected, Drift::misplaced, Drift::different}) {
    if (to_string(drift) == text) {
      return drift;
    }
  }
  json.expect("missing, unexpected, misplaced or different");
  return std::nullopt;
}

ErrorCode read_code(JsonReader json) {
  const auto code = parse_error_code(json.text());
  if (!code.has_value()) {
    json.expect("the code of an error");
  }
  return code.value_or(ErrorCode::invalid_input);
}

}  // namespace

void write_purposes(JsonWriter& json, const std::optional<std::set<Oid>>& purposes) {
  if (!purposes.has_value()) {
    json.null();
    return;
  }
  json.begin_array();
  for (const Oid& purpose : *purposes) {
    json.text(purpose.dotted());
  }
  json.end_array();
}

void write_properties(JsonWriter& json, const Properties& properties) {
  json.begin_object().key("friendly_name").text_or_null(properties.friendly_name);
  json.key("description").text_or_null(properties.description).key("purposes");
  write_purposes(json, properties.purposes);
  json.key("owners").begin_array();
  for (const Site& owner : properties.owners) {
    json.text(owner.text());
  }
  json.end_array().end_object();
}

void write_images(JsonWriter& json, std::span<const Image> images) {
  json.begin_array();
  for (const Image& image : images) {
    json.begin_object().key("place").text(image.place);
    json.key("bytes").text(base64_encode(image.bytes)).end_object();
  }
  json.end_array();
}

void write_location(JsonWriter& json, const std::optional<Location>& location) {
  if (!location.has_value()) {
    json.null();
    return;
  }
  json.begin_object().key("file").text(location->file);
  json.key("line").number(location->line);
  json.key("column").number(location->column).end_object();
}

void write_planned_change(JsonWriter& json, const PlannedChange& planned) {
  json.begin_object();
  std::visit([&json](const auto& one) { write_change_keys(json, one); }, planned.change);
  json.key("drift").text(to_string(planned.drift));
  json.key("cause").text(planned.cause);
  json.key("declared_at");
  write_location(json, planned.declared_at);
  if (planned.urgent) {
    json.key("urgent").boolean(true);
  }
  json.end_object();
}

std::optional<std::set<Oid>> read_purposes(JsonReader json) {
  if (json.is_null()) {
    return std::nullopt;
  }
  std::set<Oid> purposes;
  for (JsonReader& item : json.items()) {
    if (auto purpose = item.parsed(Oid::parse)) {
      purposes.insert(std::move(*purpose));
    }
  }
  return purposes;
}

std::optional<Properties> read_properties(JsonReader json) {
  json.allow_only({"friendly_name", "description", "purposes", "owners"});
  Properties properties;
  properties.friendly_name = read_text_or_null(json.member("friendly_name"));
  properties.description = read_text_or_null(json.member("description"));
  properties.purposes = read_purposes(json.member("purposes"));
  for (JsonReader& item : json.member("owners").items()) {
    if (auto owner = item.parsed(Site::parse)) {
      properties.owners.insert(std::move(*owner));
    }
  }
  return json.failed() ? std::nullopt : std::optional(std::move(properties));
}

std::vector<Image> read_images(JsonReader json) {
  std::vector<Image> images;
  for (JsonReader& item : json.items()) {
    item.allow_only({"place", "bytes"});
    images.push_back({item.member("place").text(), read_bytes(item.member("bytes"))});
  }
  return images;
}

std::optional<Location> read_location(JsonReader json) {
  if (json.is_null()) {
    return std::nullopt;
  }
  json.allow_only({"file", "line", "column"});
  return Location{json.member("file").text(), json.member("line").number(),
                  json.member("column").number()};
}

std::optional<Change> read_change(JsonReader json) {
  json.allow_only({"actions", "store", "label", "subject", "sha256", "sha1", "thumbprint",
                   "certificate", "before", "after", "restore"});
  return read_change_keys(json);
}

std::optional<PlannedChange> read_planned_change(JsonReader json) {
  json.allow_only({"actions", "store", "label", "subject", "sha256", "sha1", "thumbprint",
                   "certificate", "before", "after", "restore", "drift", "cause", "declared_at",
                   "urgent"});
  auto change = read_change_keys(json);
  const auto drift = read_drift(json.member("drift"));
  std::string cause = json.member("cause").text();
  auto declared_at = read_location(json.member("declared_at"));
  const auto keys = json.keys();
  const bool urgent = std::find(keys.begin(), keys.end(), "urgent") != keys.end() &&
                      json.member("urgent").boolean();
  if (json.failed()) {
    return std::nullopt;
  }
  return PlannedChange{std::move(*change),     *drift, std::move(cause),
                       std::move(declared_at), false,  urgent};
}

void write_error(JsonWriter& json, const Error& error) {
  json.begin_object().key("code").text(to_string(error.code));
  json.key("message").text(error.message).key("where");
  write_location(json, error.where);
  json.end_object();
}

Error read_error(JsonReader json) {
  json.allow_only({"code", "message", "where"});
  return {read_code(json.member("code")), json.member("message").text(),
          read_location(json.member("where"))};
}

}  // namespace trustctl
