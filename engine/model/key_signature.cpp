#include "engine/model/key_signature.hpp"

#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <memory>
#include <optional>

#include "engine/model/certificate_reader.hpp"
#include "engine/model/deleter.hpp"
#include "engine/model/openssl_object.hpp"
#include "engine/model/pkcs1.hpp"
#include "engine/model/public_key.hpp"

namespace trustctl {

namespace {

using AlgorithmPtr = std::unique_ptr<X509_ALGOR, Deleter<X509_ALGOR_free>>;
using StringPtr = std::unique_ptr<ASN1_STRING, Deleter<ASN1_STRING_free>>;
using BitsPtr = std::unique_ptr<ASN1_BIT_STRING, Deleter<ASN1_BIT_STRING_free>>;
using ContextPtr = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;
using DigestPtr = std::unique_ptr<EVP_MD, Deleter<EVP_MD_free>>;
using PssPtr = std::unique_ptr<RSA_PSS_PARAMS, Deleter<RSA_PSS_PARAMS_free>>;

int nid_of(const der::Element& oid) {
  const ObjectPtr object = openssl_object(oid.whole);
  return object == nullptr ? NID_undef : OBJ_obj2nid(object.get());
}

// What OpenSSL knows of a signature algorithm: digest (none: NID_undef) and kind of key.
struct Scheme {
  int digest;
  int key;
};
std::optional<Scheme> scheme_of(const der::Element& oid) {
  Scheme scheme{NID_undef, NID_undef};
  return OBJ_find_sigid_algs(nid_of(oid), &scheme.digest, &scheme.key) == 1 ? std::optional(scheme)
                                                                            : std::nullopt;
}

bool is_pkcs1(const Scheme& scheme) {
  return scheme.digest != NID_undef && EVP_PKEY_type(scheme.key) == EVP_PKEY_RSA;
}

// Whether a key is of the kind that a signature asks for; where nobody knows, it may be.
bool is_of_kind(const der::Element& key, const std::optional<Scheme>& scheme,
                const der::Element& signature) {
  if (!scheme.has_value()) {
    // The post-quantum algorithms have one name for the key and its signatures.
    return key_algorithm_name(signature.contents).empty() ||
           as_text(key.contents) == as_text(signature.contents);
  }
  const int kind = nid_of(key);
  switch (scheme->key) {
    case NID_rsassaPss:
      return kind == NID_rsassaPss || kind == NID_rsaEncryption;
    case NID_sm2:
      return kind == NID_sm2 || kind == NID_X9_62_id_ecPublicKey;
    default:
      return kind == scheme->key || (EVP_PKEY_type(kind) != NID_undef &&
                                     EVP_PKEY_type(kind) == EVP_PKEY_type(scheme->key));
  }
}

DigestPtr digest_of(int nid) { return DigestPtr(EVP_MD_fetch(nullptr, OBJ_nid2sn(nid), nullptr)); }

// -- RSA by PKCS#1 v1.5.

// What the public key makes of a signature, whatever that is.
struct Recovered {
  SignatureVerdict otherwise = SignatureVerdict::bad;  ///< where there is no block
  Bytes block = {};
};
Recovered recover(EVP_PKEY* key, ByteView signature) {
  Recovered recovered;
  recovered.block.resize(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
  std::size_t size = recovered.block.size();
  if (signature.size() != size) {
    return {};  // RFC 8017 §8.2.2, step 1
  }
  const ContextPtr context(EVP_PKEY_CTX_new(key, nullptr));
  if (context != nullptr && EVP_PKEY_verify_recover_init(context.get()) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1 &&
      EVP_PKEY_verify_recover(context.get(), recovered.block.data(), &size, signature.data(),
                              signature.size()) == 1 &&
      size == recovered.block.size()) {
    return recovered;
  }
  // A number over the modulus is no signature; else OpenSSL will not reckon with such a key.
  const bool too_large = ERR_GET_REASON(ERR_peek_last_error()) == RSA_R_DATA_TOO_LARGE_FOR_MODULUS;
  return {too_large ? SignatureVerdict::bad : SignatureVerdict::unverifiable};
}

Bytes encoded_oid(int nid) {
  const ASN1_OBJECT* object = OBJ_nid2obj(nid);
  Bytes bytes(static_cast<std::size_t>(i2d_ASN1_OBJECT(object, nullptr)));
  unsigned char* position = bytes.data();
  i2d_ASN1_OBJECT(object, &position);
  return bytes;
}

SignatureVerdict verify_pkcs1(const Certificate& child, EVP_PKEY* key, int digest_nid) {
  const DigestPtr algorithm = digest_of(digest_nid);
  std::array<unsigned char, EVP_MAX_MD_SIZE> octets{};
  unsigned size = 0;
  if (algorithm == nullptr || EVP_Digest(child.tbs().data(), child.tbs().size(), octets.data(),
                                         &size, algorithm.get(), nullptr) != 1) {
    return SignatureVerdict::unverifiable;
  }
  const Recovered recovered = recover(key, child.signature());
  if (recovered.block.empty()) {
    return recovered.otherwise;
  }
  const Bytes oid = encoded_oid(digest_nid);
  for (const auto parameters : {DigestParameters::null, DigestParameters::absent}) {
    if (recovered.block ==
        pkcs1_block(oid, parameters, ByteView(octets.data(), size), recovered.block.size())) {
      return SignatureVerdict::good;
    }
  }
  return SignatureVerdict::bad;
}

// -- Everything else, which OpenSSL judges.

AlgorithmPtr decoded_algorithm(ByteView info) {
  const unsigned char* position = info.data();
  return AlgorithmPtr(d2i_X509_ALGOR(nullptr, &position, static_cast<long>(info.size())));
}

// OpenSSL wants to encode what was signed; this it takes as it stands.
StringPtr as_it_stands(ByteView sequence) {
  StringPtr bytes(ASN1_STRING_type_new(V_ASN1_SEQUENCE));
  ASN1_STRING_set(bytes.get(), sequence.data(), static_cast<int>(sequence.size()));
  return bytes;
}

bool openssl_agrees(const Certificate& child, const X509_ALGOR* algorithm, EVP_PKEY* key) {
  const ByteView signature = child.signature();
  const BitsPtr bits(ASN1_BIT_STRING_new());
  ASN1_BIT_STRING_set(bits.get(), const_cast<unsigned char*>(signature.data()),
                      static_cast<int>(signature.size()));
  return ASN1_item_verify(ASN1_ITEM_rptr(ASN1_SEQUENCE), algorithm, bits.get(),
                          as_it_stands(child.tbs()).get(), key) == 1;
}

bool has_digest(const X509_ALGOR* algorithm) {
  return algorithm == nullptr || digest_of(OBJ_obj2nid(algorithm->algorithm)) != nullptr;
}

// RFC 4055 §3.1: what is absent is SHA-1 and MGF1 over it.
bool understands_pss(const X509_ALGOR* algorithm) {
  const ASN1_TYPE* parameters = algorithm->parameter;
  if (parameters == nullptr || parameters->type != V_ASN1_SEQUENCE) {
    return false;
  }
  const unsigned char* position = parameters->value.sequence->data;
  const PssPtr pss(d2i_RSA_PSS_PARAMS(nullptr, &position, parameters->value.sequence->length));
  if (pss == nullptr || !has_digest(pss->hashAlgorithm)) {
    return false;
  }
  const X509_ALGOR* mask = pss->maskGenAlgorithm;
  return mask == nullptr || OBJ_obj2nid(mask->algorithm) == NID_mgf1;
}

// Whether OpenSSL has all that it takes, so that what it does not agree to is no signature.
bool openssl_can_tell(const Scheme& scheme, const X509_ALGOR* algorithm, const EVP_PKEY* key) {
  if (scheme.key == NID_rsassaPss) {
    return understands_pss(algorithm);
  }
  if (scheme.key == NID_sm2) {
    return false;  // over an identifier of the signer's that no certificate holds (RFC 8998 §3.3.1)
  }
  return EVP_PKEY_is_a(key, OBJ_nid2sn(scheme.key)) == 1 &&
         (scheme.digest == NID_undef || digest_of(scheme.digest) != nullptr);
}

}  // namespace

SignatureVerdict verify_with_key(const Certificate& child, ByteView key_info, EVP_PKEY* key) {
  if (key_info.empty()) {
    return SignatureVerdict::unverifiable;
  }
  const der::Element oid = algorithm_oid(child.signature_algorithm_info());
  const std::optional<Scheme> scheme = scheme_of(oid);
  if (!is_of_kind(key_oid(key_info), scheme, oid)) {
    return SignatureVerdict::bad;
  }
  if (!scheme.has_value() || key == nullptr || EVP_PKEY_missing_parameters(key) == 1) {
    return SignatureVerdict::unverifiable;
  }
  if (is_pkcs1(*scheme)) {
    return verify_pkcs1(child, key, scheme->digest);
  }
  const AlgorithmPtr algorithm = decoded_algorithm(child.signature_algorithm_info());
  if (algorithm == nullptr) {
    return SignatureVerdict::unverifiable;
  }
  if (openssl_agrees(child, algorithm.get(), key)) {
    return SignatureVerdict::good;
  }
  return openssl_can_tell(*scheme, algorithm.get(), key) ? SignatureVerdict::bad
                                                         : SignatureVerdict::unverifiable;
}

}  // namespace trustctl
