#include "tests/plan/simulate.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace trustctl::test {

TargetState simulate(const Plan& plan, const TargetState& actual) {
  std::map<StoreName, std::vector<Entry>> stores;
  for (const auto& [name, contents] : actual) {
    if (contents) {
      stores[name].assign(contents->entries().begin(), contents->entries().end());
    }
  }
  for (const PlannedChange& planned : plan.changes) {
    auto& entries = stores[store_of(planned.change)];
    const Certificate& certificate = certificate_of(planned.change);
    entries.erase(std::remove_if(entries.begin(), entries.end(),
                                 [&](const Entry& entry) {
                                   return entry.origin == Origin::local &&
                                          entry.certificate == certificate;
                                 }),
                  entries.end());
    if (const auto* add = std::get_if<Add>(&planned.change)) {
      entries.push_back({certificate, Origin::local, {{"new", add->after}}});
    } else if (const auto* update = std::get_if<Update>(&planned.change)) {
      entries.push_back({certificate, Origin::local, {{"updated", update->after}}});
    }
  }
  TargetState after = actual;
  for (auto& [name, entries] : stores) {
    after.insert_or_assign(name, StoreContents(std::move(entries)));
  }
  return after;
}

}  // namespace trustctl::test
