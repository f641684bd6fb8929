#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/model/signature.hpp"
#include "tests/model/corpus.hpp"
#include "tests/model/openssl_facts.hpp"
#include "tests/support/support.hpp"

namespace trustctl::test {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Kind = Verdict::Kind;
using Reason = Verdict::Reason;

// Every certificate of the test data that OpenSSL decodes and we do not call strict. OpenSSL lets
// all of these pass; none may be added to a store.
struct Known {
  std::string_view file;
  Reason reason;
  std::string_view why;
};
constexpr std::string_view empty_rdn =
    "an RDN without an attribute, which RFC 5280 §4.1.2.4 forbids";
const std::vector<Known> not_strict = {
    {"certs-boringssl-parse/basic_constraints_ca_false.pem", Reason::bad_boolean,
     "cA FALSE is written out, which DER forbids of a default"},
    {"certs-boringssl-parse/basic_constraints_unconsumed_data.pem", Reason::bad_extension,
     "more in the SEQUENCE than cA and pathLenConstraint"},
    {"certs-boringssl-parse/extension_critical_3.pem", Reason::bad_boolean,
     "a BOOLEAN of 03, which OpenSSL reads as true"},
    {"certs-boringssl-parse/failed_signature_algorithm.pem", Reason::algorithm_mismatch,
     "one algorithm has parameters under a tag of several octets, the other has none"},
    {"certs-boringssl-parse/subject_key_identifier_not_octet_string.pem", Reason::bad_extension,
     "OpenSSL decodes extension values only when it is asked to"},
    {"certs-boringssl-parse/v1_explicit_version.pem", Reason::bad_version,
     "version 1 is written out, which DER forbids of a default"},
    {"certs-ctgo-invalid/mismatching-sig-alg.pem", Reason::algorithm_mismatch,
     "OpenSSL compares the two algorithms when it verifies"},
    {"certs-ctgo-invalid/xf-der-pubkey-rsa-nonminimal-int.pem", Reason::bad_integer,
     "OpenSSL keeps a certificate whose key it cannot decode"},
    {"certs-ctgo-invalid/xf-pubkey-rsa-modulus-negative.pem", Reason::bad_public_key,
     "OpenSSL keeps a certificate whose key it cannot decode"},
    {"certs-pyca/custom_invalid_version.pem", Reason::bad_version, "version 8 does not exist"},
    {"certs-pyca/v1_cert.pem", Reason::algorithm_mismatch,
     "md5WithRSAEncryption inside, md5 outside"},
    {"certs-zlint/SubjectDNSerialNumberTooLong.pem", Reason::bad_name, empty_rdn},
    {"certs-zlint/ncMinZero.pem", Reason::bad_name, empty_rdn},
    {"certs-zlint/ncOnX400.pem", Reason::bad_name, empty_rdn},
    {"certs-zlint/subCaCrlPresent.pem", Reason::bad_name, empty_rdn},
    {"certs-zlint/subCertCountryNameMustAppear.pem", Reason::bad_name, empty_rdn},
    {"certs-zlint/subCertPostalCodeNotProhibited.pem", Reason::bad_name, empty_rdn},
    {"certs-zlint/subCertValidTimeTooLong.pem", Reason::bad_name, empty_rdn},
    {"certs-zlint/subjectOrganizationNameLengthGood.pem", Reason::bad_name, empty_rdn},
    {"certs-zlint/subjectOrganizationNameLong.pem", Reason::bad_name, empty_rdn},
    {"certs-zlint/subjectOrganizationalUnitNameLong.pem", Reason::bad_name, empty_rdn},
    {"certs-zlint/subjectPostalCode.pem", Reason::bad_name, empty_rdn},
    {"x509-limbo/ca-ness-and-core/rfc5280__duplicate-extensions/leaf.pem",
     Reason::duplicate_extension,
     "OpenSSL refuses the repeated extension only when it is asked for"},
};

const Known* known(const std::string& file) {
  for (const Known& one : not_strict) {
    if (one.file == file) {
      return &one;
    }
  }
  return nullptr;
}

// -- What an expected.json says. A string that begins with "err" says that the oracle gave up
// there.

bool is_known(const json& facts, const char* key) {
  return facts.contains(key) &&
         !(facts[key].is_string() && facts[key].get<std::string>().starts_with("err"));
}

// "2017-11-01T00:00:00+00:00" as we write it.
std::string utc(std::string time) { return time.substr(0, time.find('+')) + "Z"; }

// `openssl x509 -serial`: upper case, no sign octet, "-" before a negative one (whose digits are
// not the octets), and a backslash where it breaks the line.
void check_serial(const Certificate& ours, std::string expected) {
  const bool negative = ours.serial().front() >= 0x80;
  CHECK(negative == expected.starts_with("-"));
  if (negative) {
    return;
  }
  expected.erase(std::find(expected.begin(), expected.end(), '\\'), expected.end());
  std::transform(expected.begin(), expected.end(), expected.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::string serial = ours.serial_hex();
  serial.erase(0, serial.size() > 2 && serial.starts_with("00") ? 2 : 0);
  CHECK(serial.starts_with(expected));
}

std::string pyca_key(const PublicKeyFacts& key) {
  using KeyKind = PublicKeyFacts::Kind;
  const std::map<KeyKind, std::string> kinds = {
      {KeyKind::rsa, "RSAPublicKey"}, {KeyKind::ec, "ECPublicKey"}, {KeyKind::dsa, "DSAPublicKey"}};
  const auto kind = kinds.find(key.kind);
  return kind == kinds.end() ? key.description : kind->second + ":" + std::to_string(key.bits);
}

void check_basics(const Certificate& ours, const json& expected) {
  if (is_known(expected, "sha256")) {
    CHECK(ours.fingerprint().hex() == expected["sha256"]);
    CHECK(ours.thumbprint().hex() == expected["sha1"]);
    CHECK("v" + std::to_string(ours.version()) == expected["version"]);
    CHECK(rfc3339(ours.not_after()) == utc(expected["not_after"]));
  }
  if (is_known(expected, "key")) {
    CHECK(pyca_key(ours.public_key()) == expected["key"]);
  }
  if (is_known(expected, "openssl_serial")) {
    check_serial(ours, expected["openssl_serial"].get<std::string>());
  }
  if (is_known(expected, "self_issued")) {
    CHECK(ours.self_issued() == expected["self_issued"]);
  }
}

void check_authority(const Certificate& ours, const json& expected) {
  const auto constraints = ours.basic_constraints();
  if (is_known(expected, "bc_ca")) {
    CHECK(constraints.has_value() == !expected["bc_ca"].is_null());
    CHECK((constraints.has_value() && constraints->ca) == (expected["bc_ca"] == true));
  }
  if (is_known(expected, "bc_pathlen") && constraints.has_value()) {
    const auto length = constraints->path_length;
    CHECK((length.has_value() ? json(*length) : json()) == expected["bc_pathlen"]);
    CHECK(constraints->critical == expected["bc_critical"]);
  }
  if (is_known(expected, "ku_keyCertSign")) {
    const auto usage = ours.key_usage();
    const bool may_sign = usage.has_value() && (usage->bits & KeyUsage::key_cert_sign) != 0;
    CHECK(usage.has_value() == !expected["ku_keyCertSign"].is_null());
    CHECK(may_sign == (expected["ku_keyCertSign"] == true));
  }
  if (is_known(expected, "self_signed_verifies") && expected["self_signed_verifies"].is_boolean()) {
    CHECK((verify_signature(ours, ours) == SignatureVerdict::good) ==
          expected["self_signed_verifies"]);
  }
}

// The oracles' facts about every file of a folder; the number of files.
std::size_t check_expected(const fs::path& folder, const char* list) {
  const Bytes text = read_file(folder / list);
  const json all = json::parse(as_text(text));
  for (const auto& [name, expected] : all.items()) {
    INFO((folder / name).string());
    const std::vector<Certificate> certificates = read_all(folder / name);
    REQUIRE(!certificates.empty());
    if (certificates.front().verdict().kind != Kind::opaque) {
      check_basics(certificates.front(), expected);
      check_authority(certificates.front(), expected);
    } else {
      CHECK(expected["openssl_parses"] == false);
    }
  }
  return all.size();
}

}  // namespace

TEST_CASE("the facts of public certificates are what other readers say", "[model][data]") {
  const auto [folder, list] = GENERATE(table<const char*, const char*>({
      {"certs-zlint", "expected.json"},
      {"certs-pyca", "expected.json"},
      {"certs-boringssl-parse", "expected.json"},
      {"certs-ctgo-invalid", "expected.json"},
      {"x509-limbo", "anchors.json"},
  }));
  if (const auto path = test_data(folder)) {
    CHECK(check_expected(*path, list) > 4);
  }
}

TEST_CASE("the facts of public certificates are what OpenSSL's getters say", "[model][data]") {
  const std::string folder =
      GENERATE("certs-zlint", "certs-pyca", "certs-boringssl-parse", "certs-ctgo-invalid",
               "x509-limbo", "pkits", "chains-boringssl", "p11-kit", "bundles", "pkcs7");
  const auto root = test_data(folder);
  if (!root) {
    return;
  }
  for (const fs::path& file : certificate_files(*root)) {
    const std::string name = folder + "/" + fs::relative(file, *root).generic_string();
    for (const Certificate& certificate : read_all(file)) {
      INFO(name << ": " << to_string(certificate.verdict().reason));
      const auto disagreements = compare_with_openssl(certificate);
      for (const Disagreement& one : disagreements.value_or(std::vector<Disagreement>())) {
        FAIL_CHECK(to_string(one));
      }
      const Known* explained = known(name);
      INFO("known: " << (explained == nullptr ? "nothing against it" : explained->why));
      const Reason expected = explained == nullptr ? Reason::none : explained->reason;
      if (disagreements.has_value()) {
        CHECK(certificate.verdict().reason == expected);
        CHECK(admissible(certificate).has_value() == (expected == Reason::none));
      } else {
        CHECK(certificate.verdict().kind != Kind::strict);
      }
    }
  }
}

TEST_CASE("every explained difference from OpenSSL is one that the test data holds",
          "[model][data]") {
  const auto root = test_data();
  if (!root) {
    return;
  }
  for (const Known& one : not_strict) {
    INFO(one.file << ": " << one.why);
    const std::vector<Certificate> all = read_all(*root / one.file);
    REQUIRE(!all.empty());
    CHECK(all.front().verdict() == Verdict{Kind::lax, one.reason});
    CHECK(compare_with_openssl(all.front()).has_value());
  }
}

}  // namespace trustctl::test
