#include "engine/manifest/absences.hpp"

#include <utility>

namespace trustctl {

namespace {

DesiredAbsence absence(Meant which, const Certificate* certificate, const std::string& alias,
                       const Location& at) {
  return {.which = std::move(which),
          .certificate = certificate != nullptr ? std::optional(*certificate) : std::nullopt,
          .action = AbsentAction::remove,
          .reason = "",
          .alias = alias,
          .at = at};
}

// Each declared certificate of that subject, so that what is present too is said; then whatever
// else has it.
std::vector<DesiredAbsence> of_subject(const Subject& subject, const Location& at,
                                       const Aliases& aliases) {
  std::vector<DesiredAbsence> all;
  const auto [first, last] = aliases.by_subject.equal_range(subject.comparable());
  for (auto one = first; one != last; ++one) {
    all.push_back(absence(one->second->fingerprint(), one->second, "", at));
  }
  all.push_back(absence(subject, nullptr, "", at));
  return all;
}

}  // namespace

std::vector<DesiredAbsence> absences_of(const Declared<Selector>& selector,
                                        const Aliases& aliases) {
  if (const auto* digest = std::get_if<Fingerprint>(&selector.value)) {
    const auto found = aliases.by_sha256.find(*digest);
    return {absence(*digest, found != aliases.by_sha256.end() ? found->second : nullptr, "",
                    selector.at)};
  }
  if (const auto* thumbprint = std::get_if<Thumbprint>(&selector.value)) {
    const auto found = aliases.by_thumbprint.find(*thumbprint);
    return {absence(*thumbprint, found != aliases.by_thumbprint.end() ? found->second : nullptr, "",
                    selector.at)};
  }
  if (const auto* subject = std::get_if<Subject>(&selector.value)) {
    return of_subject(*subject, selector.at, aliases);
  }
  const auto& alias = std::get<std::string>(selector.value);
  std::vector<DesiredAbsence> all;
  const auto certificate = aliases.certificates.find(alias);
  if (certificate != aliases.certificates.end()) {
    const Certificate& one = certificate->second->certificate;
    all.push_back(absence(one.fingerprint(), &one, alias, selector.at));
  }
  const auto bundle = aliases.bundles.find(alias);
  if (bundle != aliases.bundles.end()) {
    for (const Certificate& member : bundle->second->members) {
      all.push_back(absence(member.fingerprint(), &member, alias, selector.at));
    }
  }
  return all;
}

}  // namespace trustctl
