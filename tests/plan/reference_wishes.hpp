#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/plan/make_plan.hpp"

namespace trustctl::test {

/// "absent: Superfish, 2015"; the act alone where no reason is given.
std::string cause(const std::string& act, const DesiredAbsence& absence);

/// What a manifest wants of each certificate in each store, and what is there: the questions of
/// reference_plan. Each answer is found by looking through everything again.
class ReferenceWishes {
 public:
  /// Borrows all of them.
  ReferenceWishes(const DesiredState& desired, const TargetState& actual,
                  const Capabilities& capabilities, const Policy& policy);

  // -- What is there.
  bool readable(const StoreName& store) const;
  std::vector<Entry> entries(const StoreName& store, const Fingerprint& certificate) const;
  std::optional<Entry> local(const StoreName& store, const Fingerprint& certificate) const;
  bool is_us(const Site& site) const;
  bool ours(const Entry& entry) const;
  std::set<Site> others(const Entry& entry) const;
  bool one_store() const;

  // -- What is wanted.
  const DesiredStore& wish(const StoreName& store) const;
  bool means(const Meant& which, const Fingerprint& certificate) const;
  std::optional<DesiredAbsence> distrust_of(const Fingerprint& certificate) const;
  std::optional<DesiredAbsence> absence(const StoreName& store,
                                        const Fingerprint& certificate) const;
  /// The declaration that puts it there, before one-store targets choose.
  std::optional<DesiredEntry> declared(const StoreName& store,
                                       const Fingerprint& certificate) const;
  std::optional<DesiredEntry> wanted(const StoreName& store, const Fingerprint& certificate) const;
  bool is_distrust(const StoreName& store, const Fingerprint& certificate) const;
  bool stays_distrusted(const Fingerprint& certificate) const;
  /// Another site has it too, and the store lets that site's entries stay.
  bool others_stay(const StoreName& store, const Entry& entry) const;
  bool kept(const StoreName& store, const Fingerprint& certificate) const;

  /// Every store that either side names.
  const std::set<StoreName>& stores() const { return m_stores; }
  const Policy& policy() const { return m_policy; }

 protected:
  const DesiredState& m_desired;
  const TargetState& m_actual;
  const Capabilities& m_capabilities;
  const Policy& m_policy;
  std::set<StoreName> m_stores;
  std::map<Fingerprint, Certificate> m_all;

 private:
  /// The one store that keeps it, on a target with one store a certificate.
  std::optional<StoreName> chosen(const Fingerprint& certificate) const;

  std::map<Fingerprint, Thumbprint> m_thumbprints;
};

}  // namespace trustctl::test
