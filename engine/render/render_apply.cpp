#include "engine/render/render_apply.hpp"

#include <algorithm>

#include "engine/render/escape.hpp"
#include "engine/render/json_writer.hpp"
#include "engine/render/render_certificate.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/render_properties.hpp"

namespace trustctl {

namespace {

std::string_view action_of(const Change& change) {
  if (std::holds_alternative<Add>(change)) {
    return "add";
  }
  return std::holds_alternative<Update>(change) ? "update" : "remove";
}

std::string_view outcome_word(const Outcome& outcome) {
  if (std::holds_alternative<Changed>(outcome)) {
    return "changed";
  }
  if (std::holds_alternative<Unchanged>(outcome)) {
    return "unchanged";
  }
  return std::holds_alternative<Failed>(outcome) ? "failed" : "not_attempted";
}

std::optional<std::string> reason_of(const Outcome& outcome) {
  if (const auto* failed = std::get_if<Failed>(&outcome)) {
    return failed->error.message;
  }
  if (const auto* left = std::get_if<NotAttempted>(&outcome)) {
    return left->reason;
  }
  return std::nullopt;
}

template <class Kind>
std::size_t changed(const ApplyReport& report) {
  return static_cast<std::size_t>(
      std::count_if(report.changes.begin(), report.changes.end(), [](const AppliedChange& applied) {
        return std::holds_alternative<Kind>(applied.planned.change) &&
               std::holds_alternative<Changed>(applied.outcome);
      }));
}

template <class Kind>
std::size_t with_outcome(const ApplyReport& report) {
  return static_cast<std::size_t>(std::count_if(
      report.changes.begin(), report.changes.end(),
      [](const AppliedChange& applied) { return std::holds_alternative<Kind>(applied.outcome); }));
}

std::string change_name(const Change& change) {
  return std::string(action_of(change)) + " " + certificate_of(change).label() + " (" +
         certificate_of(change).fingerprint().hex() + ") in " + store_of(change).text();
}

// The changes that are not as planned, a line each.
std::string exceptions_text(const ApplyReport& report, Colours colours) {
  std::string text;
  for (const AppliedChange& applied : report.changes) {
    const auto reason = reason_of(applied.outcome);
    if (!reason.has_value()) {
      continue;
    }
    const bool failed = std::holds_alternative<Failed>(applied.outcome);
    text +=
        paint(failed ? "failed" : "not attempted", failed ? Colour::red : Colour::yellow, colours);
    text += ": " + escape(change_name(applied.planned.change) + ": " + *reason) + '\n';
  }
  return text;
}

std::string summary(const AppliedTarget& target) {
  const ApplyReport& report = target.report;
  std::string text = "Applied to " + escape(target.target.name) + ": " +
                     std::to_string(changed<Add>(report)) + " added, " +
                     std::to_string(changed<Update>(report)) + " changed, " +
                     std::to_string(changed<Remove>(report)) + " removed";
  const auto also = [&text](std::size_t number, std::string_view words) {
    if (number != 0) {
      text += ", " + std::to_string(number) + ' ';
      text += words;
    }
  };
  also(with_outcome<Unchanged>(report), "so already");
  also(with_outcome<Failed>(report), "failed");
  also(with_outcome<NotAttempted>(report), "not attempted");
  also(count_unmet(target.findings), "unmet");
  return text + ".\n";
}

// Everything is as declared.
bool is_done(const AppliedTarget& target) {
  return target.report.done() && target.refusals.empty() && count_unmet(target.findings) == 0;
}

void write_outcome(JsonWriter& json, const AppliedChange& applied) {
  json.begin_object();
  json.member("action", action_of(applied.planned.change));
  json.member("store", store_of(applied.planned.change).text());
  write_identity(json, certificate_of(applied.planned.change));
  json.member("cause", applied.planned.cause);
  json.member("outcome", outcome_word(applied.outcome));
  json.member_or_null("reason", reason_of(applied.outcome));
  write_place(json, "where", applied.planned.declared_at);
  json.end_object();
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

void write_applied(JsonWriter& json, const AppliedTarget& target) {
  json.begin_object();
  write_target(json, target.target);
  json.key("done");
  json.boolean(is_done(target));
  json.key("journal_id");
  if (target.report.journal_id.empty()) {
    json.null();
  } else {
    json.string(target.report.journal_id);
  }
  json.key("journal_file");
  if (target.journal_file.empty()) {
    json.null();
  } else {
    json.string(target.journal_file);
  }
  json.key("changes");
  json.begin_array();
  for (const AppliedChange& applied : target.report.changes) {
    write_outcome(json, applied);
  }
  json.end_array();
  write_findings(json, target.findings);
  write_refusals(json, target.refusals);
  std::vector<Error> errors = target.unreadable;
  if (target.report.failure.has_value()) {
    errors.push_back(*target.report.failure);
  }
  write_errors(json, errors);
  json.end_object();
}

}  // namespace

std::string apply_text(std::span<const AppliedTarget> targets, Colours colours) {
  std::string text;
  for (const AppliedTarget& target : targets) {
    if (target.report.changes.empty()) {
      continue;
    }
    // Where the whole was stopped, each change would say the same again.
    text += (target.report.failure.has_value() ? "" : exceptions_text(target.report, colours)) +
            summary(target);
    if (!target.journal_file.empty()) {
      text += "Journal: " + escape(target.journal_file) + '\n';
    }
  }
  return text;
}

std::string apply_json(std::span<const AppliedTarget> targets, std::span<const Error> errors) {
  JsonWriter json;
  json.begin_object();
  json.member("format_version", "1.0");
  json.member("kind", "trustctl-apply");
  json.key("done");
  json.boolean(errors.empty() && std::all_of(targets.begin(), targets.end(),
                                             [](const auto& target) { return is_done(target); }));
  json.key("targets");
  json.begin_array();
  for (const AppliedTarget& target : targets) {
    write_applied(json, target);
  }
  json.end_array();
  write_errors(json, errors);
  json.end_object();
  return json.take();
}

std::vector<Error> apply_errors(const AppliedTarget& target) {
  std::vector<Error> errors;
  if (target.report.failure.has_value()) {
    errors.push_back(*target.report.failure);
  }
  for (const AppliedChange& applied : target.report.changes) {
    if (const auto* failed = std::get_if<Failed>(&applied.outcome)) {
      errors.push_back(
          {failed->error.code,
           "cannot " + change_name(applied.planned.change) + ": " + failed->error.message,
           failed->error.where});
    }
  }
  return errors;
}

}  // namespace trustctl
