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

/// One copy of an entry, as the target keeps it: a file of a directory, a physical store of
/// Windows, a record of a database.
struct Place {
  /// For people: "Root/lab-root.8e2f….pem", "LocalMachine\\Root\\.Default". Empty where the target
  /// does not say.
  std::string name;
  /// What this copy says; nothing where it can say nothing (a bundle of somebody else's).
  Properties properties = {};
  /// Every raw property, for the journal and for snapshots; only where the selection asks for it.
  /// Never a private key.
  std::optional<Bytes> image = {};
  /// False where half of what makes it trusted is there: a certificate without its trust record, a
  /// source without its rebuilt bundle. Such a copy is missing where the certificate is to be
  /// present, and there where it is to be absent.
  bool complete = true;
  /// Put away by CERT_ARCHIVED_PROP_ID: Windows leaves it out when it lists the store, and finds it
  /// by its hash (Microsoft, "CertGetCertificateContextProperty"). It is there all the same.
  bool archived = false;

  bool says_anything() const { return properties != Properties{}; }
  friend bool operator==(const Place&, const Place&) = default;
};

/// A certificate in a store. Its key is (SHA-256, origin).
struct Entry {
  Certificate certificate;
  Origin origin = Origin::local;
  /// Where the target keeps it: one copy, or more where it holds the same certificate twice. Never
  /// empty, and sorted by name, in a StoreContents.
  std::vector<Place> places;

  /// What the entry says of itself: the properties of the first place that says anything. (Others
  /// may say something else, after an update that was interrupted.)
  const Properties& properties() const;
  /// The owners that any place names.
  std::set<Site> owners() const;
  /// Whether a reader of the target sees the certificate: one place at least is complete.
  bool is_complete() const;
  /// Whether every place of it is put away.
  bool is_archived() const;
  /// Of every place that came with its image.
  std::vector<Image> images() const;
};

}  // namespace trustctl
