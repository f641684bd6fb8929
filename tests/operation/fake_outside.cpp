#include "tests/operation/fake_outside.hpp"

#include <algorithm>
#include <utility>

namespace trustctl::test {

/// Lends a target of FakeTargets out, and counts itself.
class Opened : public Provider {
 public:
  Opened(FakeTarget& target, FakeTargets& targets) : m_target(target), m_targets(targets) {
    m_targets.m_most_open = std::max(m_targets.m_most_open, ++m_targets.m_open);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened() override { --m_targets.m_open; }

  const Capabilities& capabilities() const override { return m_target.capabilities(); }
  Result<TargetState> read(const Selection& selection) const override {
    return m_target.read(selection);
  }
  Result<std::unique_ptr<Session>> lock(Deadline deadline) override {
    return m_target.lock(deadline);
  }

 private:
  FakeTarget& m_target;
  FakeTargets& m_targets;
};

FakeTarget& FakeTargets::add(const std::string& name, TargetState state) {
  return *m_targets.emplace(name, std::make_unique<FakeTarget>(std::move(state))).first->second;
}

Result<std::unique_ptr<Provider>> FakeTargets::open(const TargetDeclaration& target) {
  const auto found = m_targets.find(target.name);
  if (found == m_targets.end()) {
    return tl::unexpected(Error{ErrorCode::not_found, "no target " + target.name});
  }
  return std::make_unique<Opened>(*found->second, *this);
}

TargetTraits FakeTargets::traits_of(const TargetDeclaration& target) const {
  return {{target.name, "fake", ""}, "fake:" + target.name, true};
}

Result<void> FakePerson::may_begin() {
  ++m_asked;
  return m_objection.has_value() ? Result<void>(tl::unexpected(*m_objection)) : Result<void>();
}

}  // namespace trustctl::test
