#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/platform/directory.hpp"
#include "engine/platform/exchange_file.hpp"
#include "engine/result.hpp"

namespace trustctl::directory {

/// The folder below a target where files are made ready, and where what they replace is looked at.
inline constexpr const char* stage_name = ".trustctl.stage";

/// What becomes of one file in the stage: `staged` gets the place of `folder`/`name`, or what is
/// there is moved to `staged`.
struct StageLine {
  std::string staged;
  std::string folder;                   ///< of the store
  std::string name;                     ///< of the file; empty where it is not chosen yet
  std::optional<Fingerprint> contents;  ///< SHA-256 of what is staged; absent: nothing is
  std::optional<Fingerprint> basis;     ///< of what it takes the place of; absent: of nothing
};

/// The stage folder, while a batch has it. Before the first file of a store is moved, an index says
/// what each staged file is, so that the next run, after one that was killed, tells its own files,
/// which are dead, from another program's, which get their places back.
class Stage {
 public:
  /// Opens or makes it, empty. Fails with access_denied where it is not this user's own, or others
  /// may write there; with invalid_input where something stands in it that no run of ours made.
  static Result<Stage> prepare(const DirectoryHandle& target);
  /// As prepare; nothing where there is none.
  static Result<std::optional<Stage>> find(const DirectoryHandle& target);

  const DirectoryHandle& folder() const { return m_folder; }
  /// To be durable before the first file is moved.
  Result<void> write_index(std::span<const StageLine> lines, Durability durability) const;
  /// Removes it with all that is in it, but for what is_kept_name(). Fails with what could not be
  /// removed; the next run tries again.
  Result<void> discard(const DirectoryHandle& target) &&;

 private:
  explicit Stage(DirectoryHandle folder) : m_folder(std::move(folder)) {}
  static Result<Stage> tidied(const DirectoryHandle& target, DirectoryHandle folder);

  DirectoryHandle m_folder;
};

}  // namespace trustctl::directory
