#include "engine/model/signature.hpp"

#include <catch2/catch.hpp>

#include "engine/formats/certificate_source.hpp"
#include "engine/model/pkcs1.hpp"
#include "engine/model/signature_algorithm.hpp"
#include "tests/model/certificate_builder.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

namespace trustctl::test {

namespace {

SignatureVerdict verdict(const std::string& child, const std::string& issuer) {
  return verify_signature(fixture(child), fixture(issuer));
}

// By its own key; a file of tests/fixtures/signatures.
SignatureVerdict by_itself(const std::string& name) {
  return verdict("signatures/" + name, "signatures/" + name);
}

// From openssl's own header (crypto/rsa/rsa_sign.c, digestinfo_sha256_der): the DigestInfo of
// SHA-256 up to the digest.
constexpr std::string_view sha256_info = "3031 300D 0609 608648016503040201 0500 0420";
constexpr std::string_view sha256_oid = "0609 608648016503040201";

}  // namespace

TEST_CASE("a signature is its issuer's, and nobody else's", "[model]") {
  const auto good = SignatureVerdict::good;
  const auto bad = SignatureVerdict::bad;
  CHECK(verdict("lab-root", "lab-root") == good);
  CHECK(verdict("lab-policy", "lab-root") == good);
  CHECK(verdict("lab-policy", "lab-root-by-partner") == good);  // the same key
  CHECK(verdict("ed25519-root", "ed25519-root") == good);
  CHECK(verdict("lab-policy", "impostor-root") == bad);
  CHECK(verdict("lab-root", "lab-policy") == bad);
  CHECK(verdict("broken-root", "broken-root") == bad);
  CHECK(verdict("lab-root", "ed25519-root") == bad);  // a key of another kind
  CHECK(verdict("ed25519-root", "lab-root") == bad);
}

TEST_CASE("of bytes that are no certificate nobody can verify anything", "[model]") {
  const Certificate nothing = Certificate::from_bytes(ByteView());
  CHECK(verify_signature(nothing, fixture("lab-root")) == SignatureVerdict::unverifiable);
  CHECK(verify_signature(fixture("lab-root"), nothing) == SignatureVerdict::unverifiable);
}

TEST_CASE("a signature over bytes that OpenSSL refuses is verified over those bytes", "[model]") {
  CHECK(fixture("signatures/padded-root").verdict().reason == Verdict::Reason::bad_integer);
  CHECK(by_itself("padded-root") == SignatureVerdict::good);
  CHECK(verdict("signatures/padded-issuing", "signatures/rsa-root") == SignatureVerdict::good);
  CHECK(verdict("signatures/padded-server", "signatures/padded-issuing") == SignatureVerdict::good);
  CHECK(verdict("signatures/padded-server", "signatures/rsa-root") == SignatureVerdict::bad);
}

TEST_CASE("an RSA block is one of the two that RFC 8017 allows, and no other", "[model]") {
  CHECK(by_itself("rsa-root") == SignatureVerdict::good);
  CHECK(by_itself("no-null-root") == SignatureVerdict::good);
  // What a verifier takes that parses (CVE-2006-4339), though the right key signed it.
  CHECK(by_itself("garbage-root") == SignatureVerdict::bad);
  CHECK(by_itself("roomy-root") == SignatureVerdict::bad);
  CHECK(by_itself("short-root") == SignatureVerdict::bad);
}

TEST_CASE("the block of a digest is RFC 8017's", "[model]") {
  const Bytes oid = hex_bytes(sha256_oid);
  const Bytes digest(32, 0x5A);
  const Bytes with_null = join({hex_bytes(sha256_info), digest});
  const Bytes without = join({hex_bytes("302F 300B"), oid, hex_bytes("0420"), digest});
  const auto padded = [](const Bytes& info) {
    return join({hex_bytes("0001"), Bytes(128 - 3 - info.size(), 0xFF), hex_bytes("00"), info});
  };
  CHECK(pkcs1_block(oid, DigestParameters::null, digest, 128) == padded(with_null));
  CHECK(pkcs1_block(oid, DigestParameters::absent, digest, 128) == padded(without));
  // Eight octets of padding are the least (§9.2, step 3).
  CHECK(pkcs1_block(oid, DigestParameters::null, digest, with_null.size() + 11)[10] == 0);
  CHECK(pkcs1_block(oid, DigestParameters::null, digest, with_null.size() + 10).empty());
}

TEST_CASE("what OpenSSL does not know or cannot read is neither signed nor forged", "[model]") {
  const auto unverifiable = SignatureVerdict::unverifiable;
  CHECK(by_itself("unknown-root") == unverifiable);
  CHECK(verdict("signatures/unknown-issuing", "signatures/unknown-root") == unverifiable);
  CHECK(by_itself("md2-root") == unverifiable);
  CHECK(by_itself("slh-dsa-root") != SignatureVerdict::good);
  CHECK(by_itself("ml-dsa-root") != SignatureVerdict::bad);  // good from OpenSSL 3.5 on
  CHECK(verdict("signatures/ml-dsa-issuing", "signatures/ml-dsa-root") != SignatureVerdict::bad);
}

TEST_CASE("a known signature by a key that does not decode cannot be verified", "[model]") {
  Parts parts;
  parts.algorithm = hex_bytes("300A 0608 2A8648CE3D040302");  // ecdsa-with-SHA256
  parts.outer_algorithm = parts.algorithm;
  // An EC key on the curve 2.25.2, which is nobody's.
  parts.public_key_info =
      join({hex_bytes("301A 300D 0607 2A8648CE3D0201 0602 6902 0309 00 04"), Bytes(7, 1)});
  const Certificate certificate = Certificate::from_bytes(build(parts));
  CHECK(verify_signature(certificate, certificate) == SignatureVerdict::unverifiable);
}

TEST_CASE("a key of another kind did not make an ML-DSA signature, and that is certain",
          "[model]") {
  CHECK(verdict("signatures/ml-dsa-issuing", "signatures/rsa-root") == SignatureVerdict::bad);
  CHECK(verdict("signatures/rsa-root", "signatures/ml-dsa-root") == SignatureVerdict::bad);
  CHECK(verdict("signatures/ml-dsa-issuing", "signatures/slh-dsa-root") == SignatureVerdict::bad);
}

TEST_CASE("ML-DSA and SLH-DSA are known by name", "[model]") {
  CHECK(fixture("signatures/ml-dsa-root").public_key().description == "ML-DSA-65");
  CHECK(fixture("signatures/slh-dsa-root").public_key().description == "SLH-DSA-SHA2-128s");
  CHECK(signature_algorithm_text(fixture("signatures/ml-dsa-root")) == "ML-DSA-65");
  CHECK(signature_algorithm_text(fixture("signatures/slh-dsa-root")) == "SLH-DSA-SHA2-128s");
  CHECK(signature_algorithm_text(fixture("signatures/md2-root")) == "a digest of MD2");
  CHECK(signature_algorithm_text(fixture("signatures/unknown-root")) == "algorithm 2.25.1");
}

TEST_CASE("OpenSSL's opinion of a certificate says both: may it be added, did it sign itself",
          "[model]") {
  const SignatureOpinion padded = ask_openssl(fixture("signatures/padded-root"));
  CHECK(padded.inadmissible.has_value());
  CHECK(padded.of_itself == SignatureVerdict::good);
  const SignatureOpinion unknown = ask_openssl(fixture("signatures/unknown-root"));
  CHECK_FALSE(unknown.inadmissible.has_value());
  CHECK(unknown.of_itself == SignatureVerdict::unverifiable);
  CHECK(ask_openssl(fixture("broken-root")).of_itself == SignatureVerdict::bad);
  CHECK(ask_openssl(fixture("lab-policy")).of_itself == SignatureVerdict::good);
}

}  // namespace trustctl::test
