#include "cli/planning.hpp"

#include <chrono>
#include <filesystem>
#include <utility>

#include "cli/disk_file_reader.hpp"
#include "cli/log.hpp"
#include "cli/manifest_source.hpp"
#include "cli/read_target.hpp"
#include "engine/apply/apply_plan.hpp"
#include "engine/manifest/resolve.hpp"
#include "engine/plan/make_plan.hpp"
#include "engine/platform/real_path.hpp"
#include "engine/render/render_error.hpp"
#include "engine/render/render_finding.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

// What the planning of each target needs beside the target itself.
struct Circumstances {
  const Manifest& manifest;
  Time now;
  Adoption adoption;
  ProviderContext context;
};

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

Result<void> plan_target(Planning& planning, const TargetDeclaration& target, DesiredState desired,
                         const Circumstances& given) {
  auto provider = make_provider(target, given.context);
  if (!provider) {
    return tl::unexpected(provider.error());
  }
  auto actual = (*provider)->read({.known = certificates_of(desired)});
  if (!actual) {
    return tl::unexpected(actual.error());
  }
  log_event("target " + target.name + ": read " + std::to_string(actual->size()) + " stores");
  desired.adoption = given.adoption;
  Plan plan =
      make_plan(desired, *actual, (*provider)->capabilities(), given.manifest.policy, given.now);
  examine_additions(plan, *actual, given.manifest.policy);
  log_event("target " + target.name + ": " + std::to_string(plan.changes.size()) + " changes");
  const std::optional<Site> site = desired.site;
  planning.plans.push_back({label_of(target), std::move(plan), count_absences(desired)});
  planning.targets.push_back({target, site, std::move(*provider), is_missing(target, *actual)});
  return {};
}

// A saved plan that found nothing to do was made earlier: is what it relied on still there?
void look_again(Plan& plan, const Provider& provider) {
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

std::string absolute_path(const std::string& path) {
  std::error_code failed;
  const auto whole = std::filesystem::absolute(path.empty() ? "." : path, failed);
  return failed ? path : whole.lexically_normal().string();
}

std::string place_of(const TargetDeclaration& target) {
  const TargetLabel label = label_of(target);
  if (label.location.empty() || is_absolute_path(label.location)) {
    return label.provider + (label.location.empty() ? "" : ":" + label.location);
  }
  return label.provider + ':' +
         absolute_path(target.base_directory.empty()
                           ? label.location
                           : target.base_directory + '/' + label.location);
}

Time judged_time(const Options& options) {
  return options.at.has_value()
             ? *options.at
             : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Planning plan_manifest(const Checked<Manifest>& manifest, const Options& options, Time now) {
  Planning planning;
  if (!manifest) {
    planning.errors = manifest.error();
    return planning;
  }
  auto resolved = resolve(*manifest, DiskFileReader());
  if (!resolved) {
    planning.errors = resolved.error();
    return planning;
  }
  const Circumstances given{*manifest,
                            now,
                            options.adopt ? Adoption::adopt : Adoption::leave,
                            {state_directory(options).value_or(""), planning.progress.get()}};
  for (std::size_t i = 0; i < manifest->targets.size(); ++i) {
    if (auto planned =
            plan_target(planning, manifest->targets[i], std::move(resolved->targets[i]), given);
        !planned) {
      planning.errors.push_back(planned.error());
    }
  }
  planning.progress->clear();
  return planning;
}

Planning plan_saved(std::vector<SavedPlan> saved, const Options& options) {
  Planning planning;
  for (SavedPlan& plan : saved) {
    auto provider = make_provider(plan.target,
                                  {state_directory(options).value_or(""), planning.progress.get()});
    if (!provider) {
      planning.errors.push_back(provider.error());
      continue;
    }
    look_again(plan.plan, **provider);
    planning.plans.push_back({label_of(plan.target), std::move(plan.plan), 0});
    planning.targets.push_back({std::move(plan.target), plan.site, std::move(*provider), true});
  }
  return planning;
}

std::vector<SavedPlan> savable(const Planning& planning) {
  std::vector<SavedPlan> saved;
  for (std::size_t i = 0; i < planning.plans.size(); ++i) {
    TargetDeclaration target = planning.targets[i].declaration;
    target.base_directory = absolute_path(target.base_directory);
    saved.push_back({std::move(target), planning.targets[i].site, planning.plans[i].plan});
  }
  return saved;
}

std::vector<Error> obstacles(const Plan& plan) {
  std::vector<Error> errors = plan.unreadable;
  for (const Finding& finding : plan.findings) {
    if (stands_in_the_way(finding)) {
      errors.push_back(as_error(finding));
    }
  }
  return errors;
}

std::vector<Error> all_errors(const Planning& planning) {
  std::vector<Error> errors = planning.errors;
  for (const TargetPlan& target : planning.plans) {
    const std::vector<Error> more = obstacles(target.plan);
    errors.insert(errors.end(), more.begin(), more.end());
  }
  return errors;
}

}  // namespace trustctl
