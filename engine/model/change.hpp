#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/model/entry.hpp"
#include "engine/model/error.hpp"
#include "engine/model/image.hpp"

namespace trustctl {

/// Put a certificate into a store. `restore` is empty, or the images of the entry that was removed.
struct Add {
  StoreName store;
  Certificate certificate;
  Properties after;
  std::vector<Image> restore = {};
};

/// Change properties of an entry. Raw properties that `Properties` does not name stay as they are.
struct Update {
  StoreName store;
  Certificate certificate;
  Properties before;
  Properties after;
};

/// Take an entry out of a store, from every place where the store keeps it.
struct Remove {
  StoreName store;
  Certificate certificate;
  Properties before;
};

/// One change to one local entry. Entries of other origins cannot be changed: there is no way to
/// say it.
using Change = std::variant<Add, Update, Remove>;

const StoreName& store_of(const Change& change);
const Certificate& certificate_of(const Change& change);

/// The store is as the change wants it, and was not before.
struct Changed {
  friend bool operator==(const Changed&, const Changed&) = default;
};
/// The store was so already.
struct Unchanged {
  friend bool operator==(const Unchanged&, const Unchanged&) = default;
};
/// It could not be done; the entry is as it was.
struct Failed {
  Error error;
  friend bool operator==(const Failed&, const Failed&) = default;
};
/// It was not begun, because of what happened before it.
struct NotAttempted {
  std::string reason;
  friend bool operator==(const NotAttempted&, const NotAttempted&) = default;
};
/// It was begun, and what became of it could not be read. It may have been made: never say "the
/// entry is as it was", nor that it is done.
struct Unknown {
  Error error;
  friend bool operator==(const Unknown&, const Unknown&) = default;
};
using Outcome = std::variant<Changed, Unchanged, Failed, NotAttempted, Unknown>;

}  // namespace trustctl
