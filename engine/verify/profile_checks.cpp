#include <algorithm>

#include "engine/verify/certificate_checks.hpp"

namespace trustctl {

using der::Cursor;
using der::Defects;

namespace {

// What all the checks of a profile see and say.
class Profile {
 public:
  Profile(const LinkFacts& facts, Role role, std::vector<Problem>& problems)
      : m_facts(facts), m_role(role), m_problems(problems) {}

  void check() {
    check_serial_and_version();
    check_subject();
    check_key();
    check_basic_constraints();
    check_key_usage();
    check_key_ids();
    check_criticality();
    check_access_descriptions();
    check_name_constraints();
  }

 private:
  const Certificate& certificate() const { return m_facts.certificate; }
  const Extension* find(std::string_view oid) const {
    return find_extension(m_facts.extensions, oid);
  }
  bool is_critical(std::string_view oid) const {
    const Extension* extension = find(oid);
    return extension != nullptr && extension->critical;
  }
  bool is_ca() const {
    const auto constraints = certificate().basic_constraints();
    return constraints.has_value() && constraints->ca;
  }
  void say(std::string message) {
    m_problems.push_back({Fault::profile, Severity::error, std::move(message)});
  }
  void say_if(bool wrong, std::string_view message) {
    if (wrong) {
      say(std::string(message));
    }
  }

  void check_serial_and_version();
  void check_subject();
  void check_key();
  void check_basic_constraints();
  void check_key_usage();
  void check_key_ids();
  void check_anchor_key_ids(const Extension* authority);
  void check_criticality();
  void check_access_descriptions();
  void check_name_constraints();

