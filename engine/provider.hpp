#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <stop_token>
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

/// A change that is to be carried out, and what the journal holds of its entry.
struct Step {
  Change change;
  /// The images that `read` gave of the entry; empty for an addition, or where no journal is kept.
  /// Before its first write a batch compares the entry with it: what another program wrote since
  /// the journal was written is in no journal, and so must not be lost.
  std::vector<Image> basis = {};
};

/// What became of a batch.
struct Applied {
  std::vector<Outcome> outcomes;       ///< outcome[i] belongs to steps[i]
  std::vector<Finding> findings = {};  ///< what else a person should know ("the hook exited 7")
};

/// A provider with the target's lock held: the only thing that can write. The lock goes with the
/// session.
class Session {
 public:
  virtual ~Session() = default;

  /// As Provider::read, under the lock. The batch that follows may go by what was read here, but
  /// for what it touches, which it compares with the basis.
  virtual Result<TargetState> read(const Selection& selection) const = 0;

  /// Carries out a whole batch, adds before updates before removes, and makes it durable. Adding
  /// what is there with these properties, or removing what is gone, is Unchanged. An entry that is
  /// neither as the change expects it (`before`) nor as it wants it (`after`), or that is not as
  /// its basis has it, is Failed with ErrorCode::stale and left alone. All bases are compared
  /// before the first write; the provider says when two are equal. Where `stop` is asked to before
  /// the first write, every step is NotAttempted; later it is not looked at, so that nothing stays
  /// half done.
  virtual Applied apply(std::span<const Step> steps, const std::stop_token& stop) = 0;
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
