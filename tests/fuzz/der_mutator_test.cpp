#include "tests/fuzz/der_mutator.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "engine/model/certificate.hpp"
#include "tests/model/certificate_builder.hpp"

namespace trustctl::test {

namespace {

// Stands in for libFuzzer: turns over the lowest bit of the first octet.
std::size_t flip(std::uint8_t* data, std::size_t size, std::size_t) {
  if (size > 0) {
    data[0] = static_cast<std::uint8_t>(data[0] ^ 1U);
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

TEST_CASE("bytes that begin with no element are not mutated", "[fuzz]") {
  CHECK(mutate_element({}, 1, flip).empty());
  CHECK(mutate_element(as_bytes("0"), 1, flip).empty());
}

}  // namespace trustctl::test
