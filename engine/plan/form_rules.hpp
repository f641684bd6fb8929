#pragma once

#include <optional>
#include <vector>

#include "engine/plan/judgement.hpp"

namespace trustctl {

/// Appends what the rules find about the form of one certificate in a store of authorities: its
/// digest, key, names, serial number, version, extensions, length of life. Nothing where the store
/// holds other certificates, or the bytes do not decode. A plan asks
/// those that both ask (Rule::asked), lint asks all. Verifies no signature; about a microsecond.
void judge_form(const Certificate& certificate, const StoreName& store, Standing standing,
                const Policy& policy, Asked asked, const std::optional<Location>& where,
                std::vector<Finding>& findings);

}  // namespace trustctl
