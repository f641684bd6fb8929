#include "engine/formats/extended_key_usage.hpp"

#include <cstdint>
#include <string_view>

#include "engine/model/der.hpp"

namespace trustctl {

namespace {

__extension__ typedef unsigned __int128 Arc;  // an Oid has none larger

Arc take_arc(std::string_view& dotted) {
  Arc arc = 0;
  while (!dotted.empty() && dotted.front() != '.') {
    arc = arc * 10 + static_cast<Arc>(dotted.front() - '0');
    dotted.remove_prefix(1);
  }
  dotted.remove_prefix(dotted.empty() ? 0 : 1);
  return arc;
}

// X.690 §8.19.2: seven bits an octet, the most significant first, all but the last with bit 8 set.
void append_arc(Bytes& contents, Arc arc) {
  Bytes reversed{static_cast<std::uint8_t>(arc & 0x7FU)};
  while ((arc >>= 7U) != 0) {
    reversed.push_back(static_cast<std::uint8_t>(0x80U | (arc & 0x7FU)));
  }
  contents.insert(contents.end(), reversed.rbegin(), reversed.rend());
}

void append_element(Bytes& to, std::uint8_t tag, const Bytes& contents) {
  to.push_back(tag);
  if (contents.size() < 0x80) {
    to.push_back(static_cast<std::uint8_t>(contents.size()));
  } else {
    Bytes octets;
    for (std::size_t rest = contents.size(); rest != 0; rest >>= 8U) {
      octets.insert(octets.begin(), static_cast<std::uint8_t>(rest & 0xFFU));
    }
    to.push_back(static_cast<std::uint8_t>(0x80U | octets.size()));
    to.insert(to.end(), octets.begin(), octets.end());
  }
  to.insert(to.end(), contents.begin(), contents.end());
}

Bytes oid_contents(const Oid& oid) {
  std::string_view dotted = oid.dotted();
  const Arc first = take_arc(dotted);
  Bytes contents;
  append_arc(contents, first * 40 + take_arc(dotted));  // §8.19.4
  while (!dotted.empty()) {
    append_arc(contents, take_arc(dotted));
  }
  return contents;
}

}  // namespace

Bytes write_extended_key_usage(const std::set<Oid>& purposes) {
  Bytes contents;
  for (const Oid& purpose : purposes) {
    append_element(contents, der::object_identifier, oid_contents(purpose));
  }
  Bytes whole;
  append_element(whole, der::sequence, contents);
  return whole;
}

std::optional<std::set<Oid>> read_extended_key_usage(ByteView bytes) {
  der::Defects defects;
  der::Cursor outer(bytes, defects);
  const der::Element sequence = outer.take(der::sequence);
  outer.finish();
  der::Cursor inner(sequence.contents, defects);
  std::set<Oid> purposes;
  while (!inner.empty()) {
    const auto oid = Oid::from_der(inner.take(der::object_identifier).contents);
    if (defects.any() || !oid) {
      return std::nullopt;
    }
    purposes.insert(*oid);
  }
  return defects.any() ? std::nullopt : std::optional(purposes);
}

}  // namespace trustctl
