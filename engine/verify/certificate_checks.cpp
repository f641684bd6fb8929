#include "engine/verify/certificate_checks.hpp"

#include <algorithm>
#include <array>

#include "engine/verify/policies.hpp"

namespace trustctl {

namespace {

// What is judged here, or changes no verdict of ours. RFC 5280 §4.2: any other is fatal where it is
// critical.
constexpr std::array understood = {
    extension_oid::subject_key_id,        extension_oid::key_usage,
    extension_oid::subject_alt_name,      extension_oid::issuer_alt_name,
    extension_oid::basic_constraints,     extension_oid::name_constraints,
    extension_oid::certificate_policies,  extension_oid::policy_mappings,
    extension_oid::authority_key_id,      extension_oid::policy_constraints,
    extension_oid::extended_key_usage,    extension_oid::inhibit_any_policy,
    extension_oid::authority_info_access, extension_oid::crl_distribution_points,
    extension_oid::netscape_cert_type,    extension_oid::certificate_template,
    extension_oid::application_policies,
};

std::string dotted(std::string_view oid) {
  const auto known = Oid::from_der(as_bytes(oid));
  return known.has_value() ? known->dotted() : std::string("that does not decode");
}

void check_bytes(const Certificate& certificate, Viewpoint view, std::vector<Problem>& problems) {
  const Verdict verdict = certificate.verdict();
  const std::string words = "has " + std::string(to_string(verdict.reason));
  if (verdict.kind == Verdict::Kind::opaque) {
    problems.push_back(
        {Fault::unreadable, Severity::error, "is no certificate that decodes: it " + words});
    return;
  }
  if (verdict.kind == Verdict::Kind::lax) {
    const bool fatal = is_ambiguous(verdict.reason) || view == Viewpoint::strict;
    problems.push_back({Fault::not_strict, fatal ? Severity::error : Severity::warning, words});
  }
}

void check_validity(const Certificate& certificate, Time at, std::vector<Problem>& problems) {
  if (at < certificate.not_before()) {
    problems.push_back({Fault::not_yet_valid, Severity::error,
                        "is not valid before " + rfc3339(certificate.not_before())});
  }
  if (at > certificate.not_after()) {
    problems.push_back(
        {Fault::expired, Severity::error, "expired at " + rfc3339(certificate.not_after())});
  }
}

void check_critical(const LinkFacts& facts, std::vector<Problem>& problems) {
  for (const Extension& extension : facts.extensions) {
    const bool known =
        std::find(understood.begin(), understood.end(), extension.oid) != understood.end();
    if (extension.critical && !known) {
      problems.push_back(
          {Fault::unknown_critical, Severity::error,
           "has the critical extension " + dotted(extension.oid) + ", which is not understood"});
    }
  }
}

// RFC 5280 §4.2.1.4: where certificatePolicies is critical, a qualifier too must be understood.
void check_qualifiers(const Extension& extension, std::vector<Problem>& problems) {
  if (extension.critical && extension.oid == extension_oid::certificate_policies &&
      has_unknown_qualifier(extension.value)) {
    problems.push_back({Fault::unknown_critical, Severity::error,
                        "has critical certificatePolicies with a qualifier that is not understood "
                        "(RFC 5280 4.2.1.4)"});
  }
}

// requireExplicitPolicy [0] makes the answer hang on policies, which are not judged.
void check_explicit_policy(const LinkFacts& facts, std::vector<Problem>& problems) {
  const Extension* constraints =
      find_extension(facts.extensions, extension_oid::policy_constraints);
  if (constraints == nullptr) {
    return;
  }
  der::Defects defects;
  der::Cursor whole(constraints->value, defects);
  if (der::Cursor(whole.take(der::sequence).contents, defects).at(der::context(0))) {
    problems.push_back({Fault::not_checked, Severity::unknown,
                        "requires an explicit certificate policy, and policies are not checked"});
  }
}

// What is critical and does not decode is as if nobody understood it.
void check_policies(const LinkFacts& facts, Viewpoint view, std::vector<Problem>& problems) {
  for (const Extension& extension : facts.extensions) {
    const std::string_view name = undecodable_policies(extension);
    if (!name.empty()) {
      const bool fatal = extension.critical || view == Viewpoint::strict;
      problems.push_back({Fault::not_strict, fatal ? Severity::error : Severity::warning,
                          "has " + std::string(extension.critical ? "critical " : "") +
                              std::string(name) + " that cannot be decoded"});
    } else if (view == Viewpoint::strict) {
      check_qualifiers(extension, problems);
    }
  }
  check_explicit_policy(facts, problems);
}

bool contains(const std::vector<Oid>& purposes, const Oid& purpose) {
  return std::find(purposes.begin(), purposes.end(), purpose) != purposes.end();
}

// RFC 5280 §4.2.1.12 is content with anyExtendedKeyUsage; OpenSSL wants these two by name.
bool is_only_for_any(const Certificate& certificate, const Oid& purpose) {
  static const std::array by_name = {*Oid::parse("server_auth"), *Oid::parse("client_auth")};
  const auto purposes = certificate.extended_key_usage();
  return purposes.has_value() && !contains(*purposes, purpose) &&
         std::find(by_name.begin(), by_name.end(), purpose) != by_name.end();
}

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

void check_purpose(const LinkFacts& facts, const Question& question,
                   std::vector<Problem>& problems) {
  if (!question.purpose.has_value()) {
    return;
  }
  const bool has_policies =
      facts.application_policies.has_value() || facts.bad_application_policies;
  if (has_policies && question.view == Viewpoint::machine) {
    check_application_policies(facts, *question.purpose, problems);
  } else if (!allowed_by_key_usage(facts.certificate, *question.purpose)) {
    problems.push_back({Fault::wrong_purpose, Severity::error,
                        "is not for " + question.purpose->purpose_name() +
                            ": its extendedKeyUsage does not name it"});
  } else if (question.view == Viewpoint::machine &&
             is_only_for_any(facts.certificate, *question.purpose)) {
    problems.push_back({Fault::wrong_purpose, Severity::warning,
                        "is for any purpose and does not name " + question.purpose->purpose_name() +
                            ", and OpenSSL refuses it"});
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

void check_store(const PoolMember& member, const std::optional<Oid>& purpose,
                 std::vector<Problem>& problems) {
  if (member.distrusted_as.has_value()) {
    const bool itself = *member.distrusted_as == member.certificate.fingerprint();
    problems.push_back({Fault::distrusted, Severity::error,
                        itself ? std::string("is in Disallowed")
                               : "is in Disallowed with its signature in other bytes, SHA-256 " +
                                     member.distrusted_as->hex()});
  }
  if (!member.purposes.has_value()) {
    return;
  }
  if (member.purposes->empty()) {
    problems.push_back(
        {Fault::purpose_disabled, Severity::error, "is disabled for every purpose in its store"});
  } else if (purpose.has_value() && !member.purposes->contains(*purpose)) {
    problems.push_back({Fault::purpose_disabled, Severity::error,
                        "is not enabled for " + purpose->purpose_name() + " in its store"});
  }
}

// What Windows would make of them depends on dates and lists that it keeps to itself.
void check_windows_distrust(const PoolMember& member, std::vector<Problem>& problems) {
  std::string ids;
  for (const std::uint32_t id : member.windows_distrust) {
    ids += (ids.empty() ? "" : ", ") + std::to_string(id);
  }
  if (!ids.empty()) {
    problems.push_back({Fault::not_checked, Severity::unknown,
                        "is distrusted in part by what Windows keeps beside it (from a date on, "
                        "for some purposes or names: property " +
                            ids + "), which is not judged here; --system asks Windows"});
  }
}

bool only_ldap(const std::vector<std::string>& addresses) {
  return !addresses.empty() &&
         std::all_of(addresses.begin(), addresses.end(), [](const std::string& address) {
           return address.starts_with("ldap:") || address.starts_with("LDAP:");
         });
}

void check_addresses(const LinkFacts& facts, std::vector<Problem>& problems) {
  const std::string reason = " by ldap: alone, which a computer outside the domain cannot reach";
  if (only_ldap(crl_addresses(facts.extensions))) {
    problems.push_back(
        {Fault::unreachable_address, Severity::warning, "gives its revocation list" + reason});
  }
  if (only_ldap(issuer_addresses(facts.extensions))) {
    problems.push_back(
        {Fault::unreachable_address, Severity::warning, "gives its issuer's certificate" + reason});
  }
}

// Subtrees that are not to the letter bind names of their form alone: check_name_constraints.
void check_name_extensions(const LinkFacts& facts, Viewpoint view, std::vector<Problem>& problems) {
  if (facts.bad_constraints) {
    problems.push_back(
        {Fault::bad_name_constraints, Severity::error, "has nameConstraints that do not decode"});
  } else if (view == Viewpoint::strict && facts.constraints.has_value() &&
             facts.constraints->odd.has_value()) {
    problems.push_back({Fault::bad_name_constraints, Severity::error,
                        "has nameConstraints whose subtree " +
                            subtree_text(*facts.constraints->odd) +
                            " is against RFC 5280 4.2.1.10"});
  }
  if (facts.bad_alt_names) {
    problems.push_back(
        {Fault::bad_name_constraints, Severity::error, "has alternative names that do not decode"});
  }
}

}  // namespace

std::vector<Problem> check_certificate(const PoolMember& member, const LinkFacts& facts, Role role,
                                       const Question& question) {
  std::vector<Problem> problems;
  const Certificate& certificate = member.certificate;
  check_store(member, question.purpose, problems);
  check_windows_distrust(member, problems);
  check_bytes(certificate, question.view, problems);
  if (certificate.verdict().kind == Verdict::Kind::opaque) {
    return problems;
  }
  check_validity(certificate, question.at, problems);
  check_authority(facts, role, question.view, problems);
  check_critical(facts, problems);
  check_policies(facts, question.view, problems);
  check_purpose(facts, question, problems);
  check_name_extensions(facts, question.view, problems);
  check_strength(facts, role, question.view, problems);
  if (role == Role::leaf) {
    check_host_name(facts, question, problems);
    check_server_usage(certificate, question, problems);
  }
  if (role != Role::anchor) {
    check_addresses(facts, problems);
  }
  if (question.view == Viewpoint::strict) {
    check_profile(facts, role, question, problems);
  }
  return problems;
}

}  // namespace trustctl
