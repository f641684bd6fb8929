#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/operation/target_run.hpp"
#include "engine/render/view_settings.hpp"
#include "tests/support/states.hpp"

namespace trustctl::test {

/// Changes as make_plan would give them, declared in line `line` of site.yaml.
PlannedChange added(const StoreName& store, const Certificate& certificate, std::size_t line,
                    Properties after = {});
PlannedChange updated(const StoreName& store, const Certificate& certificate, Properties before,
                      Properties after);
PlannedChange removed(const StoreName& store, const Certificate& certificate);

Finding warning(const std::string& message);
Finding declared_error(const std::string& message);

/// A target of a directory provider, and its plan.
TargetRun target_run(std::vector<PlannedChange> changes, std::vector<Finding> findings = {});

/// The head of a document of this command, with nothing in it that changes.
DocumentHead head(const std::string& command);

/// What a view writes of these runs.
template <class Make>
std::string shown(const Make& make, std::span<const TargetRun> runs,
                  const ViewSettings& settings = {}) {
  TextBuffer text;
  const auto view = make(text, settings);
  view->begin(head("plan"));
  for (const TargetRun& run : runs) {
    view->add(run);
  }
  view->end({});
  return text.text();
}

}  // namespace trustctl::test
