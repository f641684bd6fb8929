#include <string>

#include "engine/model/issuing.hpp"
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

}  // namespace

void check_authority(const LinkFacts& facts, Role role, Viewpoint view,
                     std::vector<Problem>& problems) {
  if (role == Role::leaf) {
    return;
  }
  const Certificate& certificate = facts.certificate;
  // A trusted root need not say it; what says nothing below one is no CA.
  const bool trusted_anyway = role == Role::anchor && view == Viewpoint::machine;
  const auto say = [&](Fault fault, Severity severity) {
    problems.push_back({fault, severity, issuing_text(certificate)});
  };
  switch (issuing_of(certificate)) {
    case Issuing::said:
      break;
    case Issuing::unsaid:
      say(Fault::not_a_ca, trusted_anyway ? Severity::warning : Severity::error);
      break;
    case Issuing::says_no_ca:
      say(Fault::not_a_ca, Severity::error);
      break;
    case Issuing::no_cert_sign:
      say(Fault::no_cert_sign, Severity::error);
      break;
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
