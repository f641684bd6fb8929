#include "cli/server_argument.hpp"

#include "engine/manifest/resolve.hpp"
#include "engine/platform/read_file.hpp"

namespace trustctl {

std::optional<Endpoint> named_server(const std::string& argument) {
  const auto server = parse_endpoint(argument);
  if (!server) {
    return std::nullopt;
  }
  const auto file = read_regular_file(argument, source_size_limit);
  const bool is_file = file.has_value() || file.error().code != ErrorCode::not_found;
  return is_file ? std::nullopt : std::optional(*server);
}

Result<AskedServer> ask_server(const Endpoint& server, const Options& options) {
  const auto name =
      options.name.has_value() ? Result<HostName>(*options.name) : HostName::parse(server.host);
  if (!name) {
    return tl::unexpected(name.error());
  }
  auto sent =
      probe_server({server, name->text(), options.start_tls, options.proxy, options.timeout});
  if (!sent) {
    return tl::unexpected(sent.error());
  }
  return AskedServer{*name, *std::move(sent)};
}

}  // namespace trustctl
