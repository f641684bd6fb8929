#pragma once

#include "engine/result.hpp"

namespace trustctl {

/// The first thing a program does, before it touches any library: from here on its surroundings
/// decide neither what is loaded into it nor how it ends.
///
/// What the environment says to OpenSSL (OPENSSL_*, SSL_*) is forgotten, here and for programs that
/// are started from here. A write that nobody reads or that a limit forbids (SIGPIPE, SIGXFSZ)
/// fails, instead of ending the process in the middle of its work. On Windows every DLL is taken
/// from System32 alone, never from the program's folder, the current one, or PATH.
///
/// Fails with `unsupported` where the system is too old for that; nothing should be done then.
///
/// For one thread, since it changes the environment.
Result<void> harden_start();

}  // namespace trustctl
