#include "providers/snapshot/snapshot_editor.hpp"

#include <utility>

#include "engine/apply/settled.hpp"

namespace trustctl::snapshot {

namespace {

using Key = std::pair<Fingerprint, Origin>;
using EntryTexts = std::map<Key, std::string>;  // the JSON objects of a store

std::string_view part(std::string_view text, const Snapshot::Range& range) {
  return text.substr(range.begin, range.end - range.begin);
}

EntryTexts texts_of(std::string_view text, const Snapshot::Store& store) {
  EntryTexts texts;
  for (const Snapshot::Item& item : store.items) {
    texts.emplace(Key(item.entry.certificate.fingerprint(), item.entry.origin),
                  part(text, item.range));
  }
  return texts;
}

// The object of an entry that is added: as it was kept, where it was, else a new one.
Result<std::string> text_of(const Add& add) {
  if (add.restore.empty()) {
    return write_snapshot_entry({add.certificate, Origin::local, add.after, {}});
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

bool is_basis_there(std::string_view text, const Snapshot& snapshot, const Step& step) {
  return step.basis.empty() || step.basis == images_of(text, snapshot, store_of(step.change),
                                                       certificate_of(step.change));
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

std::vector<Image> images_of(std::string_view text, const Snapshot& snapshot,
                             const StoreName& store, const Certificate& certificate) {
  const auto* item = snapshot.find(store, certificate.fingerprint(), Origin::local);
  if (item == nullptr) {
    return {};
  }
  return {{store.text(), copy(as_bytes(part(text, item->range)))}};
}

Edit edit(std::string_view text, const Snapshot& snapshot, std::span<const Step> steps) {
  const TargetState state = snapshot.state({});
  const StoreContents nothing;
  Edit edit;
  edit.outcomes.resize(steps.size());
  std::map<StoreName, EntryTexts> changed;
  bool removing = false;
  for (const std::size_t index : batch_order(steps, edit.outcomes)) {
    const Change& change = steps[index].change;
    if (std::holds_alternative<Remove>(change) && !std::exchange(removing, true)) {
      withhold_removals(steps, edit.outcomes);
    }
    if (edit.outcomes[index]) {
      continue;
    }
    const StoreName& name = store_of(change);
    const auto contents = state.find(name);
    if (contents != state.end() && !contents->second) {
      edit.outcomes[index] = Failed{contents->second.error()};
      continue;
    }
    edit.outcomes[index] = settled(change, contents == state.end() ? nothing : *contents->second);
    if (!edit.outcomes[index] && !is_basis_there(text, snapshot, steps[index])) {
      edit.outcomes[index] = overtaken(change);
    }
    if (edit.outcomes[index]) {
      continue;
    }
    const auto store = snapshot.stores.find(name);
    EntryTexts& entries =
        changed
            .try_emplace(
                name, store == snapshot.stores.end() ? EntryTexts() : texts_of(text, store->second))
            .first->second;
    if (auto made = make(change, entries); !made) {
      edit.outcomes[index] = Failed{made.error()};
    } else {
      edit.any = true;
    }
  }
  edit.text = edit.any ? document(text, snapshot, changed) : std::string();
  return edit;
}

}  // namespace trustctl::snapshot
