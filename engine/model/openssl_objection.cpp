#include "engine/model/openssl_objection.hpp"

#include <openssl/asn1t.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>

namespace trustctl {

namespace {

// RFC 5280 §4.1, for OpenSSL's decoder. The names of members are its macros' own.
struct SecondKeyInfo {
  X509_ALGOR* algorithm;
  ASN1_BIT_STRING* key;
};
struct SecondTbs {
  ASN1_INTEGER* version;
  ASN1_INTEGER* serial;
  X509_ALGOR* algorithm;
  X509_NAME* issuer;
  X509_VAL* validity;
  X509_NAME* subject;
  SecondKeyInfo* key;
  ASN1_BIT_STRING* issuer_unique_id;
  ASN1_BIT_STRING* subject_unique_id;
  STACK_OF(X509_EXTENSION) * extensions;
};
struct SecondReading {
  SecondTbs* tbs;
  X509_ALGOR* algorithm;
  ASN1_BIT_STRING* signature;
};

ASN1_SEQUENCE(SecondKeyInfo) =
    {
        ASN1_SIMPLE(SecondKeyInfo, algorithm, X509_ALGOR),
        ASN1_SIMPLE(SecondKeyInfo, key, ASN1_BIT_STRING),
} static_ASN1_SEQUENCE_END(SecondKeyInfo)

        ASN1_SEQUENCE(SecondTbs) =
            {
                ASN1_EXP_OPT(SecondTbs, version, ASN1_INTEGER, 0),
                ASN1_SIMPLE(SecondTbs, serial, ASN1_INTEGER),
                ASN1_SIMPLE(SecondTbs, algorithm, X509_ALGOR),
                ASN1_SIMPLE(SecondTbs, issuer, X509_NAME),
                ASN1_SIMPLE(SecondTbs, validity, X509_VAL),
                ASN1_SIMPLE(SecondTbs, subject, X509_NAME),
                ASN1_SIMPLE(SecondTbs, key, SecondKeyInfo),
                ASN1_IMP_OPT(SecondTbs, issuer_unique_id, ASN1_BIT_STRING, 1),
                ASN1_IMP_OPT(SecondTbs, subject_unique_id, ASN1_BIT_STRING, 2),
                ASN1_EXP_SEQUENCE_OF_OPT(SecondTbs, extensions, X509_EXTENSION, 3),
} static_ASN1_SEQUENCE_END(SecondTbs)

                ASN1_SEQUENCE(SecondReading) =
                    {
                        ASN1_SIMPLE(SecondReading, tbs, SecondTbs),
                        ASN1_SIMPLE(SecondReading, algorithm, X509_ALGOR),
                        ASN1_SIMPLE(SecondReading, signature, ASN1_BIT_STRING),
} static_ASN1_SEQUENCE_END(SecondReading)

                        struct ReadingDeleter {
  void operator()(SecondReading* reading) const {
    ASN1_item_free(reinterpret_cast<ASN1_VALUE*>(reading), ASN1_ITEM_rptr(SecondReading));
  }
};
using ReadingPtr = std::unique_ptr<SecondReading, ReadingDeleter>;

struct EncodedDeleter {
  void operator()(unsigned char* bytes) const { OPENSSL_free(bytes); }
};

// Null where OpenSSL refuses the bytes, or leaves some over.
ReadingPtr read_again(ByteView bytes) {
  const unsigned char* position = bytes.data();
  ReadingPtr reading(reinterpret_cast<SecondReading*>(ASN1_item_d2i(
      nullptr, &position, static_cast<long>(bytes.size()), ASN1_ITEM_rptr(SecondReading))));
  return position == bytes.data() + bytes.size() ? std::move(reading) : nullptr;
}

bool is_written_as(const SecondReading& reading, ByteView bytes) {
  unsigned char* encoded = nullptr;
  const int size = ASN1_item_i2d(reinterpret_cast<const ASN1_VALUE*>(&reading), &encoded,
                                 ASN1_ITEM_rptr(SecondReading));
  const std::unique_ptr<unsigned char, EncodedDeleter> owner(encoded);
  return size >= 0 && std::equal(bytes.begin(), bytes.end(), encoded, encoded + size);
}

}  // namespace

std::string openssl_objection(const Certificate& certificate) {
  const ReadingPtr reading = read_again(certificate.bytes());
  if (reading == nullptr) {
    return "OpenSSL does not decode it";
  }
  if (!is_written_as(*reading, certificate.bytes())) {
    return "OpenSSL writes it as other bytes: it is not DER";
  }
  return X509_ALGOR_cmp(reading->algorithm, reading->tbs->algorithm) == 0
             ? ""
             : "its two signature algorithms differ";
}

}  // namespace trustctl
