#pragma once

#include <windows.h>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace trustctl::windows {

/// What the security functions of Windows allocate.
struct LocalRelease {
  void operator()(void* memory) const { LocalFree(memory); }
};
template <class T>
using LocalPtr = std::unique_ptr<T, LocalRelease>;

/// A security identifier by value: whom an access control list names.
class Sid {
 public:
  static Sid well_known(WELL_KNOWN_SID_TYPE type);
  static Sid of(PSID other);
  PSID native() { return m_bytes.data(); }
  bool is(PSID other);
  /// "S-1-5-18"; "somebody unknown" where it is none.
  std::string text();

 private:
  Sid() { m_bytes.fill(0); }
  alignas(8) std::array<unsigned char, SECURITY_MAX_SID_SIZE> m_bytes;
};

/// Who runs this process; the Administrators group where that cannot be told.
Sid current_user();

/// Who runs this process at a desktop, of this computer or a remote one. Nobody for a service, a
/// scheduled task that runs without its user, and a network logon.
std::optional<Sid> interactive_user();

/// Domain Admins and Enterprise Admins of the domain that this computer is a member of; none where
/// it is in none. (A forest's Enterprise Admins belong to its first domain: in another one the SID
/// is no account's.)
std::vector<Sid> domain_administrators();

/// What people call it: "LAB\bob", "Everyone"; nothing where neither this computer nor its domain
/// knows it. May ask the domain, so only for a message.
std::optional<std::string> account_name(const std::string& sid);
/// The SID of a user or group by name ("bob", "LAB\bob", "bob@lab.example"), or of its text.
std::optional<std::string> account_sid(const std::string& name);

}  // namespace trustctl::windows
