#include "providers/cryptoapi/cryptoapi_provider.hpp"

#include <windows.h>

#include <shlobj.h>

#include <utility>

#include "engine/platform/file_lock.hpp"
#include "engine/platform/state_directory.hpp"
#include "engine/platform/windows/known_folder.hpp"
#include "providers/cryptoapi/windows/cryptoapi_session.hpp"
#include "providers/cryptoapi/windows/nt_auth.hpp"
#include "providers/cryptoapi/windows/physical_stores.hpp"
#include "providers/cryptoapi/windows/read_target.hpp"
#include "providers/cryptoapi/windows/windows_error.hpp"

namespace trustctl {

constinit const std::string_view cryptoapi_unavailable = {};

namespace {

// Whether this process may change the stores: better said once, and before anything is begun, than
// change by change.
Result<void> check_access(StoreLocation location) {
  if (location == StoreLocation::current_user) {
    return {};  // one's own
  }
  HKEY key = nullptr;
  const LSTATUS status =
      RegOpenKeyExW(HKEY_LOCAL_MACHINE, L"SOFTWARE\\Microsoft\\SystemCertificates", 0,
                    KEY_CREATE_SUB_KEY | KEY_SET_VALUE, &key);
  if (status == ERROR_SUCCESS) {
    RegCloseKey(key);
  }
  if (status != ERROR_SUCCESS && status != ERROR_FILE_NOT_FOUND) {
    return tl::unexpected(cryptoapi::windows_error(
        "cannot change the stores of " + cryptoapi::to_string(location),
        static_cast<std::uint32_t>(status), cryptoapi::who_to_be(location)));
  }
  return {};
}

// One place for the stores of one location, whatever state directory an apply is given and however
// it is elevated, so that no two applies write at once. A folder, and not a named mutex: any user
// can make a Global\ mutex first and hold it for ever, while this folder is the administrators', or
// the user's, alone.
Result<DirectoryHandle> lock_place(StoreLocation location) {
  const bool whole_computer = location == StoreLocation::local_machine;
  const auto folder =
      windows::known_folder(whole_computer ? FOLDERID_ProgramData : FOLDERID_LocalAppData);
  if (!folder) {
    return tl::unexpected(Error{ErrorCode::not_found, "no place for the lock of " +
                                                          cryptoapi::to_string(location) +
                                                          ": Windows names no folder for it"});
  }
  const StateOwner owner = whole_computer ? StateOwner::computer : StateOwner::user;
  return open_state_directory(*folder + "\\trustctl", owner)
      .and_then([&](const DirectoryHandle& ours) {
        return ours.ensure_directory("cryptoapi-" + cryptoapi::to_string(location));
      });
}

class CryptoapiProvider final : public Provider {
 public:
  CryptoapiProvider(StoreLocation location, Progress* progress)
      : m_location(location), m_progress(progress) {
    StoreRule rule{
        .writable = true,
        .holds = {Field::friendly_name, Field::description, Field::purposes, Field::owners},
        .purposes = std::nullopt};
    m_capabilities.other_stores = rule;
    rule.writable = false;
    rule.changed_by = "it belongs to Windows' automatic root update";
    m_capabilities.stores.emplace(StoreName::auth_root(), rule);
    rule.changed_by = "Windows copies it from smart cards, as its certificate propagation says";
    m_capabilities.stores.emplace(StoreName::smart_card_root(), rule);
    rule.changed_by =
        "it belongs to Active Directory; publish there: certutil -dspublish -f FILE.cer NTAuthCA";
    m_capabilities.stores.emplace(cryptoapi::nt_auth(), rule);
  }

  const Capabilities& capabilities() const override { return m_capabilities; }

  Result<TargetState> read(const Selection& selection) const override {
    return cryptoapi::read_target(m_location, selection, m_progress);
  }

  Result<std::unique_ptr<Session>> lock(Deadline deadline) override {
    if (const auto may = check_access(m_location); !may) {
      return tl::unexpected(may.error());
    }
    const auto place = lock_place(m_location);
    if (!place) {
      return tl::unexpected(place.error());
    }
    auto lock = FileLock::on_directory(*place, deadline.at);
    if (!lock) {
      return tl::unexpected(lock.error());
    }
    return std::make_unique<cryptoapi::CryptoapiSession>(m_location, std::move(*lock), m_progress);
  }

 private:
  StoreLocation m_location;
  Progress* m_progress;
  Capabilities m_capabilities;
};

}  // namespace

std::unique_ptr<Provider> make_cryptoapi_provider(StoreLocation location, Progress* progress) {
  return std::make_unique<CryptoapiProvider>(location, progress);
}

}  // namespace trustctl
