#include "engine/apply/journal_json.hpp"

#include <utility>

#include "engine/json/json_reader.hpp"
#include "engine/json/json_writer.hpp"
#include "engine/plan/change_json.hpp"
#include "engine/plan/declaration_json.hpp"

namespace trustctl {

namespace {

constexpr std::string_view record_version = "2.0";
constexpr std::string_view record_kind = "trustctl-journal";

void write_head(JsonWriter& json, JournalPart part, const std::string& id,
                const std::optional<JournalLink>& previous) {
  json.begin_object().key("format_version").text(record_version).key("kind").text(record_kind);
  json.key("record").text(to_string(part)).key("id").text(id).key("previous");
  write_link(json, previous);
}

void write_text_or_null(JsonWriter& json, const std::string& text) {
  text.empty() ? json.null() : json.text(text);
}

void write_circumstances(JsonWriter& json, const Circumstances& about) {
  json.key("at").text(rfc3339(about.at)).key("target");
  write_declaration(json, about.target);
  json.key("place").text(about.place).key("site");
  about.site.has_value() ? json.text(about.site->text()) : json.null();
  json.key("user");
  write_text_or_null(json, about.user);
  json.key("host").text(about.host).key("trustctl_version").text(about.trustctl_version);
  json.key("command").text(about.command).key("manifest");
  write_text_or_null(json, about.manifest);
  json.key("manifest_sha256");
  about.manifest_sha256.has_value() ? json.text(about.manifest_sha256->hex()) : json.null();
}

struct OutcomeWriter {
  JsonWriter& json;
  void operator()(const Changed&) const { write("changed"); }
  void operator()(const Unchanged&) const { write("unchanged"); }
  void operator()(const Failed& failed) const {
    json.key("outcome").text("failed").key("error");
    write_error(json, failed.error);
    json.key("reason").null();
  }
  void operator()(const Unknown& unknown) const {
    json.key("outcome").text("unknown").key("error");
    write_error(json, unknown.error);
    json.key("reason").null();
  }
  void operator()(const NotAttempted& skipped) const {
    json.key("outcome").text("not_attempted").key("error").null();
    json.key("reason").text(skipped.reason);
  }

