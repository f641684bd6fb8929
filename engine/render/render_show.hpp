#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/model/store_contents.hpp"
#include "engine/model/time.hpp"
#include "engine/render/render_target.hpp"
#include "engine/render/view_settings.hpp"

namespace trustctl {

/// A target and what is in it.
struct ShownTarget {
  TargetLabel target;
  TargetState state;
};

/// What is in the stores, as an administrator wants to see it: each store with its display name,
/// each entry with subject, issuer when it differs, expiry in days from the head's moment, key,
/// SHA-256, thumbprint, origin, owners and properties. A store that could not be read says so in
/// its place.
std::string show_text(const DocumentHead& head, std::span<const ShownTarget> targets,
                      const DocumentTail& tail, const ViewSettings& settings);

/// The same as JSON (schemas/report.schema.json, kind trustctl-show).
std::string show_json(const DocumentHead& head, std::span<const ShownTarget> targets,
                      const DocumentTail& tail, const ViewSettings& settings);

}  // namespace trustctl
