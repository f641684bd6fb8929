#include "tests/fuzz/der_mutator.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <set>
#include <string>

#include "engine/model/certificate.hpp"
#include "tests/fuzz/certificate_property.hpp"
#include "tests/model/certificate_builder.hpp"
#include "tests/model/openssl_facts.hpp"
#include "tests/support/support.hpp"

namespace trustctl::test {

namespace {

// Stands in for libFuzzer: turns over the lowest bit of the first octet.
std::size_t flip(std::uint8_t* data, std::size_t size, std::size_t) {
  if (size > 0) {
    data[0] = static_cast<std::uint8_t>(data[0] ^ 1U);
  }
  return size;
}

// Stands in for libFuzzer: one octet, which the contents choose, changed, or put in front.
std::size_t perturb(std::uint8_t* data, std::size_t size, std::size_t max_size) {
  const unsigned chosen = std::accumulate(data, data + size, static_cast<unsigned>(size));
  if (chosen % 3 == 0 && size < max_size) {
    std::copy_backward(data, data + size, data + size + 1);
    data[0] = chosen % 2 == 0 ? 0x00 : 0xFF;
    return size + 1;
  }
  if (size > 0) {
    std::uint8_t& octet = data[chosen % size];
    octet = static_cast<std::uint8_t>(octet ^ 1U << chosen % 8);
  }
  return size;
}

}  // namespace

TEST_CASE("mutations of a certificate often decode, and some are strict", "[fuzz]") {
  const Bytes whole = build(Parts());
  std::set<Bytes> strict;
  int decoded = 0;
  for (unsigned seed = 1; seed <= 1000; ++seed) {
    const Bytes mutated = mutate_element(whole, seed, flip);
    const auto kind = Certificate::from_bytes(mutated).verdict().kind;
    decoded += kind == Verdict::Kind::opaque ? 0 : 1;
    if (kind == Verdict::Kind::strict) {
      strict.insert(mutated);
    }
  }
  CHECK(decoded > 200);
  CHECK(strict.size() > 5);
}

TEST_CASE("whatever is changed within an element, the reader keeps its promises", "[fuzz]") {
  const std::string name =
      GENERATE("lab-root", "lab-issuing-1", "ed25519-root", "v1-root", "server");
  const Bytes whole =
      certificates_of(read_file(source_file("tests/fixtures/" + name + ".pem"))).at(0);
  for (unsigned seed = 1; seed <= 500; ++seed) {
    INFO(name << ", seed " << seed);
    for (const std::string& finding : findings(mutate_element(whole, seed, perturb))) {
      FAIL_CHECK(finding);
    }
  }
}

TEST_CASE("bytes that begin with no element are not mutated", "[fuzz]") {
  CHECK(mutate_element({}, 1, flip).empty());
  CHECK(mutate_element(as_bytes("0"), 1, flip).empty());
}

}  // namespace trustctl::test
