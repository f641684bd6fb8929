#include "engine/explain/find_codes.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <vector>

using namespace trustctl;

namespace {

struct Row {
  std::string name;
  long long number;
};

// What must be known at least: Windows', OpenSSL's, TLS' and NSS' codes with their numbers.
const std::vector<Row> rows = {
    {"SEC_E_UNTRUSTED_ROOT", 0x80090325},
    {"SEC_E_WRONG_PRINCIPAL", 0x80090322},
    {"SEC_E_CERT_EXPIRED", 0x80090328},
    {"SEC_E_CERT_UNKNOWN", 0x80090327},
    {"SEC_E_ALGORITHM_MISMATCH", 0x80090331},
    {"SEC_E_ILLEGAL_MESSAGE", 0x80090326},
    {"SEC_E_NO_CREDENTIALS", 0x8009030E},
    {"CERT_E_EXPIRED", 0x800B0101},
    {"CERT_E_VALIDITYPERIODNESTING", 0x800B0102},
    {"CERT_E_ROLE", 0x800B0103},
    {"CERT_E_PURPOSE", 0x800B0106},
    {"CERT_E_UNTRUSTEDROOT", 0x800B0109},
    {"CERT_E_CHAINING", 0x800B010A},
    {"CERT_E_REVOKED", 0x800B010C},
    {"CERT_E_UNTRUSTEDTESTROOT", 0x800B010D},
    {"CERT_E_CN_NO_MATCH", 0x800B010F},
    {"CERT_E_WRONG_USAGE", 0x800B0110},
    {"TRUST_E_EXPLICIT_DISTRUST", 0x800B0111},
    {"CERT_E_INVALID_NAME", 0x800B0114},
    {"CRYPT_E_NOT_FOUND", 0x80092004},
    {"CRYPT_E_EXISTS", 0x80092005},
    {"CRYPT_E_NO_REVOCATION_CHECK", 0x80092012},
    {"CRYPT_E_REVOCATION_OFFLINE", 0x80092013},
    {"CERT_TRUST_IS_UNTRUSTED_ROOT", 0x20},
    {"CERT_TRUST_IS_PARTIAL_CHAIN", 0x10000},
    {"CERT_TRUST_IS_SELF_SIGNED", 0x8},
    {"X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT", 2},
    {"X509_V_ERR_CERT_HAS_EXPIRED", 10},
    {"X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT", 18},
    {"X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN", 19},
    {"X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY", 20},
    {"X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE", 21},
    {"bad_certificate", 42},
    {"unsupported_certificate", 43},
    {"certificate_revoked", 44},
    {"certificate_expired", 45},
    {"certificate_unknown", 46},
    {"illegal_parameter", 47},
    {"unknown_ca", 48},
    {"SEC_ERROR_UNKNOWN_ISSUER", -8179},
    {"SEC_ERROR_UNTRUSTED_ISSUER", -8172},
};

std::string printed(const char* format, long long number) {
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), format,
                                   static_cast<unsigned>(static_cast<std::uint32_t>(number)));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::vector<std::string> names(const std::string& text) {
  std::vector<std::string> found;
  const auto codes = find_codes(text);
  INFO(text << ": " << (codes.has_value() ? "" : codes.error().message));
  REQUIRE(codes.has_value());
  for (const CodeInfo* code : *codes) {
    found.emplace_back(code->name);
  }
  return found;
}

bool finds(const std::string& text, const std::string& name) {
  const auto found = names(text);
  return std::find(found.begin(), found.end(), name) != found.end();
}

std::string refusal(const std::string& text) {
  const auto codes = find_codes(text);
  return codes.has_value() ? "" : codes.error().message;
}

}  // namespace

