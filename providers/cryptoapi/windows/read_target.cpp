#include "providers/cryptoapi/windows/read_target.hpp"

#include <set>
#include <string>
#include <string_view>

#include "providers/cryptoapi/windows/local_store.hpp"
#include "providers/cryptoapi/windows/nt_auth.hpp"
#include "providers/cryptoapi/windows/read_windows_trust.hpp"
#include "providers/cryptoapi/windows/store_remainder.hpp"
#include "providers/cryptoapi/windows/windows_error.hpp"

namespace trustctl::cryptoapi {

namespace {

// What has been read of one store.
struct Reading {
  std::vector<Entry> entries;
  std::vector<Finding> findings;
  bool exists = false;
};

const StoreName& my() {
  static const StoreName name = *StoreName::parse("My");
  return name;
}

Finding bad_purposes(const Entry& entry, const StoreName& store, const std::string& place) {
  const Rule& about = rule(RuleId::undecodable);
  Finding finding{about.id, about.levels.observed,
                  "the purposes of " + entry.certificate.label() + " in " + place +
                      " do not decode (property 9); Windows trusts it for nothing"};
  finding.store = store;
  finding.certificate = entry.certificate.fingerprint();
  finding.observed = true;
  return finding;
}

Finding is_archived(const Entry& entry, const StoreName& store, const std::string& place) {
  const Rule& about = rule(RuleId::archived);
  Finding finding{about.id, about.levels.observed,
                  entry.certificate.label() + " in " + place +
                      " is archived: Windows leaves it out when it lists the store"};
  finding.store = store;
  finding.certificate = entry.certificate.fingerprint();
  finding.observed = true;
  return finding;
}

void take_entry(const SerializedElement& element, Origin origin, StoreLocation location,
                const StoreName& store, const std::string& place, const Selection& selection,
                Reading& reading) {
  ReadProperties read = read_properties(element);
  Entry entry{
      selection.known.from_bytes(element.certificate()),
      origin,
      {Place{.name = place, .properties = std::move(read.properties), .archived = read.archived}}};
  if (origin == Origin::local) {
    entry.origin = origin_in_default(location, store, entry.certificate, entry.properties());
  }
  if (selection.detail == Detail::raw ||
      selection.wants_image(store, entry.certificate.fingerprint())) {
    entry.places.front().image = element.write();
  }
  if (read.bad_purposes) {
    reading.findings.push_back(bad_purposes(entry, store, place));
  }
  // In My a renewed certificate's elder is archived every time, and nobody is surprised.
  if (read.archived && store != my()) {
    reading.findings.push_back(is_archived(entry, store, place));
  }
  reading.entries.push_back(std::move(entry));
}

Result<void> read_physical(const PhysicalStore& physical, StoreLocation location,
                           const StoreName& name, const Selection& selection, Reading& reading) {
  const auto store = SystemStore::open(physical, location, name);
  if (!store) {
    return tl::unexpected(store.error());
  }
  if (!*store) {
    return {};
  }
  reading.exists = true;
  const auto certificates = (*store)->certificates();
  auto remainder = find_remainder(**store, certificates, physical, location, name);
  if (!remainder) {
    return tl::unexpected(remainder.error());
  }
  reading.findings.insert(reading.findings.end(), remainder->begin(), remainder->end());
  for (const CertificateContext& context : certificates) {
    const auto element = element_of(*context, (*store)->place());
    if (!element) {
      return tl::unexpected(element.error());
    }
    take_entry(*element, physical.origin, location, name, (*store)->place(), selection, reading);
  }
  return {};
}

Finding no_entry(const NtAuthStore::Junk& junk) {
  const Rule& about = rule(RuleId::undecodable);
  Finding finding{about.id, about.levels.observed,
                  "what is in " + std::string(nt_auth_place) + " as " + junk.name +
                      " is no certificate: " + junk.why};
  finding.store = nt_auth();
  finding.observed = true;
  return finding;
}

Result<void> read_nt_auth(const Selection& selection, Reading& reading) {
  const auto store = NtAuthStore::read();
  if (!store) {
    return tl::unexpected(store.error());
  }
  reading.exists = reading.exists || store->exists;
  for (const SerializedElement& element : store->elements) {
    take_entry(element, Origin::policy, StoreLocation::local_machine, nt_auth(),
               std::string(nt_auth_place), selection, reading);
  }
  for (const NtAuthStore::Junk& junk : store->junk) {
    reading.findings.push_back(no_entry(junk));
  }
  return {};
}

Result<Reading> read_store(StoreLocation location, const StoreName& name,
                           const Selection& selection, const WindowsTrust& windows) {
  Reading reading;
  const bool is_nt_auth = location == StoreLocation::local_machine && name == nt_auth();
  for (const PhysicalStore& physical : physical_stores(location)) {
    if (is_nt_auth && physical.location_flags == CERT_SYSTEM_STORE_LOCAL_MACHINE_ENTERPRISE) {
      continue;
    }
    if (auto good = read_physical(physical, location, name, selection, reading); !good) {
      return tl::unexpected(good.error());
    }
  }
  if (is_nt_auth) {
    if (auto good = read_nt_auth(selection, reading); !good) {
      return tl::unexpected(good.error());
    }
  }
  if (name == StoreName::root()) {
    for (const StoreName& part : parts_of_root(location)) {
      if (part == StoreName::auth_root() && !windows.uses_auth_root()) {
        continue;  // Windows does not show them there either
      }
      if (auto good = read_physical(default_store(location), location, part, selection, reading);
          !good) {
        return tl::unexpected(good.error());
      }
    }
  }
  return reading;
}

BOOL WINAPI collect_name(const void* name, DWORD, PCERT_SYSTEM_STORE_INFO, void*, void* names) {
  const std::wstring_view wide = static_cast<const wchar_t*>(name);
  std::string narrow;
  for (const wchar_t unit : wide) {
    narrow += unit < 0x80 ? static_cast<char>(unit) : '?';
  }
  // A name that no StoreName can have (a smart card reader's, say) is none that a manifest could
  // declare.
  if (const auto store = StoreName::parse(narrow)) {
    static_cast<std::set<StoreName>*>(names)->insert(*store);
  }
  return TRUE;
}

// Every store that the registry has a key for, those that only a policy made too.
Result<std::set<StoreName>> store_names(StoreLocation location) {
  std::set<StoreName> names;
  for (const PhysicalStore& physical : physical_stores(location)) {
    SetLastError(0);
    if (CertEnumSystemStore(physical.location_flags, nullptr, &names, collect_name)) {
      continue;
    }
    const DWORD code = GetLastError();
    if (code != ERROR_FILE_NOT_FOUND && code != ERROR_PATH_NOT_FOUND) {
      return tl::unexpected(windows_error(
          "cannot list the stores of " + to_string(location) + ' ' + std::string(physical.name),
          code, who_to_be(location)));
    }
  }
  if (location == StoreLocation::local_machine) {
    names.insert(nt_auth());  // which is passed over where it does not exist
  }
  return names;
}

// LocalMachine's stores, as a user sees them. Where they cannot be listed, those that decide about
// trust stand for that.
TargetState::Stores read_inherited(const Selection& selection, Progress* progress) {
  auto machine = read_target(StoreLocation::local_machine, selection, progress);
  if (machine) {
    machine->stores.erase(my());
    return std::move(machine->stores);
  }
  TargetState::Stores unread;
  for (const StoreName& store : {StoreName::root(), StoreName::ca(), StoreName::disallowed()}) {
    unread.emplace(store, tl::unexpected(machine.error()));
  }
  return unread;
}

}  // namespace

Result<TargetState> read_target(StoreLocation location, const Selection& selection,
                                Progress* progress) {
  const auto names =
      selection.stores ? Result<std::set<StoreName>>(*selection.stores) : store_names(location);
  if (!names) {
    return tl::unexpected(names.error());
  }
  TargetState state;
  const WindowsTrust& windows =
      state.windows.emplace(read_windows_trust(location, selection.detail, state.findings));
  std::size_t done = 0;
  for (const StoreName& name : *names) {
    auto reading = read_store(location, name, selection, windows);
    if (!reading) {
      state.emplace(name, tl::unexpected(reading.error()));
    } else if (reading->exists) {
      state.emplace(name, StoreContents(std::move(reading->entries), std::move(reading->findings)));
    }
    if (progress != nullptr) {
      progress->step("reading " + to_string(location), ++done, names->size());
    }
  }
  if (selection.inherited && location == StoreLocation::current_user) {
    state.inherited = read_inherited(selection, progress);
  }
  return state;
}

}  // namespace trustctl::cryptoapi
