#include "cli/exit_code.hpp"

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

}  // namespace trustctl
