// Two short ways into OpenSSL that take the place of d2i_PUBKEY and d2i_X509, held against those.
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <random>

#include "engine/model/deleter.hpp"
#include "engine/model/openssl_key.hpp"
#include "engine/model/openssl_objection.hpp"
#include "engine/model/signature.hpp"
#include "tests/model/corpus.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

namespace trustctl::test {

namespace {

using X509Ptr = std::unique_ptr<X509, Deleter<X509_free>>;

KeyPtr by_d2i_pubkey(ByteView info) {
  const unsigned char* position = info.data();
  KeyPtr key(d2i_PUBKEY(nullptr, &position, static_cast<long>(info.size())));
  return position == info.data() + info.size() ? std::move(key) : nullptr;
}

// Both have no key, or the same.
bool same(const KeyPtr& a, const KeyPtr& b) {
  const bool both = a != nullptr && b != nullptr;
  return both ? EVP_PKEY_eq(a.get(), b.get()) == 1 : (a == nullptr) == (b == nullptr);
}

template <class Encode>
bool writes(ByteView bytes, const Encode& encode) {
  unsigned char* encoded = nullptr;
  const int size = encode(&encoded);
  const bool same = size >= 0 && std::equal(bytes.begin(), bytes.end(), encoded, encoded + size);
  OPENSSL_free(encoded);
  return same;
}

// Whether d2i_X509 takes the bytes, all of them, and writes them and the signed part as they stand.
bool d2i_x509_agrees(const Certificate& certificate) {
  const ByteView bytes = certificate.bytes();
  const unsigned char* position = bytes.data();
  const X509Ptr x509(d2i_X509(nullptr, &position, static_cast<long>(bytes.size())));
  if (x509 == nullptr || position != bytes.data() + bytes.size()) {
    return false;
  }
  const X509_ALGOR* outer = nullptr;
  X509_get0_signature(nullptr, &outer, x509.get());
  return writes(bytes, [&](unsigned char** out) { return i2d_X509(x509.get(), out); }) &&
         writes(certificate.tbs(),
                [&](unsigned char** out) { return i2d_re_X509_tbs(x509.get(), out); }) &&
         X509_ALGOR_cmp(outer, X509_get0_tbs_sigalg(x509.get())) == 0;
}

// The test data too, where it is there.
std::vector<Certificate> everything_at_hand() {
  std::vector<Certificate> all;
  const auto take = [&](const std::filesystem::path& root) {
    for (const auto& file : certificate_files(root)) {
      const auto some = read_all(file);
      all.insert(all.end(), some.begin(), some.end());
    }
  };
  take(source_file("tests/fixtures"));
  if (const auto data = test_data()) {
    take(*data);
  }
  ERR_clear_error();
  return all;
}

}  // namespace

TEST_CASE("a key is read as d2i_PUBKEY reads it, whatever was read before", "[model][data]") {
  std::size_t keys = 0;
  for (const Certificate& certificate : everything_at_hand()) {
    const ByteView info = certificate.public_key_info();
    const KeyPtr ours = openssl_key(info);
    INFO(certificate.fingerprint().hex() << " " << certificate.public_key().description);
    CHECK(same(ours, by_d2i_pubkey(info)));
    keys += ours == nullptr ? 0U : 1U;
  }
  ERR_clear_error();
  CHECK(keys > 20);
}

TEST_CASE("a key whose bits are spoilt is read as d2i_PUBKEY reads it", "[model]") {
  for (const char* name :
       {"lab-root", "ed25519-root", "signatures/rsa-root", "rollover-new-root"}) {
    const Certificate certificate = fixture(name);
    Bytes info = copy(certificate.public_key_info());
    for (std::size_t at = 0; at < info.size(); ++at) {
      info[at] ^= 0x41U;
      INFO(name << " octet " << at);
      CHECK(same(openssl_key(info), by_d2i_pubkey(info)));
      info[at] ^= 0x41U;
    }
    CHECK(same(openssl_key(info), by_d2i_pubkey(info)));
    CHECK(openssl_key(info) != nullptr);
    info.push_back(0);
    CHECK(openssl_key(info) == nullptr);
  }
  CHECK(openssl_key(ByteView()) == nullptr);
  ERR_clear_error();
}

TEST_CASE("OpenSSL has an objection exactly where d2i_X509 would not give the bytes back",
          "[model]") {
  std::mt19937 random(7);  // the same each time
  for (const char* name : {"lab-root", "lab-policy", "ed25519-root", "v1-root", "odd-nul"}) {
    const Bytes whole = copy(fixture(name).bytes());
    CHECK(openssl_objection(Certificate::from_bytes(copy(whole))).empty());
    std::size_t objections = 0;
    for (int round = 0; round < 1000; ++round) {
      Bytes spoilt = whole;
      spoilt[random() % spoilt.size()] ^= static_cast<std::uint8_t>(1U << (random() % 8U));
      const Certificate certificate = Certificate::from_bytes(std::move(spoilt));
      if (certificate.verdict().kind == Verdict::Kind::opaque) {
        continue;  // there is no signed part to compare; our own reader refuses it before
      }
      const bool objects = !openssl_objection(certificate).empty();
      INFO(name << " " << certificate.fingerprint().hex());
      CHECK(objects == !d2i_x509_agrees(certificate));
      objections += objects ? 1U : 0U;
    }
    CHECK(objections > 10);
  }
  ERR_clear_error();
}

TEST_CASE("what a certificate's own key was found to say is remembered with it, and is true",
          "[model]") {
  for (const char* name : {"lab-root", "broken-root", "signatures/ml-dsa-root"}) {
    const Certificate certificate = fixture(name);
    CHECK(!certificate.own_signature().has_value());
    const SignatureVerdict first = verify_signature(certificate, certificate);
    CHECK(certificate.own_signature() == first);
    CHECK(verify_signature(certificate, certificate) == first);
    CHECK(SignatureVerifier()(certificate, fixture(name)) == first);
    CHECK(ask_openssl(fixture(name)).of_itself == first);
  }
  const Certificate child = fixture("lab-policy");
  verify_signature(child, fixture("lab-root"));
  CHECK(!child.own_signature().has_value());
}

}  // namespace trustctl::test
