#include "engine/apply/settled.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace trustctl {

namespace {

std::string named(const Change& change) {
  return "cannot change " + certificate_of(change).label() + " in " + store_of(change).text();
}

Outcome stale(const Change& change, const std::string& what) {
  return Failed{
      {ErrorCode::stale, named(change) + ": " + what + " since the plan was made; plan again"}};
}

// What the change expects, and what it wants, of an entry that is there.
struct Expectation {
  const Properties* before;  // null: that it is not there
  const Properties* after;   // null: that it is not there
};

Expectation expectation(const Change& change) {
  if (const auto* add = std::get_if<Add>(&change)) {
    return {nullptr, &add->after};
  }
  if (const auto* update = std::get_if<Update>(&change)) {
    return {&update->before, &update->after};
  }
  return {&std::get<Remove>(change).before, nullptr};
}

// Every copy that says anything says this; an interrupted update leaves one that does not.
bool is_everywhere(const Entry& entry, const Properties& expected) {
  return entry.properties() == expected &&
         std::all_of(entry.places.begin(), entry.places.end(), [&](const Place& place) {
           return !place.says_anything() || place.properties == expected;
         });
}

bool is_somewhere(const Entry& entry, const Properties& expected) {
  return entry.properties() == expected ||
         std::any_of(entry.places.begin(), entry.places.end(), [&](const Place& place) {
           return place.says_anything() && place.properties == expected;
         });
}

// An entry that no reader of the target sees yet is as good as missing to an addition.
bool is_before(const Entry* entry, const Properties* before) {
  return before == nullptr ? entry == nullptr || !entry->is_complete()
                           : entry != nullptr && is_somewhere(*entry, *before);
}

bool is_after(const Entry* entry, const Properties* after) {
  return after == nullptr
             ? entry == nullptr
             : entry != nullptr && entry->is_complete() && is_everywhere(*entry, *after);
}

std::string what_moved(const Change& change, const StoreContents& contents) {
  if (contents.find(certificate_of(change).fingerprint(), Origin::local) == nullptr) {
    return "it was taken away";
  }
  return std::holds_alternative<Add>(change) ? "it was added, with other properties,"
                                             : "its properties were changed";
}

}  // namespace

Standpoint standpoint(const Change& change, const StoreContents& contents) {
  const Fingerprint& fingerprint = certificate_of(change).fingerprint();
  const auto [before, after] = expectation(change);
  const Entry* entry = contents.find(fingerprint, Origin::local);
  if (entry == nullptr && after == nullptr && !contents.is_complete()) {
    return Standpoint::not_known;
  }
  const Entry* vendor = contents.find(fingerprint, Origin::vendor);
  const bool vendors_own = entry == nullptr && after != nullptr && is_after(vendor, after);
  if (vendors_own || is_after(entry, after)) {
    return Standpoint::after;
  }
  return is_before(entry, before) ? Standpoint::before : Standpoint::neither;
}

std::optional<Outcome> settled(const Change& change, const StoreContents& contents) {
  switch (standpoint(change, contents)) {
    case Standpoint::before:
      return std::nullopt;
    case Standpoint::after:
      return Unchanged{};
    case Standpoint::neither:
      return stale(change, what_moved(change, contents));
    case Standpoint::not_known:
      return Failed{{ErrorCode::io, named(change) +
                                        ": it was not found, and not all of the store could be "
                                        "read; mend what lint names there and plan again"}};
  }
  return std::nullopt;
}

Outcome overtaken(const Change& change) { return stale(change, "another program wrote to it"); }

Finding left_behind(const std::string& message, const std::optional<Location>& where) {
  const Rule& about = rule(RuleId::junk);
  return {.rule = about.id,
          .level = about.levels.observed,
          .message = message,
          .where = where,
          .observed = true};
}

std::optional<Applied> stopped(std::span<const Step> steps, const std::stop_token& stop) {
  if (!stop.stop_requested()) {
    return std::nullopt;
  }
  return Applied{std::vector<Outcome>(steps.size(), NotAttempted{"the apply was stopped"})};
}

Applied all_failed(std::span<const Step> steps, const Error& why) {
  return {std::vector<Outcome>(steps.size(), Failed{why})};
}

std::vector<std::size_t> batch_order(std::span<const Step> steps,
                                     std::vector<std::optional<Outcome>>& outcomes) {
  std::vector<std::size_t> order(steps.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return steps[a].change.index() < steps[b].change.index();
  });
  std::set<std::pair<StoreName, Fingerprint>> seen;
  const auto repeated = [&](std::size_t index) {
    const Change& change = steps[index].change;
    if (seen.emplace(store_of(change), certificate_of(change).fingerprint()).second) {
      return false;
    }
    outcomes[index] = Failed{{ErrorCode::invalid_input, named(change) + " twice in one batch"}};
    return true;
  };
  order.erase(std::remove_if(order.begin(), order.end(), repeated), order.end());
  return order;
}

void withhold_removals(std::span<const Step> steps, std::vector<std::optional<Outcome>>& outcomes) {
  std::set<Fingerprint> not_added;
  std::set<Fingerprint> distrusted;
  std::optional<std::string> where;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (!std::holds_alternative<Add>(steps[i].change)) {
      continue;
    }
    const StoreName& store = store_of(steps[i].change);
    const Fingerprint& certificate = certificate_of(steps[i].change).fingerprint();
    if (outcomes[i] && !std::holds_alternative<Changed>(*outcomes[i]) &&
        !std::holds_alternative<Unchanged>(*outcomes[i])) {
      not_added.insert(certificate);
      where = where.value_or(store.text());
    } else if (store == StoreName::disallowed()) {
      distrusted.insert(certificate);
    }
  }
  for (std::size_t i = 0; where && i < steps.size(); ++i) {
    const Fingerprint& certificate = certificate_of(steps[i].change).fingerprint();
    if (!std::holds_alternative<Remove>(steps[i].change) || outcomes[i]) {
      continue;
    }
    if (not_added.contains(certificate)) {
      outcomes[i] = NotAttempted{"it could not be added where it belongs"};
    } else if (!distrusted.contains(certificate)) {
      outcomes[i] = NotAttempted{"something could not be added to " + *where};
    }
  }
}

}  // namespace trustctl
