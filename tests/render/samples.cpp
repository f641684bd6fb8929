#include "tests/render/samples.hpp"

#include <stdexcept>

#include "engine/formats/certificate_source.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

namespace trustctl::test {

PlannedChange added(const StoreName& store, const Certificate& certificate, std::size_t line,
                    Properties after) {
  return {Add{store, certificate, std::move(after)}, Drift::missing, "chain lab",
          Location{"site.yaml", line, 3}};
}

PlannedChange updated(const StoreName& store, const Certificate& certificate, Properties before,
                      Properties after) {
  return {Update{store, certificate, std::move(before), std::move(after)}, Drift::different,
          "stores " + store.text(), Location{"site.yaml", 20, 3}};
}

PlannedChange removed(const StoreName& store, const Certificate& certificate) {
  return {Remove{store, certificate, {}}, Drift::unexpected, "no longer declared", std::nullopt};
}

Finding warning(const std::string& message) {
  return {.rule = RuleId::expires_within,
          .level = Level::warning,
          .message = message,
          .where = Location{"site.yaml", 12, 5}};
}

Finding declared_error(const std::string& message) {
  return {.rule = RuleId::expired,
          .level = Level::error,
          .message = message,
          .where = Location{"site.yaml", 7, 5}};
}

TargetRun target_run(std::vector<PlannedChange> changes, std::vector<Finding> findings) {
  TargetRun run;
  run.label = {"machine", "directory", "./demo-machine"};
  run.plan.target = "machine";
  run.plan.changes = std::move(changes);
  run.plan.findings = std::move(findings);
  return run;
}

DocumentHead head(const std::string& command) {
  return {command, "0.1.0", "pc17", *parse_time("2026-11-23"), *parse_time("2026-11-23")};
}

}  // namespace trustctl::test
