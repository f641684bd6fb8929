#include "tests/model/openssl_facts.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>
#include <limits>
#include <memory>
#include <regex>

#include "engine/model/deleter.hpp"

namespace trustctl::test {

namespace {

using X509Ptr = std::unique_ptr<X509, Deleter<X509_free>>;
using BioPtr = std::unique_ptr<BIO, Deleter<BIO_free>>;
using BasicConstraintsPtr = std::unique_ptr<BASIC_CONSTRAINTS, Deleter<BASIC_CONSTRAINTS_free>>;
using BitStringPtr = std::unique_ptr<ASN1_BIT_STRING, Deleter<ASN1_BIT_STRING_free>>;
using PurposesPtr = std::unique_ptr<EXTENDED_KEY_USAGE, Deleter<EXTENDED_KEY_USAGE_free>>;
using OctetsPtr = std::unique_ptr<ASN1_OCTET_STRING, Deleter<ASN1_OCTET_STRING_free>>;
using AuthorityPtr = std::unique_ptr<AUTHORITY_KEYID, Deleter<AUTHORITY_KEYID_free>>;
struct OpensslDeleter {
  void operator()(unsigned char* bytes) const { OPENSSL_free(bytes); }
};
using Encoded = std::unique_ptr<unsigned char, OpensslDeleter>;

std::string hex(ByteView bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += digits[byte >> 4U];
    text += digits[byte & 0x0FU];
  }
  return text;
}

ByteView octets(const ASN1_STRING* string) {
  return string == nullptr ? ByteView()
                           : ByteView(ASN1_STRING_get0_data(string),
                                      static_cast<std::size_t>(ASN1_STRING_length(string)));
}

X509Ptr decode(ByteView bytes) {
  const unsigned char* position = bytes.data();
  X509Ptr x509(d2i_X509(nullptr, &position, static_cast<long>(bytes.size())));
  return position == bytes.data() + bytes.size() ? std::move(x509) : nullptr;
}

// The contents octets of an INTEGER, as OpenSSL would write it.
std::string integer_hex(const ASN1_INTEGER* integer) {
  unsigned char* bytes = nullptr;
  const int size = i2d_ASN1_INTEGER(integer, &bytes);
  const Encoded owner(bytes);
  const ByteView all(bytes, static_cast<std::size_t>(std::max(size, 0)));
  long length = 0;
  int tag = 0;
  int type = 0;
  const unsigned char* contents = bytes;
  ASN1_get_object(&contents, &length, &tag, &type, size);
  return hex(all.last(static_cast<std::size_t>(length)));
}

std::string name_hex(const X509_NAME* name) {
  const unsigned char* bytes = nullptr;
  std::size_t size = 0;
  X509_NAME_get0_der(name, &bytes, &size);
  return hex({bytes, size});
}

std::string text_of(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

// RFC 4514 without escapes for control characters and for what is not ASCII.
std::string name_text(const X509_NAME* name) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  const unsigned long flags =
      XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB | ASN1_STRFLGS_ESC_CTRL);
  X509_NAME_print_ex(out.get(), name, 0, flags);
  return text_of(out.get());
}

std::string oid_text(const ASN1_OBJECT* object) {
  std::string text(4096, '\0');
  const int size = OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1);
  text.resize(static_cast<std::size_t>(std::max(size, 0)));
  return text;
}

std::string time_text(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) {
    return "no time";
  }
  // (Not every C library has timegm.)
  const auto day = std::chrono::year(parts.tm_year + 1900) /
                   std::chrono::month(static_cast<unsigned>(parts.tm_mon) + 1) /
                   std::chrono::day(static_cast<unsigned>(parts.tm_mday));
  return rfc3339(std::chrono::sys_days(day) + std::chrono::hours(parts.tm_hour) +
                 std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec));
}

std::string digest(const X509& x509, const EVP_MD* algorithm) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  X509_digest(&x509, algorithm, bytes, &size);
  return hex({bytes, size});
}

std::string dotted(const std::optional<Oid>& oid) {
  return oid.has_value() ? oid->dotted() : "none";
}

std::string text(const std::optional<BasicConstraints>& constraints) {
  if (!constraints.has_value()) {
    return "none";
  }
  const auto& length = constraints->path_length;
  return std::string(constraints->ca ? "CA" : "not CA") +
         (length.has_value() ? " pathlen " + std::to_string(*length) : "") +
         (constraints->critical ? " critical" : "");
}

std::string text(const std::optional<KeyUsage>& usage) {
  return usage.has_value() ? std::to_string(usage->bits) + (usage->critical ? " critical" : "")
                           : "none";
}

