#include "engine/platform/who_may_change.hpp"

#include "engine/platform/windows/places.hpp"
#include "engine/platform/windows/security.hpp"
#include "engine/platform/windows/sid.hpp"

namespace trustctl {

namespace {

using windows::Sid;

constexpr const char* trusted_installer =
    "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464";

Result<std::set<std::string>> trusted_sids(const std::vector<std::string>& trust_owners) {
  std::set<std::string> trusted = {Sid::well_known(WinLocalSystemSid).text(),
                                   Sid::well_known(WinBuiltinAdministratorsSid).text(),
                                   trusted_installer};
  for (Sid& sid : windows::domain_administrators()) {
    trusted.insert(sid.text());
  }
  if (auto person = windows::interactive_user()) {
    trusted.insert(person->text());
  }
  for (const std::string& name : trust_owners) {
    const auto sid = windows::account_sid(name);
    if (!sid.has_value()) {
      return tl::unexpected(Error{ErrorCode::invalid_input,
                                  "--trust-owner: neither this computer nor its domain knows '" +
                                      name + "'; give the SID of a user or group"});
    }
    trusted.insert(*sid);
  }
  return trusted;
}

// (/inheritance:d makes what is inherited the file's own, so that it can be taken away.)
NamedStranger named(Stranger stranger) {
  const std::string icacls = "icacls \"" + stranger.path + '"';
  std::vector<std::string> cures = {icacls + " /setowner *S-1-5-32-544"};
  if (stranger.right != Right::own) {
    cures = {icacls + " /inheritance:d", icacls + " /remove:g *" + stranger.who};
  }
  std::string name = windows::account_name(stranger.who).value_or(stranger.who);
  return {std::move(stranger), std::move(name), std::move(cures)};
}

}  // namespace

Result<void> check_who_may_change(const FileHandle& file, const std::string& path,
                                  const std::vector<std::string>& trust_owners) {
  if (!windows::is_administrator()) {
    return {};
  }
  const auto trusted = trusted_sids(trust_owners);
  if (!trusted) {
    return tl::unexpected(trusted.error());
  }
  const auto places = windows::places_of(file, path);
  if (!places) {
    return tl::unexpected(places.error());
  }
  std::vector<NamedStranger> found;
  for (Stranger& stranger : strangers(*places, *trusted)) {
    found.push_back(named(std::move(stranger)));
  }
  return found.empty() ? Result<void>() : tl::unexpected(refusal(path, found, "an administrator"));
}

}  // namespace trustctl
