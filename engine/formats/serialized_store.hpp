#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/model/certificate.hpp"
#include "engine/model/entry.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// Property ids of CryptoAPI (wincrypt.h, CERT_*_PROP_ID) that trustctl reads or writes itself. All
/// others, known to Windows or not, are carried along.
namespace property_id {
inline constexpr std::uint32_t key_provider = 2;  ///< which private key is the certificate's
inline constexpr std::uint32_t sha1 = 3;
inline constexpr std::uint32_t purposes = 9;        ///< DER of ExtKeyUsageSyntax
inline constexpr std::uint32_t friendly_name = 11;  ///< UTF-16LE with NUL
inline constexpr std::uint32_t description = 13;    ///< UTF-16LE with NUL
inline constexpr std::uint32_t archived = 19;       ///< there or not; its data means nothing
inline constexpr std::uint32_t certificate = 32;
inline constexpr std::uint32_t crl = 33;
inline constexpr std::uint32_t ctl = 34;
}  // namespace property_id

/// One record: u32le id, u32le 1, u32le length, data ([MS-OSHARED] §2.3.9.2).
struct SerializedRecord {
  std::uint32_t id;
  Bytes data;

  friend bool operator==(const SerializedRecord&, const SerializedRecord&) = default;
};

/// One certificate with every raw property: the value `Blob` in the registry, what
/// CertSerializeCertificateStoreElement gives, and one entry of an `.sst` file. Records keep their
/// order, and those that nobody here knows stay as they are.
class SerializedElement {
 public:
  /// A new one: the certificate and its SHA-1.
  static SerializedElement of(const Certificate& certificate);
  /// Reads a whole blob. Fails with invalid_input, and says at which byte, for a record that is cut
  /// short or does not have 1 in its second field, no or several certificates, and more than 4096
  /// records. A CRL or CTL is no certificate.
  static Result<SerializedElement> parse(ByteView blob);

  std::span<const SerializedRecord> records() const { return m_records; }
  /// The data of the first record with this id; null where there is none.
  const Bytes* find(std::uint32_t id) const;
  /// The certificate's bytes.
  ByteView certificate() const;
  /// Sets a property where it stands, or before the certificate, which comes last.
  void set(std::uint32_t id, Bytes data);
  /// Takes a property away; never the certificate.
  void erase(std::uint32_t id);
  /// The blob.
  Bytes write() const;

  friend bool operator==(const SerializedElement&, const SerializedElement&) = default;

 private:
  explicit SerializedElement(std::vector<SerializedRecord> records)
      : m_records(std::move(records)) {}
  friend class SerializedStoreReader;
  std::vector<SerializedRecord> m_records;
};

/// The ids of the properties that an entry has in any of its places; empty where it was not read
/// with Detail::raw, or its target is not of Windows' kind.
std::set<std::uint32_t> properties_of(const Entry& entry);

/// A serialized store (`.sst`, [MS-OSHARED] §2.3.9.1): its certificates, and how many CRLs and CTLs
/// (certificate trust lists) stand among them.
struct SerializedStore {
  std::vector<SerializedElement> certificates;
  std::size_t revocation_lists = 0;
  std::size_t trust_lists = 0;
};

/// Whether bytes begin as an `.sst` file does: version 0, then "CERT".
bool looks_like_serialized_store(ByteView bytes);
/// Fails with invalid_input, as SerializedElement::parse, and where the end mark is missing or
/// bytes follow it, or it holds over 100,000 elements.
Result<SerializedStore> read_serialized_store(ByteView bytes);
/// An `.sst` file of these, in this order.
Bytes write_serialized_store(std::span<const SerializedElement> certificates);

}  // namespace trustctl
