#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/render/render_plan.hpp"

namespace trustctl::test {

/// A certificate of tests/fixtures, by its name there.
Certificate fixture(const std::string& name);

/// Changes as make_plan would give them, declared in line `line` of site.yaml.
PlannedChange added(const StoreName& store, const Certificate& certificate, std::size_t line,
                    Properties after = {});
PlannedChange updated(const StoreName& store, const Certificate& certificate, Properties before,
                      Properties after);
PlannedChange removed(const StoreName& store, const Certificate& certificate);

Finding warning(const std::string& message);
Finding declared_error(const std::string& message);

/// A target of a directory provider, and its plan.
TargetPlan target_plan(std::vector<PlannedChange> changes, std::vector<Finding> findings = {});

}  // namespace trustctl::test
