#pragma once

#include <chrono>
#include <memory>

#include "engine/manifest/file_reader.hpp"
#include "engine/operation/target_run.hpp"
#include "engine/provider.hpp"
#include "engine/result.hpp"

namespace trustctl {

// The outside world as operations see it: small interfaces, and nothing else. The command line
// gives the real ones; a test, a fleet or a DSC resource gives its own.

/// What is known of a target before it is opened.
struct TargetTraits {
  TargetLabel label;
  /// "directory:/srv/trust": its provider, and where it is for good.
  std::string place;
  /// It is found by a path that may be misspelt; a computer's own stores have none.
  bool has_path = false;
};

/// The table of providers, as far as operations need it.
class Targets {
 public:
  virtual ~Targets() = default;
  /// The provider of a declared target; opens nothing. Fails, with the place in the manifest, where
  /// provider or options are wrong or this build does not have the provider.
  virtual Result<std::unique_ptr<Provider>> open(const TargetDeclaration& target) = 0;
  virtual TargetTraits traits_of(const TargetDeclaration& target) const = 0;
  /// The same target, as another process in another folder finds it: relative paths start at an
  /// absolute one. For what is kept: saved plans, the journal.
  virtual TargetDeclaration for_good(TargetDeclaration target) const = 0;
};

/// The clock of locks. (What certificates are judged by is a value of the request.)
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Deadline deadline_in(std::chrono::seconds wait) const = 0;
};

/// Who has the last word before the first change.
class Consent {
 public:
  virtual ~Consent() = default;
  /// Called once, with every plan shown, and only where something would be changed. Fails with
  /// `refused` where the answer is no, or with what else forbids to begin.
  virtual Result<void> may_begin() = 0;
};

/// What every operation needs of it. Borrows both.
struct Outside {
  Targets& targets;
  const FileReader& files;
};

}  // namespace trustctl
