#include "engine/render/render_show.hpp"

#include "engine/json/json_writer.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/render_certificate.hpp"
#include "engine/render/render_error.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/render_properties.hpp"
#include "engine/render/run_json.hpp"

namespace trustctl {

namespace {

// "    subject     CN=Lab Root": a SHA-256 ends at the eightieth cell.
std::string row(std::string_view name, const std::string& value) {
  constexpr std::size_t name_width = 12;
  return "    " + padded(name, name_width) + value + '\n';
}

std::string facts_text(const Certificate& certificate, Time now, Colours colours) {
  const Verdict verdict = certificate.verdict();
  if (verdict.kind == Verdict::Kind::opaque) {
    return row("defect", paint(to_string(verdict.reason), Colour::red, colours));
  }
  std::string text = row("subject", escape(certificate.subject_text()));
  if (!certificate.self_issued()) {
    text += row("issuer", escape(certificate.issuer_text()));
  }
  const std::string validity = validity_text(certificate, now);
  const bool valid = certificate.not_after() >= now && certificate.not_before() <= now;
  text += row("validity", valid ? validity : paint(validity, Colour::red, colours));
  text += row("key", escape(certificate.public_key().description));
  if (verdict.kind == Verdict::Kind::lax) {
    text += row("defect", paint(to_string(verdict.reason), Colour::yellow, colours));
  }
  return text;
}

std::string properties_text(const Properties& properties) {
  std::string text;
  if (!properties.owners.empty()) {
    text += row("owners", owners_text(properties.owners));
  }
  if (properties.friendly_name.has_value()) {
    text += row("name", escape(*properties.friendly_name));
  }
  if (properties.description.has_value()) {
    text += row("description", escape(*properties.description));
  }
  if (properties.purposes.has_value()) {
    text += row("purposes", purposes_text(properties.purposes));
  }
  return text;
}

std::string entry_text(const Entry& entry, Time now, Colours colours) {
  const Certificate& certificate = entry.certificate;
  std::string text = "\n  " + paint(escape(certificate.label()), Colour::bold, colours) + '\n';
  text += facts_text(certificate, now, colours);
  text += row("sha256", certificate.fingerprint().hex());
  text += row("thumbprint", certificate.thumbprint().hex());
  text += row("origin", std::string(to_string(entry.origin)));
  if (entry.is_archived()) {
    text += row("archived", "Windows leaves it out when it lists the store");
  }
  text += properties_text(entry.properties());
  for (const Place& place : entry.places) {
    if (!place.name.empty()) {
      text += row("place", escape(place.name));
    }
  }
  return text;
}

std::string store_text(const StoreName& store, const Result<StoreContents>& contents, Time now,
                       Colours colours) {
  std::string text = '\n' + store_heading(store, colours);
  if (!contents.has_value()) {
    return text + "  " + paint("unreadable", Colour::red, colours) + ": " +
           escape(contents.error().message) + '\n';
  }
  if (contents->entries().empty()) {
    text += "  empty\n";
  }
  for (const Entry& entry : contents->entries()) {
    text += entry_text(entry, now, colours);
  }
  if (!contents->findings().empty()) {
    text += '\n';
  }
  for (const Finding& finding : contents->findings()) {
    text += "  " + finding_text(finding, colours);
  }
  return text;
}

void write_entry(JsonWriter& json, const Entry& entry, Time now) {
  json.begin_object();
  write_identity(json, entry.certificate);
  write_facts(json, entry.certificate);
  json.key("days_left");
  if (entry.certificate.verdict().kind == Verdict::Kind::opaque) {
    json.null();
  } else {
    json.number(days_between(now, entry.certificate.not_after()).count());
  }
  json.member("origin", to_string(entry.origin));
  json.key("archived").boolean(entry.is_archived());
  write_property_members(json, entry.properties());
  json.key("places");
  json.begin_array();
  for (const Place& place : entry.places) {
    if (!place.name.empty()) {
      json.label(place.name);
    }
  }
  json.end_array();
  json.end_object();
}

void write_store(JsonWriter& json, const StoreName& store, const Result<StoreContents>& contents,
                 Time now) {
  json.begin_object();
  json.member("store", store.text());
  json.member_or_null("display_name", store.display_name().empty()
                                          ? std::nullopt
                                          : std::optional(std::string(store.display_name())));
  json.key("entries");
  json.begin_array();
  if (contents.has_value()) {
    for (const Entry& entry : contents->entries()) {
      write_entry(json, entry, now);
    }
  }
  json.end_array();
  write_findings(json, contents.has_value() ? contents->findings() : std::span<const Finding>());
  write_errors(json, contents.has_value() ? std::span<const Error>()
                                          : std::span<const Error>(&contents.error(), 1));
  json.end_object();
}

}  // namespace

std::string show_text(const DocumentHead& head, std::span<const ShownTarget> targets,
                      const DocumentTail&, const ViewSettings& settings) {
  std::string text;
  for (const ShownTarget& target : targets) {
    text += (text.empty() ? "" : "\n") + target_heading(target.target, settings.colours);
    if (target.state.empty()) {
      text += "  no stores\n";
    }
    for (const auto& [store, contents] : target.state) {
      text += store_text(store, contents, head.as_of, settings.colours);
    }
    text += target.state.findings.empty() ? "" : "\n";
    for (const Finding& finding : target.state.findings) {
      text += "  " + finding_text(finding, settings.colours);
    }
  }
  return text;
}

std::string show_json(const DocumentHead& head, std::span<const ShownTarget> targets,
                      const DocumentTail& tail, const ViewSettings&) {
  JsonWriter json;
  json.begin_object();
  write_head(json, head);
  json.key("targets");
  json.begin_array();
  for (const ShownTarget& target : targets) {
    json.begin_object();
    write_target(json, target.target);
    json.key("stores");
    json.begin_array();
    for (const auto& [store, contents] : target.state) {
      write_store(json, store, contents, head.as_of);
    }
    json.end_array();
    write_findings(json, target.state.findings);
    json.end_object();
  }
  json.end_array();
  write_errors(json, tail.errors);
  json.end_object();
  return json.take();
}

}  // namespace trustctl
