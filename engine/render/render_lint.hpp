#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/model/finding.hpp"
#include "engine/render/render_target.hpp"
#include "engine/render/view_settings.hpp"

namespace trustctl {

/// What a lint looked at, and what it found.
struct LintReport {
  std::string subject;                ///< the manifest's file, or the target's place
  std::optional<TargetLabel> target;  ///< absent: it was a manifest
  std::size_t certificates = 0;
  std::vector<Finding> findings;
  bool judged = true;  ///< false: errors kept it from being looked at
};

/// The findings but for those that stand in the way (the error stream has them), gravest first,
/// then "site.yaml: 12 certificates, 0 errors, 1 warning."(and ", 2 info" where there is any).
/// Nothing where nothing could be judged.
std::string lint_text(const DocumentHead& head, std::span<const LintReport> reports,
                      const DocumentTail& tail, const ViewSettings& settings);
/// All of it as JSON (schemas/report.schema.json, kind trustctl-lint).
std::string lint_json(const DocumentHead& head, std::span<const LintReport> reports,
                      const DocumentTail& tail, const ViewSettings& settings);

}  // namespace trustctl