  const LinkFacts& m_facts;
  Role m_role;
  std::vector<Problem>& m_problems;
};

void Profile::check_serial_and_version() {
  constexpr std::size_t longest = 20;
  say_if(certificate().version() != 3, "is not of version 3 (CA/B BR 7.1.1)");
  const ByteView serial = certificate().serial();
  const bool zero =
      std::all_of(serial.begin(), serial.end(), [](std::uint8_t octet) { return octet == 0; });
  const bool negative = !serial.empty() && (serial.front() & 0x80U) != 0;
  const bool wrong = zero || negative || serial.size() > longest;
  say_if(m_role != Role::anchor && wrong,
         "has a serial number that is not positive or over 20 octets (RFC 5280 4.1.2.2)");
}

void Profile::check_subject() {
  say_if(is_empty_name(certificate().issuer()), "names no issuer (RFC 5280 4.1.2.4)");
  say_if(m_role != Role::leaf && is_empty_name(certificate().subject()),
         "is a CA without a name (RFC 5280 4.1.2.6)");
}

void Profile::check_key() {
  using Kind = PublicKeyFacts::Kind;
  const PublicKeyFacts key = certificate().public_key();
  const bool good_rsa = key.kind == Kind::rsa && key.bits >= 2048 && key.bits % 8 == 0;
  const bool good_ec =
      key.kind == Kind::ec && (key.description == "EC P-256" || key.description == "EC P-384" ||
                               key.description == "EC P-521");
  if (!good_rsa && !good_ec) {
    m_problems.push_back(
        {Fault::weak_key, Severity::error,
         "has the key " + key.description + ", which WebPKI does not allow (CA/B BR 6.1.5)"});
  }
}

void Profile::check_basic_constraints() {
  const auto constraints = certificate().basic_constraints();
  if (!constraints.has_value()) {
    return;
  }
  say_if(m_role == Role::leaf && constraints->ca, "is a CA, and is used as a server or client");
  say_if(constraints->ca && !constraints->critical,
         "has basicConstraints of a CA that are not critical (RFC 5280 4.2.1.9)");
  say_if(!constraints->ca && constraints->path_length.has_value(),
         "has a path length though it is no CA (RFC 5280 4.2.1.9)");
}

void Profile::check_key_usage() {
  const auto usage = certificate().key_usage();
  if (!usage.has_value()) {
    say_if(m_role == Role::issuer, "is a CA without keyUsage (RFC 5280 4.2.1.3)");
    return;
  }
  say_if(usage->bits == 0, "has a keyUsage of nothing (RFC 5280 4.2.1.3)");
  say_if((usage->bits & KeyUsage::key_cert_sign) != 0 && !is_ca(),
         "has keyCertSign though it is no CA (RFC 5280 4.2.1.9)");
}

// RFC 5280 4.2.1.1: every certificate but a self-signed root says by which key it was signed.
void Profile::check_key_ids() {
  const Extension* authority = find(extension_oid::authority_key_id);
  say_if(m_role != Role::leaf && certificate().subject_key_id().empty(),
         "is a CA without subjectKeyIdentifier (RFC 5280 4.2.1.2)");
  if (m_role == Role::anchor) {
    check_anchor_key_ids(authority);
  } else {
    say_if(certificate().authority_key_id().empty() &&
               (m_role == Role::issuer || !certificate().self_issued()),
           "has no authorityKeyIdentifier (RFC 5280 4.2.1.1)");
  }
}

void Profile::check_anchor_key_ids(const Extension* authority) {
  if (authority == nullptr || !certificate().self_issued()) {
    return;
  }
  say_if(as_text(certificate().authority_key_id()) != as_text(certificate().subject_key_id()),
         "is a root whose authorityKeyIdentifier is not its own key's (CA/B BR 7.1.2.1.3)");
  Defects defects;
  Cursor whole(authority->value, defects);
  Cursor fields(whole.take(der::sequence).contents, defects);
  if (fields.at(der::context(0))) {
    fields.take();
  }
  say_if(!fields.empty(),
         "is a root whose authorityKeyIdentifier holds more than the key's (CA/B BR 7.1.2.1.3)");
}

void Profile::check_criticality() {
  namespace oid = extension_oid;
  say_if(is_critical(oid::authority_key_id), "has a critical authorityKeyIdentifier");
  say_if(is_critical(oid::subject_key_id), "has a critical subjectKeyIdentifier");
  say_if(is_critical(oid::authority_info_access), "has a critical authorityInfoAccess");
  say_if(is_critical(oid::extended_key_usage), "has a critical extendedKeyUsage (CA/B BR 7.1.2)");
  say_if(m_role == Role::anchor && certificate().self_issued() &&
             find(oid::extended_key_usage) != nullptr,
         "is a root with an extendedKeyUsage (CA/B BR 7.1.2.1.2)");
  say_if(find(oid::policy_constraints) != nullptr && !is_critical(oid::policy_constraints),
         "has policyConstraints that are not critical (RFC 5280 4.2.1.11)");
  say_if(find(oid::inhibit_any_policy) != nullptr && !is_critical(oid::inhibit_any_policy),
         "has an inhibitAnyPolicy that is not critical (RFC 5280 4.2.1.14)");
}

void Profile::check_access_descriptions() {
  const Extension* access = find(extension_oid::authority_info_access);
  if (access == nullptr) {
    return;
  }
  Defects defects;
  Cursor whole(access->value, defects);
  Cursor each(whole.take(der::sequence).contents, defects);
  whole.finish();
  bool good = !each.empty();
  while (!each.empty()) {
    Cursor description(each.take(der::sequence).contents, defects);
    description.take(der::object_identifier);
    read_general_name(description.take(), defects);
    description.finish();
  }
  good = good && !defects.any();
  say_if(!good, "has an authorityInfoAccess that does not decode (RFC 5280 4.2.2.1)");
}

void Profile::check_name_constraints() {
  if (find(extension_oid::name_constraints) == nullptr) {
    return;
  }
  say_if(!is_ca(), "has nameConstraints though it is no CA (RFC 5280 4.2.1.10)");
  say_if(m_facts.constraints.has_value() && m_facts.constraints->empty,
         "has nameConstraints that constrain nothing (RFC 5280 4.2.1.10)");
  say_if(m_facts.constraints.has_value() && m_facts.constraints->leading_period,
         "has a constraint on dNSName that begins with a period (RFC 5280 4.2.1.10)");
}

}  // namespace

void check_profile(const LinkFacts& facts, Role role, std::vector<Problem>& problems) {
  Profile(facts, role, problems).check();
}

}  // namespace trustctl
