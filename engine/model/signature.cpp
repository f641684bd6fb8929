#include "engine/model/signature.hpp"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "engine/model/deleter.hpp"

namespace trustctl {

namespace {

using X509Ptr = std::unique_ptr<X509, Deleter<X509_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;

struct EncodedDeleter {
  void operator()(unsigned char* bytes) const { OPENSSL_free(bytes); }
};

// OpenSSL's own reading of a certificate; null where it refuses, or leaves bytes over.
X509Ptr decode(ByteView bytes) {
  const unsigned char* position = bytes.data();
  X509Ptr x509(d2i_X509(nullptr, &position, static_cast<long>(bytes.size())));
  return position == bytes.data() + bytes.size() ? std::move(x509) : nullptr;
}

KeyPtr decode_key(ByteView info) {
  const unsigned char* position = info.data();
  return KeyPtr(d2i_PUBKEY(nullptr, &position, static_cast<long>(info.size())));
}

// Whether what an i2d function writes is these bytes.
template <class Encode>
bool encodes_to(ByteView bytes, Encode encode) {
  unsigned char* encoded = nullptr;
  const int size = encode(&encoded);
  const std::unique_ptr<unsigned char, EncodedDeleter> owner(encoded);
  return size >= 0 && std::equal(bytes.begin(), bytes.end(), encoded, encoded + size);
}

bool algorithms_agree(const X509& x509) {
  const X509_ALGOR* outer = nullptr;
  X509_get0_signature(nullptr, &outer, &x509);
  return X509_ALGOR_cmp(outer, X509_get0_tbs_sigalg(&x509)) == 0;
}

// What OpenSSL has against a certificate, of which `x509` is its reading; empty: nothing.
std::string objection(const Certificate& certificate, X509* x509) {
  if (x509 == nullptr) {
    return "OpenSSL does not decode it";
  }
  if (!encodes_to(certificate.bytes(), [&](unsigned char** out) { return i2d_X509(x509, out); })) {
    return "OpenSSL writes it as other bytes";
  }
  // Encodes the fields anew; i2d_X509 only hands back the bytes that it kept.
  if (!encodes_to(certificate.tbs(),
                  [&](unsigned char** out) { return i2d_re_X509_tbs(x509, out); })) {
    return "OpenSSL writes its signed part as other bytes: it is not DER";
  }
  return algorithms_agree(*x509) ? "" : "its two signature algorithms differ";
}

tl::unexpected<Error> refuse(const Certificate& certificate, std::string_view reason) {
  std::string message = "certificate " + certificate.fingerprint().hex() +
                        " cannot be added to a store: " + std::string(reason) +
                        "; get it anew from its CA as DER or PEM";
  return tl::unexpected(Error{ErrorCode::invalid_input, std::move(message)});
}

}  // namespace

void use_no_crypto_configuration() { OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr); }

struct SecondOpinion::Decoded {
  X509Ptr x509;  // null where OpenSSL does not decode it
};

SecondOpinion::SecondOpinion(Certificate certificate)
    : m_certificate(std::move(certificate)),
      m_decoded(std::make_unique<Decoded>(Decoded{decode(m_certificate.bytes())})) {
  ERR_clear_error();
}

SecondOpinion::~SecondOpinion() = default;

Result<void> SecondOpinion::admissible() const {
  const Verdict verdict = m_certificate.verdict();
  if (verdict.kind != Verdict::Kind::strict) {
    return refuse(m_certificate, "it has " + std::string(to_string(verdict.reason)));
  }
  const std::string reason = objection(m_certificate, m_decoded->x509.get());
  ERR_clear_error();
  if (!reason.empty()) {
    return refuse(m_certificate, reason);
  }
  return {};
}

bool SecondOpinion::signed_itself() const {
  X509* x509 = m_decoded->x509.get();
  // Decoding a key costs more than verifying with it, and d2i_X509 has done it already.
  EVP_PKEY* key = x509 == nullptr ? nullptr : X509_get0_pubkey(x509);
  const bool verified = key != nullptr && X509_verify(x509, key) == 1;
  ERR_clear_error();
  return verified;
}

bool signed_by(const Certificate& child, const Certificate& issuer) {
  if (child == issuer) {
    return SecondOpinion(child).signed_itself();
  }
  const X509Ptr x509 = decode(child.bytes());
  const KeyPtr key = x509 == nullptr ? nullptr : decode_key(issuer.public_key_info());
  const bool verified = key != nullptr && X509_verify(x509.get(), key.get()) == 1;
  ERR_clear_error();
  return verified;
}

struct SignatureVerifier::Decoded {
  static constexpr std::size_t most = 64;
  static constexpr std::size_t largest = std::size_t{64} * 1024;

  // Null where OpenSSL does not decode it.
  std::shared_ptr<X509> of(const Certificate& certificate) {
    const auto known = by_fingerprint.find(certificate.fingerprint());
    if (known != by_fingerprint.end()) {
      return known->second;
    }
    std::shared_ptr<X509> x509 = decode(certificate.bytes());
    if (certificate.bytes().size() <= largest) {
      if (by_fingerprint.size() == most) {
        by_fingerprint.clear();
      }
      by_fingerprint.emplace(certificate.fingerprint(), x509);
    }
    return x509;
  }

  std::map<Fingerprint, std::shared_ptr<X509>> by_fingerprint;
};

SignatureVerifier::SignatureVerifier() : m_decoded(std::make_unique<Decoded>()) {}
SignatureVerifier::~SignatureVerifier() = default;

bool SignatureVerifier::operator()(const Certificate& child, const Certificate& issuer) {
  const auto x509 = m_decoded->of(child);
  const auto authority = m_decoded->of(issuer);
  if (authority == nullptr) {
    return signed_by(child, issuer);  // its key may decode though the rest does not
  }
  EVP_PKEY* key = X509_get0_pubkey(authority.get());
  const bool verified = x509 != nullptr && key != nullptr && X509_verify(x509.get(), key) == 1;
  ERR_clear_error();
  return verified;
}

SignatureOpinion ask_openssl(const Certificate& certificate) {
  const SecondOpinion opinion(certificate);
  const auto fit = opinion.admissible();
  return {fit ? std::nullopt : std::optional(fit.error()),
          !certificate.self_issued() || opinion.signed_itself()};
}

Result<void> admissible(const Certificate& certificate) {
  return SecondOpinion(certificate).admissible();
}

}  // namespace trustctl
