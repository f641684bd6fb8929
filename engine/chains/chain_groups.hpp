#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/model/names.hpp"

namespace trustctl {

/// A certificate that stands in Root, CA or both.
struct HeldAuthority {
  Certificate certificate;
  std::set<StoreName> stores;
};

/// The chains among certificates, as the lists of their members' numbers: roots first, then what is
/// nearest to a root, then by SHA-256; the chains by their first member's SHA-256. Each is a chain
/// that place_chain would put into exactly the stores that its members stand in, and has two
/// members at least. What stands elsewhere than its place in a chain would be, or reaches no
/// self-signed root, is in none.
std::vector<std::vector<std::size_t>> recognise_chains(std::span<const HeldAuthority> held);

}  // namespace trustctl
