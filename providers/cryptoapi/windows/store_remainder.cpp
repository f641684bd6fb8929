#include "providers/cryptoapi/windows/store_remainder.hpp"

#include <set>
#include <string>
#include <utility>

#include "engine/platform/windows/text.hpp"
#include "engine/text/words.hpp"
#include "providers/cryptoapi/dropped_key.hpp"
#include "providers/cryptoapi/windows/registry.hpp"
#include "providers/cryptoapi/windows/registry_entry.hpp"

namespace trustctl::cryptoapi {

namespace {

Finding noticed(RuleId id, const StoreName& store, std::string message) {
  const Rule& about = rule(id);
  Finding finding{about.id, about.levels.observed, std::move(message)};
  finding.store = store;
  finding.observed = true;
  return finding;
}

std::string lists_text(const SystemStore::Lists& lists) {
  std::string text = lists.trust == 0 ? "" : counted(lists.trust, "trust list");
  if (lists.revocation != 0) {
    text += (text.empty() ? "" : " and ") + counted(lists.revocation, "revocation list");
  }
  return text;
}

std::set<Thumbprint> thumbprints(const std::vector<CertificateContext>& certificates) {
  std::set<Thumbprint> all;
  for (const CertificateContext& one : certificates) {
    all.insert(Thumbprint::of(bytes_of(*one)));
  }
  return all;
}

// Whether Windows makes a certificate of it.
bool is_read_by_windows(const Bytes& blob) {
  const void* context = nullptr;
  DWORD type = 0;
  if (!CertAddSerializedElementToStore(nullptr, blob.data(), static_cast<DWORD>(blob.size()),
                                       CERT_STORE_ADD_ALWAYS, 0,
                                       CERT_STORE_CERTIFICATE_CONTEXT_FLAG, &type, &context)) {
    return false;
  }
  const CertificateContext freed(static_cast<const CERT_CONTEXT*>(context));
  return true;
}

Result<std::vector<std::string>> names_below(const RegistryKey& key) {
  const auto wide = key.keys();
  if (!wide) {
    return tl::unexpected(wide.error());
  }
  std::vector<std::string> names;
  for (const std::wstring& name : *wide) {
    names.push_back(windows::to_utf8(name));
  }
  return names;
}

// Nothing where Windows has no reason to: another program took the key away since, or added it.
Result<std::optional<std::string>> why(const RegistryKey& key, const std::string& name) {
  const auto wide = windows::to_wide(name);
  if (!wide) {
    return tl::unexpected(wide.error());
  }
  const auto entry = read_entry(key, *wide);
  if (!entry) {
    return tl::unexpected(entry.error());
  }
  if (!*entry) {
    return std::nullopt;
  }
  const auto& blob = (*entry)->blob;
  return why_dropped(name, blob, blob && is_read_by_windows(*blob));
}

Result<void> add_dropped(const RegistryKey& key, const std::set<Thumbprint>& given,
                         const std::string& place, const StoreName& store,
                         std::vector<Finding>& findings) {
  const auto names = names_below(key);
  if (!names) {
    return tl::unexpected(names.error());
  }
  for (const std::string& name : dropped_keys(*names, given)) {
    const auto reason = why(key, name);
    if (!reason) {
      return tl::unexpected(reason.error());
    }
    if (*reason) {
      findings.push_back(
          noticed(RuleId::junk, store,
                  "Windows passes over the key " + name + " of " + place + ": " + **reason));
    }
  }
  return {};
}

}  // namespace

Result<std::vector<Finding>> find_remainder(const SystemStore& store,
                                            const std::vector<CertificateContext>& certificates,
                                            const PhysicalStore& physical, StoreLocation location,
                                            const StoreName& name) {
  std::vector<Finding> findings;
  const std::string lists = lists_text(store.lists());
  if (!lists.empty()) {
    findings.push_back(noticed(RuleId::unjudged_list, name,
                               store.place() + " holds " + lists + ", which nobody judges here"));
  }
  const std::wstring path = std::wstring(physical.key) + L'\\' +
                            std::wstring(name.text().begin(), name.text().end()) +
                            L"\\Certificates";
  const auto key = RegistryKey::open(
      location == StoreLocation::current_user ? HKEY_CURRENT_USER : HKEY_LOCAL_MACHINE, path,
      store.place(), who_to_be(location));
  if (!key) {
    return tl::unexpected(key.error());
  }
  const auto count = *key ? (*key)->count() : Result<std::size_t>(certificates.size());
  if (!count) {
    return tl::unexpected(count.error());
  }
  if (*count != certificates.size()) {
    if (auto good = add_dropped(**key, thumbprints(certificates), store.place(), name, findings);
        !good) {
      return tl::unexpected(good.error());
    }
  }
  return findings;
}

}  // namespace trustctl::cryptoapi
