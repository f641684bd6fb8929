#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/explain/code.hpp"
#include "engine/render/view_settings.hpp"

namespace trustctl {

/// What `explain` answers.
struct Explanation {
  std::vector<const CodeInfo*> codes;
  bool list = false;  ///< all of them, a line each (`--list`)
};

/// Codes in full, one after the other: numbers, meaning, causes, and what to do. A list: by family,
/// a line each: hexadecimal, signed decimal, name.
std::string explain_text(const DocumentHead& head, std::span<const Explanation> explanations,
                         const DocumentTail& tail, const ViewSettings& settings);

/// Codes in full as JSON (schemas/report.schema.json, kind trustctl-explain).
std::string explain_json(const DocumentHead& head, std::span<const Explanation> explanations,
                         const DocumentTail& tail, const ViewSettings& settings);

}  // namespace trustctl
