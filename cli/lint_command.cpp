#include <algorithm>
#include <set>

#include "cli/commands.hpp"
#include "cli/disk_file_reader.hpp"
#include "cli/manifest_source.hpp"
#include "cli/planning.hpp"
#include "engine/manifest/resolve.hpp"
#include "engine/plan/rules.hpp"
#include "engine/render/render_error.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/render_lint.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

// The same certificate stands in several stores and targets, and is named once.
class FindingList {
 public:
  void add(std::span<const Finding> findings) {
    for (const Finding& finding : findings) {
      const Key key{finding.rule, finding.message,
                    finding.store.has_value() ? finding.store->text() : "",
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
    std::size_t line;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  std::set<Key> m_seen;
  std::vector<Finding> m_findings;
};

void judge_stores(const DesiredState& desired, const Policy& policy, Time now,
                  FindingList& findings) {
  std::vector<Finding> found = desired.findings;
  for (const auto& [store, contents] : desired.stores) {
    for (const DesiredEntry& entry : contents.present) {
      judge(entry.certificate, store, Standing::declared, policy, now, entry.at, found);
    }
  }
  findings.add(found);
}

LintReport lint(const Manifest& manifest, const ResolvedManifest& resolved, Time now) {
  FindingList findings;
  for (const DesiredState& desired : resolved.targets) {
    judge_stores(desired, manifest.policy, now, findings);
  }
  std::vector<Finding> signatures;
  for (const ResolvedManifest::Member& member : resolved.certificates) {
    judge_signature(member.certificate, std::nullopt, Standing::declared, manifest.policy,
                    member.at, signatures);
  }
  findings.add(signatures);
  return {manifest.file, resolved.certificates.size(), findings.take()};
}

// Whether providers and their options are spelled right; that this build lacks one is no fault.
std::vector<Error> wrong_targets(const Manifest& manifest) {
  std::vector<Error> errors;
  for (const TargetDeclaration& target : manifest.targets) {
    const auto provider = make_provider(target, {});
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

ExitCode fail(const std::string& path, const std::vector<Error>& errors, const Options& options,
              Output& output) {
  output.errors(errors);
  if (options.format == Format::json) {
    output.result(lint_json({path, 0, {}}, errors));
  }
  return ExitCode::error;
}

}  // namespace

ExitCode run_lint(const Options& options, Output& output) {
  const std::string path = manifest_path(options);
  const auto manifest = load_manifest(path, options, ExtraTargets::allowed);
  if (!manifest) {
    return fail(path, manifest.error(), options, output);
  }
  const auto resolved = resolve(*manifest, DiskFileReader());
  if (!resolved) {
    return fail(path, resolved.error(), options, output);
  }
  if (const auto wrong = wrong_targets(*manifest); !wrong.empty()) {
    return fail(path, wrong, options, output);
  }
  const LintReport report = lint(*manifest, *resolved, judged_time(options));
  for (const Finding& finding : report.findings) {
    if (stands_in_the_way(finding)) {
      output.error(as_error(finding));
    }
  }
  output.result(options.format == Format::json ? lint_json(report, {})
                                               : lint_text(report, output.colours()));
  return exit_code(report, options);
}

}  // namespace trustctl
