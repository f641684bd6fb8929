#pragma once

#include <string>

#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "engine/operation/outside.hpp"
#include "engine/operation/view.hpp"

namespace trustctl {

/// The providers of this program as operations see them. Long work shows on the terminal.
class BuiltinTargets : public Targets {
 public:
  Result<std::unique_ptr<Provider>> open(const TargetDeclaration& target) override;
  TargetTraits traits_of(const TargetDeclaration& target) const override;
  TargetDeclaration for_good(TargetDeclaration target) const override;

  TerminalProgress& progress() { return m_progress; }

 private:
  TerminalProgress m_progress;
};

/// The computer's monotonic clock.
class SteadyClock : public Clock {
 public:
  Deadline deadline_in(std::chrono::seconds wait) const override;
};

/// Where a relative path of now leads to later; "" is the current folder.
std::string absolute_path(const std::string& path);

/// "directory:/srv/trust": a target's provider, and where it is for good.
std::string place_of(const TargetDeclaration& target);

/// What the clock says; with --at, that.
Time judged_time(const Options& options);

/// The head of a document that this command makes: this program, this computer, that moment.
DocumentHead document_head(const Options& options);

}  // namespace trustctl
