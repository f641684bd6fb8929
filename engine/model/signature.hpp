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

/// What can be said of a signature.
enum class SignatureVerdict {
  good,          ///< the key made it
  bad,           ///< the key did not make it
  unverifiable,  ///< nobody can tell here: the key or the algorithm is unknown, or does not decode
};

/// Whether `issuer`'s key made the signature on `child`: over the bytes as they stand, whatever
/// their form; any security level. `bad` is certain: another kind of key than the signature asks
/// for, or one of the right kind that OpenSSL can reckon with and that gives something else. Costs
/// 20 to 100 µs.
SignatureVerdict verify_signature(const Certificate& child, const Certificate& issuer);

/// As `verify_signature` for many questions about few issuers: decodes each key once, which is most
/// of the cost. Remembers a bounded number of them.
class SignatureVerifier {
 public:
  SignatureVerifier();
  ~SignatureVerifier();
  SignatureVerifier(const SignatureVerifier&) = delete;
  SignatureVerifier& operator=(const SignatureVerifier&) = delete;

  SignatureVerdict operator()(const Certificate& child, const Certificate& issuer);

 private:
  struct Keys;
  std::unique_ptr<Keys> m_keys;
};

/// Whether the certificate may be added to a store: strict by our reader, and OpenSSL agrees (all
/// bytes consumed, the certificate and its TBS encode to the same bytes, inner and outer algorithm
/// equal). Fails with invalid_input and says what is wrong.
Result<void> admissible(const Certificate& certificate);

/// What is to be known of the signature of a certificate that would be added.
struct SignatureOpinion {
  std::optional<Error> inadmissible = std::nullopt;  ///< why it may not be added; absent: it may
  /// Of a self-issued certificate: whether its own key made its signature. Good of any other.
  SignatureVerdict of_itself = SignatureVerdict::good;
};
/// Whoever is asked. A value, so that planning stays pure; see ask_openssl.
using AskSignature = std::function<SignatureOpinion(const Certificate&)>;
/// `admissible` and `verify_signature` of a certificate that is decoded once for both.
SignatureOpinion ask_openssl(const Certificate& certificate);

}  // namespace trustctl
