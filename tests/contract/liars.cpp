#include "tests/contract/liars.hpp"

#include <algorithm>
#include <fstream>
#include <utility>

#include "tests/support/steps.hpp"

namespace trustctl::contract {

namespace {

using Folder = std::filesystem::path;

// What a lying session does in the place of an honest one.
struct Lie {
  std::vector<Outcome> (*apply)(Session& honest, std::span<const Change> changes,
                                const Harness& harness, const Folder& folder) = nullptr;
  Result<TargetState> (*read)(Result<TargetState> honest) = nullptr;
};

class LyingSession final : public Session {
 public:
  LyingSession(std::unique_ptr<Session> honest, const Lie& lie, const Harness& harness,
               Folder folder)
      : m_honest(std::move(honest)), m_lie(lie), m_harness(harness), m_folder(std::move(folder)) {}

  Result<TargetState> read(const Selection& selection) const override {
    auto state = m_honest->read(selection);
    return m_lie.read != nullptr ? m_lie.read(std::move(state)) : std::move(state);
  }
  Applied apply(std::span<const Step> steps, const std::stop_token& stop) override {
    if (m_lie.apply == nullptr) {
      return m_honest->apply(steps, stop);
    }
    std::vector<Change> changes;
    for (const Step& step : steps) {
      changes.push_back(step.change);
    }
    return {m_lie.apply(*m_honest, changes, m_harness, m_folder)};
  }

 private:
  std::unique_ptr<Session> m_honest;
  Lie m_lie;
  const Harness& m_harness;
  Folder m_folder;
};

class LyingProvider final : public Provider {
 public:
  LyingProvider(std::unique_ptr<Provider> honest, const Lie& lie, const Harness& harness,
                Folder folder)
      : m_honest(std::move(honest)), m_lie(lie), m_harness(harness), m_folder(std::move(folder)) {}

  const Capabilities& capabilities() const override { return m_honest->capabilities(); }
  Result<TargetState> read(const Selection& selection) const override {
    auto state = m_honest->read(selection);
    return m_lie.read != nullptr ? m_lie.read(std::move(state)) : std::move(state);
  }
  Result<std::unique_ptr<Session>> lock(Deadline deadline) override {
    auto session = m_honest->lock(deadline);
    if (!session) {
      return session;
    }
    return std::make_unique<LyingSession>(std::move(*session), m_lie, m_harness, m_folder);
  }

 private:
  std::unique_ptr<Provider> m_honest;
  Lie m_lie;
  const Harness& m_harness;
  Folder m_folder;
};

class LyingHarness final : public Harness {
 public:
  LyingHarness(const Harness& honest, const Lie& lie) : m_honest(honest), m_lie(lie) {}

  std::string name() const override { return m_honest.name(); }
  std::unique_ptr<Provider> provider(const Folder& folder) const override {
    return std::make_unique<LyingProvider>(m_honest.provider(folder), m_lie, m_honest, folder);
  }
  void put_foreign(const Folder& folder) const override { m_honest.put_foreign(folder); }
  std::string foreign(const Folder& folder) const override { return m_honest.foreign(folder); }
  void damage_foreign(const Folder& folder) const override { m_honest.damage_foreign(folder); }
  void put_entry(const Folder& folder, ByteView certificate) const override {
    m_honest.put_entry(folder, certificate);
  }
  void break_target(const Folder& folder) const override { m_honest.break_target(folder); }
  std::vector<std::string> leftovers(const Folder& folder) const override {
    return m_honest.leftovers(folder);
  }
  bool can_hold(const std::string& text) const override { return m_honest.can_hold(text); }
  bool can_be_run_apart() const override { return false; }

