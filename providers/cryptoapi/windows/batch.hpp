#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "engine/progress.hpp"
#include "engine/provider.hpp"
#include "providers/cryptoapi/windows/local_store.hpp"

namespace trustctl::cryptoapi {

/// One Session::apply: adds, then updates, then removes; every store that was changed is committed
/// at the end of each. The target's lock is held around it.
class Batch {
 public:
  Batch(StoreLocation location, std::span<const Step> steps, Progress* progress);
  std::vector<Outcome> run();

 private:
  using Found = std::optional<LocalStore::Found>;
  struct OpenStore {
    Result<LocalStore> local;
    std::vector<std::size_t> uncommitted = {};  ///< changes since the last commit
  };

  OpenStore& store_for(const StoreName& name);
  void compare_bases(std::span<const std::size_t> order);
  Outcome carry_out(const Change& change, OpenStore& store);
  static Result<void> make(const Add& add, SystemStore& store, const Found& found);
  static Result<void> make(const Update& update, SystemStore& store, const Found& found);
  static Result<void> make(const Remove& remove, SystemStore& store, const Found& found);
  void commit_all();
  void settle_uncommitted(const StoreName& name, OpenStore& store, const Error& error);

  StoreLocation m_location;
  std::span<const Step> m_steps;
  Progress* m_progress;
  std::vector<std::optional<Outcome>> m_outcomes;
  std::map<StoreName, OpenStore> m_stores;
};

/// Why a change may not be made here and now, whatever the store holds: Windows asks a person
/// before it changes CurrentUser\Root, and would wait for ever where nobody can answer.
Result<void> may_be_changed(StoreLocation location, const Change& change);

}  // namespace trustctl::cryptoapi
