#pragma once

#include <span>
#include <string_view>

namespace trustctl {

/// A JSON schema that is part of the program: schemas/<name>.schema.json when it was built.
struct EmbeddedSchema {
  std::string_view name;
  std::string_view text;
};

/// All of them, sorted by name.
std::span<const EmbeddedSchema> embedded_schemas();

}  // namespace trustctl
