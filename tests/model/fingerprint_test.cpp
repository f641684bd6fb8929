#include <catch2/catch.hpp>
#include <string>

#include "engine/model/fingerprint.hpp"

namespace trustctl::test {

namespace {

// printf abc | sha256sum; printf abc | sha1sum
const std::string sha256_of_abc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const std::string sha1_of_abc = "a9993e364706816aba3e25717850c26c9cd0d89d";

std::string message_of(std::string_view text) {
  const auto parsed = Fingerprint::parse(text);
  return parsed.has_value() ? "no error" : parsed.error().message;
}

}  // namespace

TEST_CASE("digests are what sha256sum and sha1sum print", "[model]") {
  CHECK(Fingerprint::of(as_bytes("abc")).hex() == sha256_of_abc);
  CHECK(Thumbprint::of(as_bytes("abc")).hex() == sha1_of_abc);
}

TEST_CASE("a fingerprint reads as people paste it", "[model]") {
  const Fingerprint expected = Fingerprint::of(as_bytes("abc"));
  // openssl x509 -fingerprint, certutil, MMC with its invisible mark, a file with a BOM
  for (const std::string_view text : {
           "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
           "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:"
           "B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD",
           "\xE2\x80\x8E ba 78 16 bf 8f 01 cf ea 41 41 40 de 5d ae 22 23 "
           "b0 03 61 a3 96 17 7a 9c b4 10 ff 61 f2 00 15 ad\xE2\x80\x8F",
           "\xEF\xBB\xBF"
           "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
           // U+00A0, U+200B, U+202A, U+202C, U+202F, as web pages and mail programs put them
           "\xC2\xA0\xE2\x80\x8B\xE2\x80\xAA"
           "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\xE2\x80\xAC\xE2\x80"
           "\xAF",
           // openssl 3 and 1.1: x509 -noout -fingerprint -sha256
           "sha256 Fingerprint=BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:"
           "B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD",
           "SHA256 Fingerprint=BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:"
           "B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD",
       }) {
    INFO(text);
    const auto parsed = Fingerprint::parse(text);
    REQUIRE(parsed.has_value());
    CHECK(*parsed == expected);
  }
}

TEST_CASE("a fingerprint that is none says what is wrong with it", "[model]") {
  CHECK_THAT(message_of(sha1_of_abc), Catch::Contains("that is a SHA-1"));
  CHECK_THAT(message_of("ba78"), Catch::Contains("has 64") && Catch::Contains("this has 4"));
  CHECK_THAT(message_of(sha256_of_abc + "0"), Catch::Contains("this has 65"));
  CHECK_THAT(message_of("ba78xy"), Catch::EndsWith("character 5 of this is 'x' (U+0078)"));
  CHECK_THAT(message_of("sha1 Fingerprint=" + sha1_of_abc), Catch::Contains("that is a SHA-1"));
  CHECK_THAT(message_of("SHA-256=ba"), Catch::EndsWith("character 1 of this is 'S' (U+0053)"));
  CHECK_THAT(message_of(""), Catch::Contains("this has 0"));
}

TEST_CASE("a character that is no digit is named, for nobody may see it", "[model]") {
  CHECK_THAT(message_of("\xE2\x80\x8E"
                        "ba\xE2\x80\x93"
                        "78"),
             Catch::EndsWith("character 4 of this is U+2013 EN DASH"));
  CHECK_THAT(message_of("ba78\xC2\xAD"),
             Catch::EndsWith("character 5 of this is U+00AD SOFT HYPHEN"));
  CHECK_THAT(message_of("ba\xFF"), Catch::EndsWith("is the byte 0xFF, which is not UTF-8"));
}

TEST_CASE("a thumbprint reads as openssl prints it", "[model]") {
  const auto thumbprint = Thumbprint::parse(
      "SHA1 Fingerprint=A9:99:3E:36:47:06:81:6A:BA:3E:25:71:78:50:C2:6C:9C:D0:D8:9D");
  REQUIRE(thumbprint.has_value());
  CHECK(thumbprint->hex() == sha1_of_abc);
}

TEST_CASE("a thumbprint does not take a SHA-256, and says so", "[model]") {
  const auto thumbprint = Thumbprint::parse(sha1_of_abc);
  REQUIRE(thumbprint.has_value());
  CHECK(thumbprint->hex() == sha1_of_abc);

  const auto wrong = Thumbprint::parse(sha256_of_abc);
  REQUIRE_FALSE(wrong.has_value());
  CHECK_THAT(wrong.error().message, Catch::Contains("that is a SHA-256"));
}

TEST_CASE("fingerprints are ordered as their digits are", "[model]") {
  const auto low = Fingerprint::parse(std::string(64, '0'));
  const auto high = Fingerprint::parse(std::string(63, '0') + "f");
  REQUIRE(low.has_value());
  REQUIRE(high.has_value());
  CHECK(*low < *high);
  CHECK(low->hex() < high->hex());
}

}  // namespace trustctl::test
