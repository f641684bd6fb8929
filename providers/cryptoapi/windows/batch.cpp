#include "providers/cryptoapi/windows/batch.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/apply/settled.hpp"
#include "providers/cryptoapi/windows/surroundings.hpp"

namespace trustctl::cryptoapi {

namespace {

tl::unexpected<Error> failed(ErrorCode code, std::string message) {
  return tl::unexpected(Error{code, std::move(message), std::nullopt});
}

// The one entry that a change is about, as a store's contents, for everybody's rules to judge.
StoreContents contents_of(const Change& change, const std::optional<LocalStore::Found>& found) {
  if (!found) {
    return {};
  }
  return StoreContents(
      {Entry{certificate_of(change), found->origin, {Place{"", found->properties}}}});
}

// What is to be added: what was preserved, or the certificate alone.
Result<SerializedElement> element_to_add(const Add& add) {
  if (add.restore.empty()) {
    return SerializedElement::of(add.certificate);
  }
  auto element = SerializedElement::parse(add.restore.front().bytes);
  const std::string preserved = "what was preserved of " + add.certificate.label();
  if (!element) {
    return failed(ErrorCode::invalid_input,
                  preserved + " cannot be read: " + element.error().message);
  }
  if (Fingerprint::of(element->certificate()) != add.certificate.fingerprint()) {
    return failed(ErrorCode::invalid_input, preserved + " is another certificate");
  }
  return element;
}

void change_property(SerializedElement& element, const PropertyChange& change) {
  if (change.data) {
    element.set(change.id, *change.data);
  } else {
    element.erase(change.id);
  }
}

// Sets back what was set before something failed. The error that is left says both.
Result<void> undo(SystemStore& store, const LocalStore::Found& found,
                  std::span<const PropertyChange> done, const Error& why) {
  for (const PropertyChange& change : done) {
    const Bytes* old = found.element.find(change.id);
    const auto undone =
        store.set(*found.context, {change.id, old == nullptr ? std::nullopt : std::optional(*old)});
    if (!undone) {
      return failed(why.code, why.message +
                                  "; and what was set before that could not be set back: " +
                                  undone.error().message);
    }
  }
  return tl::unexpected(why);
}

}  // namespace

Result<void> may_be_changed(StoreLocation location, const Change& change) {
  if (location == StoreLocation::current_user && store_of(change) == StoreName::root() &&
      !std::holds_alternative<Update>(change) && !has_interactive_desktop()) {
    return failed(ErrorCode::refused,
                  "CurrentUser\\Root cannot be changed without a desktop: Windows asks the user "
                  "about every root, and nobody could answer; declare it for LocalMachine, or run "
                  "trustctl while logged on");
  }
  return {};
}

Batch::Batch(StoreLocation location, std::span<const Step> steps, Progress* progress)
    : m_location(location), m_steps(steps), m_progress(progress), m_outcomes(steps.size()) {}

std::vector<Outcome> Batch::run() {
  const auto order = batch_order(m_steps, m_outcomes);
  compare_bases(order);
  for (std::size_t done = 0; done < order.size(); ++done) {
    const std::size_t i = order[done];
    const Change& change = m_steps[i].change;
    if (done > 0 && m_steps[order[done - 1]].change.index() != change.index()) {
      commit_all();  // adds are durable before the first remove
      withhold_removals(m_steps, m_outcomes);
    }
    if (m_outcomes[i]) {
      continue;
    }
    OpenStore& store = store_for(store_of(change));
    m_outcomes[i] = carry_out(change, store);
    if (std::holds_alternative<Changed>(*m_outcomes[i])) {
      store.uncommitted.push_back(i);
    }
    if (m_progress != nullptr) {
      m_progress->step("changing " + to_string(m_location), done + 1, order.size());
    }
  }
  commit_all();
  std::vector<Outcome> outcomes;
  for (std::optional<Outcome>& outcome : m_outcomes) {
    outcomes.push_back(std::move(*outcome));
  }
  return outcomes;
}

// What cannot be looked at now is judged when its turn comes.
void Batch::compare_bases(std::span<const std::size_t> order) {
  for (const std::size_t i : order) {
    const auto& [change, basis] = m_steps[i];
    const OpenStore* store = basis.empty() ? nullptr : &store_for(store_of(change));
    const auto found = store == nullptr || !store->local
                           ? Result<std::optional<LocalStore::Found>>()
                           : store->local->find(certificate_of(change));
    if (!found || !*found || settled(change, contents_of(change, *found))) {
      continue;
    }
    const auto kept = SerializedElement::parse(basis.front().bytes);
    if (!kept || !same_entry(*kept, (*found)->element)) {
      m_outcomes[i] = overtaken(change);
    }
  }
}

Batch::OpenStore& Batch::store_for(const StoreName& name) {
  if (const auto known = m_stores.find(name); known != m_stores.end()) {
    return known->second;
  }
  const bool adds = std::any_of(m_steps.begin(), m_steps.end(), [&name](const Step& step) {
    return std::holds_alternative<Add>(step.change) && store_of(step.change) == name;
  });
  auto store = LocalStore::open_to_change(
      m_location, name, adds ? SystemStore::IfMissing::create : SystemStore::IfMissing::leave);
  return m_stores.emplace(name, OpenStore{std::move(store)}).first->second;
}

Outcome Batch::carry_out(const Change& change, OpenStore& store) {
  if (!store.local) {
    return Failed{store.local.error()};
  }
  const auto found = store.local->find(certificate_of(change));
  if (!found) {
    return Failed{found.error()};
  }
  if (auto outcome = settled(change, contents_of(change, *found))) {
    return std::move(*outcome);
  }
  auto made = may_be_changed(m_location, change);
  if (made) {
    made = std::visit([&](const auto& kind) { return make(kind, *store.local->store(), *found); },
                      change);
  }
  if (!made) {
    return Failed{made.error()};
  }
  return Changed{};
}

Result<void> Batch::make(const Add& add, SystemStore& store, const Found& found) {
  if (found) {  // and is not local
    return failed(ErrorCode::refused, add.certificate.label() + " in " + store.place() +
                                          " is Windows' own already, and cannot be ours too");
  }
  auto element = element_to_add(add);
  if (!element) {
    return tl::unexpected(element.error());
  }
  const auto changes = property_changes(read_properties(*element).properties, add.after);
  if (!changes) {
    return tl::unexpected(changes.error());
  }
  for (const PropertyChange& change : *changes) {
    change_property(*element, change);
  }
  return store.add(*element);
}

Result<void> Batch::make(const Update& update, SystemStore& store, const Found& found) {
  const auto changes = property_changes(update.before, update.after);
  if (!changes) {
    return tl::unexpected(changes.error());
  }
  for (std::size_t i = 0; i < changes->size(); ++i) {
    if (const auto set = store.set(*found->context, (*changes)[i]); !set) {
      return undo(store, *found, std::span(*changes).first(i), set.error());
    }
  }
  return {};
}

Result<void> Batch::make(const Remove&, SystemStore& store, const Found& found) {
  return store.remove(*found->context);
}

void Batch::commit_all() {
  for (auto& [name, store] : m_stores) {
    if (store.uncommitted.empty()) {
      continue;
    }
    if (const auto committed = store.local->store()->commit(); !committed) {
      settle_uncommitted(name, store, committed.error());
    }
    store.uncommitted.clear();
  }
}

// Windows has written every change already, and what it says of a commit does not count; Wine
// writes on commit alone. So the store itself is asked which changes are there.
void Batch::settle_uncommitted(const StoreName& name, OpenStore& store, const Error& error) {
  const auto fresh = LocalStore::open(m_location, name);
  for (const std::size_t i : store.uncommitted) {
    const Change& change = m_steps[i].change;
    const auto found = fresh ? fresh->find(certificate_of(change)) : tl::unexpected(fresh.error());
    const auto outcome =
        found ? settled(change, contents_of(change, *found)) : std::optional<Outcome>();
    if (!outcome || !std::holds_alternative<Unchanged>(*outcome)) {
      m_outcomes[i] = Failed{error};
    }
  }
}

}  // namespace trustctl::cryptoapi
