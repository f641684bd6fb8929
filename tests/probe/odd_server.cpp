#include "tests/probe/odd_server.hpp"

#include <array>
#include <stdexcept>

#include "tests/support/support.hpp"

namespace trustctl::test {

namespace {

std::string script(const std::string& name) {
  return "'" + source_file("tests/probe/" + name).string() + "' ";
}

std::string read_line(std::FILE* file) {
  std::array<char, 256> line{};
  return std::fgets(line.data(), line.size(), file) == nullptr ? "" : line.data();
}

}  // namespace

const std::filesystem::path& chain_folder() {
  static const TemporaryFolder folder;
  static const RunResult made = run(script("make_chain") + folder.path().string());
  if (made.exit_code != 0) {
    throw std::runtime_error(made.err);
  }
  return folder.path();
}

OddServer::OddServer(const std::string& mode, const std::string& chain,
                     const std::string& authority) {
  std::string command = "exec python3 " + script("odd_server.py") + mode;
  if (!chain.empty()) {
    command +=
        " " + (chain_folder() / chain).string() + " " + (chain_folder() / "server.key").string();
  }
  if (!authority.empty()) {
    command += " " + (chain_folder() / authority).string();
  }
  m_process.reset(popen(command.c_str(), "r"));
  m_port = static_cast<std::uint16_t>(std::stoi(read_line(m_process.get())));
}

ProbeRequest OddServer::request() const {
  ProbeRequest request{{"localhost", m_port}, "localhost"};
  request.timeout = std::chrono::seconds(5);
  return request;
}

std::string OddServer::heard() { return read_line(m_process.get()); }

}  // namespace trustctl::test
