#pragma once

#include <memory>

#include "engine/operation/target_run.hpp"
#include "engine/render/view_settings.hpp"

namespace trustctl {

class JsonWriter;

/// plan, check and apply as JSON (schemas/report.schema.json): one form for all three, in which a
/// change is the same record everywhere, and only an apply has outcomes. What concerns the whole
/// (sums, `changed`, `verdict`) stands at the end, so that a document can be written while the
/// targets are gone through. Certificates' bytes are left out unless the settings ask for them.
std::unique_ptr<View<TargetRun>> run_json_view(TextSink& sink, const ViewSettings& settings);

/// The members every document begins with, into the open object: format_version, kind
/// ("trustctl-" and the command), trustctl_version, host, as_of, site and manifest.
void write_head(JsonWriter& json, const DocumentHead& head);

}  // namespace trustctl
