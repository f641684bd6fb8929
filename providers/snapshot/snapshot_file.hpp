#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/store_contents.hpp"
#include "engine/model/time.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The most that a snapshot may hold (64 MiB).
inline constexpr std::size_t snapshot_size_limit = std::size_t{64} * 1024 * 1024;

/// What a snapshot says of itself.
struct SnapshotHeader {
  std::string trustctl_version;
  std::optional<std::string> host;
  std::optional<std::string> os;  ///< "Debian GNU/Linux 12 (bookworm)"
  Time taken_at;
  std::string provider;  ///< and where: "directory:/srv/trust"
};

/// A target's stores as one JSON document (schemas/snapshot.schema.json): ASCII, keys in a fixed
/// order, entries sorted; but for the time, the same state gives the same bytes. Read the state
/// with Detail::raw, so that every raw property is in it. A store that could not be read is written
/// down as unreadable, and read back so; one that was not read whole, with the findings that say
/// it.
std::string write_snapshot(const TargetState& state, const SnapshotHeader& header);

/// A snapshot that was read, and where in its text things stand, so that one entry can be changed
/// and all else stay byte for byte.
struct Snapshot {
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  struct Item {
    Entry entry;
    Range range = {};          ///< its JSON object
    Range friendly_name = {};  ///< the value of this member; so the three below
    Range description = {};
    Range purposes = {};
    Range owners = {};

    /// Its JSON object in the document that it was read from.
    std::string_view text_in(std::string_view document) const {
      return document.substr(range.begin, range.end - range.begin);
    }
  };
  struct Store {
    Range range;              ///< its list
    std::vector<Item> items;  ///< sorted by SHA-256 and origin
  };

  SnapshotHeader header;
  std::map<StoreName, Store> stores;
  std::map<StoreName, Error> unreadable;
  std::map<StoreName, std::vector<Finding>> findings;  ///< what was noticed while it was taken
  std::vector<Finding> target_findings;                ///< the same, of what was in no store
  std::optional<WindowsTrust> windows;                 ///< of what else decides on Windows
  Range stores_range;                                  ///< the object that holds the stores

  /// `text` is the document it was read from: needed where the selection wants images for a change.
  TargetState state(const Selection& selection, std::string_view text = {}) const;
  /// Null where there is no such entry. O(log n).
  const Item* find(const StoreName& store, const Fingerprint& certificate, Origin origin) const;
};

/// Reads a snapshot of format 1.x; members that it does not know are passed over. `file` is its
/// name for messages. Fails with invalid_input and the place (line, column) for what is no JSON,
/// lacks something, says something of the wrong type, or whose certificate is not the one it names.
Result<Snapshot> read_snapshot(std::string_view text, const std::string& file);

/// One entry as a snapshot holds it, as a JSON object.
std::string write_snapshot_entry(const Entry& entry);
/// Reads one; its ranges are into `text`.
Result<Snapshot::Item> read_snapshot_entry(std::string_view text, const std::string& file);
/// The JSON object of an entry with other properties, all else as it was.
std::string with_properties(std::string_view text, const Snapshot::Item& item,
                            const Properties& properties);

}  // namespace trustctl
