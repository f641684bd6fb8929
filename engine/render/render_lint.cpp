#include "engine/render/render_lint.hpp"

#include <algorithm>

#include "engine/json/json_writer.hpp"
#include "engine/render/change_lines.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/run_json.hpp"

namespace trustctl {

namespace {

std::string counted(const LintReport& report, Level level, const std::string& noun) {
  const auto number =
      std::count_if(report.findings.begin(), report.findings.end(),
                    [level](const Finding& finding) { return finding.level == level; });
  return std::to_string(number) + ' ' + noun + (number == 1 ? "" : "s");
}

// Mere information, where there is any: ", 2 info".
std::string information(const LintReport& report) {
  const auto number =
      std::count_if(report.findings.begin(), report.findings.end(),
                    [](const Finding& finding) { return finding.level == Level::info; });
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
  const std::string noun = report.certificates == 1 ? " certificate, " : " certificates, ";
  return text + escape(report.subject) + ": " + std::to_string(report.certificates) + noun +
         counted(report, Level::error, "error") + ", " +
         counted(report, Level::warning, "warning") + information(report) + ".\n";
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
