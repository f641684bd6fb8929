#pragma once

#include <optional>
#include <string>

#include "cli/options.hpp"
#include "engine/probe/probe_server.hpp"
#include "engine/result.hpp"
#include "engine/verify/host_name.hpp"

namespace trustctl {

/// The server that an argument means: one that is written as HOST:PORT and is no file here.
std::optional<Endpoint> named_server(const std::string& argument);

/// What is wrong with an argument that most likely means a server and is not written as one: a URL,
/// an IPv6 address without brackets, a port that is none. Nothing where it rather is a path.
std::optional<Error> nearly_a_server(const std::string& argument);

/// A server's answer, and the name that it was asked for.
struct AskedServer {
  HostName name;
  Presentation sent;
};

/// Asks it as --name, --starttls, --proxy and --timeout say.
Result<AskedServer> ask_server(const Endpoint& server, const Options& options);

}  // namespace trustctl
