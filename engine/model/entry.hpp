#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/model/image.hpp"
#include "engine/model/names.hpp"
#include "engine/model/oid.hpp"

namespace trustctl {

/// Who put an entry into a store. Only local entries can be changed.
enum class Origin {
  local,   ///< an administrator, or trustctl
  policy,  ///< Group Policy, Enterprise/Active Directory
  vendor,  ///< AuthRoot, the roots Windows itself needs, the distribution
};
/// "local", "policy", "vendor".
std::string_view to_string(Origin origin);

/// What a store can keep beside the certificate itself.
struct Properties {
  std::optional<std::string> friendly_name;
  std::optional<std::string> description;
  /// Absent: good for all purposes. Empty: good for none.
  std::optional<std::set<Oid>> purposes;
  /// The sites whose manifests put the entry there. Empty: it is nobody's, an administrator's own.
  std::set<Site> owners;

  friend bool operator==(const Properties&, const Properties&) = default;
};

/// The fields of Properties, for a target to say which it can hold.
enum class Field { friendly_name, description, purposes, owners };
std::string_view to_string(Field field);

/// What a manifest wants of one property: leave it as it is, take it away, or set it.
struct Keep {
  friend bool operator==(const Keep&, const Keep&) = default;
};
struct Clear {
  friend bool operator==(const Clear&, const Clear&) = default;
};
template <class T>
using Wish = std::variant<Keep, Clear, T>;

/// A certificate in a store. Its key is (SHA-256, origin).
struct Entry {
  Certificate certificate;
  Origin origin = Origin::local;
  Properties properties;
  /// Where the target keeps it, for people ("Root/lab-root.8e2f….pem",
  /// "LocalMachine\\Root\\.Default"). More than one where the target holds the same certificate
  /// twice. Sorted.
  std::vector<std::string> places;
  /// Every raw property, one image a place, as Session::preserve would give it: only where the
  /// selection asks for it, and only where the target keeps more than the fields above say.
  std::vector<Image> raw = {};
};

}  // namespace trustctl
