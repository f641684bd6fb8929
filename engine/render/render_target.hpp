#pragma once

#include <string>

#include "engine/manifest/manifest.hpp"
#include "engine/model/names.hpp"
#include "engine/render/text_style.hpp"

namespace trustctl {

class JsonWriter;

/// How a target is named to people.
struct TargetLabel {
  std::string name;      ///< "machine"
  std::string provider;  ///< "directory"
  std::string location;  ///< "./demo-machine"; empty: it has none
};

/// "machine (directory: ./demo-machine)", escaped; the name alone where it says all that.
std::string target_heading(const TargetLabel& target, Colours colours);
/// "Root  Trusted Root Certification Authorities", the name in bold.
std::string store_heading(const StoreName& store, Colours colours);

/// The members `target`, `provider` and `location` of the open object.
void write_target(JsonWriter& json, const TargetLabel& target);

}  // namespace trustctl
