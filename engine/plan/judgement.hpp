#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/manifest/manifest.hpp"
#include "engine/model/certificate.hpp"
#include "engine/model/finding.hpp"

namespace trustctl {

/// Whether a certificate is judged as something the manifest declares or as something observed.
enum class Standing { declared, observed };

/// How much a rule matters to the policy, for what stands so.
Level level_of(RuleId rule, Standing standing, const Policy& policy);

/// One certificate before the rules: knows whom it speaks of and how much each rule matters there.
class Judgement {
 public:
  /// Borrows everything but the standing.
  Judgement(const Certificate& certificate, const std::optional<StoreName>& store,
            Standing standing, const Policy& policy, const std::optional<Location>& where,
            std::vector<Finding>& findings)
      : m_certificate(certificate),
        m_store(store),
        m_standing(standing),
        m_policy(policy),
        m_where(where),
        m_findings(findings) {}

  /// `predicate` follows the certificate's name: "expired on 2010-01-01". A level of `ignore` is no
  /// finding.
  void find(RuleId rule, const std::string& predicate);

 private:
  const Certificate& m_certificate;
  const std::optional<StoreName>& m_store;
  Standing m_standing;
  const Policy& m_policy;
  const std::optional<Location>& m_where;
  std::vector<Finding>& m_findings;
};

/// Self-signed as far as names and key identifiers tell. A self-issued certificate whose key
/// identifiers differ is a new key certified by an old one (RFC 5280 §3.2), not a root.
bool claims_to_be_self_signed(const Certificate& certificate);

}  // namespace trustctl
