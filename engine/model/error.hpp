#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace trustctl {

/// A point in a text file that a person wrote. Lines and columns count from 1.
struct Location {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;

  friend bool operator==(const Location&, const Location&) = default;
};

/// What kind of failure it was, for the code that must act on it. People read the message.
enum class ErrorCode {
  invalid_input,  ///< a file or an argument says something that is wrong
  not_found,      ///< what was named does not exist
  access_denied,  ///< the operating system refused
  io,             ///< reading or writing failed
  locked,         ///< another process holds the target's lock
  stale,          ///< the target moved since the plan was made
  unsupported,    ///< this target or build cannot do it
  refused,        ///< a guard forbids it
};

/// A failed expectation about the outside world.
/// `message` says what failed, on what, and what to do; it is one sentence without a full stop, and
/// text from outside is escaped by whoever renders it.
struct Error {
  ErrorCode code = ErrorCode::invalid_input;
  std::string message;
  std::optional<Location> where = std::nullopt;

  friend bool operator==(const Error&, const Error&) = default;
};

/// What somebody wrote is wrong, in no particular place.
inline Error invalid_input(std::string message) {
  return {ErrorCode::invalid_input, std::move(message), std::nullopt};
}

}  // namespace trustctl
