#pragma once

#include <string>

#include "engine/model/names.hpp"
#include "engine/operation/target_run.hpp"
#include "engine/render/text_style.hpp"

namespace trustctl {

class JsonWriter;

/// "machine (directory: ./demo-machine)", escaped; the name alone where it says all that.
std::string target_heading(const TargetLabel& target, Colours colours);
/// "Root  Trusted Root Certification Authorities", the name in bold.
std::string store_heading(const StoreName& store, Colours colours);

/// The members `target`, `provider` and `location` of the open object.
void write_target(JsonWriter& json, const TargetLabel& target);

}  // namespace trustctl
