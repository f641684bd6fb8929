#pragma once

#include <vector>

#include "engine/operation/target_run.hpp"
#include "engine/operation/view.hpp"
#include "engine/plan/plan_file.hpp"

namespace trustctl {

/// The view that `plan --out` saves for a later apply: all that the plans are, certificates
/// included (schemas/plan.schema.json). Targets without a plan are left out; without any, nothing
/// is written.
class SavedPlanView : public View<TargetRun> {
 public:
  explicit SavedPlanView(TextSink& sink) : m_sink(sink) {}

  void begin(const DocumentHead&) override {}
  void add(const TargetRun& run) override {
    if (run.errors.empty()) {
      m_plans.push_back({run.declaration, run.site, run.plan});
    }
  }
  void end(const DocumentTail&) override {
    if (!m_plans.empty()) {
      m_sink.write(write_plan_file(m_plans));
    }
  }

 private:
  TextSink& m_sink;
  std::vector<SavedPlan> m_plans;
};

}  // namespace trustctl
