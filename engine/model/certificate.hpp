#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/model/fingerprint.hpp"
#include "engine/model/oid.hpp"
#include "engine/model/time.hpp"

namespace trustctl {

enum class SignatureVerdict;  // engine/model/signature.hpp

/// How well the bytes keep to DER and RFC 5280's certificate syntax.
struct Verdict {
  enum class Kind {
    strict,  ///< DER throughout: may be added to a store
    lax,     ///< decodes, with the defect that `reason` names: can be shown and removed, not added
    opaque,  ///< does not decode: no facts, only bytes and a fingerprint
  };
  /// The closed list of defects. `none` goes with strict alone.
  enum class Reason {
    none,
    empty,                ///< no bytes at all
    too_large,            ///< over Certificate::size_limit
    truncated,            ///< a length that goes past the end of what holds it
    ber_length,           ///< indefinite, or not minimal
    trailing_bytes,       ///< bytes after the certificate, or after the last field of a structure
    wrong_tag,            ///< another element than the syntax has there
    bad_version,          ///< not v1, v2 or v3; v1 written out; fields of a later version
    bad_integer,          ///< an INTEGER that is empty or not minimal
    bad_oid,              ///< an OBJECT IDENTIFIER that is empty or not minimal
    bad_boolean,          ///< neither 00 nor FF, or a DEFAULT FALSE written out
    bad_bit_string,       ///< unused bits that are set, over 7, or without bytes
    bad_time,             ///< a time form that RFC 5280 §4.1.2.5 does not allow
    bad_name,             ///< an empty RDN, or an attribute that is no type and value
    duplicate_extension,  ///< RFC 5280 §4.2: no more than one of each
    empty_extensions,     ///< Extensions is SIZE (1..MAX)
    bad_extension,        ///< a known extension whose value does not decode
    algorithm_mismatch,   ///< signatureAlgorithm differs from tbsCertificate.signature
    bad_public_key,       ///< a subjectPublicKeyInfo that does not decode
  };

  Kind kind = Kind::opaque;
  Reason reason = Reason::empty;

  friend bool operator==(const Verdict&, const Verdict&) = default;
};
/// The reason's words for people: "bytes after the end of the certificate".
std::string_view to_string(Verdict::Reason reason);
/// Whether readers may take the same bytes for different certificates: two values of one extension,
/// one that does not decode, two algorithms. Every verifier refuses these; the other defects only
/// break rules of encoding. Of several defects in one certificate the first of these is the reason.
bool is_ambiguous(Verdict::Reason reason);

/// RFC 5280 §4.2.1.9.
struct BasicConstraints {
  bool ca = false;
  std::optional<std::uint32_t> path_length;  ///< saturates at 2^32-1
  bool critical = false;

  friend bool operator==(const BasicConstraints&, const BasicConstraints&) = default;
};

/// RFC 5280 §4.2.1.3. Bit n of `bits` is bit n of the KeyUsage BIT STRING (0 digitalSignature …
/// 5 keyCertSign, 6 cRLSign … 8 decipherOnly).
struct KeyUsage {
  static constexpr std::uint16_t key_cert_sign = 1U << 5U;
  static constexpr std::uint16_t crl_sign = 1U << 6U;
  std::uint16_t bits = 0;
  bool critical = false;

  friend bool operator==(const KeyUsage&, const KeyUsage&) = default;
};

/// What kind of public key it is, and how big: "RSA 4096", "EC P-256", "Ed25519".
struct PublicKeyFacts {
  enum class Kind { rsa, ec, dsa, ed25519, ed448, other };
  Kind kind = Kind::other;
  /// Of the RSA or DSA modulus, the EC field, or the octets of an Edwards key; 0 where unknown.
  std::uint32_t bits = 0;
  std::string description;  ///< "RSA 4096", "EC P-256", "Ed25519", or the algorithm's OID
};

/// A handle to one immutable block: the bytes of a certificate, their fingerprint, and where in
/// them the facts stand. Cheap to copy. Total: any bytes make one (Verdict::Kind::opaque when they
/// do not decode), so that whatever is in a store can be shown and removed.
///
/// Facts are found by a DER reader of ours, which is bounded and does not recurse. Everything below
/// `verdict` is empty, zero or absent where the certificate is opaque. Views live as long as any
/// handle to the same block.
class Certificate {
 public:
  /// Bytes over this many (4 MiB) are opaque(too_large).
  static constexpr std::size_t size_limit = std::size_t{4} * 1024 * 1024;

  static Certificate from_bytes(ByteView bytes);
  static Certificate from_bytes(Bytes&& bytes);

  const Fingerprint& fingerprint() const;
  /// Computed at each call.
  Thumbprint thumbprint() const;
  /// The bytes as they were given.
  ByteView bytes() const;
  Verdict verdict() const;

  // -- Facts. Names are the DER of the whole Name element; other views are contents octets.
  int version() const;  ///< 1, 2 or 3; 0 where opaque
  ByteView serial() const;
  ByteView subject() const;
  ByteView issuer() const;
  Time not_before() const;
  Time not_after() const;
  ByteView tbs() const;              ///< the whole TBSCertificate element
  ByteView public_key_info() const;  ///< the whole SubjectPublicKeyInfo element
  std::optional<Oid> signature_algorithm() const;
  /// The whole AlgorithmIdentifier element that stands beside the signature.
  ByteView signature_algorithm_info() const;
  ByteView signature() const;  ///< its octets; empty where its bits are no whole octets
  PublicKeyFacts public_key() const;
  std::optional<BasicConstraints> basic_constraints() const;
  std::optional<KeyUsage> key_usage() const;
  std::optional<std::vector<Oid>> extended_key_usage() const;  ///< absent: no such extension
  ByteView subject_key_id() const;    ///< contents of the key identifier; empty: none
  ByteView authority_key_id() const;  ///< the keyIdentifier field; empty: none
  /// Subject and issuer are the same bytes. Says nothing of the signature.
  bool self_issued() const;
  /// A CA by RFC 5280: basicConstraints with cA and, where there is a keyUsage, keyCertSign. A
  /// self-issued version 1 certificate counts as one too, since nothing in it can say otherwise.
  /// What says nothing at all, and whom clients take as an issuer: may_issue.
  bool is_ca() const;

  /// The subject as RFC 4514 text ("CN=Lab Root,O=Schertz"), UTF-8, not yet escaped for a terminal.
  std::string subject_text() const;
  std::string issuer_text() const;
  /// What people call it: the common name, else the last OU or O, else the whole subject, else
  /// "certificate " and the first 16 digits of its SHA-256. UTF-8, not yet escaped for a terminal.
  std::string label() const;
  /// "0a1b2c", lower-case hexadecimal of serial().
  std::string serial_hex() const;

  /// What verify_signature found of it by its own key, once somebody asked; for that function, to
  /// which the answer costs ten times what reading a certificate does. A note beside the bytes, and
  /// no fact of its own: it follows from them. Threads may share it.
  std::optional<SignatureVerdict> own_signature() const;
  void remember_own_signature(SignatureVerdict verdict) const;

  /// By fingerprint.
  friend std::strong_ordering operator<=>(const Certificate& a, const Certificate& b) {
    return a.fingerprint() <=> b.fingerprint();
  }
  friend bool operator==(const Certificate& a, const Certificate& b) {
    return a.fingerprint() == b.fingerprint();
  }

 private:
  struct Block;
  explicit Certificate(std::shared_ptr<const Block> block) : m_block(std::move(block)) {}
  std::shared_ptr<const Block> m_block;
};

}  // namespace trustctl
