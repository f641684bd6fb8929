#include "engine/model/der_writer.hpp"

#include <string_view>

namespace trustctl {

namespace {

__extension__ typedef unsigned __int128 Arc;  // an Oid has none larger

Arc next_arc(std::string_view& dotted) {
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

}  // namespace

void append_element(Bytes& to, std::uint8_t tag, ByteView contents) {
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

Bytes der_element(std::uint8_t tag, std::initializer_list<ByteView> parts) {
  Bytes contents;
  for (const ByteView part : parts) {
    contents.insert(contents.end(), part.begin(), part.end());
  }
  Bytes bytes;
  append_element(bytes, tag, contents);
  return bytes;
}

Bytes oid_contents(const Oid& oid) {
  std::string_view dotted = oid.dotted();
  const Arc first = next_arc(dotted);
  Bytes contents;
  append_arc(contents, first * 40 + next_arc(dotted));  // §8.19.4
  while (!dotted.empty()) {
    append_arc(contents, next_arc(dotted));
  }
  return contents;
}

}  // namespace trustctl
