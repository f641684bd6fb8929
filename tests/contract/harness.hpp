#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/provider.hpp"

namespace trustctl::contract {

/// What the contract suite must know of a provider to try it: how to make a target, and how others
/// would meddle with it. One object a provider; `folder` is empty and the case's own.
class Harness {
 public:
  virtual ~Harness() = default;

  virtual std::string name() const = 0;
  /// A provider whose target is in `folder` and does not exist yet.
  virtual std::unique_ptr<Provider> provider(const std::filesystem::path& folder) const = 0;

  // -- What another program does, to a target that exists and has the store Root.
  /// Adds things that are not trustctl's: beside the stores, in Root, within an entry's neighbours.
  virtual void put_foreign(const std::filesystem::path& folder) const = 0;
  /// All that put_foreign put there, as it is now: equal before and after whatever trustctl does.
  virtual std::string foreign(const std::filesystem::path& folder) const = 0;
  /// Changes what put_foreign put there (for a provider that lies).
  virtual void damage_foreign(const std::filesystem::path& folder) const = 0;
  /// Another program puts second copies of certificates 1 and 2 into Root, whose entries are there:
  /// of the first as it makes them itself, of the second with all that trustctl wrote. Does nothing
  /// where a target holds a certificate once.
  virtual void put_copies(const std::filesystem::path& folder) const { (void)folder; }
  /// Puts an entry into Root whose certificate is these bytes.
  virtual void put_entry(const std::filesystem::path& folder, ByteView certificate) const = 0;
  /// Makes the target something that cannot be read as a whole.
  virtual void break_target(const std::filesystem::path& folder) const = 0;

  /// What an interrupted apply left in `folder` that a finished one would not have.
  virtual std::vector<std::string> leftovers(const std::filesystem::path& folder) const = 0;
  /// Whether a property can be this text. Where it cannot, an addition with it must fail.
  virtual bool can_hold(const std::string&) const { return true; }
  /// Whether a program of its own can be started on this target by name (a liar cannot: it lives in
  /// this process).
  virtual bool can_be_run_apart() const { return true; }
};

/// Every provider that this build has.
std::span<const Harness* const> harnesses();

}  // namespace trustctl::contract
