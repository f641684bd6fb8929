#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/model/change.hpp"
#include "engine/model/names.hpp"
#include "engine/model/time.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// What is written down before the first change.
struct JournalBegin {
  struct Item {
    Change change;
    std::vector<Image> before;  ///< what Session::preserve gave
  };
  Time at;
  std::string target;
  std::string provider;  ///< and where: "directory:/srv/trust"
  std::optional<Site> site;
  std::vector<Item> items;
};

/// The record of applies, so that what was removed or replaced can be brought back.
class Journal {
 public:
  virtual ~Journal() = default;
  /// Makes the record durable and gives its id. Nothing may be changed when it fails.
  virtual Result<std::string> begin(const JournalBegin& record) = 0;
  /// Closes a record: outcomes[i] belongs to items[i].
  virtual Result<void> end(const std::string& id, std::span<const Outcome> outcomes) = 0;
  /// Where a person finds the record: a path.
  virtual std::string path_of(const std::string& id) const = 0;
};

}  // namespace trustctl