 private:
  void write(std::string_view name) const {
    json.key("outcome").text(name).key("error").null().key("reason").null();
  }
};

Outcome read_outcome(JsonReader json) {
  JsonReader name = json.member("outcome");
  const std::string text = name.text();
  if (text == "changed") {
    return Changed{};
  }
  if (text == "unchanged") {
    return Unchanged{};
  }
  if (text == "failed") {
    return Failed{read_error(json.member("error"))};
  }
  if (text == "not_attempted") {
    return NotAttempted{json.member("reason").text()};
  }
  if (text == "unknown") {
    return Unknown{read_error(json.member("error"))};
  }
  name.expect("changed, unchanged, failed, not_attempted or unknown");
  return Unchanged{};
}

enum class Format { one, two };

// Which of the two it is; the reader keeps an error where it is neither.
Format read_head(JsonReader json, JournalPart part) {
  JsonReader version = json.member("format_version");
  const std::string number = version.text();
  const Format format = number.substr(0, 2) == "1." ? Format::one : Format::two;
  if (format == Format::two && number.substr(0, 2) != "2.") {
    version.expect("2.x or 1.x");
  } else if (number != record_version && number != "1.0") {
    json.allow_unknown_keys();
  }
  for (const auto& [key, value] :
       {std::pair("kind", record_kind), std::pair("record", to_string(part))}) {
    JsonReader member = json.member(key);
    if (member.text() != value) {
      member.expect(value);
    }
  }
  return format;
}

template <class T>
std::optional<T> parsed_or_null(JsonReader json, Result<T> (*parser)(std::string_view)) {
  return json.is_null() ? std::nullopt : json.parsed(parser);
}

std::string text_or_nothing(JsonReader json) { return json.is_null() ? "" : json.text(); }

Circumstances read_circumstances(JsonReader json) {
  Circumstances about;
  about.at = json.member("at").parsed(parse_time).value_or(Time{});
  about.target = read_declaration(json.member("target"));
  about.place = json.member("place").text();
  about.site = parsed_or_null(json.member("site"), Site::parse);
  about.user = text_or_nothing(json.member("user"));
  about.host = json.member("host").text();
  about.trustctl_version = json.member("trustctl_version").text();
  about.command = json.member("command").text();
  about.manifest = text_or_nothing(json.member("manifest"));
  about.manifest_sha256 = parsed_or_null(json.member("manifest_sha256"), Fingerprint::parse);
  return about;
}

// Format 1 knew of the target its name and its place.
Circumstances read_older_circumstances(JsonReader json) {
  Circumstances about;
  about.at = json.member("at").parsed(parse_time).value_or(Time{});
  about.target.name = json.member("target").text();
  about.place = json.member("provider").text();
  about.target.provider.value = about.place.substr(0, about.place.find(':'));
  about.site = parsed_or_null(json.member("site"), Site::parse);
  return about;
}

// Format 1 did not say what had drifted; a change says what it answers to.
std::optional<PlannedChange> read_older_change(JsonReader json) {
  auto change = read_change(std::move(json));
  if (!change.has_value()) {
    return std::nullopt;
  }
  const Drift drift = std::holds_alternative<Add>(*change)      ? Drift::missing
                      : std::holds_alternative<Update>(*change) ? Drift::different
                                                                : Drift::unexpected;
  return PlannedChange{std::move(*change), drift, {}, {}};
}

void read_items(JsonReader json, Format format, std::vector<JournalBegin::Item>& items) {
  for (JsonReader& item : json.items()) {
    item.allow_only({"change", "preserved"});
    auto change = format == Format::one ? read_older_change(item.member("change"))
                                        : read_planned_change(item.member("change"));
    auto images = read_images(item.member("preserved"));
    if (change.has_value()) {
      items.push_back({std::move(*change), std::move(images)});
    }
  }
}

Result<JournalRecord> read_begin_line(std::string_view line) {
  auto json = JsonReader::parse(line);
  if (!json) {
    return tl::unexpected(json.error());
  }
  JournalRecord record;
  const Format format = read_head(*json, JournalPart::begin);
  record.id = json->member("id").text();
  if (format == Format::one) {
    json->allow_only(
        {"format_version", "kind", "record", "id", "at", "target", "provider", "site", "items"});
    record.begin.circumstances = read_older_circumstances(*json);
  } else {
    json->allow_only({"format_version", "kind", "record", "id", "previous", "at", "target", "place",
                      "site", "user", "host", "trustctl_version", "command", "manifest",
                      "manifest_sha256", "items"});
    static_cast<void>(read_link(json->member("previous")));
    record.begin.circumstances = read_circumstances(*json);
  }
  read_items(json->member("items"), format, record.begin.items);
  if (json->failed()) {
    return tl::unexpected(json->error());
  }
  return record;
}

Result<std::vector<Outcome>> read_end_line(std::string_view line, const JournalRecord& record) {
  auto json = JsonReader::parse(line);
  if (!json) {
    return tl::unexpected(json.error());
  }
  if (read_head(*json, JournalPart::end) == Format::one) {
    json->allow_only({"format_version", "kind", "record", "id", "outcomes"});
  } else {
    json->allow_only({"format_version", "kind", "record", "id", "previous", "outcomes"});
    static_cast<void>(read_link(json->member("previous")));
  }
  std::vector<Outcome> outcomes;
  JsonReader list = json->member("outcomes");
  for (JsonReader& item : list.items()) {
    item.allow_only({"outcome", "error", "reason"});
    outcomes.push_back(read_outcome(item));
  }
  if (outcomes.size() != record.begin.items.size()) {
    list.expect("one outcome for each item");
  }
  if (json->member("id").text() != record.id) {
    json->member("id").expect(record.id);
  }
  if (json->failed()) {
    return tl::unexpected(json->error());
  }
  return outcomes;
}

}  // namespace

JournalText JournalText::of(std::string_view text) {
  const auto line = [&text] {
    const std::size_t line_break = text.find('\n');
    const auto found =
        line_break == std::string_view::npos ? std::string_view() : text.substr(0, line_break + 1);
    text.remove_prefix(found.size());
    return found;
  };
  JournalText parts;
  parts.begin = line();
  parts.end = line();
  parts.torn = !text.empty();
  return parts;
}

std::string write_begin_line(const std::string& id, const JournalBegin& record,
                             const std::optional<JournalLink>& previous) {
  JsonWriter json(JsonWriter::Layout::compact);
  write_head(json, JournalPart::begin, id, previous);
  write_circumstances(json, record.circumstances);
  json.key("items").begin_array();
  for (const JournalBegin::Item& item : record.items) {
    json.begin_object().key("change");
    write_planned_change(json, item.planned);
    json.key("preserved");
    write_images(json, item.before);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string write_end_line(const std::string& id, std::span<const Outcome> outcomes,
                           const std::optional<JournalLink>& previous) {
  JsonWriter json(JsonWriter::Layout::compact);
  write_head(json, JournalPart::end, id, previous);
  json.key("outcomes").begin_array();
  for (const Outcome& outcome : outcomes) {
    json.begin_object();
    std::visit(OutcomeWriter{json}, outcome);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

Result<JournalRecord> read_journal_text(std::string_view text) {
  const JournalText parts = JournalText::of(text);
  auto record = read_begin_line(parts.begin.empty() ? text : parts.begin);
  if (!record || parts.end.empty()) {
    return record;
  }
  auto outcomes = read_end_line(parts.end, *record);
  if (!outcomes) {
    return tl::unexpected(outcomes.error());
  }
  record->outcomes = std::move(*outcomes);
  return record;
}

Result<std::optional<JournalLink>> previous_of(std::string_view line) {
  auto json = JsonReader::parse(line);
  if (!json) {
    return tl::unexpected(json.error());
  }
  auto previous = read_link(json->member("previous"));
  if (json->failed()) {
    return tl::unexpected(json->error());
  }
  return previous;
}

std::vector<JournalLine> lines_of(const std::string& id, std::string_view text) {
  const JournalText parts = JournalText::of(text);
  std::vector<JournalLine> lines;
  for (const auto& [part, line] :
       {std::pair(JournalPart::begin, parts.begin), std::pair(JournalPart::end, parts.end)}) {
    if (auto previous = line.empty() ? tl::unexpected(Error{}) : previous_of(line)) {
      lines.push_back({{id, part, Fingerprint::of(as_bytes(line))}, std::move(*previous)});
    }
  }
  return lines;
}

}  // namespace trustctl
