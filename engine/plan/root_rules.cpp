#include "engine/plan/root_rules.hpp"

#include <map>
#include <set>

#include "engine/model/name_text.hpp"
#include "engine/plan/authority_names.hpp"

namespace trustctl {

namespace {

// Microsoft KB 933430: 12 KB, and 16 KB since.
constexpr std::size_t old_limit = std::size_t{12} * 1024;
constexpr std::size_t limit = std::size_t{16} * 1024;

// certificate_authorities of a CertificateRequest: each name with two octets of length (RFC 5246
// §7.4.4).
std::size_t octets_of_list(StandingAuthorities authorities) {
  constexpr std::size_t length_octets = 2;
  std::size_t octets = 0;
  for (const StandingAuthority& one : authorities) {
    octets += in_root(one) ? one.certificate.subject().size() + length_octets : 0;
  }
  return octets;
}

}  // namespace

void judge_root_list(StandingAuthorities authorities, Standing standing, const Policy& policy,
                     std::vector<Finding>& findings) {
  const std::size_t octets = octets_of_list(authorities);
  const Level level = level_of(RuleId::root_list_too_long, standing, policy);
  if (octets <= old_limit || level == Level::ignore) {
    return;
  }
  findings.push_back(
      {.rule = RuleId::root_list_too_long,
       .level = level,
       .message = "the names in Root are " + std::to_string(octets) +
                  " bytes, and Schannel sends " +
                  (octets > limit ? "16 KB of them at most"
                                  : "12 KB of them at most before KB 933430 (16 KB since)") +
                  " (event 36885): matters to servers that ask for client certificates with "
                  "SendTrustedIssuerList set, as before Windows Server 2012" +
                  (octets > limit ? ", and to Windows Server 2012 whatever that is set to "
                                    "(KB 2880390)"
                                  : ""),
       .store = StoreName::root(),
       .observed = standing == Standing::observed});
}

void judge_vendor_names(StandingAuthorities authorities, const Policy& policy,
                        std::vector<Finding>& findings) {
  std::map<std::string, std::set<std::string_view>> keys_by_name;
  for (const StandingAuthority& one : authorities) {
    if (in_root(one) && !one.judged) {
      keys_by_name[seen_name(common_name(one.certificate.subject()))].insert(key_of(one));
    }
  }
  if (keys_by_name.empty()) {
    return;
  }
  for (const StandingAuthority& one : authorities) {
    if (!one.judged || bears_name_of_required_root(one.certificate)) {
      continue;
    }
    const auto found = keys_by_name.find(seen_name(common_name(one.certificate.subject())));
    if (found != keys_by_name.end() && !found->second.contains(key_of(one))) {
      find(RuleId::system_root_name, one,
           "bears the name of a root that the vendor put into Root, and has another key: find out "
           "who put it there",
           policy, findings);
    }
  }
}

}  // namespace trustctl
