#include "engine/verify/policies.hpp"

#include <algorithm>
#include <array>

#include "engine/model/der.hpp"

namespace trustctl {

using der::Cursor;
using der::Defects;
using Reason = Verdict::Reason;

namespace {

using namespace std::string_view_literals;
constexpr std::string_view cps = "\x2B\x06\x01\x05\x05\x07\x02\x01"sv;
constexpr std::string_view user_notice = "\x2B\x06\x01\x05\x05\x07\x02\x02"sv;

// The elements of a SEQUENCE SIZE (1..MAX) OF, which is all of these bytes.
Cursor elements(ByteView value, Defects& defects) {
  Cursor whole(value, defects);
  Cursor each(whole.take(der::sequence).contents, defects);
  whole.finish();
  if (each.empty()) {
    defects.fail(Reason::bad_extension);
  }
  return each;
}

ByteView take_oid(Cursor& fields, Defects& defects) {
  const ByteView contents = fields.take(der::object_identifier).contents;
  der::check_oid(contents, defects);
  return contents;
}

struct PolicyInformation {
  ByteView policy;
  std::vector<ByteView> qualifiers;  ///< what each is, by its object identifier
};

// PolicyInformation: policyIdentifier, policyQualifiers OPTIONAL SEQUENCE SIZE (1..MAX) OF
// { policyQualifierId, qualifier ANY }.
PolicyInformation read_policy_information(ByteView contents, Defects& defects) {
  PolicyInformation information;
  Cursor fields(contents, defects);
  information.policy = take_oid(fields, defects);
  if (!fields.empty()) {
    for (Cursor each = elements(fields.take().whole, defects); !each.empty();) {
      Cursor qualifier(each.take(der::sequence).contents, defects);
      information.qualifiers.push_back(take_oid(qualifier, defects));
      qualifier.take();
      qualifier.finish();
    }
  }
  fields.finish();
  return information;
}

std::vector<PolicyInformation> read_certificate_policies(ByteView value, Defects& defects) {
  std::vector<PolicyInformation> policies;
  for (Cursor each = elements(value, defects); !each.empty();) {
    policies.push_back(read_policy_information(each.take(der::sequence).contents, defects));
  }
  return policies;
}

void read_policy_mappings(ByteView value, Defects& defects) {
  for (Cursor each = elements(value, defects); !each.empty();) {
    Cursor pair(each.take(der::sequence).contents, defects);
    take_oid(pair, defects);
    take_oid(pair, defects);
    pair.finish();
  }
}

// SkipCerts: INTEGER (0..MAX).
void check_skip_certs(ByteView contents, Defects& defects) {
  der::check_integer(contents, defects);
  if (!contents.empty() && (contents.front() & 0x80U) != 0) {
    defects.fail(Reason::bad_extension);
  }
}

// requireExplicitPolicy [0], inhibitPolicyMapping [1], both OPTIONAL.
void read_policy_constraints(ByteView value, Defects& defects) {
  Cursor whole(value, defects);
  Cursor fields(whole.take(der::sequence).contents, defects);
  whole.finish();
  for (const unsigned number : {0U, 1U}) {
    if (fields.at(der::context(number))) {
      check_skip_certs(fields.take().contents, defects);
    }
  }
  fields.finish();
}

void read_inhibit_any_policy(ByteView value, Defects& defects) {
  Cursor whole(value, defects);
  check_skip_certs(whole.take(der::integer).contents, defects);
  whole.finish();
}

void check_certificate_policies(ByteView value, Defects& defects) {
  read_certificate_policies(value, defects);
}

struct PolicyExtension {
  std::string_view oid;
  std::string_view name;
  void (*read)(ByteView value, Defects& defects);
};

constexpr std::array kinds = {
    PolicyExtension{extension_oid::certificate_policies, "certificatePolicies",
                    check_certificate_policies},
    PolicyExtension{extension_oid::policy_mappings, "policyMappings", read_policy_mappings},
    PolicyExtension{extension_oid::policy_constraints, "policyConstraints",
                    read_policy_constraints},
    PolicyExtension{extension_oid::inhibit_any_policy, "inhibitAnyPolicy", read_inhibit_any_policy},
    PolicyExtension{extension_oid::application_policies, "Microsoft application policies",
                    check_certificate_policies},
};

}  // namespace

std::optional<std::vector<Oid>> read_policies(ByteView value) {
  Defects defects;
  std::vector<Oid> policies;
  for (const PolicyInformation& information : read_certificate_policies(value, defects)) {
    const auto policy = Oid::from_der(information.policy);
    if (defects.any() || !policy.has_value()) {
      return std::nullopt;
    }
    policies.push_back(*policy);
  }
  return defects.any() ? std::nullopt : std::optional(policies);
}

std::string_view undecodable_policies(const Extension& extension) {
  const auto* const kind =
      std::find_if(kinds.begin(), kinds.end(),
                   [&extension](const PolicyExtension& one) { return one.oid == extension.oid; });
  if (kind == kinds.end()) {
    return {};
  }
  Defects defects;
  kind->read(extension.value, defects);
  return defects.any() ? kind->name : std::string_view();
}

bool has_unknown_qualifier(ByteView certificate_policies) {
  Defects defects;
  const auto policies = read_certificate_policies(certificate_policies, defects);
  return std::any_of(policies.begin(), policies.end(), [](const PolicyInformation& information) {
    return std::any_of(information.qualifiers.begin(), information.qualifiers.end(),
                       [](ByteView qualifier) {
                         return as_text(qualifier) != cps && as_text(qualifier) != user_notice;
                       });
  });
}

}  // namespace trustctl
