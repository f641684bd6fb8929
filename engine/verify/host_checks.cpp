#include <algorithm>

#include "engine/verify/certificate_checks.hpp"

namespace trustctl {

using Form = GeneralName::Form;

namespace {

bool is_for(const GeneralName& name, const HostName& host) {
  if (name.form == Form::dns_name) {
    return host.matches_dns(as_text(name.value));
  }
  return name.form == Form::ip_address && host.is_address() &&
         as_text(name.value) == as_text(host.address());
}

// RFC 9525 forbids it; CryptoAPI and OpenSSL do it where no alternative name is for a host. For an
// address OpenSSL does not, and no constraint on addresses would hold it.
bool falls_back(const LinkFacts& facts, const HostName& host) {
  return host.matches_dns(facts.fallback_host);
}

std::string hosts_of(const LinkFacts& facts) {
  constexpr std::size_t most = 8;
  std::string text;
  std::size_t count = 0;
  for (const GeneralName& name : facts.alt_names) {
    if (name.form != Form::dns_name && name.form != Form::ip_address) {
      continue;
    }
    if (++count > most) {
      continue;
    }
    text += (text.empty() ? "" : ", ") + (name.form == Form::dns_name
                                              ? std::string(as_text(name.value))
                                              : ip_address_text(name.value).value_or("?"));
  }
  if (count > most) {
    text += " and " + std::to_string(count - most) + " more";
  }
  return text;
}

}  // namespace

void check_host_name(const LinkFacts& facts, const Question& question,
                     std::vector<Problem>& problems) {
  if (!question.name.has_value()) {
    return;
  }
  const HostName& host = *question.name;
  const bool named = std::any_of(facts.alt_names.begin(), facts.alt_names.end(),
                                 [&](const GeneralName& name) { return is_for(name, host); });
  if (named || (question.view == Viewpoint::machine && falls_back(facts, host))) {
    return;
  }
  const std::string hosts = hosts_of(facts);
  problems.push_back(
      {Fault::name_mismatch, Severity::error,
       "is not for " + host.text() + "; " +
           (hosts.empty() ? std::string("it names no host") : "it is for " + hosts)});
}

}  // namespace trustctl
