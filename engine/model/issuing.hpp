#pragma once

#include <string>

#include "engine/model/certificate.hpp"

namespace trustctl {

/// What a certificate says about issuing others (RFC 5280 §4.2.1.3, §4.2.1.9, §6.1.4 k and n).
enum class Issuing {
  said,          ///< basicConstraints with cA, and no keyUsage that forbids it
  unsaid,        ///< no basicConstraints, and no keyUsage that forbids it
  says_no_ca,    ///< basicConstraints without cA
  no_cert_sign,  ///< a keyUsage without keyCertSign
};
Issuing issuing_of(const Certificate& certificate);

/// Whether clients would take it as an issuer: what says that it is a CA, and what says nothing and
/// names itself as its issuer. Such a root is trusted for being in Root, as some of those are that
/// Windows needs; what says nothing further down a path is refused.
bool may_issue(const Certificate& certificate);

/// The one set of words for what may not: "may not issue certificates: its keyUsage lacks
/// keyCertSign". Of what may, that it does not say so: "does not say that it may issue
/// certificates: it has no basicConstraints".
std::string issuing_text(const Certificate& certificate);

/// What neither claims to be a CA nor may issue: a server's own certificate, or a signer's.
bool is_end_entity(const Certificate& certificate);

}  // namespace trustctl
