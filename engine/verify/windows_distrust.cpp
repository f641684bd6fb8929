#include "engine/verify/windows_distrust.hpp"

#include <array>

#include "engine/formats/serialized_store.hpp"

namespace trustctl {

namespace {

// wincrypt.h, CERT_*_PROP_ID.
constexpr std::array<std::uint32_t, 6> distrusting = {
    84,   // ROOT_PROGRAM_NAME_CONSTRAINTS
    104,  // DISALLOWED_FILETIME
    122,  // DISALLOWED_ENHKEY_USAGE
    126,  // NOT_BEFORE_FILETIME: of what it issued
    127,  // NOT_BEFORE_ENHKEY_USAGE
    128,  // DISALLOWED_CA_FILETIME
};

}  // namespace

std::set<std::uint32_t> windows_distrust(const Entry& entry) {
  const std::set<std::uint32_t> properties = properties_of(entry);
  std::set<std::uint32_t> found;
  for (const std::uint32_t id : distrusting) {
    if (properties.contains(id)) {
      found.insert(id);
    }
  }
  return found;
}

}  // namespace trustctl
