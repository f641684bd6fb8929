#pragma once

#include <map>
#include <string_view>

#include "engine/model/store_contents.hpp"

namespace trustctl {

/// What Disallowed distrusts. Everything that asks whether a certificate is distrusted (planning,
/// lint, capture, export, verify) asks here, so that all agree. It is known by the bytes that are
/// signed (TBSCertificate), as Windows does with its hash of them (CERT_SIGNATURE_HASH_PROP_ID):
/// whoever holds a certificate can give it another SHA-256 by writing its signature in another way,
/// and it would say the same. Bytes that do not decode are known by themselves.
class Distrusted {
 public:
  /// Nothing.
  Distrusted() = default;
  /// What the target's Disallowed holds, and the one that it inherits; nothing where there is none
  /// or it cannot be read.
  explicit Distrusted(const TargetState& stores);

  /// One more.
  void add(const Certificate& certificate);

  bool empty() const { return m_by_signed_bytes.empty(); }
  /// The distrusted certificate that this one is, or whose twin it is; null: it is not distrusted.
  /// O(log n).
  const Certificate* find(const Certificate& certificate) const;

 private:
  void add_store(const TargetState::Stores& stores);

  // The keys are views into the certificates.
  std::map<std::string_view, Certificate> m_by_signed_bytes;
};

}  // namespace trustctl
