#pragma once

#include <string>
#include <string_view>

#include "engine/capture/capture.hpp"
#include "engine/render/text_style.hpp"

namespace trustctl {

/// The manifest of a capture, to stand beside its `certs` folder: the same bytes wherever and
/// whenever the same was captured. Without `site`, a comment says how to name one.
std::string capture_manifest(const Capture& capture, std::string_view site);

/// What was captured, and what was not: for the person who asked.
std::string capture_text(const Capture& capture, std::string_view manifest, Colours colours);

}  // namespace trustctl
