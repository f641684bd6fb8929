#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/operation/requests.hpp"
#include "tests/support/fake_target.hpp"

namespace trustctl::test {

/// Targets in memory, by name; one that is not here cannot be opened.
class FakeTargets : public Targets {
 public:
  FakeTarget& add(const std::string& name, TargetState state = {});

  Result<std::unique_ptr<Provider>> open(const TargetDeclaration& target) override;
  TargetTraits traits_of(const TargetDeclaration& target) const override;
  TargetDeclaration for_good(TargetDeclaration target) const override { return target; }

  /// How many providers are alive now, and the most that ever were at once.
  int open_now() const { return m_open; }
  int most_open() const { return m_most_open; }

 private:
  friend class Opened;
  std::map<std::string, std::unique_ptr<FakeTarget>> m_targets;
  int m_open = 0;
  int m_most_open = 0;
};

/// A clock that stands.
class StandingClock : public Clock {
 public:
  Deadline deadline_in(std::chrono::seconds) const override { return {}; }
};

/// A person who has made up their mind, and counts how often they were asked.
class FakePerson : public Consent {
 public:
  explicit FakePerson(std::optional<Error> objection = std::nullopt)
      : m_objection(std::move(objection)) {}
  Result<void> may_begin() override;
  int asked() const { return m_asked; }

 private:
  std::optional<Error> m_objection;
  int m_asked = 0;
};

/// A view that keeps what it was given.
class KeptRuns : public View<TargetRun> {
 public:
  void begin(const DocumentHead&) override { calls += "begin "; }
  void add(const TargetRun& run) override {
    calls += run.label.name + ' ';
    verdicts.push_back(verdict_of(run));
    runs.push_back(run);
  }
  void end(const DocumentTail& tail) override {
    calls += "end";
    errors = tail.errors;
  }

  std::string calls;
  std::vector<RunVerdict> verdicts;
  std::vector<TargetRun> runs;
  std::vector<Error> errors;
};

}  // namespace trustctl::test