std::string text(const std::optional<std::vector<Oid>>& purposes) {
  if (!purposes.has_value()) {
    return "none";
  }
  std::string all = "purposes";
  for (const Oid& purpose : *purposes) {
    all += ' ' + purpose.dotted();
  }
  return all;
}

// One extension's value; `state` is OpenSSL's: -1 absent, -2 repeated, else critical or not.
template <class Pointer>
struct Extension {
  Pointer value;
  int state = -1;

  bool absent() const { return state == -1; }
  bool undecodable() const { return value == nullptr && state != -1; }
};

template <class Pointer>
Extension<Pointer> decoded_extension(const X509& x509, int nid) {
  Extension<Pointer> found;
  found.value.reset(static_cast<typename Pointer::element_type*>(
      X509_get_ext_d2i(&x509, nid, &found.state, nullptr)));
  return found;
}

class Comparison {
 public:
  Comparison(const Certificate& certificate, X509& x509) : m_ours(certificate), m_openssl(x509) {}

  std::vector<Disagreement> run() {
    identity();
    fields();
    names();
    public_key();
    basic_constraints();
    key_usage();
    extended_key_usage();
    key_ids();
    return std::move(m_disagreements);
  }

 private:
  void expect(std::string fact, const std::string& ours, const std::string& openssl) {
    if (ours != openssl) {
      m_disagreements.push_back({std::move(fact), ours, openssl});
    }
  }

  void identity() {
    expect("sha256", m_ours.fingerprint().hex(), digest(m_openssl, EVP_sha256()));
    expect("sha1", m_ours.thumbprint().hex(), digest(m_openssl, EVP_sha1()));
  }

  void fields() {
    expect("version", std::to_string(m_ours.version()),
           std::to_string(X509_get_version(&m_openssl) + 1));
    expect("serial", m_ours.serial_hex(), integer_hex(X509_get0_serialNumber(&m_openssl)));
    expect("not_before", rfc3339(m_ours.not_before()), time_text(X509_get0_notBefore(&m_openssl)));
    expect("not_after", rfc3339(m_ours.not_after()), time_text(X509_get0_notAfter(&m_openssl)));
    const X509_ALGOR* algorithm = nullptr;
    X509_get0_signature(nullptr, &algorithm, &m_openssl);
    expect("signature_algorithm", dotted(m_ours.signature_algorithm()),
           oid_text(algorithm->algorithm));
  }

  void names() {
    const X509_NAME* subject = X509_get_subject_name(&m_openssl);
    const X509_NAME* issuer = X509_get_issuer_name(&m_openssl);
    expect("subject", hex(m_ours.subject()), name_hex(subject));
    expect("issuer", hex(m_ours.issuer()), name_hex(issuer));
    if (m_ours.self_issued() && X509_NAME_cmp(subject, issuer) != 0) {
      expect("self_issued", "yes", "no");
    }
    expect_name_text("subject_text", m_ours.subject_text(), subject);
    expect_name_text("issuer_text", m_ours.issuer_text(), issuer);
  }

  // Not where a value is in hexadecimal (OpenSSL knows more attribute types than we do) or holds a
  // NUL (which OpenSSL escapes together with all control characters, or not at all). A value that
  // is nothing but '#' is compared as OpenSSL writes it, without the escape that RFC 4514 wants: it
  // takes a character that is first and last for the last.
  void expect_name_text(std::string fact, const std::string& ours, const X509_NAME* name) {
    static const std::regex lone_number_sign(R"(=\\#(?=[,+]|$))");
    if (ours.find("=#") == std::string::npos && ours.find("\\00") == std::string::npos) {
      expect(std::move(fact), std::regex_replace(ours, lone_number_sign, "=#"), name_text(name));
    }
  }

  void public_key() {
    const EVP_PKEY* key = X509_get0_pubkey(&m_openssl);
    const PublicKeyFacts ours = m_ours.public_key();
    if (key == nullptr || ours.bits == 0) {
      return;
    }
    expect("key bits", std::to_string(ours.bits), std::to_string(EVP_PKEY_get_bits(key)));
    const char* type = OBJ_nid2ln(EVP_PKEY_get_base_id(key));
    const auto is = [&](PublicKeyFacts::Kind kind, std::initializer_list<int> ids) {
      if (ours.kind == kind &&
          std::find(ids.begin(), ids.end(), EVP_PKEY_get_base_id(key)) == ids.end()) {
        expect("key kind", ours.description, type);
      }
    };
    is(PublicKeyFacts::Kind::rsa, {EVP_PKEY_RSA, EVP_PKEY_RSA_PSS});
    if (EVP_PKEY_is_a(key, "SM2") == 0) {  // a key of a provider, which has no number
      is(PublicKeyFacts::Kind::ec, {EVP_PKEY_EC});
    }
    is(PublicKeyFacts::Kind::dsa, {EVP_PKEY_DSA});
    is(PublicKeyFacts::Kind::ed25519, {EVP_PKEY_ED25519});
    is(PublicKeyFacts::Kind::ed448, {EVP_PKEY_ED448});
  }

