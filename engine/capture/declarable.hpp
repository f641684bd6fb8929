#pragma once

#include <span>
#include <vector>

#include "engine/capture/capture.hpp"
#include "engine/model/entry.hpp"
#include "engine/model/finding.hpp"
#include "engine/model/time.hpp"

namespace trustctl {

/// What a manifest can say of an entry: text that is empty is no text, and owners are its own.
Properties declarable(Properties properties);

/// Notes the rules that would refuse this certificate in this store as declared, by their default
/// levels, and that a policy may relax.
void relax(const Certificate& certificate, const StoreName& store, Time now,
           std::vector<RelaxedRule>& relaxed);
/// The same of what is found against it as declared.
void relax(std::span<const Finding> findings, std::vector<RelaxedRule>& relaxed);

}  // namespace trustctl
