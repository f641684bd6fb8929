#include "tests/apply/one_exchange.hpp"

namespace trustctl::test {

const Certificate& gone() {
  static const Certificate certificate = fixture("single-root");
  return certificate;
}

DesiredState wish() {
  return desire({{"Root", present({wanted(lab_root())})}, {"CA", present({wanted(lab_policy())})}});
}

TargetState before() {
  return state({{"Root", {local(gone(), {"lab"})}}, {"CA", {local(lab_policy(), {"lab"})}}});
}

Plan plan_for(const TargetState& actual) {
  return make_plan(wish(), actual, all_capabilities(), {}, today(), unquestioned);
}

ApplyReport apply(const Plan& plan, FakeTarget& target, Journal& journal) {
  return apply_plan(plan, target, journal, {{today(), {}, "fake:here", site("lab")}, {}});
}

}  // namespace trustctl::test
