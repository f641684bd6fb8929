#include <algorithm>

#include "engine/operation/planner.hpp"
#include "engine/operation/requests.hpp"

namespace trustctl {

namespace {

// From target to target; `finish` has the last word on each run.
template <class Finish>
RunTotals go_through(const DocumentHead& head, const Checked<Manifest>& manifest, Adoption adoption,
                     const Outside& outside, View<TargetRun>& view, const Finish& finish) {
  RunTotals totals;
  DocumentTail tail;
  view.begin(head);
  auto planner = manifest ? Planner::make(*manifest, outside, adoption, head.as_of)
                          : Checked<Planner>(tl::unexpected(manifest.error()));
  if (planner) {
    for (std::size_t i = 0; i < planner->size(); ++i) {
      PlannedTarget planned = planner->plan(i);
      finish(planned.run);
      totals.add(planned.run);
      view.add(planned.run);
    }
  } else {
    tail.errors = std::move(planner.error());
  }
  for (const Error& error : tail.errors) {
    totals.add(error);
  }
  view.end(tail);
  return totals;
}

// An expired certificate that is missing is drift, which the addition says; only an apply would be
// refused for it.
void let_time_pass(Plan& plan) {
  for (Finding& finding : plan.findings) {
    finding.observed = finding.observed || is_about_time(finding.rule);
  }
}

bool reaches(const Plan& plan, const std::optional<Level>& level) {
  return level.has_value() &&
         std::any_of(plan.findings.begin(), plan.findings.end(),
                     [&level](const Finding& finding) { return finding.level >= *level; });
}

}  // namespace

RunTotals plan(const PlanRequest& request, const Outside& outside, View<TargetRun>& view) {
  return go_through(request.head, request.manifest, request.adoption, outside, view,
                    [](const TargetRun&) {});
}

RunTotals check(const CheckRequest& request, const Outside& outside, View<TargetRun>& view) {
  return go_through(request.head, request.manifest, Adoption::leave, outside, view,
                    [&request](TargetRun& run) {
                      run.plan.refusals.clear();
                      let_time_pass(run.plan);
                      run.noteworthy = reaches(run.plan, request.fail_on);
                      if (run.missing && run.plan.in_sync()) {
                        run.errors.push_back(no_stores(run.label));
                      }
                    });
}

}  // namespace trustctl
