#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/disk_file_reader.hpp"
#include "cli/file_path.hpp"
#include "cli/manifest_source.hpp"
#include "cli/output.hpp"
#include "cli/read_target.hpp"
#include "cli/target_option.hpp"
#include "engine/manifest/resolve.hpp"
#include "engine/plan/lint.hpp"
#include "engine/plan/rules.hpp"
#include "engine/render/formats.hpp"
#include "engine/render/render_error.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

// The same certificate stands in several stores and targets, and is named once.
class FindingList {
 public:
  void add(std::span<const Finding> findings) {
    for (const Finding& finding : findings) {
      const Key key{finding.rule, finding.message,
                    finding.store.has_value() ? finding.store->text() : "", finding.certificate,
                    finding.where.has_value() ? finding.where->line : 0};
      if (m_seen.insert(key).second) {
        m_findings.push_back(finding);
      }
    }
  }

  /// Gravest first, else as they were found.
  std::vector<Finding> take() {
    std::stable_sort(m_findings.begin(), m_findings.end(),
                     [](const Finding& a, const Finding& b) { return a.level > b.level; });
    return std::move(m_findings);
  }

 private:
  struct Key {
    RuleId rule;
    std::string message;
    std::string store;
    std::optional<Fingerprint> certificate;
    std::size_t line;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  std::set<Key> m_seen;
  std::vector<Finding> m_findings;
};

LintReport lint(const Manifest& manifest, const ResolvedManifest& resolved, Time now) {
  FindingList findings;
  for (std::size_t i = 0; i < manifest.targets.size(); ++i) {
    findings.add(
        lint_declared(resolved.state_of(i), reach_of(manifest.targets[i]), manifest.policy, now));
  }
  std::vector<Finding> signatures;
  for (const ResolvedManifest::Member& member : resolved.certificates) {
    judge_signature(member.certificate, std::nullopt, Standing::declared, manifest.policy,
                    member.at, ask_openssl, signatures);
  }
  findings.add(signatures);
  return {manifest.file, std::nullopt, resolved.certificates.size(), findings.take()};
}

// Whether providers and their options are spelled right; that this build lacks one is no fault.
std::vector<Error> wrong_targets(const Manifest& manifest) {
  std::vector<Error> errors;
  for (const TargetDeclaration& target : manifest.targets) {
    const auto provider = make_provider(target);
    if (!provider && provider.error().code != ErrorCode::unsupported) {
      errors.push_back(provider.error());
    }
  }
  return errors;
}

ExitCode exit_code(const LintReport& report, const Options& options) {
  ExitCode code = ExitCode::done;
  for (const Finding& finding : report.findings) {
    if (stands_in_the_way(finding)) {
      code = graver(code, ExitCode::error);
    } else if (options.fail_on.has_value() && finding.level >= *options.fail_on) {
      code = graver(code, ExitCode::differences);
    }
  }
  return code;
}

// Where nothing was judged there is no report, and only the errors.
ExitCode finish(const LintReport& report, const DocumentHead& head,
                const std::vector<Error>& errors, const Options& options, Output& output) {
  output.errors(errors);
  for (const Finding& finding : report.findings) {
    if (stands_in_the_way(finding)) {
      output.error(as_error(finding));
    }
  }
  const auto view = make_view<LintReport>(options.format, "lint", output, output.view_settings());
  view->begin(head);
  view->add(report);
  view->end({errors});
  return graver(exit_code(report, options), errors.empty() ? ExitCode::done : ExitCode::error);
}

LintReport not_judged(const std::string& subject,
                      std::optional<TargetLabel> target = std::nullopt) {
  return {subject, std::move(target), 0, {}, false};
}

ExitCode lint_manifest(const std::string& path, const Options& options, Output& output) {
  const ManifestInput input = load_manifest(path, options, ExtraTargets::allowed);
  const DocumentHead head = head_of(options, input);
  const auto fail = [&](const std::vector<Error>& errors) {
    return finish(not_judged(path), head, errors, options, output);
  };
  if (!input.manifest) {
    return fail(input.manifest.error());
  }
  const auto resolved = resolve(*input.manifest, DiskFileReader());
  if (!resolved) {
    return fail(resolved.error());
  }
  if (const auto wrong = wrong_targets(*input.manifest); !wrong.empty()) {
    return fail(wrong);
  }
  return finish(lint(*input.manifest, *resolved, head.as_of), head, {}, options, output);
}

ExitCode lint_target(const TargetDeclaration& target, const Options& options, Output& output) {
  const DocumentHead head = document_head(options);
  LintReport report{target.name, label_of(target), 0, {}};
  // With what Windows keeps beside a certificate: that its private key is here.
  const auto state = read_target(target, {.stores = std::nullopt, .detail = Detail::raw});
  if (!state) {
    return finish(not_judged(target.name, label_of(target)), head, {state.error()}, options,
                  output);
  }
  std::vector<Error> errors;
  std::set<Fingerprint> certificates;
  for (const auto& [store, contents] : *state) {
    if (!contents.has_value()) {
      errors.push_back(contents.error());
      continue;
    }
    for (const Entry& entry : contents->entries()) {
      certificates.insert(entry.certificate.fingerprint());
    }
  }
  FindingList findings;
  findings.add(lint_observed(*state, reach_of(target), Policy(), head.as_of));
  report.certificates = certificates.size();
  report.findings = findings.take();
  return finish(report, head, errors, options, output);
}

// The target that an argument names, where no (regular) file is called so.
std::optional<TargetDeclaration> target_of_name(const Options& options) {
  if (options.arguments.empty()) {
    return std::nullopt;
  }
  std::error_code failed;
  if (std::filesystem::is_regular_file(file_path(options.arguments.front()), failed)) {
    return std::nullopt;
  }
  const auto targets = named_targets(options);
  return targets.has_value() ? std::optional(targets->front()) : std::nullopt;
}

}  // namespace

ExitCode run_lint(const Options& options, Output& output) {
  const std::string subject = manifest_path(options);
  if (!names_provider(subject)) {
    const auto named = target_of_name(options);
    return named.has_value() ? lint_target(*named, options, output)
                             : lint_manifest(subject, options, output);
  }
  const auto target = parse_place(subject);
  if (!target) {
    output.error(target.error());
    return ExitCode::error;
  }
  return lint_target(*target, options, output);
}

}  // namespace trustctl
