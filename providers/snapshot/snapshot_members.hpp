#pragma once

#include <array>
#include <bitset>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/formats/base64.hpp"
#include "engine/json/json_cursor.hpp"
#include "providers/snapshot/snapshot_file.hpp"

namespace trustctl::snapshot {

// How the members of a snapshot's objects are read, in the one shape that is wanted: what is wrong
// is the cursor's to tell.

/// Whether an object may lack a member.
enum class Need { always, where_known };  // (where_known: a later minor version brought it)

/// A member of an object: its name, and what reads its value.
template <class Into>
struct Member {
  std::string_view name;
  void (*read)(JsonCursor&, Into&);
  Need need = Need::always;
};

/// Reads an object whose listed members must be there, once each; others are passed over.
template <class Into, std::size_t count>
void read_object(JsonCursor& cursor, const std::array<Member<Into>, count>& members, Into& into) {
  std::bitset<count> seen;
  cursor.enter_object();
  while (const auto key = cursor.next_member()) {
    std::size_t i = 0;
    while (i < count && members[i].name != *key) {
      ++i;
    }
    if (i == count) {
      cursor.skip();
    } else if (seen.test(i)) {
      cursor.fail("has '" + *key + "' twice");
    } else {
      seen.set(i);
      members[i].read(cursor, into);
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!seen.test(i) && members[i].need == Need::always) {
      cursor.fail("lacks '" + std::string(members[i].name) + "'");
    }
  }
}

inline Bytes read_base64(JsonCursor& cursor) {
  auto bytes = base64_decode(cursor.string());
  if (!bytes) {
    cursor.fail("expected Base64");
  }
  return bytes ? std::move(*bytes) : Bytes();
}

/// A string, or {"base64": …} for text that is not UTF-8.
inline std::string read_text(JsonCursor& cursor) {
  if (cursor.peek() != JsonCursor::Kind::object) {
    return std::string(cursor.string());
  }
  static constexpr std::array<Member<Bytes>, 1> members = {
      {{"base64", [](JsonCursor& at, Bytes& bytes) { bytes = read_base64(at); }}}};
  Bytes bytes;
  read_object(cursor, members, bytes);
  return std::string(as_text(bytes));
}

inline std::optional<std::string> read_optional_text(JsonCursor& cursor) {
  if (cursor.peek() == JsonCursor::Kind::null) {
    cursor.null();
    return std::nullopt;
  }
  return read_text(cursor);
}

template <class Read>
void read_list(JsonCursor& cursor, Read read) {
  cursor.enter_array();
  while (cursor.next_item()) {
    read();
  }
}

template <class T>
std::set<T> read_set(JsonCursor& cursor) {
  std::set<T> items;
  read_list(cursor, [&] {
    const auto item = T::parse(cursor.string());
    if (item) {
      items.insert(*item);
    } else {
      cursor.fail(item.error().message);
    }
  });
  return items;
}

/// Where the value stands that `read` reads.
template <class Read>
Snapshot::Range range_of(JsonCursor& cursor, Read read) {
  const std::size_t begin = cursor.value_begin();
  read();
  return {begin, cursor.offset()};
}

/// What a person is told who took another file for a snapshot.
Error not_a_snapshot(Error error);

/// The member `windows`.
WindowsTrust read_windows(JsonCursor& cursor);
/// What is known without it, from the provider that a snapshot was taken of: whose stores they are.
std::optional<WindowsTrust> windows_of(std::string_view provider);

/// One entry of a store's list.
Snapshot::Item read_item(JsonCursor& cursor);

}  // namespace trustctl::snapshot
