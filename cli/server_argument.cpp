#include "cli/server_argument.hpp"

#include <algorithm>

#include "cli/target_option.hpp"
#include "engine/manifest/resolve.hpp"
#include "engine/platform/read_file.hpp"
#include "engine/text/path_slip.hpp"

namespace trustctl {

namespace {

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

std::optional<Error> url(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos) {
    return std::nullopt;
  }
  std::string server(text.substr(scheme + 3));
  server = server.substr(0, server.find_first_of("/?#"));
  for (const std::string_view port : {"", ":443"}) {
    if (parse_endpoint(server + std::string(port))) {
      return invalid_input(in_quotes(text) + " is a URL; name the server alone: " + server +
                           std::string(port));
    }
  }
  return invalid_input(in_quotes(text) + " is a URL; a server is written as HOST:PORT");
}

// (A fingerprint may be written with colons too, and is longer.)
std::optional<Error> bare_address(const std::string& text) {
  constexpr std::size_t longest = 45 + 6;  // of an address (RFC 4291 2.2), and of a port
  const auto colons = std::count(text.begin(), text.end(), ':');
  if (text.size() > longest || colons < 2 || (text.find("::") == std::string::npos && colons < 7) ||
      text.find_first_not_of("0123456789abcdefABCDEF:.") != std::string::npos) {
    return std::nullopt;
  }
  const std::size_t last = text.rfind(':');
  const std::string host = text.substr(0, last);
  const std::string with_port = '[' + host + "]:" + text.substr(last + 1);
  const bool has_port = std::count(host.begin(), host.end(), ':') > 1 && parse_endpoint(with_port);
  return invalid_input(in_quotes(text) +
                       " has no brackets, which an IPv6 address needs before its port: " +
                       (has_port ? with_port : '[' + text + "]:443"));
}

std::optional<Error> bad_port(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon < 2 ||  // C:file is of a drive
      text.find_first_of("/\\.", colon) != std::string::npos || names_provider(text) ||
      !parse_endpoint(text.substr(0, colon) + ":443")) {
    return std::nullopt;
  }
  const std::string port = text.substr(colon + 1);
  return invalid_input(port.empty()
                           ? in_quotes(text) + " has no port; a server is written as HOST:PORT"
                           : in_quotes(port) + " in " + in_quotes(text) +
                                 " is no port; write a number from 1 to 65535");
}

}  // namespace

std::optional<Error> nearly_a_server(const std::string& argument) {
  if (auto error = url(argument)) {
    return error;
  }
  if (const auto slip = path_slip(argument)) {
    return invalid_input(in_quotes(argument) + ' ' + *slip);
  }
  auto error = bare_address(argument);
  return error.has_value() ? error : bad_port(argument);
}

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
