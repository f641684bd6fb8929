#include "providers/snapshot/snapshot_editor.hpp"

#include <map>
#include <utility>

namespace trustctl::snapshot {

namespace {

using Key = std::pair<Fingerprint, Origin>;
using EntryTexts = std::map<Key, std::string>;  // the JSON objects of a store

EntryTexts texts_of(std::string_view text, const Snapshot::Store& store) {
  EntryTexts texts;
  for (const Snapshot::Item& item : store.items) {
    texts.emplace(Key(item.entry.certificate.fingerprint(), item.entry.origin), item.text_in(text));
  }
  return texts;
}

// The object of an entry that is added: as it was kept, where it was, else a new one.
Result<std::string> text_of(const Add& add) {
  if (add.restore.empty()) {
    return write_snapshot_entry({add.certificate, Origin::local, {Place{"", add.after}}});
  }
  const Image& image = add.restore.front();
  const std::string_view text = as_text(image.bytes);
  const auto item = read_snapshot_entry(text, image.place);
  if (!item) {
    return tl::unexpected(item.error());
  }
  if (item->entry.certificate != add.certificate || item->entry.origin != Origin::local) {
    return tl::unexpected(Error{ErrorCode::invalid_input,
                                "cannot bring back " + add.certificate.label() + " in " +
                                    add.store.text() + ": what was kept is something else"});
  }
  return with_properties(text, *item, add.after);
}

Result<void> make(const Change& change, EntryTexts& entries) {
  const Key key(certificate_of(change).fingerprint(), Origin::local);
  if (const auto* add = std::get_if<Add>(&change)) {
    auto added = text_of(*add);
    if (!added) {
      return tl::unexpected(added.error());
    }
    entries.insert_or_assign(key, std::move(*added));
  } else if (const auto* update = std::get_if<Update>(&change)) {
    std::string& entry = entries.at(key);
    const auto item = read_snapshot_entry(entry, "");
    if (!item) {
      return tl::unexpected(item.error());
    }
    entry = with_properties(entry, *item, update->after);
  } else {
    entries.erase(key);
  }
  return {};
}

std::string list_of(const EntryTexts& entries) {
  std::string json = "[";
  for (const auto& [key, text] : entries) {
    json += json.size() == 1 ? "\n      " : ",\n      ";
    json += text;
  }
  return json + (json.size() == 1 ? "]" : "\n    ]");
}

// The document with other lists for some stores; those that it does not have yet come last.
std::string document(std::string_view text, const Snapshot& snapshot,
                     const std::map<StoreName, EntryTexts>& changed) {
  std::map<std::size_t, std::pair<std::size_t, std::string>> lists;  // by begin: end, new text
  std::string added;
  for (const auto& [name, entries] : changed) {
    const auto known = snapshot.stores.find(name);
    if (known != snapshot.stores.end()) {
      lists.emplace(known->second.range.begin,
                    std::pair(known->second.range.end, list_of(entries)));
      continue;
    }
    added += snapshot.stores.empty() && added.empty() ? "\n    \"" : ",\n    \"";
    added += name.text() + "\": " + list_of(entries);
  }
  std::string whole;
  std::size_t at = 0;
  const auto keep_until = [&](std::size_t end) { whole += text.substr(at, end - at); };
  for (const auto& [begin, list] : lists) {
    keep_until(begin);
    whole += list.second;
    at = list.first;
  }
  if (!added.empty()) {  // before the closing brace and the blanks in front of it
    const std::size_t brace = snapshot.stores_range.end - 1;
    keep_until(text.find_last_not_of(" \t\r\n", brace - 1) + 1);
    whole += added + "\n  ";
    at = brace;
  }
  keep_until(text.size());
  return whole;
}

}  // namespace

std::optional<Error> refusal(const Change& change) {
  const auto* add = std::get_if<Add>(&change);
  if (add == nullptr) {
    return std::nullopt;
  }
  const auto text = text_of(*add);
  return text ? std::nullopt : std::optional(text.error());
}

Result<std::string> rewrite(std::string_view text, const Snapshot& snapshot,
                            std::span<const Change* const> changes) {
  std::map<StoreName, EntryTexts> changed;
  for (const Change* change : changes) {
    const StoreName& name = store_of(*change);
    const auto store = snapshot.stores.find(name);
    const auto entries = changed.try_emplace(
        name, store == snapshot.stores.end() ? EntryTexts() : texts_of(text, store->second));
    if (auto made = make(*change, entries.first->second); !made) {
      return tl::unexpected(made.error());
    }
  }
  return document(text, snapshot, changed);
}

}  // namespace trustctl::snapshot
