#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

#include "engine/platform/posix/calls.hpp"
#include "engine/probe/socket.hpp"
#include "engine/verify/host_name.hpp"

namespace trustctl {

namespace {

// A child process, ended with the object.
class Child {
 public:
  explicit Child(pid_t id) : m_id(id) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (m_id > 0) {
      kill(m_id, SIGKILL);
      wait();
    }
  }

  /// Its exit code; -1 where a signal ended it.
  int wait() {
    int status = 0;
    const pid_t ended = posix::retry([&] { return waitpid(m_id, &status, 0); });
    m_id = 0;
    return ended > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t m_id;
};

// Starts getent with its output in a pipe, no input, and an environment of nothing.
pid_t start_getent(const std::string& host, int output) {
  std::string name = host;
  std::string program = "/usr/bin/getent";
  std::string database = "ahosts";
  const std::array<char*, 4> arguments = {program.data(), database.data(), name.data(), nullptr};
  std::array<char*, 1> environment = {nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t id = 0;
  const int failed =
      posix_spawn(&id, program.c_str(), &actions, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? id : -1;
}

Result<std::string> read_all(const FileHandle& pipe, const std::string& host,
                             const TimeLimit& limit) {
  constexpr std::size_t longest = std::size_t{64} * 1024;
  std::array<char, 4096> buffer{};
  std::string text;
  while (text.size() < longest) {
    pollfd waiting{posix::descriptor(pipe), POLLIN, 0};
    const int ready = posix::retry([&] { return poll(&waiting, 1, limit.milliseconds_left()); });
    if (ready == 0) {
      return tl::unexpected(limit.expired("the resolver about " + host));
    }
    const ssize_t count =
        posix::retry([&] { return read(posix::descriptor(pipe), buffer.data(), buffer.size()); });
    if (count <= 0) {
      break;
    }
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return text;
}

// The first column, each address once: "192.0.2.1       STREAM server.example".
std::vector<Bytes> first_words(std::string_view text) {
  std::vector<Bytes> addresses;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    auto address = parse_ip_address(line.substr(0, line.find(' ')));
    if (address.has_value() &&
        std::find(addresses.begin(), addresses.end(), *address) == addresses.end()) {
      addresses.push_back(*std::move(address));
    }
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return addresses;
}

}  // namespace

// (`getent ahosts`, so that a static program has the whole resolver, and one that hangs can be
// ended.)
Result<std::vector<Bytes>> look_up(const std::string& host, const TimeLimit& limit) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return posix::failed(errno, "look up", host);
  }
  const FileHandle output(ends[0]);
  FileHandle input(ends[1]);
  const pid_t started = start_getent(host, ends[1]);
  if (started <= 0) {  // waiting for -1 would wait for any child of this process
    return tl::unexpected(
        Error{ErrorCode::io, "cannot look up " + host + ": /usr/bin/getent cannot be started"});
  }
  Child child(started);
  input = FileHandle();
  const auto text = read_all(output, host, limit);
  if (!text) {
    return tl::unexpected(text.error());
  }
  auto addresses = first_words(*text);
  if (child.wait() != 0 || addresses.empty()) {
    return tl::unexpected(
        Error{ErrorCode::not_found, "cannot find the host " + host + ": no address is known"});
  }
  return addresses;
}

}  // namespace trustctl
