#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/json/json_reader.hpp"
#include "engine/json/json_writer.hpp"
#include "engine/model/change.hpp"
#include "engine/plan/plan.hpp"

namespace trustctl {

// The one form of changes in JSON, for plan files and for the journal. A change is
// {"actions": ["add"], "store", "label", "subject", "sha256", "sha1", "certificate" (Base64),
// "before", "after" (properties or null), "restore" (images)}; label, subject and sha1 are
// for people and are not read back.

/// Null: all; an empty list: none.
void write_purposes(JsonWriter& json, const std::optional<std::set<Oid>>& purposes);
void write_properties(JsonWriter& json, const Properties& properties);
/// A list of {"place", "bytes" (Base64)}.
void write_images(JsonWriter& json, std::span<const Image> images);
void write_location(JsonWriter& json, const std::optional<Location>& location);
/// {"code", "message", "where"}.
void write_error(JsonWriter& json, const Error& error);
/// The change's keys, and then "drift", "cause" and "declared_at".
void write_planned_change(JsonWriter& json, const PlannedChange& planned);

// What these read is nothing, or empty, after an error, which the reader keeps.

std::optional<std::set<Oid>> read_purposes(JsonReader json);
std::optional<Properties> read_properties(JsonReader json);
std::vector<Image> read_images(JsonReader json);
std::optional<Location> read_location(JsonReader json);
Error read_error(JsonReader json);
/// One without drift, cause and line: of a journal of format 1.
std::optional<Change> read_change(JsonReader json);
std::optional<PlannedChange> read_planned_change(JsonReader json);

}  // namespace trustctl