  void basic_constraints() {
    const auto found = decoded_extension<BasicConstraintsPtr>(m_openssl, NID_basic_constraints);
    if (found.undecodable()) {
      return;
    }
    std::optional<BasicConstraints> openssl;
    if (!found.absent()) {
      openssl = BasicConstraints{found.value->ca != 0, std::nullopt, found.state == 1};
      if (found.value->pathlen != nullptr) {
        std::uint64_t length = 0;
        const bool fits = ASN1_INTEGER_get_uint64(&length, found.value->pathlen) == 1;
        constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
        openssl->path_length = static_cast<std::uint32_t>(fits ? std::min(length, most) : most);
      }
    }
    expect("basic_constraints", text(m_ours.basic_constraints()), text(openssl));
  }

  void key_usage() {
    const auto found = decoded_extension<BitStringPtr>(m_openssl, NID_key_usage);
    if (found.undecodable()) {
      return;
    }
    std::optional<KeyUsage> openssl;
    if (!found.absent()) {
      openssl = KeyUsage{0, found.state == 1};
      for (int bit = 0; bit < 16; ++bit) {
        const int set = ASN1_BIT_STRING_get_bit(found.value.get(), bit);
        openssl->bits = static_cast<std::uint16_t>(openssl->bits | set << bit);
      }
    }
    expect("key_usage", text(m_ours.key_usage()), text(openssl));
  }

  void extended_key_usage() {
    const auto found = decoded_extension<PurposesPtr>(m_openssl, NID_ext_key_usage);
    if (found.undecodable()) {
      return;
    }
    std::string openssl = found.absent() ? "none" : "purposes";
    for (int i = 0; !found.absent() && i < sk_ASN1_OBJECT_num(found.value.get()); ++i) {
      openssl += ' ' + oid_text(sk_ASN1_OBJECT_value(found.value.get(), i));
    }
    expect("extended_key_usage", text(m_ours.extended_key_usage()), openssl);
  }

  void key_ids() {
    const auto subject = decoded_extension<OctetsPtr>(m_openssl, NID_subject_key_identifier);
    if (!subject.undecodable()) {
      expect("subject_key_id", hex(m_ours.subject_key_id()), hex(octets(subject.value.get())));
    }
    const auto authority = decoded_extension<AuthorityPtr>(m_openssl, NID_authority_key_identifier);
    if (!authority.undecodable()) {
      const ASN1_STRING* id = authority.value == nullptr ? nullptr : authority.value->keyid;
      expect("authority_key_id", hex(m_ours.authority_key_id()), hex(octets(id)));
    }
  }

  const Certificate& m_ours;
  X509& m_openssl;
  std::vector<Disagreement> m_disagreements;
};

}  // namespace

std::string to_string(const Disagreement& disagreement) {
  return disagreement.fact + ": ours " + disagreement.ours + ", OpenSSL " + disagreement.openssl;
}

std::optional<std::vector<Disagreement>> compare_with_openssl(const Certificate& certificate) {
  const X509Ptr x509 = decode(certificate.bytes());
  ERR_clear_error();
  if (x509 == nullptr) {
    return std::nullopt;
  }
  auto disagreements = Comparison(certificate, *x509).run();
  ERR_clear_error();
  return disagreements;
}

std::vector<Bytes> certificates_of(ByteView file) {
  std::vector<Bytes> all;
  const BioPtr in(BIO_new_mem_buf(file.data(), static_cast<int>(file.size())));
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  while (PEM_read_bio(in.get(), &name, &header, &data, &size) == 1) {
    const std::string_view label(name);
    if (label == PEM_STRING_X509 || label == PEM_STRING_X509_OLD) {
      all.emplace_back(data, data + size);
    } else if (label == PEM_STRING_X509_TRUSTED) {
      const unsigned char* position = data;
      const X509Ptr x509(d2i_X509(nullptr, &position, size));
      all.emplace_back(data, data + (x509 == nullptr ? size : position - data));
    }
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
  }
  ERR_clear_error();
  if (all.empty() && as_text(file).find("-----BEGIN") == std::string_view::npos) {
    all.push_back(copy(file));
  }
  return all;
}

}  // namespace trustctl::test
