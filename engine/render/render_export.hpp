#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/capture/export_chain.hpp"
#include "engine/render/text_style.hpp"

namespace trustctl {

/// The files below `folder`, and of each certificate in them its subject, digest, and the stores it
/// belongs to.
std::string export_text(std::span<const ExportedFile> files, std::string_view folder,
                        Colours colours);

}  // namespace trustctl
