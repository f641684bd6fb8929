// How long it takes to find and judge a path of four certificates against 150 anchors, beside
// OpenSSL's X509_verify_cert of the same with its store loaded before; both decode leaf and
// intermediates each time. Processor time, A and B in turn. Prints one line and judges nothing.
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "engine/model/signature.hpp"
#include "tests/verify/lab.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

constexpr int anchors = 150;
constexpr int rounds = 201;
constexpr int repeats = 20;  // the processor clock is coarse

struct Chain {
  std::vector<Certificate> roots;
  std::vector<Bytes> presented;
};

Chain make_chain() {
  Lab lab;
  Chain chain;
  for (int i = 1; i < anchors; ++i) {
    chain.roots.push_back(lab.make({.name = "root " + std::to_string(i), .extensions = ca()}));
  }
  chain.roots.push_back(lab.root());
  const Certificate policy = lab.make({.name = "policy", .issuer = "root", .extensions = ca()});
  const Certificate issuing = lab.make({.name = "issuing", .issuer = "policy", .extensions = ca()});
  for (const Certificate& one : {lab.leaf(), issuing, policy}) {
    chain.presented.push_back(copy(one.bytes()));
  }
  return chain;
}

X509* decoded(const Bytes& bytes) {
  const unsigned char* position = bytes.data();
  return d2i_X509(nullptr, &position, static_cast<long>(bytes.size()));
}

bool ours(const Chain& chain, const TargetState& stores) {
  std::vector<Certificate> presented;
  for (const Bytes& bytes : chain.presented) {
    presented.push_back(Certificate::from_bytes(ByteView(bytes)));
  }
  const Certificate leaf = presented.front();
  presented.erase(presented.begin());
  SignatureVerifier signatures;
  return verify(ask(leaf, std::move(presented)), stores, std::ref(signatures)).trust ==
         Trust::trusted;
}

bool theirs(const Chain& chain, X509_STORE* store) {
  STACK_OF(X509)* between = sk_X509_new_null();
  X509* leaf = decoded(chain.presented[0]);
  for (std::size_t i = 1; i < chain.presented.size(); ++i) {
    sk_X509_push(between, decoded(chain.presented[i]));
  }
  X509_STORE_CTX* context = X509_STORE_CTX_new();
  X509_STORE_CTX_init(context, store, leaf, between);
  const bool good = X509_verify_cert(context) == 1;
  X509_STORE_CTX_free(context);
  X509_free(leaf);
  sk_X509_pop_free(between, X509_free);
  return good;
}

template <class Work>
double microseconds(Work work) {
  const std::clock_t start = std::clock();
  for (int i = 0; i < repeats; ++i) {
    work();
  }
  return static_cast<double>(std::clock() - start) * 1e6 / CLOCKS_PER_SEC / repeats;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

TEST_CASE("verify against X509_verify_cert, four certificates, 150 anchors", "[bench]") {
  const Chain chain = make_chain();
  const TargetState stores = machine({.root = chain.roots});
  X509_STORE* store = X509_STORE_new();
  for (const Certificate& root : chain.roots) {
    X509* x509 = decoded(copy(root.bytes()));
    X509_STORE_add_cert(store, x509);
    X509_free(x509);
  }
  REQUIRE(ours(chain, stores));
  REQUIRE(theirs(chain, store));
  std::vector<double> a;
  std::vector<double> b;
  std::vector<double> ratios;
  for (int i = 0; i < rounds; ++i) {
    a.push_back(microseconds([&] { ours(chain, stores); }));
    b.push_back(microseconds([&] { theirs(chain, store); }));
    ratios.push_back(a.back() / b.back());
  }
  X509_STORE_free(store);
  std::printf(
      "verify, 4 certificates, 150 anchors: %.0f us, X509_verify_cert %.0f us, ratio %.2f\n",
      median(a), median(b), median(ratios));
}
