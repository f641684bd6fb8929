#include "engine/render/render_error.hpp"

#include "engine/render/change_lines.hpp"
#include "engine/render/escape.hpp"
#include "engine/verify/client_code.hpp"

namespace trustctl {

std::string line_text(const Location& where) {
  std::string text = escape(where.file);
  if (where.line != 0) {
    text += ':' + std::to_string(where.line);
  }
  return text;
}

std::string place_text(const Location& where) {
  std::string text = line_text(where);
  if (where.line != 0 && where.column != 0) {
    text += ':' + std::to_string(where.column);
  }
  return text;
}

std::string error_text(const Error& error) {
  const std::string place = error.where.has_value() ? place_text(*error.where) : "trustctl";
  return place + ": error: " + escape(error.message) + '\n';
}

std::string errors_text(std::span<const Error> errors) {
  std::string text;
  for (const Error& error : errors) {
    text += error_text(error);
  }
  return text;
}

Error as_error(const Finding& finding) {
  std::string message = finding.message + " (" + std::string(rule(finding.rule).name) + ")";
  if (const auto code = client_code(finding.rule)) {
    message += "; Windows clients would show " + to_string(*code);
  }
  return {ErrorCode::invalid_input, std::move(message), finding.where};
}

std::vector<Error> obstacles(const TargetRun& run) {
  std::vector<Error> errors = run.errors;
  errors.insert(errors.end(), run.plan.unreadable.begin(), run.plan.unreadable.end());
  for (const Finding& finding : run.plan.findings) {
    if (stands_in_the_way(finding)) {
      errors.push_back(as_error(finding));
    }
  }
  return errors;
}

std::vector<Error> apply_errors(const TargetRun& run) {
  std::vector<Error> errors;
  if (!run.applied.has_value()) {
    return errors;
  }
  if (run.applied->failure.has_value()) {
    errors.push_back(*run.applied->failure);
  }
  for (const AppliedChange& applied : run.applied->changes) {
    if (const auto* failed = std::get_if<Failed>(&applied.outcome)) {
      errors.push_back({failed->error.code,
                        "cannot " + name_of(applied.planned.change) + ": " + failed->error.message,
                        failed->error.where});
    } else if (const auto* unknown = std::get_if<Unknown>(&applied.outcome)) {
      errors.push_back(unknown->error);
    }
  }
  return errors;
}

}  // namespace trustctl
