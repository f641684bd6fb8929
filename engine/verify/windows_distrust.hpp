#pragma once

#include <cstdint>
#include <set>

#include "engine/model/entry.hpp"

namespace trustctl {

/// The properties of an entry of CryptoAPI by which Windows distrusts it in part: from a date on,
/// for some purposes or names, as a CA. Nobody here judges them. Found in Entry::raw, so nothing
/// where the stores were not read with Detail::raw or are not those of a Windows computer.
std::set<std::uint32_t> windows_distrust(const Entry& entry);

}  // namespace trustctl
