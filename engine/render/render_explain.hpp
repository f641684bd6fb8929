#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/explain/code.hpp"
#include "engine/model/rule.hpp"
#include "engine/render/view_settings.hpp"

namespace trustctl {

/// What `explain` answers.
struct Explanation {
  std::vector<const CodeInfo*> codes;
  std::vector<const Rule*> rules;
  bool list = false;  ///< all of them, a line each (`--list`)
};

/// Codes in full, one after the other: numbers, meaning, causes, and what to do; rules likewise:
/// levels, why, what to do, source. A list: by family, a line each: hexadecimal (of Win32 errors
/// the HRESULT), signed decimal, name; of rules both levels and the name.
std::string explain_text(const DocumentHead& head, std::span<const Explanation> explanations,
                         const DocumentTail& tail, const ViewSettings& settings);

/// Codes and rules in full as JSON (schemas/report.schema.json, kind trustctl-explain).
std::string explain_json(const DocumentHead& head, std::span<const Explanation> explanations,
                         const DocumentTail& tail, const ViewSettings& settings);

}  // namespace trustctl
