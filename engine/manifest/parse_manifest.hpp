#pragma once

#include <string>
#include <string_view>

#include "engine/manifest/manifest.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The most that a manifest file may hold (8 MiB), and how deep it may nest.
inline constexpr std::size_t manifest_size_limit = std::size_t{8} * 1024 * 1024;
inline constexpr int manifest_depth_limit = 32;

/// Reads a manifest (version 1) from its text, UTF-8 with or without BOM. `file` is its name for
/// messages; relative sources and targets start in its folder. Pure: opens nothing.
/// Fails with every error of form that it found, sorted by place, each `invalid_input` with
/// `where` set: syntax, unknown keys (with the nearest known one), wrong types, duplicate keys,
/// undefined and unused aliases, tags, a second document, aliases that expand past a bound.
Checked<Manifest> parse_manifest(std::string_view text, const std::string& file);

}  // namespace trustctl
