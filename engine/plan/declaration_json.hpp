#pragma once

#include "engine/json/json_reader.hpp"
#include "engine/json/json_writer.hpp"
#include "engine/manifest/manifest.hpp"

namespace trustctl {

// The one form of a declared target in JSON, for plan files and for the journal: {"name",
// "provider": {"value", "at"}, "options": {NAME: {"value", "at"}}, "base_directory",
// "declared_at"}. Whoever keeps one for later makes it stand for good first (Targets::for_good).

void write_declaration(JsonWriter& json, const TargetDeclaration& target);
/// Incomplete after an error, which the reader keeps.
TargetDeclaration read_declaration(JsonReader json);

}  // namespace trustctl
