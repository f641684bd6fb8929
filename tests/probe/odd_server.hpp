#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "engine/probe/probe_server.hpp"

namespace trustctl::test {

/// The folder of make_chain, made once for the whole program.
const std::filesystem::path& chain_folder();

/// odd_server.py, running until it has served one client.
class OddServer {
 public:
  /// "tls chain.pem": files are those of chain_folder; the key is server.key.
  explicit OddServer(const std::string& mode, const std::string& chain = "",
                     const std::string& authority = "");

  std::uint16_t port() const { return m_port; }
  /// For localhost, with 5 s.
  ProbeRequest request() const;
  /// What it printed after its port, once it has ended.
  std::string heard();

 private:
  struct Close {
    void operator()(std::FILE* file) const { pclose(file); }
  };
  std::unique_ptr<std::FILE, Close> m_process;
  std::uint16_t m_port = 0;
};

}  // namespace trustctl::test
