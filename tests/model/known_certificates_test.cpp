#include "engine/model/known_certificates.hpp"

#include <catch2/catch.hpp>

#include "tests/model/certificate_builder.hpp"

namespace trustctl::test {

namespace {

Certificate with_serial(std::uint8_t last) {
  Parts parts;
  parts.serial = element(0x02, Bytes{0x01, last});
  return Certificate::from_bytes(build(parts));
}

// Of one decoded certificate every handle shows the same memory.
bool is_the_same_block(const Certificate& a, const Certificate& b) {
  return a.bytes().data() == b.bytes().data();
}

}  // namespace

TEST_CASE("a certificate that is known is given back, not decoded again", "[model]") {
  KnownCertificates known;
  const Certificate one = with_serial(1);
  known.add(one);
  known.add(with_serial(2));
  CHECK(is_the_same_block(known.from_bytes(copy(one.bytes())), one));
  const Bytes elsewhere = copy(one.bytes());
  CHECK(is_the_same_block(known.from_bytes(ByteView(elsewhere)), one));
}

TEST_CASE(
    "a certificate that differs from all known ones in one byte is decoded from its own bytes",
    "[model]") {
  const Certificate one = with_serial(1);
  KnownCertificates known;
  known.add(one);
  for (std::size_t i = 0; i < one.bytes().size(); ++i) {
    Bytes bytes = copy(one.bytes());
    bytes[i] ^= 1U;
    const Bytes given = bytes;
    CAPTURE(i);
    const Certificate decoded = known.from_bytes(std::move(bytes));
    CHECK(decoded.bytes().size() == given.size());
    CHECK(copy(decoded.bytes()) == given);
    CHECK(decoded == Certificate::from_bytes(given));
  }
  CHECK(known.from_bytes(one.bytes().first(one.bytes().size() - 1)).fingerprint() !=
        one.fingerprint());
}

TEST_CASE("no bytes, few bytes and nothing known make the certificate that they make by themselves",
          "[model]") {
  KnownCertificates known;
  CHECK(known.from_bytes(ByteView()).verdict().reason == Verdict::Reason::empty);
  known.add(Certificate::from_bytes(ByteView()));
  known.add(with_serial(1));
  CHECK(known.from_bytes(ByteView()).verdict().reason == Verdict::Reason::empty);
  const Bytes few = {0x30};
  CHECK(known.from_bytes(ByteView(few)) == Certificate::from_bytes(few));
}

}  // namespace trustctl::test
