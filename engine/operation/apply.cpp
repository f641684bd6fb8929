#include <algorithm>
#include <filesystem>
#include <utility>

#include "engine/operation/planner.hpp"
#include "engine/operation/requests.hpp"
#include "engine/text/words.hpp"

namespace trustctl {

namespace {

// Everything that is meant to be done: an apply asks once, about all of it.
struct Intention {
  std::vector<PlannedTarget> targets;
  std::vector<Error> errors;  // why there are none
};

// Permissions are for plan and check to tell, and for apply to refuse.
void refuse_where_others_write(TargetRun& run) {
  if (run.shared && run.plan.has_work() && !run.plan.may_be_shared) {
    run.plan.refusals.push_back(
        {"shared_target", "root would write where others may: " + run.shared->message +
                              "; if all of them are trusted as root is, set policy.shared_target "
                              "to warning"});
  }
}

// Something that the site has put there goes on being declared.
bool keeps_anything(const Plan& plan) {
  return std::any_of(plan.relied_on.begin(), plan.relied_on.end(),
                     [](const Reliance& reliance) { return !reliance.nobodys; }) ||
         std::any_of(plan.changes.begin(), plan.changes.end(), [](const PlannedChange& planned) {
           return std::holds_alternative<Update>(planned.change) &&
                  planned.cause != no_longer_declared;
         });
}

// One that lies beside the other and goes on from it is taken for its next version.
bool is_next_version(const std::string& manifest, const std::string& last, const Plan& plan) {
  using std::filesystem::path;
  return manifest == last ||
         (path(manifest).parent_path() == path(last).parent_path() && keeps_anything(plan));
}

// What a site no longer declares goes; but two manifests that bear the name of one site would take
// each other's certificates away by turns. Urgent is what it is all the same (Plan::urgent_part).
void refuse_another_lineage(TargetRun& run, const ApplyRequest& request, const Outside& outside,
                            Journal& journal) {
  const auto lapsed = std::count_if(
      run.plan.changes.begin(), run.plan.changes.end(),
      [](const PlannedChange& planned) { return planned.cause == no_longer_declared; });
  if (lapsed == 0 || !run.site || request.take_over || request.manifest.empty()) {
    return;
  }
  const auto last =
      journal.last_manifest(outside.targets.traits_of(run.declaration).place, *run.site);
  if (last && !is_next_version(request.manifest, *last, run.plan)) {
    run.plan.refusals.push_back(
        {"lineage", "site '" + run.site->text() + "' was last applied here by " + *last +
                        ", and this manifest (" + request.manifest + ") takes away " +
                        counted(static_cast<std::size_t>(lapsed), "certificate") +
                        " that it does not declare; give one of them a site of its own, or run "
                        "with --take-over if it replaces the other"});
  }
}

void add_planned(const Manifest& manifest, const ApplyRequest& request, const Outside& outside,
                 Journal* journal, View<TargetRun>& view, Intention& intention) {
  auto planner = Planner::make(manifest, outside, request.adoption, request.head.as_of);
  if (!planner) {
    intention.errors = std::move(planner.error());
    return;
  }
  for (std::size_t i = 0; i < planner->size(); ++i) {
    intention.targets.push_back(planner->plan(i));
    if (journal != nullptr) {
      refuse_where_others_write(intention.targets.back().run);
      refuse_another_lineage(intention.targets.back().run, request, outside, *journal);
    }
    view.add(intention.targets.back().run);
  }
}

Intention intend(const ApplyRequest& request, const Outside& outside, Journal* journal,
                 View<TargetRun>& view) {
  Intention intention;
  view.begin(request.head);
  if (const auto* manifest = std::get_if<Checked<Manifest>>(&request.what)) {
    if (*manifest) {
      add_planned(**manifest, request, outside, journal, view, intention);
    } else {
      intention.errors = manifest->error();
    }
  } else if (const auto& saved = std::get<Result<std::vector<SavedPlan>>>(request.what); saved) {
    for (const SavedPlan& plan : *saved) {
      intention.targets.push_back(plan_again(plan, outside));
      if (journal != nullptr) {
        refuse_where_others_write(intention.targets.back().run);
      }
      view.add(intention.targets.back().run);
    }
  } else {
    intention.errors.push_back(saved.error());
  }
  view.end({intention.errors});
  return intention;
}

bool anything_to_apply(const Intention& intention) {
  return std::any_of(intention.targets.begin(), intention.targets.end(),
                     [](const PlannedTarget& target) { return is_applicable(target.run); });
}

Circumstances circumstances_of(const TargetRun& run, const ApplyRequest& request,
                               const std::string& place) {
  const DocumentHead& head = request.head;
  return {.at = head.taken_at,
          .target = run.declaration,
          .place = place,
          .site = run.site,
          .user = request.user,
          .host = head.host,
          .trustctl_version = head.trustctl_version,
          .command = head.command,
          .manifest = request.manifest,
          .manifest_sha256 = head.manifest_sha256};
}

void carry_out(PlannedTarget& target, const ApplyRequest& request, const Outside& outside,
               const ApplyTools& tools) {
  TargetRun& run = target.run;
  const ApplyContext context{
      circumstances_of(run, request, outside.targets.traits_of(run.declaration).place),
      tools.clock.deadline_in(request.lock_timeout)};
  run.applied = apply_plan(run.plan, *target.provider, tools.journal, context);
  if (const std::string& id = run.applied->journal_id; !id.empty()) {
    run.journal_file = tools.journal.path_of(id);
  }
}

}  // namespace

RunTotals preview(const ApplyRequest& request, const Outside& outside, View<TargetRun>& view,
                  Journal* journal) {
  RunTotals totals;
  const Intention intention = intend(request, outside, journal, view);
  for (const PlannedTarget& target : intention.targets) {
    totals.add(target.run);
  }
  for (const Error& error : intention.errors) {
    totals.add(error);
  }
  return totals;
}

RunTotals apply(const ApplyRequest& request, const Outside& outside, const ApplyTools& tools,
                View<TargetRun>& preview, View<TargetRun>& view) {
  RunTotals totals;
  Intention intention = intend(request, outside, &tools.journal, preview);
  DocumentTail tail{intention.errors};
  bool may_begin = anything_to_apply(intention);
  if (may_begin) {
    if (auto consent = tools.consent.may_begin(); !consent) {
      tail.errors.push_back(std::move(consent.error()));
      may_begin = false;
    }
  }
  view.begin(request.head);
  for (PlannedTarget& target : intention.targets) {
    if (may_begin && is_applicable(target.run)) {
      carry_out(target, request, outside, tools);
    } else if (target.run.plan.has_leftovers) {
      target.run.applied = clear_leftovers(target.run.plan, *target.provider,
                                           tools.clock.deadline_in(request.lock_timeout));
    }
    totals.add(target.run);
    view.add(target.run);
    target = PlannedTarget();
  }
  for (const Error& error : tail.errors) {
    totals.add(error);
  }
  view.end(tail);
  return totals;
}

}  // namespace trustctl
