#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/model/change.hpp"
#include "tests/contract/harness.hpp"

namespace trustctl::contract {

/// A batch that has some of everything, and what must be there before it. `size` adds, over three
/// stores; one update; one removal.
struct InterruptedBatch {
  std::vector<Change> before;
  std::vector<Change> changes;
};
InterruptedBatch interrupted_batch(std::size_t size);

/// How a child that applies such a batch to the target in `folder` (see run_child) ended.
enum class ChildEnd { all_changed, something_failed, killed, other };

/// Runs the child, and how often it made each of these system calls. Throws Skip where there is no
/// strace, or it may not trace.
std::map<std::string, int> count_calls(const Harness& harness, const std::filesystem::path& folder,
                                       std::size_t size, const std::vector<std::string>& calls);
/// Runs the child with a fault in the `nth` call of this name: "signal=KILL", "error=ENOSPC".
ChildEnd run_with_fault(const Harness& harness, const std::filesystem::path& folder,
                        std::size_t size, const std::string& call, int nth,
                        const std::string& fault);

/// The child's main: 0 where every outcome is Changed or Unchanged.
int run_child(const std::string& provider, const std::filesystem::path& folder, std::size_t size);

}  // namespace trustctl::contract
