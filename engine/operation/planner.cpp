#include "engine/operation/planner.hpp"

#include <set>
#include <utility>

#include "engine/plan/make_plan.hpp"

namespace trustctl {

namespace {

std::size_t count_absences(const DesiredState& desired) {
  std::size_t count = 0;
  for (const auto& [name, store] : desired.stores) {
    count += store.absent.size();
  }
  return count;
}

KnownCertificates certificates_of(const DesiredState& desired) {
  KnownCertificates known;
  for (const auto& [name, store] : desired.stores) {
    for (const DesiredEntry& entry : store.present) {
      known.add(entry.certificate);
    }
  }
  return known;
}

void refuse_if_moved(Plan& plan, const Provider& provider) {
  if (!plan.changes.empty() || plan.blocked()) {
    return;  // apply looks, or goes no further
  }
  if (auto fits = still_fits(plan, provider); !fits) {
    plan.relied_on.clear();
    if (fits.error().code == ErrorCode::stale) {
      plan.refusals.push_back({"stale", fits.error().message});
    } else {
      plan.unreadable.push_back(fits.error());
    }
  }
}

}  // namespace

Error no_stores(const TargetLabel& target) {
  const std::string place = target.provider + ':' + target.location;
  return {ErrorCode::not_found, target.name + (target.name == place ? "" : " (" + place + ')') +
                                    " has no stores; see whether it is the right place"};
}

bool is_missing(const TargetTraits& target, const TargetState& whole) {
  return whole.empty() && whole.findings.empty() && target.has_path;
}

Planner::Planner(const Manifest& manifest, const Outside& outside, ResolvedManifest resolved,
                 Time at)
    : m_manifest(&manifest), m_outside(&outside), m_resolved(std::move(resolved)), m_at(at) {
  for (const DesiredState& state : m_resolved.states) {
    m_known.push_back(certificates_of(state));
  }
}

Checked<Planner> Planner::make(const Manifest& manifest, const Outside& outside, Adoption adoption,
                               Time at) {
  auto resolved = resolve(manifest, outside.files);
  if (!resolved) {
    return tl::unexpected(std::move(resolved.error()));
  }
  for (DesiredState& state : resolved->states) {
    state.adoption = adoption;
  }
  return Planner(manifest, outside, *std::move(resolved), at);
}

PlannedTarget Planner::plan(std::size_t i) const {
  PlannedTarget planned;
  const TargetDeclaration& declared = m_manifest->targets[i];
  planned.run.label = m_outside->targets.traits_of(declared).label;
  planned.run.declaration = m_outside->targets.for_good(declared);
  if (auto done = read_and_plan(planned, i); !done) {
    planned.run.errors.push_back(std::move(done.error()));
  }
  return planned;
}

Result<void> Planner::read_and_plan(PlannedTarget& planned, std::size_t i) const {
  TargetRun& run = planned.run;
  auto provider = m_outside->targets.open(m_manifest->targets[i]);
  if (!provider) {
    return tl::unexpected(std::move(provider.error()));
  }
  const std::size_t which = m_resolved.state_of_target[i];
  const DesiredState& desired = m_resolved.states[which];
  auto actual = (*provider)->read({.known = m_known[which]});
  if (!actual) {
    return tl::unexpected(std::move(actual.error()));
  }
  run.site = desired.site;
  run.absences = count_absences(desired);
  run.shared = actual->shared;
  run.missing = is_missing(m_outside->targets.traits_of(run.declaration), *actual);
  run.plan = make_plan(desired, *actual, (*provider)->capabilities(), m_manifest->policy, m_at,
                       ask_openssl);
  run.plan.target = run.declaration.name;
  planned.provider = std::move(*provider);
  return {};
}

PlannedTarget plan_again(SavedPlan saved, const Outside& outside) {
  PlannedTarget planned;
  TargetRun& run = planned.run;
  run.label = outside.targets.traits_of(saved.target).label;
  run.site = std::move(saved.site);
  run.declaration = std::move(saved.target);
  auto provider = outside.targets.open(run.declaration);
  if (!provider) {
    run.errors.push_back(std::move(provider.error()));
    return planned;
  }
  run.plan = std::move(saved.plan);
  refuse_if_moved(run.plan, **provider);
  if (const auto now = (*provider)->read({.stores = std::set<StoreName>()})) {
    run.shared = now->shared;
  }
  planned.provider = std::move(*provider);
  return planned;
}

}  // namespace trustctl
