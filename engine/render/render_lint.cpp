#include "engine/render/render_lint.hpp"

#include <algorithm>

#include "engine/json/json_writer.hpp"
#include "engine/render/change_lines.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/run_json.hpp"
#include "engine/text/words.hpp"

namespace trustctl {

namespace {

std::size_t count(const LintReport& report, Level level) {
  return static_cast<std::size_t>(
      std::count_if(report.findings.begin(), report.findings.end(),
                    [level](const Finding& finding) { return finding.level == level; }));
}

// Mere information, where there is any: ", 2 info".
std::string information(const LintReport& report) {
  const std::size_t number = count(report, Level::info);
  return number == 0 ? "" : ", " + std::to_string(number) + " info";
}

// The member `target`; null where it was a manifest, which the head names.
void write_subject(JsonWriter& json, const LintReport& report) {
  const bool is_manifest = !report.target.has_value();
  json.key("target");
  if (is_manifest) {
    json.null();
    return;
  }
  json.begin_object();
  write_target(json, *report.target);
  json.end_object();
}

}  // namespace

std::string lint_text(const DocumentHead&, std::span<const LintReport> reports, const DocumentTail&,
                      const ViewSettings& settings) {
  if (reports.empty() || !reports.front().judged) {
    return "";
  }
  const LintReport& report = reports.front();
  std::string text = remarks_text(report.findings, settings.colours);
  return text + escape(report.subject) + ": " + counted(report.certificates, "certificate") + ", " +
         counted(count(report, Level::error), "error") + ", " +
         counted(count(report, Level::warning), "warning") + information(report) + ".\n";
}

std::string lint_json(const DocumentHead& head, std::span<const LintReport> reports,
                      const DocumentTail& tail, const ViewSettings&) {
  const LintReport report = reports.empty() ? LintReport() : reports.front();
  JsonWriter json;
  json.begin_object();
  write_head(json, head);
  write_subject(json, report);
  json.key("certificates");
  json.number(report.certificates);
  write_findings(json, report.findings);
  write_errors(json, tail.errors);
  json.end_object();
  return json.take();
}

}  // namespace trustctl
