#include "engine/formats/pkcs7.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/formats/certificate_source.hpp"

#include "tests/formats/sources.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// What read_pkcs7 gives: how many certificates, or the message.
std::string result_of(std::string_view bytes) {
  const auto held = read_pkcs7(as_bytes(bytes));
  return held ? std::to_string(held->certificates.size()) + " certificates" : held.error().message;
}

// An element of definite length (X.690 §8.1.3.5), and one of indefinite length (§8.1.3.6).
std::string definite(char tag, const std::string& contents) {
  const std::size_t size = contents.size();
  return std::string{tag, '\x83', static_cast<char>(size >> 16U),
                     static_cast<char>((size >> 8U) & 0xFFU), static_cast<char>(size & 0xFFU)} +
         contents;
}

std::string indefinite(char tag, const std::string& contents) {
  return std::string{tag, '\x80'} + contents + std::string(2, '\0');
}

const std::string signed_data = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02";
const std::string plain_data = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01";
const std::string trust_list = "\x06\x09\x2B\x06\x01\x04\x01\x82\x37\x0A\x01";
const std::string version = "\x02\x01\x01";
const std::string empty_set = std::string("\x31\x00", 2);

std::string der_of(const std::string& name) {
  return openssl("x509 -outform DER -in " + fixture_path(name + ".pem"));
}

using Element = std::string (*)(char tag, const std::string& contents);

// A SignedData whose constructed elements are written by `element`.
std::string made(Element element, const std::string& content, const std::string& certificates,
                 const std::string& signers = empty_set) {
  const std::string fields =
      version + empty_set + element('\x30', content) + element('\xA0', certificates) + signers;
  return element('\x30', signed_data + element('\xA0', element('\x30', fields)));
}

}  // namespace

TEST_CASE("openssl's PKCS#7 of any order gives the same certificates in that order", "[pkcs7]") {
  const std::string files = " -certfile " + fixture_path("server.pem") + " -certfile " +
                            fixture_path("lab-chain.pem") + " -certfile " +
                            fixture_path("ed25519-root.pem");
  const std::string der = openssl("crl2pkcs7 -nocrl -outform DER" + files);
  const std::string expected =
      fingerprint_of("server") + ' ' + fingerprint_of("lab-root") + ' ' +
      fingerprint_of("lab-policy") + ' ' + fingerprint_of("lab-issuing-1") + ' ' +
      fingerprint_of("lab-issuing-2") + ' ' + fingerprint_of("ed25519-root");
  CHECK(outcome(der) == expected);
  CHECK(outcome(openssl("crl2pkcs7 -nocrl" + files)) == expected);
}

TEST_CASE("definite and indefinite lengths give the same", "[pkcs7]") {
  const std::string certificates = fixture("lab-root.cer") + fixture("lab-root.cer");
  CHECK(result_of(made(definite, plain_data, certificates)) == "2 certificates");
  CHECK(result_of(made(indefinite, plain_data, certificates)) == "2 certificates");
  CHECK(outcome(made(indefinite, plain_data, fixture("lab-root.cer"))) ==
        fingerprint_of("lab-root"));
}

TEST_CASE("content of plain data, in pieces or whole, is passed over", "[pkcs7]") {
  const std::string pieces = indefinite('\x24', definite('\x04', "one") + definite('\x04', "two"));
  CHECK(result_of(made(indefinite, plain_data + indefinite('\xA0', pieces), "")) ==
        "0 certificates");
}

TEST_CASE("the CRLs of a PKCS#7 are counted, whatever is in them", "[pkcs7]") {
  for (const Element element : {definite, indefinite}) {
    const std::string lists = element('\xA1', definite('\x30', "one") + definite('\x30', "two"));
    const auto held =
        read_pkcs7(as_bytes(made(element, plain_data, fixture("lab-root.cer"), lists + empty_set)));
    REQUIRE(held.has_value());
    CHECK(held->certificates.size() == 1);
    CHECK(held->revocation_lists == 2);
  }
}

