// What a snapshot that was read says of its stores.
#include <algorithm>
#include <utility>

#include "providers/snapshot/snapshot_file.hpp"

namespace trustctl {

namespace {

void take_images(Entry& entry) {
  for (Place& place : entry.places) {
    place.image.reset();
  }
}

std::vector<Entry> entries_of(const StoreName& store, const std::vector<Snapshot::Item>& items,
                              const Selection& selection, std::string_view text) {
  std::vector<Entry> entries;
  entries.reserve(items.size());
  for (const Snapshot::Item& item : items) {
    Entry& entry = entries.emplace_back(item.entry);
    if (selection.detail == Detail::entries) {
      take_images(entry);
    }
    if (entry.origin == Origin::local &&
        selection.wants_image(store, entry.certificate.fingerprint())) {
      // The whole object is what a change touches, whatever places it tells of.
      take_images(entry);
      entry.places.front().image = copy(as_bytes(item.text_in(text)));
    }
  }
  return entries;
}

// A store as it is now: what was noticed about an entry goes when a change takes that away. (That
// something was not read stays true.)
StoreContents contents_of(std::vector<Entry> entries, std::vector<Finding> findings) {
  StoreContents contents(std::move(entries));
  if (findings.empty()) {
    return contents;
  }
  findings.erase(std::remove_if(findings.begin(), findings.end(),
                                [&](const Finding& finding) {
                                  return finding.rule != RuleId::unreadable_file &&
                                         finding.certificate.has_value() &&
                                         contents.find(*finding.certificate).empty();
                                }),
                 findings.end());
  const auto kept = contents.entries();
  return StoreContents({kept.begin(), kept.end()}, std::move(findings));
}

}  // namespace

const Snapshot::Item* Snapshot::find(const StoreName& store, const Fingerprint& certificate,
                                     Origin origin) const {
  const auto found = stores.find(store);
  if (found == stores.end()) {
    return nullptr;
  }
  const auto& items = found->second.items;
  const auto item = std::lower_bound(items.begin(), items.end(), std::pair(certificate, origin),
                                     [](const Item& at, const auto& key) {
                                       return std::pair(at.entry.certificate.fingerprint(),
                                                        at.entry.origin) < key;
                                     });
  const bool there = item != items.end() && item->entry.certificate.fingerprint() == certificate &&
                     item->entry.origin == origin;
  return there ? &*item : nullptr;
}

TargetState Snapshot::state(const Selection& selection, std::string_view text) const {
  TargetState state;
  state.findings = target_findings;
  state.windows = windows;
  for (const auto& [name, error] : unreadable) {
    if (selection.contains(name)) {
      state.emplace(name, tl::unexpected(error));
    }
  }
  for (const auto& [name, store] : stores) {
    if (selection.contains(name)) {
      const auto noticed = findings.find(name);
      state.emplace(
          name, contents_of(entries_of(name, store.items, selection, text),
                            noticed == findings.end() ? std::vector<Finding>() : noticed->second));
    }
  }
  for (const auto& [name, noticed] : findings) {
    if (selection.contains(name)) {  // of a store that is not listed, which is not empty then
      state.emplace(name, contents_of({}, noticed));
    }
  }
  return state;
}

}  // namespace trustctl
