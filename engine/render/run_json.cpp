#include "engine/render/run_json.hpp"

#include <utility>

#include "engine/formats/base64.hpp"
#include "engine/json/json_writer.hpp"
#include "engine/render/change_lines.hpp"
#include "engine/render/render_apply.hpp"
#include "engine/render/render_certificate.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/render_properties.hpp"
#include "engine/render/render_target.hpp"

namespace trustctl {

namespace {

std::optional<std::string> text_or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

void write_count(JsonWriter& json, std::string_view name, std::size_t count) {
  json.key(name);
  json.number(count);
}

void write_state(JsonWriter& json, std::string_view name, const Properties* properties) {
  json.key(name);
  if (properties == nullptr) {
    json.null();
    return;
  }
  json.begin_object();
  write_property_members(json, *properties);
  json.end_object();
}

void write_before_and_after(JsonWriter& json, const Change& change) {
  const auto* add = std::get_if<Add>(&change);
  const auto* update = std::get_if<Update>(&change);
  const auto* remove = std::get_if<Remove>(&change);
  write_state(
      json, "before",
      update != nullptr ? &update->before : (remove != nullptr ? &remove->before : nullptr));
  write_state(json, "after",
              add != nullptr ? &add->after : (update != nullptr ? &update->after : nullptr));
}

// "file" and "line"; null where the manifest does not say it.
void write_declared_at(JsonWriter& json, const std::optional<Location>& where) {
  json.member_or_null("file", where.has_value() ? std::optional(where->file) : std::nullopt);
  json.key("line");
  where.has_value() ? json.number(where->line) : json.null();
}

void write_outcome(JsonWriter& json, const Outcome* outcome) {
  json.member_or_null("outcome", outcome == nullptr
                                     ? std::nullopt
                                     : std::optional(std::string(outcome_word(*outcome))));
  json.member_or_null("reason", outcome == nullptr ? std::nullopt : reason_of(*outcome));
}

// What was noticed while planning, then what was while writing.
std::vector<Finding> findings_of(const TargetRun& run) {
  std::vector<Finding> findings = run.plan.findings;
  if (run.applied.has_value()) {
    findings.insert(findings.end(), run.applied->findings.begin(), run.applied->findings.end());
  }
  return findings;
}

void write_refusals(JsonWriter& json, std::span<const Refusal> refusals) {
  json.key("refusals");
  json.begin_array();
  for (const Refusal& refusal : refusals) {
    json.begin_object();
    json.member("guard", refusal.guard);
    json.member("message", refusal.message);
    json.end_object();
  }
  json.end_array();
}

void write_counts(JsonWriter& json, const RunCounts& counts) {
  json.key("counts");
  json.begin_object();
  write_count(json, "add", counts.adds);
  write_count(json, "update", counts.updates);
  write_count(json, "remove", counts.removes);
  write_count(json, "missing", counts.missing);
  write_count(json, "unexpected", counts.unexpected);
  write_count(json, "misplaced", counts.misplaced);
  write_count(json, "different", counts.different);
  write_count(json, "unmet", counts.unmet);
  write_count(json, "as_declared", counts.as_declared);
  write_count(json, "nobodys", counts.nobodys);
  write_count(json, "kept", counts.kept);
  json.end_object();
}

std::vector<Error> errors_of(const TargetRun& run) {
  std::vector<Error> errors = run.errors;
  errors.insert(errors.end(), run.plan.unreadable.begin(), run.plan.unreadable.end());
  if (run.applied.has_value() && run.applied->failure.has_value()) {
    errors.push_back(*run.applied->failure);
  }
  return errors;
}

class RunJsonView : public View<TargetRun> {
 public:
  RunJsonView(TextSink& sink, bool certificates) : m_sink(sink), m_certificates(certificates) {}

  void begin(const DocumentHead& head) override {
    m_json.begin_object();
    write_head(m_json, head);
    m_json.key("targets");
    m_json.begin_array();
  }