TEST_CASE("every code is found by hexadecimal in any case, signed and unsigned decimal, and name",
          "[explain]") {
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(finds(printed("0x%08x", row.number), row.name));
    CHECK(finds(printed("0X%08X", row.number), row.name));
    CHECK(finds(printed("%d", row.number), row.name));
    CHECK(finds(printed("%u", row.number), row.name));
    CHECK(names(row.name) == std::vector<std::string>{row.name});
  }
}

TEST_CASE("Java's failure is found by its words and by what is printed beside them", "[explain]") {
  const std::vector<std::string> java = {"PKIX path building failed"};

  CHECK(names("PKIX path building failed") == java);
  CHECK(names("pkix path") == java);
  CHECK(names("sun.security.provider.certpath.SunCertPathBuilderException") == java);
}

TEST_CASE("Chrome's code is found as its page shows it, and as its log does", "[explain]") {
  const std::vector<std::string> chrome = {"ERR_CERT_AUTHORITY_INVALID"};

  CHECK(names("NET::ERR_CERT_AUTHORITY_INVALID") == chrome);
  CHECK(names("net::err_cert_authority_invalid") == chrome);
  CHECK(names("err_cert_authority") == chrome);
  CHECK(names("-202") == chrome);
}

TEST_CASE("eight digits without 0x are hexadecimal where no decimal fits", "[explain]") {
  CHECK(names("80090325") == std::vector<std::string>{"SEC_E_UNTRUSTED_ROOT"});
  CHECK(names("800b0109") == std::vector<std::string>{"CERT_E_UNTRUSTEDROOT"});
}

TEST_CASE("names are found whatever their case and separators, and what a copy adds to them",
          "[explain]") {
  CHECK(names("sec_e_untrusted_root") == std::vector<std::string>{"SEC_E_UNTRUSTED_ROOT"});
  CHECK(names("Unknown CA") == std::vector<std::string>{"unknown_ca"});
  CHECK(names("(0x80090325).") == std::vector<std::string>{"SEC_E_UNTRUSTED_ROOT"});
  CHECK(names("self-signed certificate") ==
        std::vector<std::string>{"X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT"});
}

TEST_CASE("the beginning of one name finds it, and that of several names them", "[explain]") {
  CHECK(names("SEC_E_UNTR") == std::vector<std::string>{"SEC_E_UNTRUSTED_ROOT"});
  const std::string several = refusal("CERT_E_RE");
  CHECK(several ==
        "several codes begin with 'CERT_E_RE': CERT_E_REVOKED, "
        "CERT_E_REVOCATION_FAILURE; write more of the one you mean");
}

TEST_CASE("a number of several programs is all of theirs", "[explain]") {
  CHECK(names("2") == std::vector<std::string>{"CERT_TRUST_IS_NOT_TIME_NESTED",
                                               "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT",
                                               "CERT_TRUST_HAS_KEY_MATCH_ISSUER"});
}

TEST_CASE("a chain's status is explained bit by bit, if every bit has a meaning", "[explain]") {
  CHECK(names("0x00010040") == std::vector<std::string>{"CERT_TRUST_REVOCATION_STATUS_UNKNOWN",
                                                        "CERT_TRUST_IS_PARTIAL_CHAIN"});
  CHECK(names("16777280") == std::vector<std::string>{"CERT_TRUST_REVOCATION_STATUS_UNKNOWN",
                                                      "CERT_TRUST_IS_OFFLINE_REVOCATION"});
  CHECK(refusal("0x80010040") != "");
}

TEST_CASE("an unknown code is one error that names what is near", "[explain]") {
  CHECK(refusal("SEC_E_UNTRUSTD_ROOT") ==
        "no error code 'SEC_E_UNTRUSTD_ROOT' is known here; did you mean 'SEC_E_UNTRUSTED_ROOT'?");
  for (const std::string nothing : {"", "-", "0x", "0x123456789", "99999999999999999999", "--", "c",
                                    "0x-1", "-2147483649", "quux", "\x1b[31m"}) {
    CHECK(refusal(nothing).find("'trustctl explain --list'") != std::string::npos);
  }
}
