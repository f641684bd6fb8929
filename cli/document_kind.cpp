#include "cli/document_kind.hpp"

#include "engine/text/encoding.hpp"

namespace trustctl {

namespace {

// A JSON object with this member near its beginning, where trustctl writes what tells its files
// apart.
bool begins_with_member(std::string_view text, std::string_view member) {
  constexpr std::size_t looked_at = 256;
  text = without_byte_order_mark(text);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{' &&
         text.substr(0, looked_at).find(member) != std::string_view::npos;
}

}  // namespace

bool is_saved_plan(std::string_view text) {
  return begins_with_member(text, "\"trustctl-saved-plan\"") ||
         begins_with_member(text, "\"trustctl-plan\"");  // an older one, which says so
}

std::optional<Error> other_than_manifest(std::string_view text, const std::string& path) {
  if (is_saved_plan(text)) {
    return Error{ErrorCode::invalid_input,
                 path + " is a saved plan; 'trustctl apply " + path + "' carries it out"};
  }
  if (begins_with_member(text, "\"trustctl_version\"")) {
    return Error{ErrorCode::invalid_input,
                 path + " is a snapshot; use it as --target NAME=snapshot:" + path};
  }
  return std::nullopt;
}

}  // namespace trustctl
