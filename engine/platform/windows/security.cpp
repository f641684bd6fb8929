#include "engine/platform/windows/security.hpp"

#include <aclapi.h>
#include <sddl.h>

#include <algorithm>
#include <vector>

#include "engine/platform/windows/path.hpp"
#include "engine/platform/windows/sid.hpp"
#include "engine/platform/windows/text.hpp"

namespace trustctl::windows {

namespace {

constexpr std::string_view attribute_name = "windows.security";
constexpr SECURITY_INFORMATION kept =
    OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;

// Rights that change what is in a directory, or who may.
constexpr ACCESS_MASK writing = FILE_ADD_FILE | FILE_ADD_SUBDIRECTORY | FILE_DELETE_CHILD |
                                FILE_WRITE_EA | FILE_WRITE_ATTRIBUTES | DELETE | WRITE_DAC |
                                WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL;

// A privilege of this process that administrators hold and Windows keeps switched off; off again at
// the end, where it was.
class Privilege {
 public:
  explicit Privilege(const wchar_t* name) {
    HANDLE token = nullptr;
    if (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY | TOKEN_ADJUST_PRIVILEGES, &token) == 0) {
      return;
    }
    m_token = owned(token);
    TOKEN_PRIVILEGES wanted = {1, {{{}, SE_PRIVILEGE_ENABLED}}};
    DWORD size = sizeof m_before;
    if (LookupPrivilegeValueW(nullptr, name, &wanted.Privileges[0].Luid) != 0) {
      AdjustTokenPrivileges(token, FALSE, &wanted, size, &m_before, &size);
    }
  }
  Privilege(const Privilege&) = delete;
  Privilege& operator=(const Privilege&) = delete;
  ~Privilege() {
    if (m_before.PrivilegeCount > 0) {
      AdjustTokenPrivileges(native(m_token), FALSE, &m_before, 0, nullptr, nullptr);
    }
  }

 private:
  FileHandle m_token;
  TOKEN_PRIVILEGES m_before = {};  // what was changed
};

// Wine gives every file to the user whose Unix number it has, whatever owner was asked for.
bool owners_cannot_be_given() {
  const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
  return ntdll != nullptr && GetProcAddress(ntdll, "wine_get_version") != nullptr;
}

// Those whose word a rollback takes.
std::vector<Sid> trusted(StateOwner owner) {
  std::vector<Sid> sids = {Sid::well_known(WinLocalSystemSid),
                           Sid::well_known(WinBuiltinAdministratorsSid)};
  if (owner == StateOwner::user || !is_administrator() || owners_cannot_be_given()) {
    sids.push_back(current_user());
  }
  return sids;
}

bool contains(std::vector<Sid>& sids, PSID wanted) {
  return std::any_of(sids.begin(), sids.end(), [&](Sid& sid) { return sid.is(wanted); });
}

struct Descriptor {
  LocalPtr<void> memory;
  PSID owner = nullptr;
  PACL list = nullptr;
};

Result<Descriptor> descriptor_of(const FileHandle& handle, std::string_view shown) {
  Descriptor found;
  PSECURITY_DESCRIPTOR memory = nullptr;
  const DWORD error = GetSecurityInfo(windows::native(handle), SE_FILE_OBJECT, kept, &found.owner,
                                      nullptr, &found.list, nullptr, &memory);
  found.memory.reset(memory);
  if (error != ERROR_SUCCESS) {
    return failed(error, "see who owns", shown);
  }
  return found;
}

// The kinds of entry that allow something, all laid out alike: header, rights, (objects,) SID.
PSID allowed_to(const ACE_HEADER& entry, ACCESS_MASK& rights) {
  constexpr BYTE allow_callback = 0x9;
  if (entry.AceType != ACCESS_ALLOWED_ACE_TYPE && entry.AceType != allow_callback) {
    return nullptr;
  }
  const auto& allowed = reinterpret_cast<const ACCESS_ALLOWED_ACE&>(entry);
  rights = allowed.Mask;
  return const_cast<DWORD*>(&allowed.SidStart);
}

// The first who may write and is one of those that `matters` picks; null where there is none.
template <class Matters>
PSID first_who_writes(PACL list, Matters matters) {
  for (DWORD i = 0; i < list->AceCount; ++i) {
    void* entry = nullptr;
    if (GetAce(list, i, &entry) == 0) {
      continue;
    }
    ACCESS_MASK rights = 0;
    PSID who = allowed_to(*static_cast<const ACE_HEADER*>(entry), rights);
    if (who != nullptr && (rights & writing) != 0 && matters(who)) {
      return who;
    }
  }
  return nullptr;
}

// A file is given to another user by those alone who may restore files; who may not owns it, and
// who may use it stays as it was.
DWORD give_descriptor(HANDLE file, Bytes descriptor) {
  const Privilege restore(SE_RESTORE_NAME);
  if (SetKernelObjectSecurity(file, kept, descriptor.data()) != 0) {
    return ERROR_SUCCESS;
  }
  const DWORD error = GetLastError();
  if (error != ERROR_INVALID_OWNER && error != ERROR_INVALID_PRIMARY_GROUP &&
      error != ERROR_PRIVILEGE_NOT_HELD) {
    return error;
  }
  return SetKernelObjectSecurity(file, DACL_SECURITY_INFORMATION, descriptor.data()) != 0
             ? ERROR_SUCCESS
             : GetLastError();
}

tl::unexpected<Error> refused(std::string_view shown, const std::string& why) {
  return tl::unexpected(Error{ErrorCode::access_denied,
                              "refusing the state directory " + std::string(shown) + ": " + why});
}

}  // namespace

