// From a target's state to the text of a snapshot.
#include <algorithm>
#include <utility>

#include "engine/formats/base64.hpp"
#include "engine/json/json_writer.hpp"
#include "engine/model/error_code_text.hpp"
#include "engine/model/hexadecimal.hpp"
#include "providers/snapshot/snapshot_file.hpp"

namespace trustctl {

namespace {

using Layout = JsonWriter::Layout;

constexpr std::size_t entry_depth = 3;  // below the document, "stores" and the store's list

void write_purposes(JsonWriter& json, const Properties& properties) {
  if (!properties.purposes) {
    json.null();
    return;
  }
  json.begin_array(Layout::compact);
  for (const Oid& purpose : *properties.purposes) {
    json.text(purpose.dotted());
  }
  json.end_array();
}

void write_owners(JsonWriter& json, const std::set<Site>& owners) {
  json.begin_array(Layout::compact);
  for (const Site& owner : owners) {
    json.text(owner.text());
  }
  json.end_array();
}

void write_raw(JsonWriter& json, const Entry& entry) {
  json.begin_array(Layout::compact);
  for (const Image& image : entry.images()) {
    json.begin_object().key("place").text(image.place);
    json.key("bytes").text(base64_encode(image.bytes)).end_object();
  }
  json.end_array();
}

// The places where it is put away; left out where there are none, which is nearly always.
void write_archived(JsonWriter& json, const Entry& entry) {
  const auto archived = [](const Place& place) { return place.archived; };
  if (std::none_of(entry.places.begin(), entry.places.end(), archived)) {
    return;
  }
  json.key("archived").begin_array(Layout::compact);
  for (const Place& place : entry.places) {
    if (place.archived) {
      json.text(place.name);
    }
  }
  json.end_array();
}

void write_facts(JsonWriter& json, const Certificate& certificate) {
  const bool opaque = certificate.verdict().kind == Verdict::Kind::opaque;
  const auto fact = [&](std::string_view key, auto value) {
    json.member_or_null(key, opaque ? std::nullopt : std::optional<std::string>(value()));
  };
  fact("subject", [&] { return certificate.subject_text(); });
  fact("issuer", [&] { return certificate.issuer_text(); });
  fact("not_before", [&] { return rfc3339(certificate.not_before()); });
  fact("not_after", [&] { return rfc3339(certificate.not_after()); });
}

void write_entry(JsonWriter& json, const Entry& entry) {
  json.begin_object().key("sha256").text(entry.certificate.fingerprint().hex());
  json.key("sha1").text(entry.certificate.thumbprint().hex());
  json.member("label", entry.certificate.label());
  write_facts(json, entry.certificate);
  json.key("origin").text(to_string(entry.origin));
  json.key("friendly_name").text_or_null(entry.properties().friendly_name);
  json.key("description").text_or_null(entry.properties().description).key("purposes");
  write_purposes(json, entry.properties());
  json.key("owners");
  write_owners(json, entry.owners());
  json.key("places").begin_array(Layout::compact);
  for (const Place& place : entry.places) {
    if (!place.name.empty()) {
      json.text(place.name);
    }
  }
  json.end_array();
  write_archived(json, entry);
  json.key("certificate").text(base64_encode(entry.certificate.bytes()));
  json.key("properties_raw");
  write_raw(json, entry);
  json.end_object();
}

void write_stores(JsonWriter& json, const TargetState& state) {
  json.key("stores").begin_object();
  for (const auto& [store, contents] : state) {
    if (contents) {
      json.key(store.text()).begin_array();
      for (const Entry& entry : contents->entries()) {
        write_entry(json, entry);
      }
      json.end_array();
    }
  }
  json.end_object();
}

void write_unreadable(JsonWriter& json, const TargetState& state) {
  json.key("unreadable").begin_array(Layout::compact);
  for (const auto& [store, contents] : state) {
    if (!contents) {
      json.begin_object().key("store").text(store.text());
      json.key("code").text(to_string(contents.error().code));
      json.member("message", contents.error().message).end_object();
    }
  }
  json.end_array();
}

// The rest of a finding's object, after the store that it is about, if any.
void write_finding(JsonWriter& json, const Finding& finding) {
  json.key("rule").text(rule(finding.rule).name);
  json.key("sha256");
  finding.certificate ? json.text(finding.certificate->hex()) : json.null();
  json.key("where");
  finding.where ? json.text(finding.where->file) : json.null();
  json.key("message").text(finding.message).end_object();
}

void write_findings(JsonWriter& json, const TargetState& state) {
  json.key("findings").begin_array(Layout::rows);
  for (const auto& [store, contents] : state) {
    if (contents) {
      for (const Finding& finding : contents->findings()) {
        json.begin_object().key("store").text(store.text());
        write_finding(json, finding);
      }
    }
  }
  json.end_array();
}

void write_target_findings(JsonWriter& json, const TargetState& state) {
  if (state.findings.empty()) {
    return;
  }
  json.key("target_findings").begin_array(Layout::rows);
  for (const Finding& finding : state.findings) {
    json.begin_object();
    write_finding(json, finding);
  }
  json.end_array();
}

void write_update_roots(JsonWriter& json, const WindowsTrust& windows) {
  json.key("update_roots");
  if (!windows.update_roots.has_value()) {
    json.null();
    return;
  }
  json.begin_array(Layout::rows);
  for (const UpdateRoot& root : *windows.update_roots) {
    json.begin_object().key("sha1").text(base64_encode(root.sha1));
    json.key("key_id").text(base64_encode(root.key_id));
    json.key("subject_md5").text(base64_encode(root.subject_md5)).end_object();
  }
  json.end_array();
}

void write_windows(JsonWriter& json, const TargetState& state) {
  if (!state.windows.has_value()) {
    return;
  }
  const bool user = state.windows->location == WindowsTrust::Location::current_user;
  json.key("windows").begin_object();
  json.key("location").text(user ? "CurrentUser" : "LocalMachine");
  const auto& flags = state.windows->protected_roots;
  json.member_or_null("protected_roots",
                      flags.has_value() ? std::optional(hexadecimal_code(*flags)) : std::nullopt);
  json.key("fetches_roots").boolean(state.windows->fetches_roots);
  write_update_roots(json, *state.windows);
  json.end_object();
}

}  // namespace

std::string write_snapshot_entry(const Entry& entry) {
  JsonWriter json(Layout::lines, entry_depth);
  write_entry(json, entry);
  return json.json();
}

std::string with_properties(std::string_view text, const Snapshot::Item& item,
                            const Properties& properties) {
  std::map<std::size_t, std::pair<std::size_t, std::string>> values;  // by begin: end, new text
  const auto replace = [&](const Snapshot::Range& range, auto write) {
    JsonWriter json;
    write(json);
    values.emplace(range.begin, std::pair(range.end, json.json()));
  };
  replace(item.friendly_name,
          [&](JsonWriter& json) { json.text_or_null(properties.friendly_name); });
  replace(item.description, [&](JsonWriter& json) { json.text_or_null(properties.description); });
  replace(item.purposes, [&](JsonWriter& json) { write_purposes(json, properties); });
  replace(item.owners, [&](JsonWriter& json) { write_owners(json, properties.owners); });
  std::string json;
  std::size_t at = item.range.begin;
  for (const auto& [begin, value] : values) {
    json += text.substr(at, begin - at);
    json += value.second;
    at = value.first;
  }
  json += text.substr(at, item.range.end - at);
  return json;
}

std::string write_snapshot(const TargetState& state, const SnapshotHeader& header) {
  JsonWriter json;
  json.begin_object().key("format_version").text("1.1");
  json.member("trustctl_version", header.trustctl_version);
  json.member_or_null("host", header.host).member_or_null("os", header.os);
  json.key("taken_at").text(rfc3339(header.taken_at)).member("provider", header.provider);
  write_stores(json, state);
  write_unreadable(json, state);
  write_findings(json, state);
  write_target_findings(json, state);
  write_windows(json, state);
  json.end_object();
  return json.take();
}

}  // namespace trustctl
