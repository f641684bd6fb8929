#include "engine/apply/invert.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace trustctl {

namespace {

bool changed_nothing(const Outcome& outcome) {
  return std::holds_alternative<Unchanged>(outcome) || std::holds_alternative<Failed>(outcome) ||
         std::holds_alternative<NotAttempted>(outcome);
}

struct Inverse {
  const std::vector<Image>& before;

  PlannedChange operator()(const Add& add) const {
    return {Remove{add.store, add.certificate, add.after}, Drift::unexpected, {}, {}};
  }
  PlannedChange operator()(const Update& update) const {
    return {Update{update.store, update.certificate, update.after, update.before},
            Drift::different,
            {},
            {}};
  }
  PlannedChange operator()(const Remove& remove) const {
    return {Add{remove.store, remove.certificate, remove.before, before}, Drift::missing, {}, {}};
  }
};

bool stands_before(const PlannedChange& a, const PlannedChange& b) {
  const auto place = [](const PlannedChange& planned) {
    const Change& change = planned.change;
    return std::tuple(change.index(), store_of(change), certificate_of(change).fingerprint());
  };
  return place(a) < place(b);
}

}  // namespace

Plan invert(const JournalRecord& record) {
  Plan plan;
  plan.target = record.begin.circumstances.target.name;
  for (std::size_t i = 0; i < record.begin.items.size(); ++i) {
    if (record.outcomes.has_value() && changed_nothing(record.outcomes->at(i))) {
      continue;
    }
    const JournalBegin::Item& item = record.begin.items[i];
    PlannedChange inverse = std::visit(Inverse{item.before}, item.planned.change);
    inverse.cause = "undo " + record.id;
    plan.changes.push_back(std::move(inverse));
  }
  std::sort(plan.changes.begin(), plan.changes.end(), stands_before);
  return plan;
}

}  // namespace trustctl
