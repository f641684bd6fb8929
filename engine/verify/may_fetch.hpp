#pragma once

#include <optional>

#include "engine/model/store_contents.hpp"
#include "engine/verify/answer.hpp"
#include "engine/verify/question.hpp"

namespace trustctl {

/// What Windows would fetch for this path, which is its answer's: the issuer of its last
/// certificate, at the http addresses of that one's authorityInfoAccess (Microsoft,
/// "CertGetCertificateChain", without CERT_CHAIN_DISABLE_AIA), and a root of Microsoft's programme
/// ("Configure Trusted Roots and Disallowed Certificates"). Nothing where the target is no Windows
/// computer's, the view is the strict one, or something else is wrong with the path too.
std::optional<MayFetch> may_fetch(const Question& question, const TargetState& stores,
                                  const Answer& answer);

}  // namespace trustctl
