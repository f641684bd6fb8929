// What a snapshot says of a Windows computer beside its stores.
#include <array>
#include <charconv>

#include "providers/snapshot/snapshot_members.hpp"

namespace trustctl::snapshot {

namespace {

void read_location(JsonCursor& cursor, WindowsTrust& windows) {
  const std::string_view word = cursor.string();
  if (word == "CurrentUser") {
    windows.location = WindowsTrust::Location::current_user;
  } else if (word != "LocalMachine") {
    cursor.fail("expected a location: LocalMachine or CurrentUser");
  }
}

void read_protected_roots(JsonCursor& cursor, WindowsTrust& windows) {
  if (cursor.peek() == JsonCursor::Kind::null) {
    cursor.null();
    windows.protected_roots = std::nullopt;
    return;
  }
  constexpr std::string_view prefix = "0x";
  const std::string_view code = cursor.string();
  const bool prefixed = code.starts_with(prefix);
  const char* const end = code.data() + code.size();
  const char* const begin = prefixed ? code.data() + prefix.size() : end;
  std::uint32_t flags = 0;
  const auto read = std::from_chars(begin, end, flags, 16);
  windows.protected_roots = flags;
  if (read.ec != std::errc() || read.ptr != end) {
    cursor.fail("expected a number such as 0x00000008");
  }
}

void read_update_roots(JsonCursor& cursor, WindowsTrust& windows) {
  static constexpr std::array<Member<UpdateRoot>, 3> members = {{
      {"sha1", [](JsonCursor& at, UpdateRoot& root) { root.sha1 = read_base64(at); }},
      {"key_id", [](JsonCursor& at, UpdateRoot& root) { root.key_id = read_base64(at); }},
      {"subject_md5", [](JsonCursor& at, UpdateRoot& root) { root.subject_md5 = read_base64(at); }},
  }};
  if (cursor.peek() == JsonCursor::Kind::null) {
    cursor.null();
    return;
  }
  auto& roots = windows.update_roots.emplace();
  read_list(cursor, [&] { read_object(cursor, members, roots.emplace_back()); });
}

}  // namespace

WindowsTrust read_windows(JsonCursor& cursor) {
  static constexpr std::array<Member<WindowsTrust>, 4> members = {{
      {"location", read_location},
      {"protected_roots", read_protected_roots},
      {"fetches_roots",
       [](JsonCursor& at, WindowsTrust& windows) { windows.fetches_roots = at.boolean(); }},
      {"update_roots", read_update_roots},
  }};
  WindowsTrust windows;
  read_object(cursor, members, windows);
  return windows;
}

std::optional<WindowsTrust> windows_of(std::string_view provider) {
  if (provider != "cryptoapi" && !provider.starts_with("cryptoapi:")) {
    return std::nullopt;
  }
  WindowsTrust windows;
  windows.location = provider.ends_with(":CurrentUser") ? WindowsTrust::Location::current_user
                                                        : WindowsTrust::Location::local_machine;
  return windows;
}

}  // namespace trustctl::snapshot
