#include "engine/apply/journal_checkpoint.hpp"

#include <optional>
#include <utility>

namespace trustctl {

namespace {

constexpr std::string_view checkpoint_kind = "trustctl-journal-checkpoint";

}  // namespace

std::set<std::string> JournalCheckpoint::ids() const {
  std::set<std::string> ids;
  for (const JournalLine& line : lines) {
    ids.insert(line.self.id);
  }
  return ids;
}

std::string write_checkpoint_file(const JournalCheckpoint& checkpoint) {
  JsonWriter json(JsonWriter::Layout::lines);
  write_journal_head(json, checkpoint_kind);
  json.key("lines").begin_array(JsonWriter::Layout::rows);
  for (const JournalLine& line : checkpoint.lines) {
    json.begin_object().key("line");
    write_link(json, line.self);
    json.key("previous");
    write_link(json, line.previous);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

Result<JournalCheckpoint> read_checkpoint_file(std::string_view text) {
  auto json = JsonReader::parse(text);
  if (!json) {
    return tl::unexpected(json.error());
  }
  check_journal_head(*json, checkpoint_kind);
  json->allow_only({"format_version", "kind", "lines"});
  JournalCheckpoint checkpoint;
  for (JsonReader& item : json->member("lines").items()) {
    item.allow_only({"line", "previous"});
    auto self = read_link(item.member("line"));
    auto previous = read_link(item.member("previous"));
    if (self.has_value()) {
      checkpoint.lines.push_back({std::move(*self), std::move(previous)});
    }
  }
  if (json->failed()) {
    return tl::unexpected(json->error());
  }
  return checkpoint;
}

}  // namespace trustctl
