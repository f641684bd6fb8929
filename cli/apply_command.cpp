#include <algorithm>
#include <string>
#include <utility>

#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/disk_file_reader.hpp"
#include "cli/document_kind.hpp"
#include "cli/error_stream.hpp"
#include "cli/inputs.hpp"
#include "cli/manifest_source.hpp"
#include "cli/process.hpp"
#include "cli/target_option.hpp"
#include "engine/apply/file_journal.hpp"
#include "engine/operation/requests.hpp"
#include "engine/platform/console.hpp"
#include "engine/render/formats.hpp"
#include "engine/render/render_apply.hpp"
#include "engine/render/render_plan.hpp"
#include "engine/text/encoding.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

Result<std::vector<SavedPlan>> saved_plans(std::string_view text, const std::string& path,
                                           const Options& options) {
  if (!options.targets.empty() || options.adopt || options.max_removals.has_value()) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input,
              path + " is a saved plan and is applied as it is: --target, --adopt and "
                     "--max-removals belong to the 'trustctl plan' that makes it"});
  }
  auto saved = read_plan_file(text);
  if (!saved) {
    return tl::unexpected(Error{saved.error().code, path + ": " + saved.error().message});
  }
  return saved;
}

ApplyRequest make_request(const Options& options) {
  const std::string path = manifest_path(options);
  const auto bytes =
      options.what_if ? read_manifest(path, options) : read_manifest_to_apply(path, options);
  ApplyRequest request{document_head(options),
                       Checked<Manifest>(),
                       options.adopt ? Adoption::adopt : Adoption::leave,
                       options.lock_timeout,
                       user_name().value_or(""),
                       absolute_path(path),
                       options.take_over};
  if (bytes.has_value() && is_saved_plan(as_text(*bytes))) {
    request.head.manifest = path;
    request.what = saved_plans(without_byte_order_mark(as_text(*bytes)), path, options);
    return request;
  }
  auto input = manifest_from(bytes, path, options, ExtraTargets::refused);
  request.head = head_of(options, input);
  request.what = std::move(input.manifest);
  return request;
}

std::vector<TargetDeclaration> targets_of(const ApplyRequest& request) {
  if (const auto* manifest = std::get_if<Checked<Manifest>>(&request.what)) {
    return *manifest ? (*manifest)->targets : std::vector<TargetDeclaration>();
  }
  const auto& saved = std::get<Result<std::vector<SavedPlan>>>(request.what);
  std::vector<TargetDeclaration> targets;
  for (const SavedPlan& plan : saved ? *saved : std::vector<SavedPlan>()) {
    targets.push_back(plan.target);
  }
  return targets;
}

// A user's, where all that is applied are one user's own stores.
StateOwner owner_of_state(const ApplyRequest& request) {
  const std::vector<TargetDeclaration> targets = targets_of(request);
  const bool own = !targets.empty() && std::all_of(targets.begin(), targets.end(), [](auto& one) {
    return reach_of(one) == Reach::user;
  });
  return own ? StateOwner::user : StateOwner::computer;
}

Error not_apart(const std::string& state, const TargetDeclaration& target,
                const std::string& path) {
  return {ErrorCode::invalid_input,
          "the state directory " + state + " and target '" + target.name + "' (" + path +
              ") are one within the other; name another by --state-dir",
          target.at};
}

// The journal in a store would be read as entries, and a target in the state directory could write
// its own history.
Result<void> check_state_is_apart(const ApplyRequest& request, const std::string& state) {
  for (const TargetDeclaration& target : targets_of(request)) {
    const std::string path = path_of(target);
    if (!path.empty() && (is_within(path, state) || is_within(state, path))) {
      return tl::unexpected(not_apart(state, target, path));
    }
  }
  return {};
}

