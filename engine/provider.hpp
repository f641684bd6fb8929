#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <vector>

#include "engine/model/capabilities.hpp"
#include "engine/model/change.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// When to stop waiting for a lock.
struct Deadline {
  std::chrono::steady_clock::time_point at;
};

/// A provider with the target's lock held: the only thing that can write. The lock goes with the
/// session.
class Session {
 public:
  virtual ~Session() = default;

  /// As Provider::read, under the lock.
  virtual Result<TargetState> read(const Selection& selection) const = 0;

  /// The raw form of the entry that `change` would touch, one image a place; empty where there is
  /// no such local entry. Never a private key.
  virtual Result<std::vector<Image>> preserve(const Change& change) const = 0;

  /// Carries out a whole batch, adds before updates before removes, and makes it durable.
  /// outcome[i] belongs to changes[i]. Adding what is there with these properties, or removing what
  /// is gone, is Unchanged. An entry that is neither as the change expects it (`before`) nor as it
  /// wants it (`after`) is Failed with ErrorCode::stale and left alone.
  virtual std::vector<Outcome> apply(std::span<const Change> changes) = 0;
};

/// The code that reads and changes one kind of target. One object is one target.
class Provider {
 public:
  virtual ~Provider() = default;

  /// What the target can hold. No input or output.
  virtual const Capabilities& capabilities() const = 0;

  /// The selected stores, in one pass. Never writes, never creates. A target that does not exist
  /// yet is empty; one that cannot be read as a whole (not a directory, not a snapshot) is an
  /// error.
  virtual Result<TargetState> read(const Selection& selection) const = 0;

  /// Takes the target's lock, creating the target where it does not exist yet. Fails with `locked`,
  /// naming the holder where the system tells, once the deadline has passed; with `access_denied`
  /// and who to be; with `unsupported` where the target can only be read.
  virtual Result<std::unique_ptr<Session>> lock(Deadline deadline) = 0;
};

}  // namespace trustctl
