#include "engine/apply/journal_chain.hpp"

#include <algorithm>
#include <utility>

namespace trustctl {

namespace {

constexpr std::size_t id_length = 8;
constexpr std::uint64_t last_id = 99'999'999;
constexpr std::string_view format_version = "2.0";
constexpr std::string_view head_kind = "trustctl-journal-head";

JournalPart read_part(JsonReader json) {
  const std::string text = json.text();
  if (text != "begin" && text != "end") {
    json.expect("begin or end");
  }
  return text == "end" ? JournalPart::end : JournalPart::begin;
}

std::string read_id(JsonReader json) {
  std::string id = json.text();
  if (!journal_number(id)) {
    json.expect("the id of a record");
  }
  return id;
}

}  // namespace

std::string_view to_string(JournalPart part) {
  return part == JournalPart::begin ? "begin" : "end";
}

void JournalHead::add(const JournalLink& line) {
  last_number = std::max(last_number, journal_number(line.id).value_or(0));
  last = line;
  open.erase(std::remove(open.begin(), open.end(), line.id), open.end());
  if (line.part == JournalPart::begin) {
    open.push_back(line.id);
  }
}

bool is_next(const JournalLine& line, const JournalHead& head) {
  if (line.previous != head.last) {
    return false;
  }
  return line.self.part == JournalPart::begin
             ? journal_number(line.self.id) == head.last_number + 1
             : std::find(head.open.begin(), head.open.end(), line.self.id) != head.open.end();
}

Result<std::string> journal_id(std::uint64_t number) {
  if (number > last_id) {
    return tl::unexpected(Error{ErrorCode::unsupported,
                                "the journal is full: it has given out every id; move its folder "
                                "away to begin a new one"});
  }
  std::string digits = std::to_string(number);
  return std::string(id_length - digits.size(), '0') + digits;
}

std::optional<std::uint64_t> journal_number(std::string_view id) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (id.size() != id_length || !std::all_of(id.begin(), id.end(), is_digit)) {
    return std::nullopt;
  }
  std::uint64_t number = 0;
  for (const char digit : id) {
    number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return number;
}

void write_link(JsonWriter& json, const std::optional<JournalLink>& link) {
  if (!link.has_value()) {
    json.null();
    return;
  }
  json.begin_object().key("id").text(link->id).key("record").text(to_string(link->part));
  json.key("sha256").text(link->sha256.hex()).end_object();
}

std::optional<JournalLink> read_link(JsonReader json) {
  if (json.is_null()) {
    return std::nullopt;
  }
  json.allow_only({"id", "record", "sha256"});
  std::string id = read_id(json.member("id"));
  const JournalPart part = read_part(json.member("record"));
  const auto sha256 = json.member("sha256").parsed(Fingerprint::parse);
  return json.failed() ? std::nullopt : std::optional<JournalLink>({std::move(id), part, *sha256});
}

void write_journal_head(JsonWriter& json, std::string_view kind) {
  json.begin_object().key("format_version").text(format_version).key("kind").text(kind);
}

void check_journal_head(JsonReader& json, std::string_view kind) {
  JsonReader version = json.member("format_version");
  if (version.text().substr(0, 2) != "2.") {
    version.expect("2.x");
  } else if (version.text() != format_version) {
    json.allow_unknown_keys();
  }
  JsonReader what = json.member("kind");
  if (what.text() != kind) {
    what.expect(kind);
  }
}

std::string write_head_file(const JournalHead& head) {
  JsonWriter json;
  write_journal_head(json, head_kind);
  json.key("last_number").number(head.last_number).key("last");
  write_link(json, head.last);
  json.key("open").begin_array(JsonWriter::Layout::compact);
  for (const std::string& id : head.open) {
    json.text(id);
  }
  json.end_array().end_object();
  return json.take();
}

Result<JournalHead> read_head_file(std::string_view text) {
  auto json = JsonReader::parse(text);
  if (!json) {
    return tl::unexpected(json.error());
  }
  check_journal_head(*json, head_kind);
  json->allow_only({"format_version", "kind", "last_number", "last", "open"});
  JournalHead head;
  head.last_number = json->member("last_number").number();
  head.last = read_link(json->member("last"));
  for (const JsonReader& id : json->member("open").items()) {
    head.open.push_back(read_id(id));
  }
  if (json->failed()) {
    return tl::unexpected(json->error());
  }
  return head;
}

}  // namespace trustctl
