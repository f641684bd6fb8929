#include <algorithm>

#include "engine/verify/certificate_checks.hpp"

namespace trustctl {

namespace {

bool allowed_by_key_usage(const Certificate& certificate, const Oid& purpose) {
  static const Oid any = *Oid::parse("any_purpose");
  const auto purposes = certificate.extended_key_usage();
  return !purposes.has_value() || contains(*purposes, purpose) || contains(*purposes, any);
}

bool allowed_by_policies(const std::vector<Oid>& policies, const Oid& purpose) {
  static const Oid any = *Oid::parse("any_purpose");
  static const Oid any_application = *Oid::parse("1.3.6.1.4.1.311.10.12.1");
  return contains(policies, purpose) || contains(policies, any) ||
         contains(policies, any_application);
}

// Microsoft ("Application policies"): "If a certificate has an extension containing an application
// policy and also has an EKU extension, the EKU extension is ignored." Nobody else reads them.
void check_application_policies(const LinkFacts& facts, const Oid& purpose,
                                std::vector<Problem>& problems) {
  const std::string name = purpose.purpose_name();
  if (facts.bad_application_policies) {
    problems.push_back({Fault::not_checked, Severity::unknown,
                        "has Microsoft application policies that cannot be decoded, and Windows "
                        "goes by them for " +
                            name});
  } else if (!allowed_by_policies(*facts.application_policies, purpose)) {
    problems.push_back({Fault::wrong_purpose, Severity::error,
                        "is not for " + name +
                            ": its Microsoft application policies do not name it, and Windows "
                            "goes by them"});
  } else if (!allowed_by_key_usage(facts.certificate, purpose)) {
    problems.push_back({Fault::wrong_purpose, Severity::unknown,
                        "is for " + name +
                            " by its Microsoft application policies, as Windows reads it, and not "
                            "by its extendedKeyUsage, as all others do"});
  }
}

// OpenSSL's purposes of TLS take anyExtendedKeyUsage for neither.
void check_any_purpose(const Certificate& certificate, const Oid& purpose,
                       std::vector<Problem>& problems) {
  static const Oid any = *Oid::parse("any_purpose");
  static const std::vector<Oid> of_tls = {*Oid::parse("server_auth"), *Oid::parse("client_auth")};
  const auto purposes = certificate.extended_key_usage();
  if (contains(of_tls, purpose) && purposes.has_value() && contains(*purposes, any) &&
      !contains(*purposes, purpose)) {
    problems.push_back(
        {Fault::wrong_purpose, Severity::warning,
         "has anyExtendedKeyUsage and not " + purpose.purpose_name() + ", and OpenSSL refuses it"});
  }
}

}  // namespace

void check_purpose(const LinkFacts& facts, const Question& question,
                   std::vector<Problem>& problems) {
  if (!question.purpose.has_value()) {
    return;
  }
  const bool has_policies =
      facts.application_policies.has_value() || facts.bad_application_policies;
  check_any_purpose(facts.certificate, *question.purpose, problems);
  if (has_policies && question.view == Viewpoint::machine) {
    check_application_policies(facts, *question.purpose, problems);
  } else if (!allowed_by_key_usage(facts.certificate, *question.purpose)) {
    problems.push_back({Fault::wrong_purpose, Severity::error,
                        "is not for " + question.purpose->purpose_name() +
                            ": its extendedKeyUsage does not name it"});
  }
}

// OpenSSL wants one of these of a server's key; what else there is looks at extendedKeyUsage alone.
void check_server_usage(const Certificate& certificate, const Question& question,
                        std::vector<Problem>& problems) {
  constexpr unsigned digital_signature = 1U << 0U;
  constexpr unsigned key_encipherment = 1U << 2U;
  constexpr unsigned key_agreement = 1U << 4U;
  static const Oid server_auth = *Oid::parse("server_auth");
  const auto usage = certificate.key_usage();
  if (question.purpose == server_auth && usage.has_value() &&
      (usage->bits & (digital_signature | key_encipherment | key_agreement)) == 0) {
    problems.push_back(
        {Fault::wrong_purpose,
         question.view == Viewpoint::strict ? Severity::error : Severity::warning,
         "has a keyUsage that allows nothing a TLS server does, and OpenSSL refuses it"});
  }
}

}  // namespace trustctl