  void add(const TargetRun& run) override {
    m_totals.add(run);
    m_json.begin_object();
    write_target(m_json, run.label);
    write_changes(run);
    write_findings(m_json, findings_of(run));
    write_refusals(m_json, run.plan.refusals);
    m_json.key("needs_rebuild").boolean(run.plan.needs_rebuild);
    write_errors(m_json, errors_of(run));
    const ApplyReport* applied = run.applied.has_value() ? &*run.applied : nullptr;
    m_json.member_or_null("journal_id",
                          text_or_null(applied != nullptr ? applied->journal_id : ""));
    m_json.member_or_null("journal_file", text_or_null(run.journal_file));
    write_counts(m_json, counts_of(run.plan));
    m_json.key("changed");
    m_json.boolean(applied != nullptr && applied->changed_anything());
    m_json.member("verdict", to_string(verdict_of(run)));
    m_json.end_object();
    m_sink.write(m_json.drain());
  }

  void end(const DocumentTail& tail) override {
    m_json.end_array();
    for (const Error& error : tail.errors) {
      m_totals.add(error);
    }
    write_errors(m_json, tail.errors);
    write_counts(m_json, m_totals.counts());
    m_json.key("changed");
    m_json.boolean(m_totals.changed());
    m_json.member("verdict", to_string(m_totals.verdict()));
    m_json.end_object();
    m_sink.write(m_json.take());
  }

 private:
  void write_changes(const TargetRun& run) {
    m_json.key("changes");
    m_json.begin_array();
    for (std::size_t i = 0; i < run.plan.changes.size(); ++i) {
      const bool applied = run.applied.has_value() && i < run.applied->changes.size();
      write_change(run, run.plan.changes[i], applied ? &run.applied->changes[i].outcome : nullptr);
    }
    m_json.end_array();
  }

  void write_change(const TargetRun& run, const PlannedChange& planned, const Outcome* outcome) {
    const Certificate& certificate = certificate_of(planned.change);
    m_json.begin_object();
    m_json.member("target", run.label.name);
    m_json.member("store", store_of(planned.change).text());
    m_json.member("drift", to_string(planned.drift));
    m_json.member("action", action_of(planned.change));
    write_identity(m_json, certificate);
    const bool known = certificate.verdict().kind != Verdict::Kind::opaque;
    m_json.member_or_null("subject",
                          known ? std::optional(certificate.subject_text()) : std::nullopt);
    m_json.member_or_null("issuer",
                          known ? std::optional(certificate.issuer_text()) : std::nullopt);
    m_json.member_or_null("not_after",
                          known ? std::optional(rfc3339(certificate.not_after())) : std::nullopt);
    m_json.member("origin", to_string(Origin::local));  // nothing else can be changed
    write_before_and_after(m_json, planned.change);
    m_json.member("cause", planned.cause);
    write_declared_at(m_json, planned.declared_at);
    if (m_certificates) {
      m_json.member("certificate", base64_encode(certificate.bytes()));
    }
    write_outcome(m_json, outcome);
    m_json.end_object();
  }

  TextSink& m_sink;
  bool m_certificates;
  JsonWriter m_json;
  RunTotals m_totals;
};

}  // namespace

void write_head(JsonWriter& json, const DocumentHead& head) {
  json.member("format_version", "2.0");
  json.member("kind", "trustctl-" + head.command);
  json.member("trustctl_version", head.trustctl_version);
  json.member("host", head.host);
  json.member("taken_at", rfc3339(head.taken_at));
  json.member("as_of", rfc3339(head.as_of));
  json.member_or_null("site",
                      head.site.has_value() ? std::optional(head.site->text()) : std::nullopt);
  json.member_or_null("manifest", text_or_null(head.manifest));
  json.member_or_null("manifest_sha256", head.manifest_sha256.has_value()
                                             ? std::optional(head.manifest_sha256->hex())
                                             : std::nullopt);
}

std::unique_ptr<View<TargetRun>> run_json_view(TextSink& sink, const ViewSettings& settings) {
  return std::make_unique<RunJsonView>(sink, settings.certificates);
}

}  // namespace trustctl
