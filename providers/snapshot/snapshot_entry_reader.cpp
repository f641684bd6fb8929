// From one object of a snapshot to the entry that it tells of.
#include <algorithm>
#include <array>
#include <utility>

#include "providers/snapshot/snapshot_members.hpp"

namespace trustctl {

namespace snapshot {

namespace {

using Kind = JsonCursor::Kind;

// What an entry's members say, before they are put together.
struct RawEntry {
  Snapshot::Item item;
  Properties properties = {};
  std::vector<Image> images = {};
  std::set<std::string> archived = {};
  std::string sha256 = {};
};

void read_origin(JsonCursor& cursor, RawEntry& raw) {
  const std::string_view word = cursor.string();
  for (const Origin origin : {Origin::local, Origin::policy, Origin::vendor}) {
    if (word == to_string(origin)) {
      raw.item.entry.origin = origin;
      return;
    }
  }
  cursor.fail("expected an origin: local, policy or vendor");
}

void read_purposes(JsonCursor& cursor, RawEntry& raw) {
  raw.item.purposes = range_of(cursor, [&] {
    if (cursor.peek() == Kind::null) {
      cursor.null();
    } else {
      raw.properties.purposes = read_set<Oid>(cursor);
    }
  });
}

void read_images(JsonCursor& cursor, RawEntry& raw) {
  static constexpr std::array<Member<Image>, 2> members = {{
      {"place", [](JsonCursor& at, Image& image) { image.place = read_text(at); }},
      {"bytes", [](JsonCursor& at, Image& image) { image.bytes = read_base64(at); }},
  }};
  read_list(cursor, [&] {
    Image image;
    read_object(cursor, members, image);
    raw.images.push_back(std::move(image));
  });
}

void read_certificate(JsonCursor& cursor, RawEntry& raw) {
  const Bytes bytes = read_base64(cursor);
  raw.item.entry.certificate = Certificate::from_bytes(bytes);
}

constexpr std::array<Member<RawEntry>, 10> entry_members = {{
    {"sha256", [](JsonCursor& at, RawEntry& raw) { raw.sha256 = at.string(); }},
    {"origin", read_origin},
    {"friendly_name",
     [](JsonCursor& at, RawEntry& raw) {
       raw.item.friendly_name =
           range_of(at, [&] { raw.properties.friendly_name = read_optional_text(at); });
     }},
    {"description",
     [](JsonCursor& at, RawEntry& raw) {
       raw.item.description =
           range_of(at, [&] { raw.properties.description = read_optional_text(at); });
     }},
    {"purposes", read_purposes},
    {"owners",
     [](JsonCursor& at, RawEntry& raw) {
       raw.item.owners = range_of(at, [&] { raw.properties.owners = read_set<Site>(at); });
     }},
    {"places",
     [](JsonCursor& at, RawEntry& raw) {
       read_list(at, [&] { raw.item.entry.places.push_back({read_text(at)}); });
     }},
    {"archived",
     [](JsonCursor& at, RawEntry& raw) {
       read_list(at, [&] { raw.archived.insert(read_text(at)); });
     },
     Need::where_known},
    {"certificate", read_certificate},
    {"properties_raw", read_images},
}};

// The format says the properties once, for the entry; its first place tells them. An image belongs
// to the place of its name, else to the first.
void settle_places(RawEntry& raw) {
  auto& places = raw.item.entry.places;
  if (places.empty()) {
    places.emplace_back();
  }
  std::sort(places.begin(), places.end(),
            [](const Place& a, const Place& b) { return a.name < b.name; });
  places.front().properties = std::move(raw.properties);
  for (Place& place : places) {
    place.archived = raw.archived.contains(place.name);
  }
  for (Image& image : raw.images) {
    const auto named = std::find_if(places.begin(), places.end(), [&](const Place& place) {
      return place.name == image.place && !place.image;
    });
    (named == places.end() ? places.front() : *named).image = std::move(image.bytes);
  }
}

Certificate no_certificate() {
  static const Certificate none = Certificate::from_bytes(ByteView());
  return none;
}

}  // namespace

Snapshot::Item read_item(JsonCursor& cursor) {
  RawEntry raw{.item = {.entry = {no_certificate(), Origin::local, {}}}};
  raw.item.range = range_of(cursor, [&] { read_object(cursor, entry_members, raw); });
  if (raw.sha256 != raw.item.entry.certificate.fingerprint().hex()) {
    cursor.fail("the entry's sha256 is not that of its certificate");
  }
  settle_places(raw);
  return std::move(raw.item);
}

}  // namespace snapshot

Result<Snapshot::Item> read_snapshot_entry(std::string_view text, const std::string& file) {
  JsonCursor cursor(text, file);
  Snapshot::Item item = snapshot::read_item(cursor);
  cursor.finish();
  if (cursor.error()) {
    return tl::unexpected(snapshot::not_a_snapshot(*cursor.error()));
  }
  return item;
}

}  // namespace trustctl
