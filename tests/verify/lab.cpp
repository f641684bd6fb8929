#include "tests/verify/lab.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "tests/support/states.hpp"

namespace trustctl::test {

namespace {

struct Free {
  void operator()(X509* x509) const { X509_free(x509); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
  void operator()(X509_NAME* name) const { X509_NAME_free(name); }
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
  void operator()(EC_GROUP* group) const { EC_GROUP_free(group); }
};
using X509Ptr = std::unique_ptr<X509, Free>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Free>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Free>;
using NamePtr = std::unique_ptr<X509_NAME, Free>;
using SignaturePtr = std::unique_ptr<ECDSA_SIG, Free>;
using GroupPtr = std::unique_ptr<EC_GROUP, Free>;

void add_text(X509_NAME* name, const char* type, const std::string& text) {
  if (!text.empty()) {
    X509_NAME_add_entry_by_txt(name, type, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(text.data()),
                               static_cast<int>(text.size()), -1, 0);
  }
}

NamePtr name_of(const std::string& common_name, const std::string& email) {
  NamePtr name(X509_NAME_new());
  add_text(name.get(), "CN", common_name);
  add_text(name.get(), "emailAddress", email);
  return name;
}

void set_time(ASN1_TIME* time, const std::string& date) {
  std::string digits = date;
  digits.erase(std::remove(digits.begin(), digits.end(), '-'), digits.end());
  ASN1_TIME_set_string_X509(time, (digits + "000000Z").c_str());
}

void add_extension(X509* x509, X509* issuer, const WrittenExtension& written) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, x509, nullptr, nullptr, 0);
  X509V3_set_ctx_nodb(&context);
  const ExtensionPtr extension(
      X509V3_EXT_nconf(nullptr, &context, written.name.c_str(), written.value.c_str()));
  if (extension == nullptr || X509_add_ext(x509, extension.get(), -1) != 1) {
    throw std::runtime_error("OpenSSL does not write " + written.name + " = " + written.value);
  }
}

Certificate encoded(X509* x509) {
  Bytes bytes(static_cast<std::size_t>(i2d_X509(x509, nullptr)));
  unsigned char* position = bytes.data();
  i2d_X509(x509, &position);
  return Certificate::from_bytes(std::move(bytes));
}

X509Ptr decoded(const Certificate& certificate) {
  const unsigned char* position = certificate.bytes().data();
  return X509Ptr(d2i_X509(nullptr, &position, static_cast<long>(certificate.bytes().size())));
}

std::vector<Entry> entries(const std::vector<Certificate>& certificates) {
  std::vector<Entry> all;
  all.reserve(certificates.size());
  for (const Certificate& certificate : certificates) {
    all.push_back(local(certificate));
  }
  return all;
}

// "curve P-384 …": the curve is the second word.
std::string second_word(const std::string& name) {
  const std::size_t start = name.find(' ') + 1;
  return name.substr(start, name.find(' ', start) - start);
}

EVP_PKEY* explicit_key(const std::string& curve) {
  EVP_PKEY* const key = EVP_EC_gen(curve.c_str());
  EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_ENCODING, "explicit");
  return key;
}

EVP_PKEY* new_key(const std::string& name) {
  if (name.starts_with("ED")) {
    return EVP_PKEY_Q_keygen(nullptr, nullptr, name.c_str());
  }
  if (name.starts_with("curve ")) {
    return EVP_EC_gen(second_word(name).c_str());
  }
  if (name.starts_with("explicit ")) {
    return explicit_key(second_word(name));
  }
  if (name.starts_with("rsa")) {
    const int bits = std::atoi(second_word(name).c_str());
    return EVP_RSA_gen(static_cast<unsigned>(bits == 0 ? 2048 : bits));
  }
  return EVP_EC_gen("P-256");
}

}  // namespace

struct Lab::Keys {
  std::map<std::string, KeyPtr> by_name;

  EVP_PKEY* of(const std::string& name) {
    KeyPtr& key = by_name[name];
    if (key == nullptr) {
      key.reset(new_key(name));
    }
    return key.get();
  }
};

Lab::Lab() : m_keys(std::make_unique<Keys>()) {}
Lab::~Lab() = default;

