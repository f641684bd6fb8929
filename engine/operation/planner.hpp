#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/manifest/resolve.hpp"
#include "engine/operation/outside.hpp"
#include "engine/operation/target_run.hpp"
#include "engine/plan/plan_file.hpp"

namespace trustctl {

/// "machine (snapshot:pc.json) has no stores; …": what is said of a target where nothing was found.
Error no_stores(const TargetLabel& target);

/// Whether a target that was read whole most likely is not where it was said to be: it has no store
/// at all, and a path that can be misspelt.
bool is_missing(const TargetTraits& target, const TargetState& whole);

/// A target that was planned, with the provider that read it and can write it; null where it could
/// not be opened.
struct PlannedTarget {
  TargetRun run;
  std::unique_ptr<Provider> provider;
};

/// Plans the targets of a manifest one after the other, in the order of the file. Sources are read
/// once, and what several targets share is decoded once.
class Planner {
 public:
  /// Reads the sources. Borrows all but the resolved manifest.
  static Checked<Planner> make(const Manifest& manifest, const Outside& outside, Adoption adoption,
                               Time at);

  std::size_t size() const { return m_manifest->targets.size(); }
  /// Opens, reads and compares target `i`. What goes wrong is in the run.
  PlannedTarget plan(std::size_t i) const;

 private:
  Planner(const Manifest& manifest, const Outside& outside, ResolvedManifest resolved, Time at);
  Result<void> read_and_plan(PlannedTarget& planned, std::size_t i) const;

  const Manifest* m_manifest;
  const Outside* m_outside;
  ResolvedManifest m_resolved;
  std::vector<KnownCertificates> m_known;  // of each distinct state
  Time m_at;
};

/// A saved plan with its provider. One that found nothing to do is looked at again, without a lock:
/// where what it relied on has moved, it is refused as stale.
PlannedTarget plan_again(SavedPlan saved, const Outside& outside);

}  // namespace trustctl
