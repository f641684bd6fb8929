#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/apply/journal.hpp"
#include "engine/manifest/desired_state.hpp"
#include "engine/operation/outside.hpp"
#include "engine/operation/view.hpp"
#include "engine/plan/plan_file.hpp"

namespace trustctl {

// What can be asked of trustctl, with what each question needs, and the functions that answer it.
// None knows a command line. Each goes from target to target: opens, reads and plans one, gives its
// TargetRun to the view, and lets it go. A target that cannot be read hides no other; a manifest
// with errors gives no run at all, and its errors at the end. What comes back are the sums, for the
// exit code (exit_code_of).

/// What would change?
struct PlanRequest {
  DocumentHead head;
  Checked<Manifest> manifest;
  Adoption adoption = Adoption::leave;
};
RunTotals plan(const PlanRequest& request, const Outside& outside, View<TargetRun>& view);

/// Is everything as declared? Guards are not judged, since nothing is to be changed. A target
/// without any store is no proof of anything, and so an error where it would be in sync.
struct CheckRequest {
  DocumentHead head;
  Checked<Manifest> manifest;
  std::optional<Level> fail_on = std::nullopt;  ///< findings of this level count as a difference
};
RunTotals check(const CheckRequest& request, const Outside& outside, View<TargetRun>& view);

/// Make it so. A manifest is planned first; saved plans are carried out as they are, if what they
/// rely on still stands.
struct ApplyRequest {
  DocumentHead head;
  std::variant<Checked<Manifest>, Result<std::vector<SavedPlan>>> what;
  Adoption adoption = Adoption::leave;
  std::chrono::seconds lock_timeout{10};  ///< how long to wait for another apply, a target
  std::string user = {};                  ///< who asks, for the journal: "root"; empty: not known
  /// The manifest's path, or the saved plan's, as another process in another folder finds it; for
  /// the journal, and to tell one manifest from another of the same site. Empty: there is none.
  std::string manifest = {};
  /// The site goes on by this manifest, where another one was the last to be applied for it.
  bool take_over = false;
};
/// The only ones that can write, and what may hold them back.
struct ApplyTools {
  Journal& journal;
  const Clock& clock;
  Consent& consent;
};
/// Every target is planned and shown to `preview` before the one question is asked; then each that
/// is_applicable is applied, and all are shown to `view` with what became of them. Those that are
/// blocked or refused are left alone.
RunTotals apply(const ApplyRequest& request, const Outside& outside, const ApplyTools& tools,
                View<TargetRun>& preview, View<TargetRun>& view);
/// The preview alone: nothing is locked, asked or written. Without a journal it is a plan's:
/// what an apply alone refuses (another manifest of the site, others who may write) is not judged.
RunTotals preview(const ApplyRequest& request, const Outside& outside, View<TargetRun>& view,
                  Journal* journal = nullptr);

}  // namespace trustctl
