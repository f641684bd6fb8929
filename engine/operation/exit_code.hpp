#pragma once

#include "engine/operation/target_run.hpp"

namespace trustctl {

/// How the process ends. Interface: documented, tested, stable.
enum class ExitCode {
  done = 0,         ///< done, or in sync
  error = 1,        ///< a declared error, an unreadable store, a failed run: nothing was written
  differences = 2,  ///< check, plan --detailed-exitcode, an apply that leaves something unmet
  refused = 3,      ///< a stale plan, a guard, not confirmed: nothing was written
  partial = 4,      ///< some of what was to be written was
};

/// The one that counts where both hold: 1 before 4 before 3 before 2 before 0.
ExitCode graver(ExitCode a, ExitCode b);

/// Who asks: a difference is what check is for, and is none of plan's business unless it is asked
/// to say so (`--detailed-exitcode`, as Terraform's).
enum class ExitRule { plan, detailed_plan, check, apply };

/// The one table from verdicts to exit codes.
ExitCode exit_code_of(RunVerdict verdict, ExitRule rule);

}  // namespace trustctl
