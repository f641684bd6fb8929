#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "engine/model/certificate.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// OpenSSL reads no configuration file and loads no module from now on. For a program to call
/// before anything else: where others may create the folder that OpenSSL was built to look in, they
/// would run their code in it (CVE-2019-1552).
void use_no_crypto_configuration();

/// Whether `issuer`'s key made the signature on `child`. OpenSSL judges; any security level, any
/// algorithm that it knows. False where either is opaque. Costs 20 to 100 µs.
bool signed_by(const Certificate& child, const Certificate& issuer);

/// OpenSSL's opinion of one certificate, which it decodes once: that is most of the cost of either
/// question (100 µs and more).
class SecondOpinion {
 public:
  explicit SecondOpinion(Certificate certificate);
  ~SecondOpinion();
  SecondOpinion(const SecondOpinion&) = delete;
  SecondOpinion& operator=(const SecondOpinion&) = delete;

  /// Whether the certificate may be added to a store: strict by our reader, and OpenSSL agrees (all
  /// bytes consumed, the certificate and its TBS encode to the same bytes, inner and outer
  /// algorithm equal). Fails with invalid_input and says what is wrong.
  Result<void> admissible() const;
  /// Whether its own key made its signature.
  bool signed_itself() const;

 private:
  struct Decoded;
  Certificate m_certificate;
  std::unique_ptr<Decoded> m_decoded;
};

/// What is to be known of the signature of a certificate that would be added.
struct SignatureOpinion {
  std::optional<Error> inadmissible = std::nullopt;  ///< why it may not be added; absent: it may
  /// Of a self-issued certificate: its own key made its signature. True of any other.
  bool signed_itself = true;
};
/// Whoever is asked. A value, so that planning stays pure; see ask_openssl.
using AskSignature = std::function<SignatureOpinion(const Certificate&)>;
/// SecondOpinion, asked once for both.
SignatureOpinion ask_openssl(const Certificate& certificate);

/// As `signed_by` for many questions about few certificates: decodes each once, which is most of
/// the cost. Remembers a bounded number of them.
class SignatureVerifier {
 public:
  SignatureVerifier();
  ~SignatureVerifier();
  SignatureVerifier(const SignatureVerifier&) = delete;
  SignatureVerifier& operator=(const SignatureVerifier&) = delete;

  /// As `signed_by` says.
  bool operator()(const Certificate& child, const Certificate& issuer);

 private:
  struct Decoded;
  std::unique_ptr<Decoded> m_decoded;
};

/// SecondOpinion(certificate).admissible().
Result<void> admissible(const Certificate& certificate);

}  // namespace trustctl
