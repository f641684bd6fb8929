#include "engine/platform/windows/sid.hpp"

#include <ntsecapi.h>
#include <sddl.h>

#include <algorithm>
#include <vector>

#include "engine/platform/windows/calls.hpp"
#include "engine/platform/windows/text.hpp"

namespace trustctl::windows {

namespace {

FileHandle own_token() {
  HANDLE token = nullptr;
  return OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token) != 0 ? owned(token)
                                                                         : FileHandle();
}

bool is_in_token(WELL_KNOWN_SID_TYPE group) {
  BOOL member = FALSE;
  return CheckTokenMembership(nullptr, Sid::well_known(group).native(), &member) != 0 &&
         member != FALSE;
}

struct LsaClose {
  void operator()(void* policy) const { ::LsaClose(policy); }
};
struct LsaRelease {
  void operator()(void* memory) const { LsaFreeMemory(memory); }
};

std::unique_ptr<POLICY_DNS_DOMAIN_INFO, LsaRelease> own_domain() {
  LSA_OBJECT_ATTRIBUTES attributes = {};
  attributes.Length = sizeof attributes;
  LSA_HANDLE handle = nullptr;
  if (LsaOpenPolicy(nullptr, &attributes, POLICY_VIEW_LOCAL_INFORMATION, &handle) != 0) {
    return nullptr;
  }
  const std::unique_ptr<void, LsaClose> policy(handle);
  void* found = nullptr;
  if (LsaQueryInformationPolicy(handle, PolicyDnsDomainInformation, &found) != 0) {
    return nullptr;
  }
  return std::unique_ptr<POLICY_DNS_DOMAIN_INFO, LsaRelease>(
      static_cast<POLICY_DNS_DOMAIN_INFO*>(found));
}

}  // namespace

Sid Sid::well_known(WELL_KNOWN_SID_TYPE type) {
  Sid sid;
  DWORD size = SECURITY_MAX_SID_SIZE;
  CreateWellKnownSid(type, nullptr, sid.m_bytes.data(), &size);
  return sid;
}

Sid Sid::of(PSID other) {
  Sid sid;
  CopySid(SECURITY_MAX_SID_SIZE, sid.m_bytes.data(), other);
  return sid;
}

bool Sid::is(PSID other) {
  return IsValidSid(native()) != 0 && other != nullptr && EqualSid(native(), other) != 0;
}

std::string Sid::text() {
  wchar_t* words = nullptr;
  if (ConvertSidToStringSidW(native(), &words) == 0) {
    return "somebody unknown";
  }
  const LocalPtr<wchar_t> owner(words);
  return to_utf8(words);
}

Sid current_user() {
  const FileHandle token = own_token();
  alignas(TOKEN_USER) std::array<unsigned char, sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE> buffer;
  DWORD size = 0;
  if (token.native() == FileHandle::none ||
      GetTokenInformation(native(token), TokenUser, buffer.data(),
                          static_cast<DWORD>(buffer.size()), &size) == 0) {
    return Sid::well_known(WinBuiltinAdministratorsSid);
  }
  return Sid::of(reinterpret_cast<const TOKEN_USER*>(buffer.data())->User.Sid);
}

std::optional<Sid> interactive_user() {
  const bool at_desktop = is_in_token(WinInteractiveSid) || is_in_token(WinRemoteLogonIdSid);
  const bool on_its_own = is_in_token(WinServiceSid) || is_in_token(WinBatchSid);
  return at_desktop && !on_its_own ? std::optional(current_user()) : std::nullopt;
}

std::vector<Sid> domain_administrators() {
  const auto domain = own_domain();
  std::vector<Sid> sids;
  if (domain == nullptr || domain->Sid == nullptr) {
    return sids;
  }
  for (const WELL_KNOWN_SID_TYPE group :
       {WinAccountDomainAdminsSid, WinAccountEnterpriseAdminsSid}) {
    std::array<unsigned char, SECURITY_MAX_SID_SIZE> sid;
    DWORD size = SECURITY_MAX_SID_SIZE;
    if (CreateWellKnownSid(group, domain->Sid, sid.data(), &size) != 0) {
      sids.push_back(Sid::of(sid.data()));
    }
  }
  return sids;
}

std::optional<std::string> account_name(const std::string& sid) {
  PSID binary = nullptr;
  if (ConvertStringSidToSidW(to_wide(sid).value_or(L"").c_str(), &binary) == 0) {
    return std::nullopt;
  }
  const LocalPtr<void> owner(binary);
  std::array<wchar_t, 256> name;
  std::array<wchar_t, 256> domain;
  auto name_size = static_cast<DWORD>(name.size());
  auto domain_size = static_cast<DWORD>(domain.size());
  SID_NAME_USE use = SidTypeUnknown;
  if (LookupAccountSidW(nullptr, binary, name.data(), &name_size, domain.data(), &domain_size,
                        &use) == 0) {
    return std::nullopt;
  }
  const std::string prefix = to_utf8(domain.data());
  return (prefix.empty() ? "" : prefix + '\\') + to_utf8(name.data());
}

std::optional<std::string> account_sid(const std::string& name) {
  const auto wide = to_wide(name);
  if (!wide || wide->empty()) {
    return std::nullopt;
  }
  PSID written = nullptr;
  // (SDDL's short forms, "WD" for everybody, are no names that people give.)
  if (wide->starts_with(L"S-1-") && ConvertStringSidToSidW(wide->c_str(), &written) != 0) {
    const LocalPtr<void> owner(written);
    return Sid::of(written).text();
  }
  std::array<unsigned char, SECURITY_MAX_SID_SIZE> sid;
  std::array<wchar_t, 256> domain;
  DWORD sid_size = SECURITY_MAX_SID_SIZE;
  auto domain_size = static_cast<DWORD>(domain.size());
  SID_NAME_USE use = SidTypeUnknown;
  if (LookupAccountNameW(nullptr, wide->c_str(), sid.data(), &sid_size, domain.data(), &domain_size,
                         &use) == 0 ||
      use == SidTypeDomain || use == SidTypeComputer) {
    return std::nullopt;
  }
  return Sid::of(sid.data()).text();
}

}  // namespace trustctl::windows
