#include "engine/model/error_code_text.hpp"

namespace trustctl {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_input:
      return "invalid_input";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::access_denied:
      return "access_denied";
    case ErrorCode::io:
      return "io";
    case ErrorCode::locked:
      return "locked";
    case ErrorCode::stale:
      return "stale";
    case ErrorCode::unsupported:
      return "unsupported";
    case ErrorCode::refused:
      return "refused";
  }
  return "io";
}

std::optional<ErrorCode> parse_error_code(std::string_view name) {
  for (const ErrorCode code : all_error_codes) {
    if (to_string(code) == name) {
      return code;
    }
  }
  return std::nullopt;
}

}  // namespace trustctl