TEST_CASE("a PKCS#7 without certificates is empty, and as a source refused", "[pkcs7]") {
  const std::string empty = made(definite, plain_data, "");
  CHECK(result_of(empty) == "0 certificates");
  CHECK(outcome(empty) == "it is a PKCS#7 file without a certificate");
  CHECK(outcome(openssl("crl2pkcs7 -nocrl -certfile /dev/null")) ==
        "it is a PKCS#7 file without a certificate");
}

TEST_CASE("a certificate trust list is refused: its certificates are its signers'", "[pkcs7]") {
  CHECK(result_of(made(definite, trust_list + definite('\xA0', ""), fixture("lab-root.cer"))) ==
        "it is a certificate trust list (CTL, .stl); the certificates in it are only those of its "
        "signers, and none of them is meant to be trusted by it");
  const std::string tst_info = "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x04";
  CHECK(result_of(made(definite, tst_info, fixture("lab-root.cer")))
            .starts_with("it is a signed message of type 1.2.840.113549.1.9.16.1.4; the "));
}

TEST_CASE("a certificate trust list is refused as a source, in DER and in PEM", "[pkcs7]") {
  const std::string list =
      made(definite, trust_list + definite('\xA0', "x"), fixture("lab-root.cer"));
  const TemporaryFolder folder;
  const auto path = folder.path() / "list.stl";
  write_file(path, list);
  const std::string base64 = run("openssl base64 -in " + path.string()).out;
  CHECK(outcome(list).starts_with("it is a certificate trust list (CTL, .stl); "));
  CHECK(outcome("-----BEGIN PKCS7-----\n" + base64 + "-----END PKCS7-----\n")
            .starts_with("block 1 (line 1): it is a certificate trust list (CTL, .stl); "));
  CHECK(outcome(fixture("lab-root.pem") + "-----BEGIN PKCS7-----\n" + base64 +
                "-----END PKCS7-----\n")
            .starts_with("block 2 (line "));
}

