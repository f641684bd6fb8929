#include "engine/model/signature.hpp"

#include <openssl/crypto.h>
#include <openssl/err.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "engine/model/key_signature.hpp"
#include "engine/model/openssl_key.hpp"
#include "engine/model/openssl_objection.hpp"

namespace trustctl {

namespace {

Error refusal(const Certificate& certificate, std::string_view reason) {
  std::string message = "certificate " + certificate.fingerprint().hex() +
                        " cannot be added to a store: " + std::string(reason) +
                        "; get it anew from its CA as DER or PEM";
  return {ErrorCode::invalid_input, std::move(message)};
}

std::optional<Error> reason_against(const Certificate& certificate) {
  const Verdict verdict = certificate.verdict();
  if (verdict.kind != Verdict::Kind::strict) {
    return refusal(certificate, "it has " + std::string(to_string(verdict.reason)));
  }
  const std::string reason = openssl_objection(certificate);
  return reason.empty() ? std::nullopt : std::optional(refusal(certificate, reason));
}

// Of a certificate by itself the answer is kept beside its bytes: a command asks it of every root,
// some of them in two or three places.
template <class Key>
SignatureVerdict verdict_of(const Certificate& child, const Certificate& issuer, const Key& key) {
  const bool by_itself = child == issuer;
  if (by_itself && child.own_signature().has_value()) {
    return *child.own_signature();
  }
  const SignatureVerdict verdict = verify_with_key(child, issuer.public_key_info(), key().get());
  ERR_clear_error();
  if (by_itself) {
    child.remember_own_signature(verdict);
  }
  return verdict;
}

}  // namespace

void use_no_crypto_configuration() { OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr); }

SignatureVerdict verify_signature(const Certificate& child, const Certificate& issuer) {
  return verdict_of(child, issuer, [&] { return openssl_key(issuer.public_key_info()); });
}

struct SignatureVerifier::Keys {
  static constexpr std::size_t most = 64;
  static constexpr std::size_t largest = std::size_t{64} * 1024;

  // Null where OpenSSL does not decode it.
  std::shared_ptr<evp_pkey_st> of(const Certificate& certificate) {
    const auto known = by_fingerprint.find(certificate.fingerprint());
    if (known != by_fingerprint.end()) {
      return known->second;
    }
    std::shared_ptr<evp_pkey_st> key = openssl_key(certificate.public_key_info());
    if (certificate.public_key_info().size() <= largest) {
      if (by_fingerprint.size() == most) {
        by_fingerprint.clear();
      }
      by_fingerprint.emplace(certificate.fingerprint(), key);
    }
    return key;
  }

  std::map<Fingerprint, std::shared_ptr<evp_pkey_st>> by_fingerprint;
};

SignatureVerifier::SignatureVerifier() : m_keys(std::make_unique<Keys>()) {}
SignatureVerifier::~SignatureVerifier() = default;

SignatureVerdict SignatureVerifier::operator()(const Certificate& child,
                                               const Certificate& issuer) {
  return verdict_of(child, issuer, [&] { return m_keys->of(issuer); });
}

Result<void> admissible(const Certificate& certificate) {
  auto reason = reason_against(certificate);
  ERR_clear_error();
  return reason.has_value() ? Result<void>(tl::unexpected(*std::move(reason))) : Result<void>();
}

SignatureOpinion ask_openssl(const Certificate& certificate) {
  SignatureOpinion opinion{reason_against(certificate)};
  ERR_clear_error();
  if (certificate.self_issued()) {
    opinion.of_itself = verify_signature(certificate, certificate);
  }
  return opinion;
}

}  // namespace trustctl
