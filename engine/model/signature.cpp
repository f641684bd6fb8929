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
#include "engine/model/key_signature.hpp"

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

Error refusal(const Certificate& certificate, std::string_view reason) {
  std::string message = "certificate " + certificate.fingerprint().hex() +
                        " cannot be added to a store: " + std::string(reason) +
                        "; get it anew from its CA as DER or PEM";
  return {ErrorCode::invalid_input, std::move(message)};
}

std::optional<Error> reason_against(const Certificate& certificate, X509* x509) {
  const Verdict verdict = certificate.verdict();
  if (verdict.kind != Verdict::Kind::strict) {
    return refusal(certificate, "it has " + std::string(to_string(verdict.reason)));
  }
  const std::string reason = objection(certificate, x509);
  return reason.empty() ? std::nullopt : std::optional(refusal(certificate, reason));
}

}  // namespace

void use_no_crypto_configuration() { OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr); }

SignatureVerdict verify_signature(const Certificate& child, const Certificate& issuer) {
  const ByteView info = issuer.public_key_info();
  const SignatureVerdict verdict = verify_with_key(child, info, decode_key(info).get());
  ERR_clear_error();
  return verdict;
}

struct SignatureVerifier::Keys {
  static constexpr std::size_t most = 64;
  static constexpr std::size_t largest = std::size_t{64} * 1024;

  // Null where OpenSSL does not decode it.
  std::shared_ptr<EVP_PKEY> of(const Certificate& certificate) {
    const auto known = by_fingerprint.find(certificate.fingerprint());
    if (known != by_fingerprint.end()) {
      return known->second;
    }
    std::shared_ptr<EVP_PKEY> key = decode_key(certificate.public_key_info());
    if (certificate.public_key_info().size() <= largest) {
      if (by_fingerprint.size() == most) {
        by_fingerprint.clear();
      }
      by_fingerprint.emplace(certificate.fingerprint(), key);
    }
    return key;
  }

  std::map<Fingerprint, std::shared_ptr<EVP_PKEY>> by_fingerprint;
};

SignatureVerifier::SignatureVerifier() : m_keys(std::make_unique<Keys>()) {}
SignatureVerifier::~SignatureVerifier() = default;

SignatureVerdict SignatureVerifier::operator()(const Certificate& child,
                                               const Certificate& issuer) {
  const auto key = m_keys->of(issuer);
  const SignatureVerdict verdict = verify_with_key(child, issuer.public_key_info(), key.get());
  ERR_clear_error();
  return verdict;
}

Result<void> admissible(const Certificate& certificate) {
  auto reason = reason_against(certificate, decode(certificate.bytes()).get());
  ERR_clear_error();
  return reason.has_value() ? Result<void>(tl::unexpected(*std::move(reason))) : Result<void>();
}

SignatureOpinion ask_openssl(const Certificate& certificate) {
  const X509Ptr x509 = decode(certificate.bytes());
  SignatureOpinion opinion{reason_against(certificate, x509.get())};
  if (certificate.self_issued()) {
    // Decoding a key costs more than verifying with it, and d2i_X509 has done it already.
    EVP_PKEY* decoded = x509 == nullptr ? nullptr : X509_get0_pubkey(x509.get());
    const KeyPtr own = decoded == nullptr ? decode_key(certificate.public_key_info()) : nullptr;
    opinion.of_itself = verify_with_key(certificate, certificate.public_key_info(),
                                        decoded == nullptr ? own.get() : decoded);
  }
  ERR_clear_error();
  return opinion;
}

}  // namespace trustctl
