#pragma once

#include "engine/operation/view.hpp"
#include "engine/render/text_style.hpp"

namespace trustctl {

/// What a person may choose of a view, whatever it shows.
struct ViewSettings {
  Colours colours = Colours::off;
  /// Certificates' bytes go into JSON too (`--certificates`).
  bool certificates = false;
};

}  // namespace trustctl
