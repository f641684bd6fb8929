#include "engine/formats/private_key.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "engine/formats/base64.hpp"
#include "engine/formats/pem.hpp"
#include "tests/formats/sources.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

const std::string refusal =
    "it holds a private key, so nothing of it is used: keep the key apart, and put the certificate "
    "alone into a file";

// How openssl is asked for each form that it writes a private key in.
const std::string forms[] = {
    "pkey -in EC",
    "pkey -in RSA",
    "pkey -in ED25519",
    "ec -in EC",
    "rsa -traditional -in RSA",
    "rsa -traditional -aes128 -passout pass:x -in RSA",
    "pkcs8 -topk8 -passout pass:x -in EC",
    "pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout pass:x -in EC",
};

std::string key_in_form(const TemporaryFolder& folder, std::string form, const std::string& more) {
  const std::size_t at = form.rfind(' ') + 1;
  form.replace(at, std::string::npos, make_key(folder, form.substr(at)));
  return openssl(form + more);
}

}  // namespace

TEST_CASE("a private key in PEM refuses the source, before, after and without certificates",
          "[private_key]") {
  const TemporaryFolder folder;
  const std::string certificate = fixture("lab-root.pem");
  for (const std::string& form : forms) {
    CAPTURE(form);
    const std::string key = key_in_form(folder, form, "");
    REQUIRE(key.find("PRIVATE KEY") != std::string::npos);
    CHECK(outcome(key) == refusal);
    CHECK(outcome(key + certificate) == refusal);
    CHECK(outcome(certificate + key) == refusal);
    CHECK(outcome(certificate + "  " + key) == refusal);  // indented: no block, and yet a key
    CHECK(outcome(certificate + "-----BEGIN CERTIFICATE-----\n!\n" + key) == refusal);
  }
}

TEST_CASE("a private key in DER is known by its shape, cut short and mislabelled too",
          "[private_key]") {
  const TemporaryFolder folder;
  for (const std::string& form : forms) {
    if (form.find("-aes128") != std::string::npos) {
      continue;  // PEM only
    }
    CAPTURE(form);
    const std::string key = key_in_form(folder, form, " -outform DER");
    CHECK(outcome(key) == refusal);
    CHECK(outcome(key.substr(0, key.size() / 2)) == refusal);
    CHECK(outcome(base64_encode(as_bytes(key))) == refusal);
    CHECK(outcome(fixture("lab-root.cer") + key) == refusal);
    CHECK(outcome(write_pem("CERTIFICATE", as_bytes(key))) == "block 1 (line 1): " + refusal);
  }
}

TEST_CASE("a key of OpenSSH or PGP refuses the source by its name", "[private_key]") {
  for (const std::string label : {"OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"}) {
    CHECK(outcome(fixture("lab-root.pem") + write_pem(label, as_bytes("x"))) == refusal);
  }
}

TEST_CASE("certificates, requests and public keys are not taken for private keys",
          "[private_key]") {
  const TemporaryFolder folder;
  const std::string key = make_key(folder, "RSA");
  CHECK_FALSE(looks_like_private_key(as_bytes(openssl("pkey -pubout -outform DER -in " + key))));
  CHECK_FALSE(
      looks_like_private_key(as_bytes(openssl("rsa -RSAPublicKey_out -outform DER -in " + key))));
  CHECK_FALSE(
      looks_like_private_key(as_bytes(openssl("req -new -subj /CN=x -outform DER -key " + key))));
  CHECK_FALSE(looks_like_private_key(as_bytes(fixture("lab-root.cer"))));
  CHECK_FALSE(looks_like_private_key(as_bytes(fixture("bundle.p7b"))));
  CHECK_FALSE(looks_like_private_key({}));
}

TEST_CASE("text that speaks of a private key holds none", "[private_key]") {
  const std::string certificate = fixture("lab-root.pem");
  CHECK_FALSE(is_refused("The PRIVATE KEY is in the safe.\n" + certificate));
  CHECK_FALSE(is_refused("----- no PRIVATE KEY here -----\n" + certificate));
}

TEST_CASE("a PKCS#12 file with its key names itself", "[private_key]") {
  const TemporaryFolder folder;
  const std::string key = make_key(folder, "EC");
  const std::string certificate = (folder.path() / "own.pem").string();
  openssl("req -x509 -new -subj /CN=own -key " + key + " -out " + certificate);
  const std::string pfx =
      openssl("pkcs12 -export -passout pass:x -inkey " + key + " -in " + certificate);
  CHECK(looks_like_pkcs12(as_bytes(pfx)));
  CHECK(outcome(pfx).starts_with("it is a PKCS#12 file"));
  CHECK(outcome(pfx.substr(0, 100)).starts_with("it is a PKCS#12 file"));
}
