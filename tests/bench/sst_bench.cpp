// How long it takes to read 10,000 certificates out of an .sst file as a source (recognised, looked
// through for private keys, each copied, hashed and its facts found), beside OpenSSL's d2i_X509 of
// the same bytes where they already lie apart. Processor time, A and B in turn. Prints a line for
// each kind of key and judges nothing.
#include <openssl/x509.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "engine/formats/certificate_source.hpp"
#include "engine/formats/serialized_store.hpp"
#include "tests/support/states.hpp"
#include "tests/verify/lab.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

constexpr std::size_t count = 10'000;
constexpr int rounds = 7;

// One certificate with its serial number varied: the signature no longer holds, which neither side
// asks.
std::vector<Bytes> variants(const Certificate& certificate) {
  const ByteView all = certificate.bytes();
  const auto at = static_cast<std::size_t>(certificate.serial().data() - all.data());
  std::vector<Bytes> made(count, copy(all));
  for (std::size_t i = 0; i < count; ++i) {
    // Positive, whole and minimal in the two last bytes of whatever serial number it has.
    const std::size_t last = at + certificate.serial().size() - 1;
    made[i][last] = static_cast<std::uint8_t>(i & 0xFFU);
    made[i][last - 1] = static_cast<std::uint8_t>(1U + (i >> 8U & 0x7FU));
  }
  return made;
}

Bytes serialized(const std::vector<Bytes>& certificates) {
  std::vector<SerializedElement> elements;
  elements.reserve(certificates.size());
  for (const Bytes& bytes : certificates) {
    elements.push_back(SerializedElement::of(Certificate::from_bytes(ByteView(bytes))));
  }
  return write_serialized_store(elements);
}

std::size_t ours(const Bytes& sst) {
  const auto read = read_certificates(sst);
  return read ? read->size() : 0;
}

std::size_t theirs(const std::vector<Bytes>& certificates) {
  std::size_t read = 0;
  for (const Bytes& bytes : certificates) {
    const unsigned char* position = bytes.data();
    X509* x509 = d2i_X509(nullptr, &position, static_cast<long>(bytes.size()));
    read += x509 != nullptr ? 1 : 0;
    X509_free(x509);
  }
  return read;
}

template <class Work>
double milliseconds(Work work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) * 1e3 / CLOCKS_PER_SEC;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void measure(const char* kind, const Certificate& certificate) {
  const std::vector<Bytes> certificates = variants(certificate);
  const Bytes sst = serialized(certificates);
  REQUIRE(ours(sst) == count);
  REQUIRE(theirs(certificates) == count);
  std::vector<double> a;
  std::vector<double> b;
  std::vector<double> ratios;
  for (int i = 0; i < rounds; ++i) {
    a.push_back(milliseconds([&] { ours(sst); }));
    b.push_back(milliseconds([&] { theirs(certificates); }));
    ratios.push_back(b.back() / a.back());
  }
  std::printf(
      "10,000 %s certificates out of an .sst: %.1f ms, d2i_X509 %.1f ms, %.0f times faster\n", kind,
      median(a), median(b), median(ratios));
}

}  // namespace

TEST_CASE("an .sst of 10,000 against d2i_X509 of its certificates", "[bench]") {
  measure("RSA 2048", fixture("lab-root"));
  Lab lab;
  measure("P-256", lab.root());
}
