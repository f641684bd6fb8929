#include "engine/operation/exit_code.hpp"

namespace trustctl {

namespace {

int gravity(ExitCode code) {
  switch (code) {
    case ExitCode::done:
      return 0;
    case ExitCode::differences:
      return 1;
    case ExitCode::refused:
      return 2;
    case ExitCode::partial:
      return 3;
    case ExitCode::error:
      return 4;
  }
  return 4;
}

}  // namespace

ExitCode graver(ExitCode a, ExitCode b) { return gravity(a) >= gravity(b) ? a : b; }

ExitCode exit_code_of(RunVerdict verdict, ExitRule rule) {
  const ExitCode difference = rule == ExitRule::plan ? ExitCode::done : ExitCode::differences;
  switch (verdict) {
    case RunVerdict::in_sync:
      return ExitCode::done;
    case RunVerdict::noteworthy:
    case RunVerdict::unmet:
    case RunVerdict::differs:
      return difference;
    case RunVerdict::refused:
      return ExitCode::refused;
    case RunVerdict::partly_applied:
      return ExitCode::partial;
    case RunVerdict::blocked:
    case RunVerdict::could_not_tell:
    case RunVerdict::failed:
      return ExitCode::error;
  }
  return ExitCode::error;
}

}  // namespace trustctl
