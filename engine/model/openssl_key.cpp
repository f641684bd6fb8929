#include "engine/model/openssl_key.hpp"

#include <openssl/decoder.h>
#include <openssl/evp.h>

#include <array>
#include <map>
#include <string>
#include <utility>

#include "engine/model/openssl_object.hpp"
#include "engine/model/public_key.hpp"

namespace trustctl {

namespace {

// Decodes any number of keys of one kind.
class KeyDecoder {
 public:
  explicit KeyDecoder(const std::string& kind)
      : m_context(OSSL_DECODER_CTX_new_for_pkey(&m_key, "DER", "SubjectPublicKeyInfo", kind.c_str(),
                                                EVP_PKEY_PUBLIC_KEY, nullptr, nullptr)) {}
  KeyDecoder(const KeyDecoder&) = delete;
  KeyDecoder& operator=(const KeyDecoder&) = delete;

  KeyPtr decode(ByteView key_info) {
    const unsigned char* position = key_info.data();
    std::size_t left = key_info.size();
    const bool decoded = m_context != nullptr &&
                         OSSL_DECODER_from_data(m_context.get(), &position, &left) == 1 &&
                         left == 0;
    KeyPtr key(std::exchange(m_key, nullptr));
    return decoded ? std::move(key) : nullptr;
  }

 private:
  EVP_PKEY* m_key = nullptr;  // where the context puts what it decodes
  std::unique_ptr<OSSL_DECODER_CTX, Deleter<OSSL_DECODER_CTX_free>> m_context;
};

// What OpenSSL's decoders call a kind of key, from the element of its OID.
std::string kind_of_key(ByteView oid) {
  const ObjectPtr object = openssl_object(oid);
  std::array<char, 80> name{};  // as much of it as OpenSSL's own reader takes (OSSL_MAX_NAME_SIZE)
  const bool named = object != nullptr &&
                     OBJ_obj2txt(name.data(), static_cast<int>(name.size()), object.get(), 0) > 0;
  return named ? name.data() : "";
}

// A hostile store names as many kinds as it has certificates.
KeyDecoder& decoder_of(const std::string& kind) {
  constexpr std::size_t most = 16;
  thread_local std::map<std::string, KeyDecoder> decoders;
  if (decoders.size() == most && decoders.count(kind) == 0) {
    decoders.clear();
  }
  return decoders.try_emplace(kind, kind).first->second;
}

}  // namespace

void KeyDeleter::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

KeyPtr openssl_key(ByteView key_info) {
  const std::string kind = kind_of_key(key_oid(key_info).whole);
  return kind.empty() ? nullptr : decoder_of(kind).decode(key_info);
}

}  // namespace trustctl
