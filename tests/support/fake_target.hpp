#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/apply/journal.hpp"
#include "engine/provider.hpp"

namespace trustctl::test {

/// A target in memory that writes down every call, and fails, lies and moves when it is told to.
class FakeTarget : public Provider {
 public:
  explicit FakeTarget(TargetState state);

  const Capabilities& capabilities() const override;
  Result<TargetState> read(const Selection& selection) const override;
  Result<std::unique_ptr<Session>> lock(Deadline deadline) override;

  /// "read", "lock", "session read", "apply", "unlock", in the order of the calls.
  const std::vector<std::string>& calls() const { return m_calls; }
  /// No lock was taken and nothing written.
  bool is_untouched() const;
  /// The last batch.
  const std::vector<Step>& steps() const { return m_steps; }
  const TargetState& state() const { return m_state; }
  Entry entry(const StoreName& store, const Certificate& certificate) const;
  bool holds(const StoreName& store, const Certificate& certificate) const;
  /// The images that are read of a local entry.
  static std::vector<Image> image_of(const StoreName& store, const Certificate& certificate);

  /// The call of this name ("lock", "session read") fails from now on.
  void fail(const std::string& call, Error error) { m_failures[call] = std::move(error); }
  /// Only the nth session read (from 1) fails.
  void fail_session_read(int nth, Error error);
  /// The nth change of a batch (from 0) is not done, and this is its outcome: a failure, or a lie.
  void instead_of_change(std::size_t nth, Outcome outcome) { m_instead[nth] = std::move(outcome); }
  /// Only so many changes of a batch get an outcome at all.
  void forget_outcomes_after(std::size_t count) { m_forget_after = count; }
  /// A batch tells this beside its outcomes.
  void notice(Finding finding) { m_noticed.push_back(std::move(finding)); }
  /// Reading gives no images.
  void give_no_images() { m_gives_no_images = true; }
  /// Another program does this to the state when the lock is taken, or after the batch.
  void when_locked(std::function<void(TargetState&)> move) { m_when_locked = std::move(move); }
  void after_apply(std::function<void(TargetState&)> move) { m_after_apply = std::move(move); }

 private:
  friend class FakeSession;
  std::optional<Error> called(const std::string& call) const;

  TargetState m_state;
  Capabilities m_capabilities;
  mutable std::vector<std::string> m_calls;
  std::vector<Step> m_steps;
  std::map<std::string, Error> m_failures;
  std::map<int, Error> m_read_failures;
  mutable int m_session_reads = 0;
  std::map<std::size_t, Outcome> m_instead;
  std::optional<std::size_t> m_forget_after;
  std::vector<Finding> m_noticed;
  bool m_gives_no_images = false;
  std::function<void(TargetState&)> m_when_locked;
  std::function<void(TargetState&)> m_after_apply;
};

/// A journal in memory.
class FakeJournal : public Journal {
 public:
  Result<std::string> begin(const JournalBegin& record) override;
  Result<void> end(const std::string& id, std::span<const Outcome> outcomes) override;
  std::optional<std::string> last_manifest(const std::string&, const Site&) override {
    return manifest;
  }
  std::string path_of(const std::string& id) const override { return "journal/" + id; }

  std::optional<std::string> manifest;  ///< by which every site was last applied everywhere

  std::optional<JournalBegin> begun;
  std::optional<std::vector<Outcome>> ended;
  std::optional<Error> begin_failure;
  std::optional<Error> end_failure;
};

/// Puts an entry into a state, in place of another of the same key.
void put(TargetState& state, const StoreName& store, const Entry& entry);
/// Takes the local entry out.
void take(TargetState& state, const StoreName& store, const Certificate& certificate);

}  // namespace trustctl::test
