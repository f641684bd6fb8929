#include "tests/support/fake_target.hpp"

#include <algorithm>
#include <utility>

#include "tests/support/states.hpp"

namespace trustctl::test {

namespace {

std::vector<Entry> entries_of(const TargetState& state, const StoreName& store) {
  const auto found = state.find(store);
  if (found == state.end() || !found->second) {
    return {};
  }
  const auto entries = found->second->entries();
  return {entries.begin(), entries.end()};
}

const Entry* find_local(const TargetState& state, const StoreName& store,
                        const Certificate& certificate) {
  const auto found = state.find(store);
  return found == state.end() || !found->second
             ? nullptr
             : found->second->find(certificate.fingerprint(), Origin::local);
}

struct Perform {
  TargetState& state;
  Outcome operator()(const Add& add) const {
    Entry entry = local(add.certificate);
    entry.places.front().properties = add.after;
    put(state, add.store, entry);
    return Changed{};
  }
  Outcome operator()(const Update& update) const {
    Entry entry = *find_local(state, update.store, update.certificate);
    entry.places.front().properties = update.after;
    put(state, update.store, entry);
    return Changed{};
  }
  Outcome operator()(const Remove& remove) const {
    take(state, remove.store, remove.certificate);
    return Changed{};
  }
};

}  // namespace

void put(TargetState& state, const StoreName& store, const Entry& entry) {
  auto entries = entries_of(state, store);
  entries.erase(std::remove_if(entries.begin(), entries.end(),
                               [&](const Entry& other) {
                                 return other.certificate == entry.certificate &&
                                        other.origin == entry.origin;
                               }),
                entries.end());
  entries.push_back(entry);
  state.insert_or_assign(store, StoreContents(std::move(entries)));
}

void take(TargetState& state, const StoreName& store, const Certificate& certificate) {
  auto entries = entries_of(state, store);
  entries.erase(std::remove_if(entries.begin(), entries.end(),
                               [&](const Entry& other) {
                                 return other.certificate == certificate &&
                                        other.origin == Origin::local;
                               }),
                entries.end());
  state.insert_or_assign(store, StoreContents(std::move(entries)));
}

class FakeSession : public Session {
 public:
  explicit FakeSession(FakeTarget& target) : m_target(target) {}
  ~FakeSession() override { m_target.m_calls.push_back("unlock"); }

  Result<TargetState> read(const Selection& selection) const override {
    if (auto error = m_target.called("session read")) {
      return tl::unexpected(std::move(*error));
    }
    const auto failure = m_target.m_read_failures.find(++m_target.m_session_reads);
    if (failure != m_target.m_read_failures.end()) {
      return tl::unexpected(failure->second);
    }
    TargetState chosen;
    chosen.needs_rebuild = m_target.m_state.needs_rebuild;
    for (const auto& [name, contents] : m_target.m_state) {
      if (selection.contains(name)) {
        chosen.emplace(name, contents ? with_images(name, *contents, selection)
                                      : Result<StoreContents>(contents));
      }
    }
    return chosen;
  }

  Applied apply(std::span<const Step> steps, const std::stop_token&) override {
    m_target.called("apply");
    m_target.m_steps.assign(steps.begin(), steps.end());
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const auto instead = m_target.m_instead.find(i);
      outcomes.push_back(instead != m_target.m_instead.end()
                             ? instead->second
                             : std::visit(Perform{m_target.m_state}, steps[i].change));
    }
    if (m_target.m_forget_after) {
      outcomes.resize(std::min(outcomes.size(), *m_target.m_forget_after));
    }
    if (m_target.m_after_apply) {
      m_target.m_after_apply(m_target.m_state);
    }
    return {std::move(outcomes), m_target.m_noticed};
  }

 private:
  StoreContents with_images(const StoreName& store, const StoreContents& contents,
                            const Selection& selection) const {
    std::vector<Entry> entries(contents.entries().begin(), contents.entries().end());
    for (Entry& entry : entries) {
      if (!m_target.m_gives_no_images &&
          selection.wants_image(store, entry.certificate.fingerprint())) {
        entry.places = {entry.places.front()};
        const Image image = FakeTarget::image_of(store, entry.certificate).front();
        entry.places.front().name = image.place;
        entry.places.front().image = image.bytes;
      }
    }
    const auto findings = contents.findings();
    return StoreContents(std::move(entries), {findings.begin(), findings.end()});
  }

  FakeTarget& m_target;
};

FakeTarget::FakeTarget(TargetState state)
    : m_state(std::move(state)), m_capabilities(all_capabilities()) {}

const Capabilities& FakeTarget::capabilities() const { return m_capabilities; }

std::optional<Error> FakeTarget::called(const std::string& call) const {
  m_calls.push_back(call);
  const auto failure = m_failures.find(call);
  return failure == m_failures.end() ? std::nullopt : std::optional(failure->second);
}

Result<TargetState> FakeTarget::read(const Selection& selection) const {
  if (auto error = called("read")) {
    return tl::unexpected(std::move(*error));
  }
  TargetState chosen;
  for (const auto& [name, contents] : m_state) {
    if (selection.contains(name)) {
      chosen.emplace(name, contents);
    }
  }
  return chosen;
}

Result<std::unique_ptr<Session>> FakeTarget::lock(Deadline) {
  if (auto error = called("lock")) {
    return tl::unexpected(std::move(*error));
  }
  if (m_when_locked) {
    m_when_locked(m_state);
  }
  return std::make_unique<FakeSession>(*this);
}

bool FakeTarget::is_untouched() const {
  return std::none_of(m_calls.begin(), m_calls.end(),
                      [](const std::string& call) { return call == "lock" || call == "apply"; });
}

Entry FakeTarget::entry(const StoreName& store, const Certificate& certificate) const {
  const Entry* found = find_local(m_state, store, certificate);
  if (found == nullptr) {
    throw std::runtime_error("no such entry in the fake target");
  }
  return *found;
}

bool FakeTarget::holds(const StoreName& store, const Certificate& certificate) const {
  return find_local(m_state, store, certificate) != nullptr;
}

std::vector<Image> FakeTarget::image_of(const StoreName& store, const Certificate& certificate) {
  return {{store.text() + "/" + certificate.fingerprint().hex(), {0xFF, 0x00, 0x0A}}};
}

void FakeTarget::fail_session_read(int nth, Error error) {
  m_read_failures[nth] = std::move(error);
}

Result<std::string> FakeJournal::begin(const JournalBegin& record) {
  if (begin_failure) {
    return tl::unexpected(*begin_failure);
  }
  begun = record;
  return "journal-1";
}

Result<void> FakeJournal::end(const std::string&, std::span<const Outcome> outcomes) {
  if (end_failure) {
    return tl::unexpected(*end_failure);
  }
  ended.emplace(outcomes.begin(), outcomes.end());
  return {};
}

}  // namespace trustctl::test
