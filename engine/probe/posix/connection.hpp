#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "engine/platform/file_handle.hpp"
#include "engine/probe/endpoint.hpp"
#include "engine/probe/stream.hpp"

namespace trustctl::posix {

/// When everything must be done.
class TimeLimit {
 public:
  explicit TimeLimit(std::chrono::seconds timeout)
      : m_timeout(timeout), m_end(std::chrono::steady_clock::now() + timeout) {}

  /// For poll(2): at least 0.
  int milliseconds_left() const;
  /// "no answer from server.example:443 within 10 s"
  Error expired(std::string_view who) const;

 private:
  std::chrono::seconds m_timeout;
  std::chrono::steady_clock::time_point m_end;
};

/// The addresses of a host, as the system's resolver gives them (`getent ahosts`, so that a static
/// program has the whole of it, and one that hangs can be ended); an address is its own. At least
/// one. Fails with not_found, or io.
Result<std::vector<std::string>> addresses_of(const std::string& host, const TimeLimit& limit);

/// A TCP connection that does not block past its limit. Borrows the limit.
class Connection : public Stream {
 public:
  /// Tries every address of the host, in turn.
  static Result<std::unique_ptr<Connection>> open(const Endpoint& server, const TimeLimit& limit);

  Result<std::string> read_some(std::size_t most) override;
  Result<void> write(std::string_view text) override;

 private:
  enum class Wait { read, write };

  Connection(FileHandle socket, std::string who, const TimeLimit& limit)
      : m_socket(std::move(socket)), m_who(std::move(who)), m_limit(limit) {}
  int descriptor() const { return static_cast<int>(m_socket.native()); }
  // Until it can be read (or written) again; fails with io once the time is up.
  Result<void> wait(Wait what) const;
  static Result<std::unique_ptr<Connection>> open(const std::string& address,
                                                  const Endpoint& server, const TimeLimit& limit);

  FileHandle m_socket;
  std::string m_who;
  const TimeLimit& m_limit;
};

}  // namespace trustctl::posix
