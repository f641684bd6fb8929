// From a target's state to the text of a snapshot.
#include <array>
#include <utility>

#include "engine/formats/base64.hpp"
#include "providers/snapshot/snapshot_file.hpp"
#include "providers/snapshot/utf8.hpp"

namespace trustctl {

namespace {

using snapshot::first_character;

void append_escape(std::string& json, std::uint32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  json += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) {
    json += digits[(unit >> shift) & 0xFU];
  }
}

void append_character(std::string& json, std::uint32_t code) {
  if (code == '"' || code == '\\') {
    json += '\\';
    json += static_cast<char>(code);
  } else if (code >= 0x20 && code < 0x7F) {
    json += static_cast<char>(code);
  } else if (code < 0x10000) {
    append_escape(json, code);
  } else {
    append_escape(json, 0xD800 + ((code - 0x10000) >> 10U));
    append_escape(json, 0xDC00 + ((code - 0x10000) & 0x3FFU));
  }
}

// A string, in ASCII; an object that holds Base64 where the text is not UTF-8, which JSON cannot
// say.
std::string json_text(std::string_view text) {
  std::string json = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const auto character = first_character(text.substr(at));
    if (character.length == 0) {
      return "{\"base64\": \"" + base64_encode(as_bytes(text)) + "\"}";
    }
    append_character(json, character.code);
    at += character.length;
  }
  return json + '"';
}

// Text for people, whose odd bytes need not come back.
std::string json_label(std::string text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto character = first_character(std::string_view(text).substr(at));
    if (character.length == 0) {
      text[at] = '?';
    }
    at += character.length == 0 ? 1 : character.length;
  }
  return json_text(text);
}

std::string json_optional(const std::optional<std::string>& text) {
  return text ? json_text(*text) : "null";
}

template <class Items, class Write>
std::string json_list(const Items& items, Write write) {
  std::string json = "[";
  for (const auto& item : items) {
    json += (json.size() == 1 ? "" : ", ") + write(item);
  }
  return json + ']';
}

std::string json_purposes(const Properties& properties) {
  return properties.purposes ? json_list(*properties.purposes,
                                         [](const Oid& oid) { return json_text(oid.dotted()); })
                             : "null";
}

std::string json_owners(const Properties& properties) {
  return json_list(properties.owners, [](const Site& site) { return json_text(site.text()); });
}

std::string json_image(const Image& image) {
  return "{\"place\": " + json_text(image.place) + ", \"bytes\": \"" + base64_encode(image.bytes) +
         "\"}";
}

void member(std::string& json, std::string_view indent, std::string_view key,
            std::string_view value) {
  json += json.ends_with('{') ? "\n" : ",\n";
  json += indent;
  json += '"';
  json += key;
  json += "\": ";
  json += value;
}

constexpr std::string_view entry_indent = "        ";

void append_facts(std::string& json, const Certificate& certificate) {
  const bool opaque = certificate.verdict().kind == Verdict::Kind::opaque;
  const auto fact = [&](std::string_view key, auto value) {
    member(json, entry_indent, key, opaque ? std::string("null") : json_label(value()));
  };
  fact("subject", [&] { return certificate.subject_text(); });
  fact("issuer", [&] { return certificate.issuer_text(); });
  fact("not_before", [&] { return rfc3339(certificate.not_before()); });
  fact("not_after", [&] { return rfc3339(certificate.not_after()); });
}

std::string json_store(const StoreContents& contents) {
  std::string json = "[";
  for (const Entry& entry : contents.entries()) {
    json += json.size() == 1 ? "\n      " : ",\n      ";
    json += write_snapshot_entry(entry);
  }
  return json + (json.size() == 1 ? "]" : "\n    ]");
}

constexpr std::array<std::string_view, 8> code_names = {
    "invalid_input", "not_found", "access_denied", "io",
    "locked",        "stale",     "unsupported",   "refused"};

std::string json_unreadable(const StoreName& store, const Error& error) {
  return "{\"store\": " + json_text(store.text()) + ", \"code\": \"" +
         std::string(code_names[static_cast<std::size_t>(error.code)]) +
         "\", \"message\": " + json_label(error.message) + '}';
}

std::string json_finding(const StoreName& store, const Finding& finding) {
  return "{\"store\": " + json_text(store.text()) + ", \"rule\": \"" +
         std::string(rule(finding.rule).name) + "\", \"sha256\": " +
         (finding.certificate ? '"' + finding.certificate->hex() + '"' : "null") +
         ", \"where\": " + (finding.where ? json_text(finding.where->file) : "null") +
         ", \"message\": " + json_text(finding.message) + '}';
}

}  // namespace

std::string write_snapshot_entry(const Entry& entry) {
  const Properties& properties = entry.properties;
  std::string json = "{";
  const auto add = [&](std::string_view key, const std::string& value) {
    member(json, entry_indent, key, value);
  };
  add("sha256", '"' + entry.certificate.fingerprint().hex() + '"');
  add("sha1", '"' + entry.certificate.thumbprint().hex() + '"');
  add("label", json_label(entry.certificate.label()));
  append_facts(json, entry.certificate);
  add("origin", '"' + std::string(to_string(entry.origin)) + '"');
  add("friendly_name", json_optional(properties.friendly_name));
  add("description", json_optional(properties.description));
  add("purposes", json_purposes(properties));
  add("owners", json_owners(properties));
  add("places", json_list(entry.places, [](const std::string& place) { return json_text(place); }));
  add("certificate", '"' + base64_encode(entry.certificate.bytes()) + '"');
  add("properties_raw", json_list(entry.raw, json_image));
  return json + "\n      }";
}

std::string with_properties(std::string_view text, const Snapshot::Item& item,
                            const Properties& properties) {
  std::map<std::size_t, std::pair<std::size_t, std::string>> values;  // by begin: end, new text
  const auto replace = [&](const Snapshot::Range& range, std::string value) {
    values.emplace(range.begin, std::pair(range.end, std::move(value)));
  };
  replace(item.friendly_name, json_optional(properties.friendly_name));
  replace(item.description, json_optional(properties.description));
  replace(item.purposes, json_purposes(properties));
  replace(item.owners, json_owners(properties));
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
  constexpr std::string_view indent = "  ";
  std::string stores = "{";
  std::string unreadable = "[";
  std::string findings = "[";
  for (const auto& [store, contents] : state) {
    if (contents) {
      member(stores, "    ", store.text(), json_store(*contents));
      for (const Finding& finding : contents->findings()) {
        findings += findings.size() == 1 ? "\n    " : ",\n    ";
        findings += json_finding(store, finding);
      }
    } else {
      unreadable += (unreadable.size() == 1 ? "" : ", ") + json_unreadable(store, contents.error());
    }
  }
  stores += stores.size() == 1 ? "}" : "\n  }";
  std::string json = "{";
  member(json, indent, "format_version", "\"1.1\"");
  member(json, indent, "trustctl_version", json_label(header.trustctl_version));
  member(json, indent, "host", header.host ? json_label(*header.host) : "null");
  member(json, indent, "os", header.os ? json_label(*header.os) : "null");
  member(json, indent, "taken_at", '"' + rfc3339(header.taken_at) + '"');
  member(json, indent, "provider", json_label(header.provider));
  member(json, indent, "stores", stores);
  member(json, indent, "unreadable", unreadable + ']');
  member(json, indent, "findings", findings + (findings.size() == 1 ? "]" : "\n  ]"));
  return json + "\n}\n";
}

}  // namespace trustctl