// Shows what would be done where that is not seen yet, and asks. Only 'yes' is yes.
class AskAtTerminal : public Consent {
 public:
  AskAtTerminal(const Options& options, Result<std::string> state, Output& output,
                TerminalProgress& progress, const TextBuffer& plan)
      : m_options(options),
        m_state(std::move(state)),
        m_output(output),
        m_progress(progress),
        m_plan(plan) {}

  Result<void> may_begin() override {
    m_progress.clear();
    return m_output.check_place()
        .and_then([this]() -> Result<void> {
          return m_state ? Result<void>() : tl::unexpected(m_state.error());
        })
        .and_then([this] { return m_options.yes ? Result<void>() : ask(); });
  }

 private:
  Result<void> ask() {
    if (!is_terminal(StandardStream::input)) {
      return tl::unexpected(Error{ErrorCode::refused,
                                  "not confirmed: there is no terminal to ask on; run with --yes "
                                  "to apply without being asked"});
    }
    constexpr std::string_view question =
        "\nDo you want to apply these changes? Only 'yes' is accepted: ";
    if (m_output.result_is_seen()) {
      m_output.write(question);
      m_output.show_result_so_far();
    } else {
      m_output.aside(m_plan.text() + std::string(question));
    }
    if (read_line() != "yes") {
      return tl::unexpected(Error{ErrorCode::refused, "not confirmed: nothing was changed"});
    }
    return {};
  }

  const Options& m_options;
  Result<std::string> m_state;
  Output& m_output;
  TerminalProgress& m_progress;
  const TextBuffer& m_plan;
};

// For people the plan is the first part of the result; for scripts it is none.
class Nowhere : public TextSink {
 public:
  void write(std::string_view) override {}
};

ExitCode show_what_if(const ApplyRequest& request, const Options& options, BuiltinTargets& targets,
                      Journal& journal, Output& output) {
  const DiskFileReader files;
  ErrorStream errors(output, targets.progress(), ErrorStream::Refusals::shown_elsewhere);
  const auto shown = make_view<TargetRun>(options.format, "plan", output, output.view_settings());
  Views<TargetRun> views{&errors, shown.get()};
  const RunTotals totals = preview(request, {targets, files}, views, &journal);
  return exit_code_of(totals.verdict(), ExitRule::plan);
}

}  // namespace

ExitCode run_apply(const Options& options, Output& output) {
  BuiltinTargets targets;
  const ApplyRequest request = make_request(options);
  const StateOwner owner = owner_of_state(request);
  const auto named = state_directory(options, owner);
  const std::string state = absolute_path(named.value_or(""));
  FileJournal journal(state, {}, owner);
  if (options.what_if) {
    return show_what_if(request, options, targets, journal, output);
  }
  if (auto apart = named ? check_state_is_apart(request, state) : Result<void>(); !apart) {
    output.error(apart.error());
    return ExitCode::error;
  }
  const DiskFileReader files;
  ErrorStream errors(output, targets.progress(), ErrorStream::Refusals::errors);
  Nowhere nowhere;
  TextSink& first_part = is_for_people(options.format) ? static_cast<TextSink&>(output) : nowhere;
  const auto plan_shown = plan_text_view(first_part, output.view_settings());
  TextBuffer plan_text;
  const auto plan_asked = plan_text_view(plan_text, {output.side_colours()});
  Views<TargetRun> before{&errors, plan_shown.get(), plan_asked.get()};

  const auto shown = make_view<TargetRun>(options.format, "apply", output, output.view_settings());
  TextBuffer if_lost;
  const auto lost = apply_text_view(if_lost, {output.side_colours()});
  Views<TargetRun> after{&errors, shown.get(), lost.get()};

  const SteadyClock clock;
  AskAtTerminal consent(options, named, output, targets.progress(), plan_text);
  const RunTotals totals =
      apply(request, {targets, files}, {journal, clock, consent}, before, after);
  output.if_lost(if_lost.text());
  return exit_code_of(totals.verdict(), ExitRule::apply);
}

}  // namespace trustctl
