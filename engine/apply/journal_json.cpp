#include "engine/apply/journal_json.hpp"

#include <utility>

#include "engine/json/json_reader.hpp"
#include "engine/json/json_writer.hpp"
#include "engine/plan/change_json.hpp"

namespace trustctl {

namespace {

constexpr std::string_view format_version = "1.0";
constexpr std::string_view kind = "trustctl-journal";

void write_head(JsonWriter& json, std::string_view record, const std::string& id) {
  json.begin_object().key("format_version").text(format_version).key("kind").text(kind);
  json.key("record").text(record).key("id").text(id);
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

void check_head(JsonReader json, std::string_view record) {
  JsonReader version = json.member("format_version");
  if (version.text().substr(0, 2) != "1.") {
    version.expect("1.x");
  } else if (version.text() != format_version) {
    json.allow_unknown_keys();
  }
  for (const auto& [key, value] : {std::pair("kind", kind), std::pair("record", record)}) {
    JsonReader member = json.member(key);
    if (member.text() != value) {
      member.expect(value);
    }
  }
}

std::optional<Site> read_site(JsonReader json) {
  return json.is_null() ? std::nullopt : json.parsed(Site::parse);
}

void read_items(JsonReader json, std::vector<JournalBegin::Item>& items) {
  for (JsonReader& item : json.items()) {
    item.allow_only({"change", "preserved"});
    auto change = read_change(item.member("change"));
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
  check_head(*json, "begin");
  json->allow_only(
      {"format_version", "kind", "record", "id", "at", "target", "provider", "site", "items"});
  JournalRecord record;
  record.id = json->member("id").text();
  record.begin.at = json->member("at").parsed(parse_time).value_or(Time{});
  record.begin.target = json->member("target").text();
  record.begin.provider = json->member("provider").text();
  record.begin.site = read_site(json->member("site"));
  read_items(json->member("items"), record.begin.items);
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
  check_head(*json, "end");
  json->allow_only({"format_version", "kind", "record", "id", "outcomes"});
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

std::string write_begin_line(const std::string& id, const JournalBegin& record) {
  JsonWriter json(JsonWriter::Layout::compact);
  write_head(json, "begin", id);
  json.key("at").text(rfc3339(record.at)).key("target").text(record.target);
  json.key("provider").text(record.provider).key("site");
  record.site.has_value() ? json.text(record.site->text()) : json.null();
  json.key("items").begin_array();
  for (const JournalBegin::Item& item : record.items) {
    json.begin_object().key("change");
    write_change(json, item.change);
    json.key("preserved");
    write_images(json, item.before);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string write_end_line(const std::string& id, std::span<const Outcome> outcomes) {
  JsonWriter json(JsonWriter::Layout::compact);
  write_head(json, "end", id);
  json.key("outcomes").begin_array();
  for (const Outcome& outcome : outcomes) {
    json.begin_object();
    std::visit(OutcomeWriter{json}, outcome);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

Result<JournalRecord> read_journal_lines(std::string_view text) {
  const std::size_t first_end = text.find('\n');
  auto record = read_begin_line(text.substr(0, first_end));
  if (!record || first_end == std::string_view::npos) {
    return record;
  }
  const std::string_view rest = text.substr(first_end + 1);
  const std::size_t second_end = rest.find('\n');
  if (second_end == std::string_view::npos) {
    return record;  // an append was cut short
  }
  auto outcomes = read_end_line(rest.substr(0, second_end), *record);
  if (!outcomes) {
    return tl::unexpected(outcomes.error());
  }
  record->outcomes = std::move(*outcomes);
  return record;
}

}  // namespace trustctl
