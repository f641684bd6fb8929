#include "engine/model/certificate.hpp"

#include <atomic>
#include <utility>

#include "engine/model/certificate_reader.hpp"
#include "engine/model/hexadecimal.hpp"
#include "engine/model/issuing.hpp"
#include "engine/model/name_text.hpp"
#include "engine/model/public_key.hpp"

namespace trustctl {

// The facts are views into `bytes`, so a block is neither copied nor moved.
struct Certificate::Block {
  explicit Block(Bytes given)
      : bytes(std::move(given)),
        fingerprint(Fingerprint::of(bytes)),
        reading(read_certificate(bytes)) {}
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  Bytes bytes;
  Fingerprint fingerprint;
  Reading reading;
  mutable std::atomic<int> own_signature = not_asked;

  static constexpr int not_asked = -1;
};

Certificate Certificate::from_bytes(ByteView bytes) { return from_bytes(copy(bytes)); }

Certificate Certificate::from_bytes(Bytes&& bytes) {
  return Certificate(std::make_shared<const Block>(std::move(bytes)));
}

std::optional<SignatureVerdict> Certificate::own_signature() const {
  const int known = m_block->own_signature;
  return known == Block::not_asked ? std::nullopt
                                   : std::optional(static_cast<SignatureVerdict>(known));
}
void Certificate::remember_own_signature(SignatureVerdict verdict) const {
  m_block->own_signature = static_cast<int>(verdict);
}

const Fingerprint& Certificate::fingerprint() const { return m_block->fingerprint; }
Thumbprint Certificate::thumbprint() const { return Thumbprint::of(m_block->bytes); }
ByteView Certificate::bytes() const { return m_block->bytes; }
Verdict Certificate::verdict() const { return m_block->reading.verdict; }

int Certificate::version() const { return m_block->reading.facts.version; }
ByteView Certificate::serial() const { return m_block->reading.facts.serial; }
ByteView Certificate::subject() const { return m_block->reading.facts.subject; }
ByteView Certificate::issuer() const { return m_block->reading.facts.issuer; }
Time Certificate::not_before() const { return m_block->reading.facts.not_before; }
Time Certificate::not_after() const { return m_block->reading.facts.not_after; }
ByteView Certificate::tbs() const { return m_block->reading.facts.tbs; }
ByteView Certificate::public_key_info() const { return m_block->reading.facts.public_key_info; }
ByteView Certificate::subject_key_id() const { return m_block->reading.facts.subject_key_id; }
ByteView Certificate::authority_key_id() const { return m_block->reading.facts.authority_key_id; }

std::optional<Oid> Certificate::signature_algorithm() const {
  return Oid::from_der(m_block->reading.facts.signature_algorithm);
}

ByteView Certificate::signature_algorithm_info() const {
  return m_block->reading.facts.signature_algorithm_info;
}
ByteView Certificate::signature() const { return m_block->reading.facts.signature; }

PublicKeyFacts Certificate::public_key() const { return public_key_facts(public_key_info()); }

std::optional<BasicConstraints> Certificate::basic_constraints() const {
  return m_block->reading.facts.basic_constraints;
}

std::optional<KeyUsage> Certificate::key_usage() const { return m_block->reading.facts.key_usage; }

std::optional<std::vector<Oid>> Certificate::extended_key_usage() const {
  const auto& contents = m_block->reading.facts.extended_key_usage;
  if (!contents.has_value()) {
    return std::nullopt;
  }
  std::vector<Oid> purposes;
  der::Defects defects;
  for (der::Cursor each(*contents, defects); !each.empty();) {
    if (auto purpose = Oid::from_der(each.take(der::object_identifier).contents)) {
      purposes.push_back(*std::move(purpose));
    }
  }
  return purposes;
}

bool Certificate::self_issued() const { return m_block->reading.facts.self_issued; }

bool Certificate::is_ca() const {
  return version() == 1 ? self_issued() : issuing_of(*this) == Issuing::said;
}

std::string Certificate::subject_text() const { return name_text(subject()); }
std::string Certificate::issuer_text() const { return name_text(issuer()); }

std::string Certificate::label() const {
  if (std::string name = common_name(subject()); !name.empty()) {
    return name;
  }
  if (std::string text = subject_text(); !text.empty()) {
    return text;
  }
  constexpr std::size_t shown = 16;
  return "certificate " + fingerprint().hex().substr(0, shown);
}

std::string Certificate::serial_hex() const { return hexadecimal(serial()); }

std::string_view to_string(Verdict::Reason reason) {
  using Reason = Verdict::Reason;
  switch (reason) {
    case Reason::none:
      return "nothing is wrong";
    case Reason::empty:
      return "no bytes at all";
    case Reason::too_large:
      return "more than 4 MiB";
    case Reason::truncated:
      return "an element that goes past the end";
    case Reason::ber_length:
      return "a length that is not DER: indefinite, or longer than need be";
    case Reason::trailing_bytes:
      return "bytes after the end of the certificate or of a structure in it";
    case Reason::wrong_tag:
      return "an element of another type than a certificate has there";
    case Reason::bad_version:
      return "a version that does not exist or does not fit the fields";
    case Reason::bad_integer:
      return "an INTEGER that is not DER";
    case Reason::bad_oid:
      return "an OBJECT IDENTIFIER that is not DER";
    case Reason::bad_boolean:
      return "a BOOLEAN that is not DER, or a default of FALSE written out";
    case Reason::bad_bit_string:
      return "a BIT STRING that is not DER";
    case Reason::bad_time:
      return "a time in a form that RFC 5280 does not allow";
    case Reason::bad_name:
      return "a name with an empty part, or with a value that is no text";
    case Reason::duplicate_extension:
      return "an extension that is there twice";
    case Reason::empty_extensions:
      return "a list of extensions that holds none";
    case Reason::bad_extension:
      return "an extension whose value does not decode";
    case Reason::algorithm_mismatch:
      return "two signature algorithms that differ";
    case Reason::bad_public_key:
      return "a public key that does not decode";
  }
  return {};
}

bool is_ambiguous(Verdict::Reason reason) {
  using Reason = Verdict::Reason;
  return reason == Reason::duplicate_extension || reason == Reason::bad_extension ||
         reason == Reason::algorithm_mismatch;
}

}  // namespace trustctl
