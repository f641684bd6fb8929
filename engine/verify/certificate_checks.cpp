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
// OpenSSL passes over it, -x509_strict and -policy_check too.
void check_qualifiers(const Extension& extension, Viewpoint view, std::vector<Problem>& problems) {
  if (extension.critical && extension.oid == extension_oid::certificate_policies &&
      has_unknown_qualifier(extension.value)) {
    problems.push_back({Fault::unknown_critical,
                        view == Viewpoint::strict ? Severity::error : Severity::warning,
                        "has critical certificatePolicies with a qualifier that is not understood, "
                        "and whoever goes by RFC 5280 4.2.1.4 refuses it"});
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
    } else {
      check_qualifiers(extension, view, problems);
    }
  }
  check_explicit_policy(facts, problems);
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

// Windows passes over it when it enumerates a store, and finds it when it looks for its hash
// (CERT_ARCHIVED_PROP_ID); which of the two building a chain is, Microsoft does not say.
void check_archived(const PoolMember& member, Role role, std::vector<Problem>& problems) {
  const bool as_root = member.in_root && role != Role::issuer && member.certificate.self_issued();
  if (as_root ? member.archived_in_root : role == Role::issuer && member.archived) {
    problems.push_back({Fault::not_checked, Severity::unknown,
                        "is archived: Windows leaves it out when it lists the store, and whether "
                        "it builds chains with it is not documented; --system asks Windows"});
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
  check_archived(member, role, problems);
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
    check_profile(facts, role, problems);
    check_tls_profile(facts, role, question, problems);
  }
  return problems;
}

}  // namespace trustctl
