#include "providers/cryptoapi/windows/read_windows_trust.hpp"

#include <optional>
#include <string>
#include <utility>

#include "engine/formats/update_list.hpp"
#include "providers/cryptoapi/windows/physical_stores.hpp"
#include "providers/cryptoapi/windows/registry.hpp"

namespace trustctl::cryptoapi {

namespace {

// Below HKLM (wincrypt.h, CERT_PROT_ROOT_FLAGS_REGPATH and CERT_DISABLE_ROOT_AUTO_UPDATE_REGPATH).
constexpr const wchar_t* protected_roots_key =
    L"SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\Root\\ProtectedRoots";
constexpr const wchar_t* root_update_policy_key =
    L"SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\AuthRoot";
constexpr std::string_view root_update_policy_place =
    R"(HKLM\SOFTWARE\Policies\Microsoft\SystemCertificates\AuthRoot, DisableRootAutoUpdate)";
// CERT_AUTH_ROOT_AUTO_UPDATE_LOCAL_MACHINE_REGPATH.
constexpr const wchar_t* root_update_key =
    L"SOFTWARE\\Microsoft\\SystemCertificates\\AuthRoot\\AutoUpdate";
constexpr std::string_view root_update_place =
    R"(HKLM\SOFTWARE\Microsoft\SystemCertificates\AuthRoot\AutoUpdate, EncodedCtl)";

void note(RuleId id, std::string message, std::vector<Finding>& findings) {
  const Rule& about = rule(id);
  Finding finding{about.id, about.levels.observed, std::move(message)};
  finding.observed = true;
  findings.push_back(std::move(finding));
}

Result<std::optional<RegistryValue>> read_value(const wchar_t* key, const wchar_t* name,
                                                std::string_view place) {
  const auto opened = RegistryKey::open(HKEY_LOCAL_MACHINE, key, std::string(place),
                                        who_to_be(StoreLocation::local_machine));
  if (!opened) {
    return tl::unexpected(opened.error());
  }
  return *opened ? (*opened)->value(name) : Result<std::optional<RegistryValue>>();
}

// 0 where there is no such value, as Windows has it; nothing where it could not be read.
std::optional<std::uint32_t> read_number(const wchar_t* key, const wchar_t* name,
                                         std::string_view place, std::vector<Finding>& findings) {
  const auto value = read_value(key, name, place);
  if (!value) {
    note(RuleId::unreadable_file, value.error().message, findings);
    return std::nullopt;
  }
  if (!*value) {
    return 0;
  }
  const auto number = (*value)->number();
  if (!number) {
    note(RuleId::unreadable_file,
         std::string(place) + " is of registry type " + std::to_string((*value)->type) +
             ", and no REG_DWORD: what it says is not known",
         findings);
  }
  return number;
}

void note_policy(const WindowsTrust& windows, std::vector<Finding>& findings) {
  const std::string place(WindowsTrust::protected_roots_place);
  if (!windows.uses_auth_root()) {
    note(
        RuleId::root_policy,
        "Group Policy lets only enterprise roots count: those of AuthRoot are trusted by nobody (" +
            place + " 0x8)",
        findings);
  }
  if (!windows.uses_user_roots()) {
    note(RuleId::root_policy,
         "Group Policy lets no root count that a user added to CurrentUser\\Root (" + place +
             " 0x1)",
         findings);
  }
}

// Absent where Windows has none yet, or it cannot be read.
std::optional<std::vector<UpdateRoot>> read_update_roots(std::vector<Finding>& findings) {
  const auto value = read_value(root_update_key, L"EncodedCtl", root_update_place);
  if (!value) {
    note(RuleId::unreadable_file, value.error().message, findings);
    return std::nullopt;
  }
  if (!*value) {
    return std::nullopt;
  }
  const auto binary = (*value)->binary();
  auto roots = read_update_list(binary.value_or(Bytes()));
  if (!roots) {
    note(RuleId::unreadable_file,
         "cannot read " + std::string(root_update_place) + ": " + roots.error().message, findings);
    return std::nullopt;
  }
  return *std::move(roots);
}

}  // namespace

WindowsTrust read_windows_trust(StoreLocation location, Detail detail,
                                std::vector<Finding>& findings) {
  WindowsTrust windows;
  windows.location = location == StoreLocation::current_user
                         ? WindowsTrust::Location::current_user
                         : WindowsTrust::Location::local_machine;
  windows.protected_roots =
      read_number(protected_roots_key, L"Flags", WindowsTrust::protected_roots_place, findings);
  windows.fetches_roots =
      windows.uses_auth_root() && read_number(root_update_policy_key, L"DisableRootAutoUpdate",
                                              root_update_policy_place, findings)
                                          .value_or(0) == 0;
  if (detail == Detail::raw) {
    windows.update_roots = read_update_roots(findings);
  }
  note_policy(windows, findings);
  return windows;
}

}  // namespace trustctl::cryptoapi