Result<ExtendedAttribute> security_of(const FileHandle& handle, std::string_view shown) {
  const auto found = descriptor_of(handle, shown);
  if (!found) {
    return tl::unexpected(found.error());
  }
  const auto* bytes = static_cast<const std::uint8_t*>(found->memory.get());
  return ExtendedAttribute{std::string(attribute_name),
                           Bytes(bytes, bytes + GetSecurityDescriptorLength(found->memory.get()))};
}

// As it was, entry by entry: SetSecurityInfo would mix in what the directory passes on.
DWORD give_security(const FileHandle& handle, std::span<const ExtendedAttribute> attributes) {
  for (const ExtendedAttribute& attribute : attributes) {
    const auto now = attribute.name == attribute_name ? security_of(handle, "")
                                                      : Result<ExtendedAttribute>(attribute);
    if (now && *now == attribute) {
      continue;
    }
    if (const DWORD error = give_descriptor(native(handle), attribute.value);
        error != ERROR_SUCCESS) {
      return error;
    }
  }
  return ERROR_SUCCESS;
}

bool is_administrator() {
  BOOL member = FALSE;
  return CheckTokenMembership(nullptr, Sid::well_known(WinBuiltinAdministratorsSid).native(),
                              &member) != 0 &&
         member != FALSE;
}

DWORD create_private_directory(const std::wstring& path, StateOwner owner) {
  std::wstring words = L"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";
  if (owner == StateOwner::computer && is_administrator()) {
    words = L"O:BAG:BA" + words;
  } else {
    const std::wstring user = *to_wide(current_user().text());
    words = L"O:" + user + words + L"(A;OICI;FA;;;" + user + L")";
  }
  PSECURITY_DESCRIPTOR memory = nullptr;
  if (ConvertStringSecurityDescriptorToSecurityDescriptorW(words.c_str(), SDDL_REVISION_1, &memory,
                                                           nullptr) == 0) {
    return GetLastError();
  }
  const LocalPtr<void> descriptor(memory);
  SECURITY_ATTRIBUTES attributes = {sizeof attributes, descriptor.get(), FALSE};
  return CreateDirectoryW(path.c_str(), &attributes) != 0 ? ERROR_SUCCESS : GetLastError();
}

Result<void> check_private(const FileHandle& directory, std::string_view shown, StateOwner owner) {
  const auto found = descriptor_of(directory, shown);
  if (!found) {
    return tl::unexpected(found.error());
  }
  std::vector<Sid> sids = trusted(owner);
  if (!contains(sids, found->owner)) {
    return refused(shown, "it belongs to " + Sid::of(found->owner).text() +
                              ", not to the administrators; look at what is in it, and remove it");
  }
  if (found->list == nullptr) {
    return refused(shown, "everybody may write to it; look at what is in it, and remove it");
  }
  // (Whoever creates something here may do so, and is trusted.)
  Sid creator = Sid::well_known(WinCreatorOwnerSid);
  PSID stranger = first_who_writes(
      found->list, [&](PSID who) { return !contains(sids, who) && !creator.is(who); });
  if (stranger != nullptr) {
    return refused(shown, Sid::of(stranger).text() +
                              " may write to it; look at what is in it, and take that away with "
                              "icacls");
  }
  return {};
}

}  // namespace trustctl::windows
