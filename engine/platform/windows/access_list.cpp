#include "engine/platform/windows/access_list.hpp"

#include "engine/platform/windows/sid.hpp"

namespace trustctl::windows {

namespace {

struct Meaning {
  ACCESS_MASK rights;
  Right right;
};

// A file's FILE_WRITE_DATA and FILE_APPEND_DATA are a folder's FILE_ADD_FILE and
// FILE_ADD_SUBDIRECTORY; "File Access Rights Constants" in Microsoft's reference.
constexpr Meaning meanings[] = {
    {FILE_WRITE_DATA | FILE_APPEND_DATA | GENERIC_WRITE | GENERIC_ALL, Right::write},
    {FILE_DELETE_CHILD | GENERIC_ALL, Right::exchange},
    {DELETE | GENERIC_ALL, Right::remove},
    {WRITE_DAC | GENERIC_ALL, Right::change_permissions},
    {WRITE_OWNER | GENERIC_ALL, Right::take_ownership}};

// An entry that allows something here, and to whom.
struct Allowed {
  ACCESS_MASK rights = 0;
  PSID who = nullptr;
};

// The kinds of entry that allow something to a file, both laid out alike: header, rights, SID.
Allowed allowed_by(const ACE_HEADER& entry) {
  constexpr BYTE allow_callback = 0x9;
  const bool allows = entry.AceType == ACCESS_ALLOWED_ACE_TYPE || entry.AceType == allow_callback;
  if (!allows || (entry.AceFlags & INHERIT_ONLY_ACE) != 0) {
    return {};
  }
  const auto& allowed = reinterpret_cast<const ACCESS_ALLOWED_ACE&>(entry);
  return {allowed.Mask, const_cast<DWORD*>(&allowed.SidStart)};
}

bool stands_for_owner(PSID who) {
  return Sid::well_known(WinCreatorOwnerSid).is(who) ||
         Sid::well_known(WinCreatorOwnerRightsSid).is(who);
}

void add_rights(const Allowed& allowed, std::vector<Access>& all) {
  for (const Meaning& meaning : meanings) {
    if ((allowed.rights & meaning.rights) != 0) {
      all.push_back({Sid::of(allowed.who).text(), meaning.right});
    }
  }
}

}  // namespace

std::vector<Access> access_in(PSECURITY_DESCRIPTOR descriptor) {
  PSID owner = nullptr;
  PACL list = nullptr;
  BOOL is_there = FALSE;
  BOOL by_default = FALSE;
  GetSecurityDescriptorOwner(descriptor, &owner, &by_default);
  GetSecurityDescriptorDacl(descriptor, &is_there, &list, &by_default);
  std::vector<Access> all = {
      {(owner != nullptr ? Sid::of(owner) : Sid::well_known(WinNullSid)).text(), Right::own}};
  if (is_there == FALSE || list == nullptr) {
    add_rights({GENERIC_ALL, Sid::well_known(WinWorldSid).native()}, all);
    return all;
  }
  for (DWORD i = 0; i < list->AceCount; ++i) {
    void* entry = nullptr;
    if (GetAce(list, i, &entry) == 0) {
      continue;
    }
    const Allowed allowed = allowed_by(*static_cast<const ACE_HEADER*>(entry));
    if (allowed.who != nullptr && !stands_for_owner(allowed.who)) {
      add_rights(allowed, all);
    }
  }
  return all;
}

}  // namespace trustctl::windows
