#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/manifest/manifest.hpp"
#include "engine/model/fingerprint.hpp"
#include "engine/model/names.hpp"
#include "engine/model/time.hpp"
#include "engine/plan/plan.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// Who applies what, where, and with what: all that a record of the journal says beside the
/// changes. Whoever reads a record a year later has nothing else: the manifest may have changed,
/// the target may be reached from another folder, the user may be gone.
struct Circumstances {
  Time at;                   ///< when the run began, by the clock of the computer
  TargetDeclaration target;  ///< as another process in another folder finds it
  std::string place;         ///< for people, and to compare: "directory:/srv/trust"
  std::optional<Site> site = std::nullopt;
  std::string user = {};              ///< who ran trustctl: "root"; empty: not known
  std::string host = {};              ///< where trustctl ran
  std::string trustctl_version = {};  ///< "0.1.0"
  std::string command = {};           ///< "apply"
  /// Its absolute path, or that of the saved plan; empty: there is none. ("site.yaml" in records of
  /// older versions.)
  std::string manifest = {};
  std::optional<Fingerprint> manifest_sha256 = std::nullopt;  ///< of its bytes as they were read
};

/// What is written down before the first change.
struct JournalBegin {
  struct Item {
    PlannedChange planned;      ///< with its cause and the line that declares it
    std::vector<Image> before;  ///< the entry as it stands, one image a place; empty: an addition
  };
  Circumstances circumstances;
  std::vector<Item> items;
};

/// The record of applies, so that what was removed or replaced can be brought back, and so that
/// anybody can see later what was done here. One call of begin and one of end for each apply that
/// changes something, both while the target's lock is held.
///
/// To keep it elsewhere, implement this; `begin` must not return before the record would survive a
/// loss of power, and the ids that it gives must stand in the order of its calls.
class Journal {
 public:
  virtual ~Journal() = default;
  /// Makes the record durable and gives its id. Nothing may be changed when it fails.
  virtual Result<std::string> begin(const JournalBegin& record) = 0;
  /// Closes a record: outcomes[i] belongs to items[i]. A record that is never closed is one of an
  /// apply that was interrupted.
  virtual Result<void> end(const std::string& id, std::span<const Outcome> outcomes) = 0;
  /// The manifest by which this site was last applied at this place, as its record names it.
  /// Nothing where no record says so, or none can be read. Meant to be asked seldom: it may read
  /// every record.
  virtual std::optional<std::string> last_manifest(const std::string& place, const Site& site) = 0;
  /// Where a person finds the record: a path.
  virtual std::string path_of(const std::string& id) const = 0;
};

}  // namespace trustctl
