#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/manifest/desired_state.hpp"
#include "engine/model/store_contents.hpp"

namespace trustctl {

/// A certificate that must be in a store: one that is declared present, or one that is distrusted
/// and so must be in Disallowed. Borrows from the desired and the actual state.
struct Wanted {
  const Certificate* certificate;
  const DesiredEntry* present;     ///< null: distrusted
  const DesiredAbsence* distrust;  ///< null: present

  const Fingerprint& fingerprint() const { return certificate->fingerprint(); }
  const PropertyWishes& wishes() const;
  const Location& at() const { return present != nullptr ? present->at : distrust->at; }
  std::string cause() const;
};

/// A certificate that must not be in a store.
struct Unwanted {
  Fingerprint fingerprint;
  const DesiredAbsence* absence;
};

/// A certificate that stays though it is not declared.
struct Kept {
  Fingerprint certificate;
  const KeptEntry* exception;
};

/// What must become of one store, with every selector resolved and every contradiction settled: no
/// certificate is both wanted and unwanted. All lists are sorted by SHA-256, each certificate once.
struct StoreGoal {
  std::vector<Wanted> wanted;
  std::vector<Unwanted> unwanted;
  std::vector<Kept> kept;
  /// Absences by a thumbprint that nothing at hand has.
  std::vector<const DesiredAbsence*> unknown;
  Prune prune = Prune::owned;
  Tolerance tolerance = {};
  std::optional<Location> at;

  const Wanted* find_wanted(const Fingerprint& fingerprint) const;
  const Unwanted* find_unwanted(const Fingerprint& fingerprint) const;
  const Kept* find_kept(const Fingerprint& fingerprint) const;
  bool keeps(const Fingerprint& fingerprint) const { return find_kept(fingerprint) != nullptr; }
};

using StoreGoals = std::map<StoreName, StoreGoal>;

/// A goal for every store that is declared or has been read. Thumbprints are computed only where a
/// selector is one. Adds the findings `not_at_hand`.
StoreGoals store_goals(const DesiredState& desired, const TargetState& actual, const Policy& policy,
                       std::vector<Finding>& findings);

/// What the manifest calls it: its alias, else its digest.
std::string name_of(const DesiredAbsence& absence);

/// "absent: Superfish, 2015", "distrust: Superfish, 2015", or without the reason where none is
/// given.
std::string cause_of(const DesiredAbsence& absence);

}  // namespace trustctl