Certificate Lab::make(const Draft& draft) {
  const std::string issuer = draft.issuer.empty() ? draft.name : draft.issuer;
  const X509Ptr x509(X509_new());
  X509_set_version(x509.get(), draft.version - 1);
  ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), ++m_serial);
  X509_set_subject_name(x509.get(), name_of(draft.name, draft.email).get());
  X509_set_issuer_name(x509.get(), name_of(issuer, "").get());
  set_time(X509_getm_notBefore(x509.get()), draft.not_before);
  set_time(X509_getm_notAfter(x509.get()), draft.not_after);
  X509_set_pubkey(x509.get(), m_keys->of(draft.key.empty() ? draft.name : draft.key));

  // Stands in for the issuer where authorityKeyIdentifier asks for its key id.
  const std::string signer = draft.signed_by.empty() ? issuer : draft.signed_by;
  const X509Ptr authority(X509_new());
  X509_set_version(authority.get(), 2);
  X509_set_pubkey(authority.get(), m_keys->of(signer));
  add_extension(authority.get(), authority.get(), {"subjectKeyIdentifier", "hash"});
  for (const WrittenExtension& extension : draft.extensions) {
    add_extension(x509.get(), authority.get(), extension);
  }
  X509_sign(x509.get(), m_keys->of(signer), EVP_get_digestbyname(draft.digest.c_str()));
  return encoded(x509.get());
}

Certificate Lab::root() {
  const auto known = m_made.find("root");
  return known != m_made.end()
             ? known->second
             : m_made.emplace("root", make({.name = "root", .extensions = ca()})).first->second;
}

Certificate Lab::issuing() {
  const auto known = m_made.find("issuing");
  return known != m_made.end()
             ? known->second
             : m_made
                   .emplace("issuing",
                            make({.name = "issuing", .issuer = "root", .extensions = ca()}))
                   .first->second;
}

Certificate Lab::leaf() {
  return make({.name = "server.example", .issuer = "issuing", .extensions = server()});
}

Certificate with_negated_signature(const Certificate& certificate) {
  const X509Ptr x509 = decoded(certificate);
  const ASN1_BIT_STRING* written = nullptr;
  X509_get0_signature(&written, nullptr, x509.get());
  const unsigned char* position = written->data;
  const SignaturePtr signature(d2i_ECDSA_SIG(nullptr, &position, written->length));
  const GroupPtr group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
  BIGNUM* const negated = BN_new();
  BN_sub(negated, EC_GROUP_get0_order(group.get()), ECDSA_SIG_get0_s(signature.get()));
  ECDSA_SIG_set0(signature.get(), BN_dup(ECDSA_SIG_get0_r(signature.get())), negated);
  Bytes bytes(static_cast<std::size_t>(i2d_ECDSA_SIG(signature.get(), nullptr)));
  unsigned char* end = bytes.data();
  i2d_ECDSA_SIG(signature.get(), &end);
  ASN1_BIT_STRING_set(const_cast<ASN1_BIT_STRING*>(written), bytes.data(),
                      static_cast<int>(bytes.size()));
  return encoded(x509.get());
}

Certificate with_long_length(const Certificate& certificate) {
  const ByteView bytes = certificate.bytes();  // 30 82 hh ll …
  Bytes longer(bytes.size() + 1);
  longer[0] = bytes[0];
  longer[1] = 0x83;
  std::copy(bytes.begin() + 2, bytes.end(), longer.begin() + 3);
  return Certificate::from_bytes(std::move(longer));
}

WrittenExtensions ca(const std::string& basic_constraints) {
  return {{"basicConstraints", basic_constraints},
          {"keyUsage", "critical,keyCertSign,cRLSign"},
          {"subjectKeyIdentifier", "hash"},
          {"authorityKeyIdentifier", "keyid"}};
}

WrittenExtensions server(const std::string& alt_names) {
  return {{"keyUsage", "critical,digitalSignature"},
          {"extendedKeyUsage", "serverAuth"},
          {"subjectAltName", alt_names},
          {"authorityKeyIdentifier", "keyid"}};
}

WrittenExtensions without(WrittenExtensions extensions, const std::string& name) {
  std::erase_if(extensions, [&](const WrittenExtension& one) { return one.name == name; });
  return extensions;
}

WrittenExtensions with(WrittenExtensions extensions, const std::string& name,
                       const std::string& value) {
  extensions = without(std::move(extensions), name);
  extensions.push_back({name, value});
  return extensions;
}

Question ask(const Certificate& leaf, std::vector<Certificate> sent) {
  Question question{leaf};
  question.sent = std::move(sent);
  question.at = *parse_time("2030-01-01");
  return question;
}

TargetState machine(const Stores& stores) {
  TargetState target;
  target.emplace(StoreName::root(), StoreContents(entries(stores.root)));
  target.emplace(StoreName::ca(), StoreContents(entries(stores.ca)));
  target.emplace(StoreName::disallowed(), StoreContents(entries(stores.disallowed)));
  return target;
}

}  // namespace trustctl::test
