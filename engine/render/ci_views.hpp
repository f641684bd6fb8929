#pragma once

#include <memory>

#include "engine/operation/target_run.hpp"
#include "engine/render/view_settings.hpp"

namespace trustctl {

/// What a check found, as the programs that run it in CI read it. All say the same results
/// (check_results), each in its own syntax.

/// JUnit's XML, in the subset that Jenkins (xunit plugin, junit-10.xsd), GitLab and Azure
/// Pipelines all take: a testsuite a target, in it one testcase that is the verdict ("is as
/// declared"), and one more that fails for each result that fails the check. Remarks are the
/// verdict's system-out.
std::unique_ptr<View<TargetRun>> junit_view(TextSink& sink, const ViewSettings& settings);

/// GitHub's workflow commands, which become annotations at the manifest's lines. GitHub keeps ten
/// of a level a step and drops the rest without a word: the first nine, and a tenth that counts the
/// others.
std::unique_ptr<View<TargetRun>> github_view(TextSink& sink, const ViewSettings& settings);

/// GitLab's code quality report (a JSON list). What has no line of its own stands at the
/// manifest's first.
std::unique_ptr<View<TargetRun>> gitlab_view(TextSink& sink, const ViewSettings& settings);

/// SARIF 2.1.0 (OASIS), with all that GitHub's code scanning asks for: a line for every result, and
/// `primaryLocationLineHash` of our own, so that four missing certificates of one line are four
/// alerts. A report without results is written too: it is what closes the alerts of before. After
/// 25,000 results, which is all that GitHub takes, the rest is counted in a notification.
std::unique_ptr<View<TargetRun>> sarif_view(TextSink& sink, const ViewSettings& settings);

}  // namespace trustctl
