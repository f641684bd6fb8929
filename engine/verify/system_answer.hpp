#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/verify/answer.hpp"

namespace trustctl {

/// A certificate of the chain that the operating system built.
struct SystemLink {
  Certificate certificate;
  std::uint32_t error_status = 0;  ///< CERT_TRUST_STATUS.dwErrorStatus of this element
};

/// What Windows' own chain engine answers to the same question (Microsoft:
/// "CertGetCertificateChain", "CertVerifyCertificateChainPolicy").
struct SystemAnswer {
  std::uint32_t error_status = 0;  ///< dwErrorStatus of the whole chain: bits; 0 is good
  std::uint32_t policy_error = 0;  ///< CERT_CHAIN_POLICY_STATUS.dwError; 0 is good
  std::vector<SystemLink> chain;   ///< leaf first; as far as Windows came
  /// Whether it was let fetch issuers and roots, which real clients do; else it was asked offline.
  bool fetched = false;

  /// Neither the chain nor the policy has an error. (Wine's policy lets a partial chain pass.)
  bool trusted() const { return error_status == 0 && policy_error == 0; }
};

/// Whether Windows may fetch what is missing while it is asked, and keep it.
enum class Fetching { off, on };

/// Whether our answer is open for what Windows may fetch: a Windows that fetched has answered it.
bool is_open_to_fetching(const Answer& ours);

/// Where our answer and Windows' part, a sentence each; empty: nowhere. Paths are compared only
/// where both trust: without trust each shows how far it came, which is no answer.
std::vector<std::string> differences(const Answer& ours, const SystemAnswer& theirs);

}  // namespace trustctl
