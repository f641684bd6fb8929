#include "engine/probe/probe_server.hpp"

namespace trustctl {

Result<Presentation> probe_server(const ProbeRequest& request) {
  return tl::unexpected(Error{ErrorCode::unsupported,
                              "cannot ask " + to_string(request.server) +
                                  ": this build has no TLS client; save the server's certificates "
                                  "to files and name those"});
}

}  // namespace trustctl