 private:
  const Harness& m_honest;
  Lie m_lie;
};

std::vector<Outcome> do_nothing(Session&, std::span<const Change> changes, const Harness&,
                                const Folder&) {
  return std::vector<Outcome>(changes.size(), Changed{});
}

std::vector<Outcome> always_changed(Session& honest, std::span<const Change> changes,
                                    const Harness&, const Folder&) {
  test::apply_changes(honest, changes);
  return std::vector<Outcome>(changes.size(), Changed{});
}

std::vector<Outcome> never_changed(Session& honest, std::span<const Change> changes, const Harness&,
                                   const Folder&) {
  auto outcomes = test::apply_changes(honest, changes);
  for (Outcome& outcome : outcomes) {
    outcome = std::holds_alternative<Changed>(outcome) ? Outcome(Unchanged{}) : outcome;
  }
  return outcomes;
}

std::vector<Outcome> drop_a_property(Session& honest, std::span<const Change> changes,
                                     const Harness&, const Folder&) {
  std::vector<Change> less(changes.begin(), changes.end());
  for (Change& change : less) {
    if (auto* add = std::get_if<Add>(&change)) {
      add->after.purposes = std::nullopt;
    } else if (auto* update = std::get_if<Update>(&change)) {
      update->after.purposes = std::nullopt;
    }
  }
  return test::apply_changes(honest, less);
}

std::vector<Outcome> forget_the_other_owner(Session& honest, std::span<const Change> changes,
                                            const Harness&, const Folder&) {
  std::vector<Change> less(changes.begin(), changes.end());
  for (Change& change : less) {
    auto* update = std::get_if<Update>(&change);
    while (update != nullptr && update->after.owners.size() > 1) {
      update->after.owners.erase(update->after.owners.begin());
    }
  }
  return test::apply_changes(honest, less);
}

std::vector<Outcome> ignore_before(Session& honest, std::span<const Change> changes, const Harness&,
                                   const Folder&) {
  std::vector<Change> blind(changes.begin(), changes.end());
  const auto state = honest.read({});
  if (!state) {
    return test::apply_changes(honest, changes);
  }
  for (Change& change : blind) {
    const auto store = state->find(store_of(change));
    const Entry* entry =
        store == state->end() || !store->second
            ? nullptr
            : store->second->find(certificate_of(change).fingerprint(), Origin::local);
    if (auto* update = std::get_if<Update>(&change); update != nullptr && entry != nullptr) {
      update->before = entry->properties();
    } else if (auto* remove = std::get_if<Remove>(&change); remove != nullptr && entry != nullptr) {
      remove->before = entry->properties();
    }
  }
  return test::apply_changes(honest, blind);
}

std::vector<Outcome> in_another_order(Session& honest, std::span<const Change> changes,
                                      const Harness&, const Folder&) {
  auto outcomes = test::apply_changes(honest, changes);
  std::reverse(outcomes.begin(), outcomes.end());
  return outcomes;
}

std::vector<Outcome> rewrite_foreign_data(Session& honest, std::span<const Change> changes,
                                          const Harness& harness, const Folder& folder) {
  auto outcomes = test::apply_changes(honest, changes);
  try {
    if (!harness.foreign(folder).empty()) {
      harness.damage_foreign(folder);
    }
  } catch (const std::exception&) {  // nothing foreign is there yet
  }
  return outcomes;
}

std::vector<Outcome> write_without_need(Session& honest, std::span<const Change> changes,
                                        const Harness&, const Folder& folder) {
  std::ofstream(folder / "scribble", std::ios::app) << 'x';
  return test::apply_changes(honest, changes);
}

Result<TargetState> hide_what_is_broken(Result<TargetState> honest) {
  return honest ? std::move(honest) : TargetState();
}

Result<TargetState> hide_the_undecodable(Result<TargetState> honest) {
  if (!honest) {
    return honest;
  }
  for (auto& [store, contents] : *honest) {
    if (!contents) {
      continue;
    }
    std::vector<Entry> entries;
    for (const Entry& entry : contents->entries()) {
      if (entry.certificate.verdict().kind != Verdict::Kind::opaque) {
        entries.push_back(entry);
      }
    }
    contents = StoreContents(std::move(entries));
  }
  return honest;
}

Result<TargetState> keep_nothing(Result<TargetState> honest) {
  for (auto& [store, contents] : *honest) {
    if (!contents) {
      continue;
    }
    std::vector<Entry> entries(contents->entries().begin(), contents->entries().end());
    for (Entry& entry : entries) {
      for (Place& place : entry.places) {
        place.image.reset();
      }
    }
    contents = StoreContents(std::move(entries));
  }
  return honest;
}

std::vector<Outcome> forget_the_basis(Session& honest, std::span<const Change> changes,
                                      const Harness&, const Folder&) {
  return test::apply_changes(honest, changes);
}

}  // namespace

std::vector<Liar> liars(const Harness& honest) {
  std::vector<Liar> all;
  const auto add = [&](std::string_view lie, std::string_view caught_by, const Lie& how) {
    all.push_back({lie, caught_by, std::make_unique<LyingHarness>(honest, how)});
  };
  add("says Changed and does nothing", "add", {.apply = do_nothing});
  add("says Changed whatever happened", "add twice", {.apply = always_changed});
  add("says Unchanged of what it changed", "remove", {.apply = never_changed});
  add("drops a property", "add", {.apply = drop_a_property});
  add("forgets the other owner", "two owners", {.apply = forget_the_other_owner});
  add("changes what has moved since the plan", "stale: before is no longer true",
      {.apply = ignore_before});
  add("looks at no basis", "a change rests on its basis", {.apply = forget_the_basis});
  add("gives outcomes in another order", "a batch over many stores", {.apply = in_another_order});
  add("rewrites foreign data", "foreign data survives", {.apply = rewrite_foreign_data});
  add("writes where nothing is to change", "changing nothing writes nothing",
      {.apply = write_without_need});
  add("shows a broken target as empty", "a target that is something else",
      {.read = hide_what_is_broken});
  add("hides what does not decode", "undecodable entry", {.read = hide_the_undecodable});
  add("preserves nothing", "preserve and restore", {.read = keep_nothing});
  return all;
}

}  // namespace trustctl::contract