TEST_CASE("certificates of a PKCS#7 may stand in any order, and more than once", "[pkcs7]") {
  const std::vector<std::string> names = {"server", "lab-root", "lab-policy", "lab-issuing-1"};
  std::vector<std::size_t> order = {0, 1, 2, 3};
  do {
    std::string files;
    std::string expected;
    for (const std::size_t i : order) {
      files += der_of(names[i]);
      expected += fingerprint_of(names[i]) + ' ';
    }
    CHECK(outcome(made(definite, plain_data, files + der_of(names[order[0]]))) ==
          expected + fingerprint_of(names[order[0]]));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("10,000 certificates in a PKCS#7 are read in time that grows with their number",
          "[pkcs7]") {
  const std::string one = fixture("lab-root.cer");
  std::string many;
  for (int i = 0; i < 10000; ++i) {
    many += one;
  }
  const std::string whole = made(definite, plain_data, many);
  const CpuTime time;
  CHECK(result_of(whole) == "10000 certificates");
  CHECK(time.seconds() < 1.0);
}

TEST_CASE("what is odd with one certificate of a PKCS#7 changes none of the others", "[pkcs7]") {
  // Version 1, negative serial number, expired, a broken signature: all of them decode.
  const auto certificates = read_certificates(
      as_bytes(made(definite, plain_data,
                    der_of("lab-root") + der_of("v1-root") + der_of("lint/negative-serial") +
                        der_of("expired-root") + der_of("broken-root") + der_of("lab-policy"))));
  REQUIRE(certificates.has_value());
  REQUIRE(certificates->size() == 6);
  CHECK((*certificates)[0].fingerprint().hex() == fingerprint_of("lab-root"));
  CHECK((*certificates)[5].fingerprint().hex() == fingerprint_of("lab-policy"));
  CHECK((*certificates)[1].version() == 1);
  CHECK((*certificates)[2].serial_hex() == "fb");
}

TEST_CASE("a signed message is refused, attached and detached", "[pkcs7]") {
  const TemporaryFolder folder;
  const std::string key = make_key(folder, "EC");
  const std::string own = (folder.path() / "own.pem").string();
  openssl("req -x509 -new -subj /CN=own -key " + key + " -out " + own);
  const std::string sign =
      "smime -sign -outform DER -in " + own + " -signer " + own + " -inkey " + key;
  for (const std::string more : {"", " -nodetach"}) {
    CHECK(outcome(openssl(sign + more)).starts_with("it is a signed message, whose certificates"));
  }
}

TEST_CASE("encrypted and other PKCS#7 is refused by what it is", "[pkcs7]") {
  const std::string recipient = fixture_path("lab-root.pem");
  const std::string encrypted =
      openssl("smime -encrypt -aes128 -outform DER -in " + recipient + ' ' + recipient);
  CHECK(outcome(encrypted) ==
        "it is a PKCS#7 file of an enveloped (encrypted) message, which holds no certificates to "
        "trust; export the certificates as a .p7b");
  const std::string data = openssl("cms -data_create -outform DER -in " + recipient);
  CHECK(outcome(data).starts_with("it is a PKCS#7 file of plain data, which holds no"));
  const std::string unknown = definite('\x30', "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x63");
  CHECK(outcome(unknown).starts_with("it is a PKCS#7 file of content of an unknown type, "));
}

TEST_CASE("a PKCS#7 that is cut short anywhere is refused, and so are bytes after it", "[pkcs7]") {
  for (const std::string& whole :
       {fixture("bundle.p7b"), made(indefinite, plain_data, fixture("lab-root.cer"))}) {
    REQUIRE_FALSE(is_refused(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK(is_refused(whole.substr(0, size)));
    }
    CHECK(outcome(whole + "\n") == "1 bytes follow the end of the PKCS#7");
  }
}

TEST_CASE("what is no certificate among the certificates is named by its number", "[pkcs7]") {
  const std::string root = fixture("lab-root.cer");
  CHECK(result_of(made(definite, plain_data, root + definite('\xA2', "x"))) ==
        "certificate 2 of the PKCS#7 is no X.509 certificate (an attribute or extended "
        "certificate)");
  CHECK(result_of(made(definite, plain_data, root + definite('\x30', "x")))
            .starts_with("certificate 2 of the PKCS#7 cannot be read: "));
  CHECK(result_of(made(definite, plain_data, root + root.substr(0, 99))) ==
        "certificate 2 of the PKCS#7 is cut short");
}

TEST_CASE("no depth of nesting costs a stack or a second", "[pkcs7]") {
  std::string deep;
  for (int i = 0; i < 250000; ++i) {
    deep += "\x30\x80";
  }
  const CpuTime time;
  CHECK(is_refused(deep));
  CHECK(is_refused(made(definite, plain_data, deep)));
  CHECK(is_refused(definite('\x30', signed_data + deep)));
  CHECK(is_refused(made(indefinite, plain_data, deep + std::string(500000, '\0'))));
  CHECK(time.seconds() < 1.0);
}

TEST_CASE("no byte of a PKCS#7 can be changed so that reading fails to end well", "[pkcs7]") {
  const std::string whole = fixture("bundle.p7b");
  std::size_t refused = 0;
  for (std::size_t place = 0; place < whole.size(); ++place) {
    for (const unsigned flip : {0x01U, 0x80U, 0xFFU}) {
      std::string changed = whole;
      changed[place] = static_cast<char>(static_cast<unsigned char>(changed[place]) ^ flip);
      refused += is_refused(changed) ? 1U : 0U;
    }
  }
  CHECK(refused > 0);
}

TEST_CASE("only what begins as PKCS#7 looks like it", "[pkcs7]") {
  CHECK(looks_like_pkcs7(as_bytes(fixture("bundle.p7b"))));
  CHECK(looks_like_pkcs7(as_bytes(fixture("bundle.p7b").substr(0, 20))));
  CHECK_FALSE(looks_like_pkcs7(as_bytes(fixture("lab-root.cer"))));
  CHECK_FALSE(looks_like_pkcs7({}));
}
