#include "engine/formats/base64.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "tests/support/support.hpp"

using trustctl::as_bytes;
using trustctl::as_text;
using trustctl::base64_decode;
using trustctl::base64_encode;
using trustctl::Bytes;

namespace {

std::string decoded(std::string_view text) {
  const auto bytes = base64_decode(text);
  return bytes ? std::string(as_text(*bytes)) : "refused";
}

}  // namespace

TEST_CASE("Base64 is written and read as the examples of RFC 4648 section 10", "[base64]") {
  const std::string plain = "foobar";
  const std::string encoded[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
  for (std::size_t length = 0; length <= plain.size(); ++length) {
    CHECK(base64_encode(as_bytes(plain.substr(0, length))) == encoded[length]);
    CHECK(decoded(encoded[length]) == plain.substr(0, length));
  }
}

TEST_CASE("space, tab, CR and LF are passed over wherever they stand", "[base64]") {
  CHECK(decoded("Zm9v\r\nYmFy\r\n") == "foobar");
  CHECK(decoded("\n\t Z m\r9\nv YmF y ") == "foobar");
  CHECK(decoded("Zm9vYg=\n=\n") == "foob");
  CHECK(decoded(" \n ") == "");
}

TEST_CASE("what is not Base64 to the last bit is refused", "[base64]") {
  const auto* const bad =
      GENERATE("Z", "Zg", "Zg=", "Zm9vY", "Zg==Zg==", "=Zg=", "Z===", "====", "Zg=a", "Zm9v!",
               "Zm-_", "Zh==", "Zm9=", "Zg== x", "Zg===", "Zm9v=", "\xC3\xA9m9v");
  CAPTURE(bad);
  CHECK(decoded(bad) == "refused");
}

TEST_CASE("a NUL is no Base64", "[base64]") {
  CHECK(decoded(std::string_view("Zm9v\0", 5)) == "refused");
  CHECK(decoded(std::string_view("Zm\0v", 4)) == "refused");
}

TEST_CASE("openssl writes the same Base64, and what it writes in lines is read back", "[base64]") {
  std::mt19937 random(4711);
  const trustctl::test::TemporaryFolder folder;
  const auto path = folder.path() / "bytes";
  for (const std::size_t size : {1U, 47U, 48U, 49U, 1000U, 65536U}) {
    Bytes bytes(size);
    for (auto& byte : bytes) {
      byte = static_cast<std::uint8_t>(random());
    }
    trustctl::test::write_file(path, as_text(bytes));
    const auto one_line = trustctl::test::run("openssl base64 -A -in " + path.string());
    const auto lines = trustctl::test::run("openssl base64 -in " + path.string());

    CHECK(base64_encode(bytes) == one_line.out);
    CHECK(base64_decode(lines.out) == bytes);
  }
}

TEST_CASE("every pair of a wrong character and a place is refused", "[base64]") {
  const std::string good = "QUJDREVGR0hJSktM";
  const std::string alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/ \t\r\n";
  for (std::size_t place = 0; place < good.size(); ++place) {
    for (int c = 0; c < 256; ++c) {
      std::string text = good;
      text[place] = static_cast<char>(c);
      const bool space = alphabet.find(text[place]) >= 64;  // leaves 15 characters, or is none
      CHECK(base64_decode(text).has_value() == !space);
    }
  }
}
