#include <array>
#include <string_view>

#include "engine/verify/certificate_checks.hpp"

namespace trustctl {

namespace {

// Signature algorithms whose digest does not withstand forgery, by OID.
struct Algorithm {
  std::string_view oid;
  std::string_view digest;
};
constexpr std::array forgeable = {
    Algorithm{"1.2.840.113549.1.1.2", "MD2"},
    Algorithm{"1.2.840.113549.1.1.3", "MD4"},
    Algorithm{"1.2.840.113549.1.1.4", "MD5"},
};
constexpr std::array weakening = {
    Algorithm{"1.2.840.113549.1.1.5", "SHA-1"},
    Algorithm{"1.3.14.3.2.29", "SHA-1"},
    Algorithm{"1.2.840.10040.4.3", "SHA-1"},
    Algorithm{"1.2.840.10045.4.1", "SHA-1"},
};

template <class Algorithms>
std::string_view digest_of(const Algorithms& algorithms, const Certificate& certificate) {
  const auto oid = certificate.signature_algorithm();
  for (const Algorithm& algorithm : algorithms) {
    if (oid.has_value() && oid->dotted() == algorithm.oid) {
      return algorithm.digest;
    }
  }
  return {};
}

// A path's end is trusted for being in Root, not for its signature.
void check_signature_algorithm(const Certificate& certificate, View view,
                               std::vector<Problem>& problems) {
  if (const auto digest = digest_of(forgeable, certificate); !digest.empty()) {
    problems.push_back({Fault::weak_signature, Severity::error,
                        "is signed with " + std::string(digest) + ", which can be forged"});
  }
  if (const auto digest = digest_of(weakening, certificate); !digest.empty()) {
    problems.push_back({Fault::weak_signature,
                        view == View::strict ? Severity::error : Severity::warning,
                        "is signed with " + std::string(digest) + ", which many clients refuse"});
  }
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
void check_silent_authority(const Certificate& certificate, Role role, View view,
                            std::vector<Problem>& problems) {
  const bool trusted_anyway = role == Role::anchor && view == View::machine;
  problems.push_back(
      {Fault::not_a_ca, trusted_anyway ? Severity::warning : Severity::error,
       certificate.version() < 3
           ? "is of version " + std::to_string(certificate.version()) +
                 ", which cannot say that it is a CA"
           : std::string("issued the certificate before it, and has no basicConstraints")});
}

}  // namespace

void check_authority(const LinkFacts& facts, Role role, View view, std::vector<Problem>& problems) {
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

void check_strength(const LinkFacts& facts, Role role, View view, std::vector<Problem>& problems) {
  check_key(facts.certificate, problems);
  if (role != Role::anchor && !facts.certificate.self_issued()) {
    check_signature_algorithm(facts.certificate, view, problems);
  }
}

}  // namespace trustctl
