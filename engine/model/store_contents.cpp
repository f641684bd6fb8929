#include "engine/model/store_contents.hpp"

#include <algorithm>
#include <iterator>

namespace trustctl {

namespace {

bool same_key(const Entry& a, const Entry& b) {
  return a.origin == b.origin && a.certificate == b.certificate;
}

// Of two entries in one vector: by key, and those of one key as they stood.
bool by_key(const Entry* a, const Entry* b) {
  if (const auto order = a->certificate <=> b->certificate; order != 0) {
    return order < 0;
  }
  return a->origin == b->origin ? a < b : a->origin < b->origin;
}

void take_places(Entry& entry, Entry& other) {
  entry.places.insert(entry.places.end(), std::make_move_iterator(other.places.begin()),
                      std::make_move_iterator(other.places.end()));
}

// A place that holds the certificate twice is one place.
void sort_places(Entry& entry) {
  auto& places = entry.places;
  if (places.size() < 2) {
    return;
  }
  std::stable_sort(places.begin(), places.end(),
                   [](const Place& a, const Place& b) { return a.name < b.name; });
  places.erase(std::unique(places.begin(), places.end(),
                           [](const Place& a, const Place& b) { return a.name == b.name; }),
               places.end());
}

struct ByFingerprint {
  bool operator()(const Entry& entry, const Fingerprint& key) const {
    return entry.certificate.fingerprint() < key;
  }
  bool operator()(const Fingerprint& key, const Entry& entry) const {
    return key < entry.certificate.fingerprint();
  }
};

}  // namespace

StoreContents::StoreContents(std::vector<Entry> entries, std::vector<Finding> findings)
    : m_findings(std::move(findings)) {
  // By address, since entries are large to move.
  std::vector<Entry*> order;
  order.reserve(entries.size());
  for (Entry& entry : entries) {
    order.push_back(&entry);
  }
  std::sort(order.begin(), order.end(), by_key);
  m_entries.reserve(entries.size());
  for (Entry* entry : order) {
    if (!m_entries.empty() && same_key(m_entries.back(), *entry)) {
      take_places(m_entries.back(), *entry);
    } else {
      m_entries.push_back(std::move(*entry));
    }
  }
  std::for_each(m_entries.begin(), m_entries.end(), sort_places);
}

bool says_unread(const Finding& finding) {
  return finding.rule == RuleId::unreadable_file ||
         (finding.rule == RuleId::undecodable && !finding.certificate.has_value());
}

bool StoreContents::is_complete() const {
  return std::none_of(m_findings.begin(), m_findings.end(), says_unread);
}

std::span<const Entry> StoreContents::find(const Fingerprint& fingerprint) const {
  const auto [first, last] =
      std::equal_range(m_entries.begin(), m_entries.end(), fingerprint, ByFingerprint{});
  return {first, last};
}

const Entry* StoreContents::find(const Fingerprint& fingerprint, Origin origin) const {
  for (const Entry& entry : find(fingerprint)) {
    if (entry.origin == origin) {
      return &entry;
    }
  }
  return nullptr;
}

}  // namespace trustctl
