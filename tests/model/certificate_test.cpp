#include "engine/model/certificate.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <string>

#include "engine/model/signature.hpp"
#include "tests/model/certificate_builder.hpp"
#include "tests/model/openssl_facts.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

namespace trustctl::test {

namespace {

Certificate with_subject(const Bytes& subject) {
  Parts parts;
  parts.subject = subject;
  return Certificate::from_bytes(build(parts));
}

constexpr std::uint8_t utf8 = 0x0C;

}  // namespace

TEST_CASE("a certificate's digests are those that OpenSSL wrote beside it", "[model]") {
  std::ifstream list(source_file("tests/fixtures/fingerprints.txt"));
  std::string name;
  std::string sha256;
  std::string sha1;
  int count = 0;
  for (; list >> name >> sha256 >> sha1; ++count) {
    INFO(name);
    CHECK(fixture(name).fingerprint().hex() == sha256);
    CHECK(fixture(name).thumbprint().hex() == sha1);
  }
  CHECK(count > 20);
}

TEST_CASE("a root's facts are those of `openssl x509 -text`", "[model]") {
  const Certificate root = fixture("lab-root");

  CHECK(root.subject_text() == "CN=Lab Root CA,O=Lab");
  CHECK(root.label() == "Lab Root CA");
  CHECK(root.version() == 3);
  CHECK(rfc3339(root.not_before()) == "2020-01-01T00:00:00Z");
  CHECK(rfc3339(root.not_after()) == "2060-01-01T00:00:00Z");
  CHECK(root.public_key().description == "RSA 2048");
  CHECK(root.signature_algorithm()->dotted() == "1.2.840.113549.1.1.11");
  CHECK(root.basic_constraints() == BasicConstraints{true, std::nullopt, true});
  CHECK(root.key_usage() == KeyUsage{KeyUsage::key_cert_sign | KeyUsage::crl_sign, true});
  CHECK_FALSE(root.extended_key_usage().has_value());
  CHECK(root.self_issued());
}

TEST_CASE("an end-entity's facts are those of `openssl x509 -text`", "[model]") {
  const Certificate server = fixture("server");
  const Certificate issuer = fixture("lab-issuing-1");

  CHECK(server.issuer_text() == issuer.subject_text());
  CHECK(server.extended_key_usage() == std::vector{*Oid::parse("server_auth")});
  CHECK(as_text(server.authority_key_id()) == as_text(issuer.subject_key_id()));
  CHECK(server.subject_key_id().size() == 20);
  CHECK(server.public_key().description == "EC P-256");
  CHECK_FALSE(server.self_issued());
}

TEST_CASE("a CA says so by basicConstraints and keyUsage, or is a root of version 1", "[model]") {
  for (const char* const name : {"lab-root", "lab-policy", "ed25519-root", "v1-root"}) {
    INFO(name);
    CHECK(fixture(name).is_ca());
  }
  for (const char* const name : {"not-a-ca", "no-cert-sign", "server"}) {
    INFO(name);
    CHECK_FALSE(fixture(name).is_ca());
  }
  Parts version_1;
  version_1.version.clear();
  version_1.extensions.clear();
  version_1.subject = name_of("550403", utf8, as_bytes("Other"));
  CHECK_FALSE(Certificate::from_bytes(build(version_1)).is_ca());
}

TEST_CASE("a name's text escapes what RFC 4514 wants escaped", "[model]") {
  const std::pair<std::string, std::string> values[] = {
      {"plain", "plain"},
      {"a,b+c\"d\\e<f>g;h", R"(a\,b\+c\"d\\e\<f\>g\;h)"},
      {" both ends ", R"(\ both ends\ )"},
      {"#1", R"(\#1)"},
      {"#", R"(\#)"},
      {"a#1", "a#1"},
      {std::string("a\0b", 3), R"(a\00b)"},
      {"", ""},
      {"\xC3\xA9\x1B", "\xC3\xA9\x1B"}};
  for (const auto& [value, expected] : values) {
    CHECK(with_subject(name_of("550403", utf8, as_bytes(value))).subject_text() ==
          "CN=" + expected);
  }
}

TEST_CASE("a name's text is UTF-8 whatever string type it is in", "[model]") {
  const std::pair<std::uint8_t, const char*> strings[] = {
      {0x0C, "C3A9"}, {0x14, "E9"}, {0x1E, "00E9"}, {0x1C, "000000E9"}};
  for (const auto& [tag, hex] : strings) {
    INFO(hex);
    CHECK(with_subject(name_of("550403", tag, hex_bytes(hex))).label() == "\xC3\xA9");
  }
  CHECK(with_subject(name_of("550403", 0x1C, hex_bytes("0001F512"))).label() == "\xF0\x9F\x94\x92");
}

TEST_CASE("what has no text is shown as its octets", "[model]") {
  CHECK(with_subject(name_of("2A0304", utf8, as_bytes("x"))).subject_text() == "1.2.3.4=#0C0178");
  CHECK(with_subject(name_of("550403", 0x03, hex_bytes("00FF"))).subject_text() == "CN=#030200FF");
  CHECK(with_subject(name_of("550403", utf8, hex_bytes("FF"))).subject_text() == "CN=#0C01FF");
  CHECK(with_subject(hex_bytes("3002 0500")).subject_text() == "#30020500");
}

TEST_CASE("a certificate is called by its common name, else by what else it has", "[model]") {
  const auto attribute = [](const char* oid, std::string_view value) {
    const Bytes name = name_of(oid, utf8, as_bytes(value));
    return Bytes(name.begin() + 2, name.end());
  };
  const Bytes organization = attribute("55040A", "Org");
  const Bytes unit = attribute("55040B", "Unit");
  const Bytes common = attribute("550403", "Common");
  const Bytes country = attribute("550406", "DE");

  CHECK(with_subject(element(0x30, {common, organization, unit})).label() == "Common");
  CHECK(with_subject(element(0x30, {organization, unit})).label() == "Unit");
  CHECK(with_subject(element(0x30, {organization, country})).label() == "Org");
  CHECK(with_subject(element(0x30, {country})).label() == "C=DE");
  const Certificate nameless = with_subject(hex_bytes("3000"));
  CHECK(nameless.label() == "certificate " + nameless.fingerprint().hex().substr(0, 16));
}

TEST_CASE("a public key is described by algorithm and size", "[model]") {
  const std::pair<const char*, const char*> keys[] = {
      {"302A 3005 0603 2B6570 0321 00", "Ed25519"},
      {"3013 300D 0609 2B240303020801010B 0500 0302 0000", "1.3.36.3.3.2.8.1.1.11"}};
  for (const auto& [hex, description] : keys) {
    Parts parts;
    parts.public_key_info = hex_bytes(hex);
    parts.public_key_info.resize(2U + parts.public_key_info[1]);
    CHECK(Certificate::from_bytes(build(parts)).public_key().description == description);
  }
  CHECK(Certificate::from_bytes(as_bytes("none")).public_key().description.empty());
}

// OpenSSL's measure too (EVP_PKEY_get_bits; "Public-Key: (1 bit)" in `openssl x509 -text`).
TEST_CASE("an EC key of explicit parameters has the size of its group's order", "[model]") {
  const auto bits = [](std::string_view order) {
    const Bytes field = element(0x30, {hex_bytes("0607 2A8648CE3D0101"),  // prime-field, 8 bits
                                       hex_bytes("0202 00FB")});
    const Bytes curve = element(0x30, {hex_bytes("0401 01"), hex_bytes("0401 02")});
    const Bytes parameters = element(
        0x30, {hex_bytes("0201 01"), field, curve, hex_bytes("0403 040102"), hex_bytes(order)});
    Parts parts;
    parts.public_key_info =
        element(0x30, {element(0x30, {hex_bytes("0607 2A8648CE3D0201"), parameters}),
                       hex_bytes("0304 00 040102")});
    return Certificate::from_bytes(build(parts)).public_key().bits;
  };

  CHECK(bits("0202 00F7") == 8);
  CHECK(bits("0201 01") == 1);
}

TEST_CASE("a path length beyond 32 bits is the largest", "[model]") {
  Parts parts;
  parts.extensions = extension("551D13", hex_bytes("300B 0101FF 0206 01 0000000000"));
  const auto constraints = Certificate::from_bytes(build(parts)).basic_constraints();
  REQUIRE(constraints.has_value());
  CHECK(constraints->path_length == 0xFFFFFFFF);
}

TEST_CASE("two handles to the same bytes are one certificate", "[model]") {
  const Certificate once = fixture("lab-root");
  const Certificate again = Certificate::from_bytes(once.bytes());
  CHECK(once == again);
  CHECK(once.bytes().data() != again.bytes().data());
  CHECK(once != fixture("single-root"));
}

TEST_CASE("what may not be added says which certificate and why", "[model]") {
  CHECK(admissible(fixture("broken-root")).has_value());  // a signature is another rule's matter
  Bytes longer = copy(fixture("lab-root").bytes());
  longer.push_back(0);
  const Certificate certificate = Certificate::from_bytes(longer);

  const auto refused = admissible(certificate);
  REQUIRE_FALSE(refused.has_value());
  CHECK_THAT(refused.error().message, Catch::Contains(certificate.fingerprint().hex()) &&
                                          Catch::Contains("bytes after the end"));
}

}  // namespace trustctl::test
