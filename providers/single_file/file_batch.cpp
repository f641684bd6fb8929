#include "providers/single_file/file_batch.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/apply/settled.hpp"

namespace trustctl {

namespace {

using Key = Selection::Key;

Key key_of(const Change& change) {
  return {store_of(change), certificate_of(change).fingerprint()};
}

// Null: the store cannot be read, and `unreadable` says why; a store that is not there is empty.
const StoreContents* contents_of(const TargetState& state, const StoreName& store,
                                 std::optional<Error>& unreadable) {
  static const StoreContents nothing;
  const auto found = state.find(store);
  if (found == state.end()) {
    return &nothing;
  }
  if (!found->second) {
    unreadable = found->second.error();
    return nullptr;
  }
  return &*found->second;
}

bool is_basis_there(const StoreContents& contents, const Step& step) {
  const Entry* entry = contents.find(certificate_of(step.change).fingerprint(), Origin::local);
  return step.basis.empty() || (entry != nullptr && entry->images() == step.basis);
}

// What the step comes to without a write; nothing where one is needed.
std::optional<Outcome> judged(const DecodedFile& file, const TargetState& state, const Step& step) {
  std::optional<Error> unreadable;
  const StoreContents* contents = contents_of(state, store_of(step.change), unreadable);
  if (contents == nullptr) {
    return Failed{*unreadable};
  }
  if (auto outcome = settled(step.change, *contents)) {
    return outcome;
  }
  if (!is_basis_there(*contents, step)) {
    return overtaken(step.change);
  }
  if (auto error = file.refusal(step.change)) {
    return Failed{*std::move(error)};
  }
  return std::nullopt;
}

bool same(const Entry& a, const Entry& b) {
  return a.certificate == b.certificate && a.origin == b.origin && a.places == b.places;
}

}  // namespace

Applied FileBatch::applied(const Outcome& of_the_rewrite) const {
  Applied applied;
  for (const auto& outcome : outcomes) {
    applied.outcomes.push_back(outcome.value_or(of_the_rewrite));
  }
  return applied;
}

FileBatch judge(const DecodedFile& file, std::span<const Step> steps) {
  Selection selection;
  for (const Step& step : steps) {
    selection.images.insert(key_of(step.change));
  }
  const TargetState state = file.state(selection);
  FileBatch batch;
  batch.outcomes.resize(steps.size());
  const auto order = batch_order(steps, batch.outcomes);
  for (const std::size_t index : order) {
    batch.outcomes[index] = judged(file, state, steps[index]);
  }
  withhold_removals(steps, batch.outcomes);
  for (const std::size_t index : order) {
    if (!batch.outcomes[index]) {
      batch.changes.push_back(&steps[index].change);
    }
  }
  return batch;
}

std::optional<std::string> first_lost(const DecodedFile& before, const DecodedFile& after,
                                      std::span<const Change* const> changes) {
  if (before.foreign() != after.foreign()) {
    return "what is no entry";
  }
  std::set<Key> changed;
  for (const Change* change : changes) {
    changed.insert(key_of(*change));
  }
  const Selection everything{.stores = {}, .detail = Detail::raw};
  const TargetState old_state = before.state(everything);
  const TargetState new_state = after.state(everything);
  for (const auto& [store, contents] : old_state) {
    const auto now = new_state.find(store);
    if (!contents) {
      continue;
    }
    for (const Entry& entry : contents->entries()) {
      if (entry.origin == Origin::local &&
          changed.contains({store, entry.certificate.fingerprint()})) {
        continue;
      }
      const Entry* kept = now == new_state.end() || !now->second
                              ? nullptr
                              : now->second->find(entry.certificate.fingerprint(), entry.origin);
      if (kept == nullptr || !same(entry, *kept)) {
        return entry.certificate.label() + " in " + store.text();
      }
    }
  }
  return std::nullopt;
}

}  // namespace trustctl
