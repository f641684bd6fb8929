#pragma once

namespace trustctl {

/// How the process ends. Interface: documented, tested, stable.
enum class ExitCode {
  done = 0,         ///< done, or in sync
  error = 1,        ///< a declared error, an unreadable store, a failed run
  differences = 2,  ///< check, plan --detailed-exitcode, an apply that leaves something unmet
  refused = 3,      ///< a stale plan, a guard, not confirmed
  partial = 4,      ///< some of the changes were applied
};

/// The one that counts where both hold: 1 before 4 before 3 before 2 before 0.
ExitCode graver(ExitCode a, ExitCode b);

}  // namespace trustctl
