#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/change.hpp"

namespace trustctl::contract {

/// As many certificates as one likes: the fixture lab-root with another serial number each (which
/// no provider has a reason to mind; their signatures do not hold).
Certificate certificate(std::size_t number);

StoreName store(const std::string& name);

/// Every property set.
Properties full_properties();
/// One property set.
Properties owned_by(const std::vector<std::string>& sites);
Properties good_for(const std::vector<std::string>& purposes);
/// Both texts set.
Properties text(const std::string& friendly_name, const std::string& description);

bool is_changed(const Outcome& outcome);
bool is_unchanged(const Outcome& outcome);
bool is_failed(const Outcome& outcome, ErrorCode code);
bool is_failed(const Outcome& outcome);
/// For messages: "Changed", "Failed (stale: …)".
std::string describe(const Outcome& outcome);
std::string describe(const std::optional<Properties>& properties);

}  // namespace trustctl::contract
