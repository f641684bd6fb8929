#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/platform/directory.hpp"
#include "engine/platform/exchange_file.hpp"
#include "engine/progress.hpp"
#include "engine/provider.hpp"
#include "providers/directory/read_target.hpp"
#include "providers/directory/stage.hpp"

namespace trustctl::directory {

/// A store that a batch changes, as it was when the batch began.
struct BatchStore {
  StoreName store;
  std::string folder = store.text();              ///< its name on disk, or the one it will get
  std::optional<DirectoryHandle> directory = {};  ///< absent: not there yet
  ReadStore read = {};                            ///< with the bytes of what the batch touches
  StoreContents contents = {};
  /// Where in read.files each certificate of the batch stands, each file once.
  std::map<Fingerprint, std::vector<std::size_t>> files_of = {};
  std::optional<Error> unreadable = {};
  bool unsynced = false;  ///< names were changed since it was last made durable
};

/// One file of a store to be made, replaced or taken away.
struct FileStep {
  enum class Kind { create, replace, remove };
  Kind kind;
  BatchStore* store;
  Certificate certificate;                ///< create: names the file
  std::string name = {};                  ///< create: the name that is tried first; may be empty
  std::optional<FileDigest> basis = {};   ///< replace, remove: what the file held
  std::string contents = {};              ///< create, replace
  std::vector<std::size_t> changes = {};  ///< whose outcome it decides
  std::string staged = {};                ///< its name in the stage folder
};

/// One Session::apply: judges every change against what is there, makes files ready in the stage
/// folder, makes them durable with one sync, and then moves them into place, adds before updates
/// before removes. What is replaced or removed is looked at once more in the stage folder, after it
/// was moved there: nobody changes it by its name any more. The target's lock is held around it.
class Batch {
 public:
  /// `before` is what the session has read of the target under its lock; stores that are not in it
  /// are read now.
  Batch(const DirectoryHandle& target, ReadTarget before, std::span<const Step> steps,
        Progress* progress);
  Applied run();

 private:
  // Judging (batch_judge.cpp): fills the three lists of steps.
  void judge_all();
  BatchStore& store_of_change(const StoreName& name);
  void open_store(BatchStore& store);
  Touched touched_in(const StoreName& store) const;
  static bool is_basis_there(const BatchStore& store, const Step& step);
  void judge(std::size_t index, const Add& add);
  void judge(std::size_t index, const Update& update);
  void judge(std::size_t index, const Remove& remove);
  void restore(std::size_t index, const Add& add, BatchStore& store);
  void plan_removals();

  // Doing (batch_commit.cpp).
  Result<void> prepare_stage();
  void stage_all(std::vector<FileStep>& steps, Durability durability);
  Result<void> write_index(Durability durability);
  Result<void> stage(FileStep& step, Durability durability);
  void commit(FileStep& step);
  Result<void> commit_step(FileStep& step);
  Result<void> create(FileStep& step);
  Result<void> replace(FileStep& step);
  Result<void> replace_without_exchange(FileStep& step);
  Result<void> remove(FileStep& step);
  static Result<void> done_to(const FileStep& step, const Result<Exchange>& exchange);
  void sync_stores(std::span<const FileStep> steps);
  void discard_stage();

  void decide(std::size_t index, Outcome outcome);
  void fail(const FileStep& step, const Error& error);
  void fail_all(std::span<const FileStep> steps, const Error& error);

  const DirectoryHandle& m_target;
  std::span<const Step> m_steps;
  Progress* m_progress;
  ReadTarget m_before;
  std::vector<std::optional<Outcome>> m_outcomes;
  std::vector<bool> m_begun;  // of each change, whether one of its files was written
  std::vector<Finding> m_findings;
  std::map<StoreName, BatchStore> m_stores;
  std::optional<StoreFolders> m_folders;
  std::optional<Error> m_unlisted;
  std::vector<FileStep> m_adds;
  std::vector<FileStep> m_updates;
  std::vector<FileStep> m_removes;
  struct Removal {
    std::set<Fingerprint> certificates;
    std::vector<std::size_t> changes;
  };
  std::map<std::pair<StoreName, std::size_t>, Removal> m_removals;  // by store and file
  std::size_t m_staged_count = 0;
  std::optional<Stage> m_stage;
  std::optional<FileOwner> m_owner;  // of new files: the target's, where we may give files away
};

}  // namespace trustctl::directory
