#include "engine/formats/extended_key_usage.hpp"

#include "engine/model/der.hpp"
#include "engine/model/der_writer.hpp"

namespace trustctl {

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
