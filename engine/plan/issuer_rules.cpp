#include "engine/plan/issuer_rules.hpp"

#include <set>
#include <utility>

#include "engine/chains/name_comparison.hpp"

namespace trustctl {

namespace {

std::string text_of(ByteView bytes) { return std::string(as_text(bytes)); }

// Names, each with the key identifiers that it occurs with. A key identifier can rule a match out
// where both sides have one; it proves nothing.
class NamedKeys {
 public:
  void add(std::string name, std::string_view key_id) {
    m_keys.insert({name, std::string(key_id)});
    m_names.insert(std::move(name));
  }
  bool match(const std::string& name, std::string_view key_id) const {
    if (key_id.empty()) {
      return m_names.contains(name);
    }
    return m_keys.contains({name, std::string(key_id)}) || m_keys.contains({name, ""});
  }

 private:
  std::set<std::string> m_names;
  std::set<std::pair<std::string, std::string>> m_keys;
};

bool is_subordinate(const Certificate& certificate) {
  return certificate.is_ca() && !claims_to_be_self_signed(certificate);
}

// Who is there to have issued something, by name as it is written and as RFC 5280 compares it.
class Issuers {
 public:
  explicit Issuers(StandingAuthorities authorities) : m_authorities(authorities) {
    for (const StandingAuthority& one : authorities) {
      if (in_root(one) || in_ca(one)) {
        m_written.add(text_of(one.certificate.subject()),
                      as_text(one.certificate.subject_key_id()));
      }
    }
  }

  bool holds_issuer_of(const Certificate& child) {
    const std::string_view key_id = as_text(child.authority_key_id());
    return m_written.match(text_of(child.issuer()), key_id) ||
           comparable().match(comparable_name(child.issuer()), key_id);
  }

 private:
  // Made where it is first needed, which is seldom.
  const NamedKeys& comparable() {
    if (!m_compared) {
      m_compared = true;
      for (const StandingAuthority& one : m_authorities) {
        if (in_root(one) || in_ca(one)) {
          m_comparable.add(comparable_name(one.certificate.subject()),
                           as_text(one.certificate.subject_key_id()));
        }
      }
    }
    return m_comparable;
  }

  StandingAuthorities m_authorities;
  NamedKeys m_written;
  NamedKeys m_comparable;
  bool m_compared = false;
};

// What CA needs a root for, and what Root has.
struct Needs {
  NamedKeys issuers;                                              // of the subordinates in CA
  std::set<std::pair<std::string_view, std::string_view>> roots;  // name and key
};

Needs needs_of(StandingAuthorities authorities) {
  Needs needs;
  for (const StandingAuthority& one : authorities) {
    if (in_root(one)) {
      needs.roots.insert({subject_of(one), key_of(one)});
    } else if (in_ca(one) && is_subordinate(one.certificate)) {
      needs.issuers.add(text_of(one.certificate.issuer()),
                        as_text(one.certificate.authority_key_id()));
    }
  }
  return needs;
}

bool is_needed_root(const StandingAuthority& one, const Needs& needs) {
  const Certificate& certificate = one.certificate;
  return claims_to_be_self_signed(certificate) &&
         !needs.roots.contains({subject_of(one), key_of(one)}) &&
         needs.issuers.match(text_of(certificate.subject()), as_text(certificate.subject_key_id()));
}

std::string where_the_rest_comes_from(Standing standing) {
  return standing == Standing::declared
             ? "; declare its issuer, unless the targets have it"
             : "; declare its issuer, unless servers send it or Windows fetches it";
}

}  // namespace

void judge_issuers(StandingAuthorities authorities, const Policy& policy, Time now,
                   std::vector<Finding>& findings) {
  const Needs needs = needs_of(authorities);
  Issuers issuers(authorities);
  for (const StandingAuthority& one : authorities) {
    if (!one.judged || !in_ca(one) || one.certificate.not_after() < now) {
      continue;
    }
    if (is_needed_root(one, needs)) {
      find(
          RuleId::root_missing, one,
          "is a root, and stands in CA and not in Root: the chains below it are untrusted; declare "
          "it in Root too, or in a chain with its subordinates",
          policy, findings);
    } else if (is_subordinate(one.certificate) && !issuers.holds_issuer_of(one.certificate)) {
      find(RuleId::issuer_missing, one,
           "was issued by '" + one.certificate.issuer_text() +
               "', which is in neither Root nor CA" + where_the_rest_comes_from(one.standing),
           policy, findings);
    }
  }
}

}  // namespace trustctl
