#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/formats/serialized_store.hpp"
#include "engine/model/entry.hpp"
#include "engine/result.hpp"

namespace trustctl::cryptoapi {

/// What the raw properties of an entry say in trustctl's words: friendly name (11), description and
/// owners (13), purposes (9).
struct ReadProperties {
  Properties properties;
  /// Property 9 does not decode. Windows then trusts the certificate for nothing, and so do the
  /// properties: their purposes are empty.
  bool bad_purposes = false;
  /// Property 19 is there: Place::archived.
  bool archived = false;
};
ReadProperties read_properties(const SerializedElement& element);

/// Whether two readings of one entry say the same: every raw property that somebody stored, in any
/// order. What Windows computes and may add when it is asked (digests, whether the store can be
/// written) is left out.
bool same_entry(const SerializedElement& a, const SerializedElement& b);

/// One raw property to be set, or (no data) taken away.
struct PropertyChange {
  std::uint32_t id;
  std::optional<Bytes> data;

  friend bool operator==(const PropertyChange&, const PropertyChange&) = default;
};

/// The raw properties in which two entries differ, and no other, so that whatever else is there
/// stays as it is. The description, which holds the owners, is the last: an entry that is
/// interrupted before it is not ours yet. Fails with invalid_input for text that Windows cannot
/// keep.
Result<std::vector<PropertyChange>> property_changes(const Properties& before,
                                                     const Properties& after);

}  // namespace trustctl::cryptoapi
