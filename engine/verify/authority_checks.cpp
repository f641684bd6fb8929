#include <string>

#include "engine/model/weak_digest.hpp"
#include "engine/verify/certificate_checks.hpp"

namespace trustctl {

namespace {

// A path's end is trusted for being in Root, not for its signature.
void check_signature_algorithm(const Certificate& certificate, Viewpoint view,
                               std::vector<Problem>& problems) {
  const auto digest = weak_digest(certificate);
  if (!digest.has_value()) {
    return;
  }
  const bool refused = digest->forgeable || view == Viewpoint::strict;
  problems.push_back(
      {Fault::weak_signature, refused ? Severity::error : Severity::warning,
       "is signed with " + std::string(digest->name) +
           (digest->forgeable ? ", which can be forged" : ", which many clients refuse")});
}

void check_key(const Certificate& certificate, std::vector<Problem>& problems) {
  // Microsoft KB 2661254: RSA keys under 1024 bits are refused, in roots too.
  constexpr std::uint32_t least_rsa = 1024;
  const PublicKeyFacts key = certificate.public_key();
  if (key.kind == PublicKeyFacts::Kind::rsa && key.bits < least_rsa) {
    problems.push_back({Fault::weak_key, Severity::error,
                        "has a key of " + std::to_string(key.bits) +
                            " bits (RSA), which every client refuses under 1024"});
  }
}

// Versions 1 and 2 have no basicConstraints to say what they are. A trusted root need not say it.
void check_silent_authority(const Certificate& certificate, Role role, Viewpoint view,
                            std::vector<Problem>& problems) {
  const bool trusted_anyway = role == Role::anchor && view == Viewpoint::machine;
  problems.push_back(
      {Fault::not_a_ca, trusted_anyway ? Severity::warning : Severity::error,
       certificate.version() < 3
           ? "is of version " + std::to_string(certificate.version()) +
                 ", which cannot say that it is a CA"
           : std::string("issued the certificate before it, and has no basicConstraints")});
}

}  // namespace

void check_authority(const LinkFacts& facts, Role role, Viewpoint view,
                     std::vector<Problem>& problems) {
  if (role == Role::leaf) {
    return;
  }
  const Certificate& certificate = facts.certificate;
  const auto constraints = certificate.basic_constraints();
  if (!constraints.has_value()) {
    check_silent_authority(certificate, role, view, problems);
  } else if (!constraints->ca) {
    problems.push_back({Fault::not_a_ca, Severity::error,
                        "issued the certificate before it, and says that it is no CA"});
  }
  const auto usage = certificate.key_usage();
  if (usage.has_value() && (usage->bits & KeyUsage::key_cert_sign) == 0) {
    problems.push_back({Fault::no_cert_sign, Severity::error,
                        "issued the certificate before it, and its keyUsage does not allow that"});
  }
}

void check_strength(const LinkFacts& facts, Role role, Viewpoint view,
                    std::vector<Problem>& problems) {
  check_key(facts.certificate, problems);
  if (role != Role::anchor) {
    check_signature_algorithm(facts.certificate, view, problems);
  }
}

}  // namespace trustctl
