#pragma once

namespace trustctl::cryptoapi {

/// Whether this is Wine and no Windows: its crypt32 knows no Enterprise location.
bool running_under_wine();

/// Whether somebody can see a window of this process and answer it: not in a service, a scheduled
/// task that runs whether or not the user is logged on, or a remote shell.
bool has_interactive_desktop();

}  // namespace trustctl::cryptoapi
