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
    if (!row.name.starts_with("CERT_TRUST_")) {
      CHECK(finds(printed("%d", row.number), row.name));
      CHECK(finds(printed("%u", row.number), row.name));
    }
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
  CHECK(names("0x00000002") == std::vector<std::string>{"CERT_TRUST_IS_NOT_TIME_NESTED",
                                                        "CERT_TRUST_HAS_KEY_MATCH_ISSUER",
                                                        "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT"});
  CHECK(names("403") ==
        std::vector<std::string>{"IIS 403.7", "IIS 403.13", "IIS 403.16", "IIS 403.17"});
}

TEST_CASE("a chain's status is explained bit by bit, if every bit has a meaning", "[explain]") {
  CHECK(names("0x00010040") == std::vector<std::string>{"CERT_TRUST_REVOCATION_STATUS_UNKNOWN",
                                                        "CERT_TRUST_IS_PARTIAL_CHAIN"});
  CHECK(names("0x01000040") == std::vector<std::string>{"CERT_TRUST_REVOCATION_STATUS_UNKNOWN",
                                                        "CERT_TRUST_IS_OFFLINE_REVOCATION"});
  CHECK(refusal("0x80010040") != "");
}

TEST_CASE("a decimal number is a code and never bits", "[explain]") {
  CHECK(names("36882") == std::vector<std::string>{"Schannel 36882"});
  CHECK(names("2") == std::vector<std::string>{"X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT"});
  CHECK(names("60") == std::vector<std::string>{"CURLE_PEER_FAILED_VERIFICATION"});
  for (const std::string no_code : {"32", "65536", "16777280", "00010040", "36890"}) {
    CHECK(refusal(no_code).find("; the nearest are ") != std::string::npos);
  }
}

TEST_CASE("an unknown number names the known ones that are nearest", "[explain]") {
  CHECK(refusal("36890") ==
        "no error code '36890' is known here; the nearest are Schannel 36889, Schannel 36888, "
        "Schannel 36887; 'trustctl explain --list' shows those that are");
  CHECK(refusal("0x800B0199").find("the nearest are CERT_E_INVALID_NAME (0x800B0114), ") !=
        std::string::npos);
}

// The pairs are Microsoft's: WININET_E_INVALID_CA is 0x80072F0D, ....
TEST_CASE("the HRESULT of a Win32 error is that error", "[explain]") {
  const std::vector<Row> hresults = {{"ERROR_WINHTTP_SECURE_CERT_DATE_INVALID", 0x80072F05},
                                     {"ERROR_WINHTTP_SECURE_CERT_CN_INVALID", 0x80072F06},
                                     {"ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED", 0x80072F0C},
                                     {"ERROR_WINHTTP_SECURE_INVALID_CA", 0x80072F0D},
                                     {"ERROR_WINHTTP_SECURE_FAILURE", 0x80072F8F},
                                     {"ERROR_IPSEC_IKE_AUTH_FAIL", 0x800735E9}};
  for (const Row& row : hresults) {
    CHECK(names(printed("0x%08X", row.number)) == std::vector<std::string>{row.name});
    CHECK(names(printed("%d", row.number)) == std::vector<std::string>{row.name});
  }
  CHECK(names("ERROR_INTERNET_INVALID_CA") ==
        std::vector<std::string>{"ERROR_WINHTTP_SECURE_INVALID_CA"});
}

TEST_CASE("a message that holds codes is explained by them", "[explain]") {
  const std::vector<std::pair<std::string, std::vector<std::string>>> messages = {
      {"[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer "
       "certificate (_ssl.c:1007)",
       {"X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "CERTIFICATE_VERIFY_FAILED"}},
      {"curl: (60) SSL certificate problem: self-signed certificate in certificate chain",
       {"X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN", "CURLE_PEER_FAILED_VERIFICATION"}},
      {"curl: (35) OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number",
       {"CURLE_SSL_CONNECT_ERROR"}},
      {"Get \"https://a.example/\": tls: failed to verify certificate: x509: certificate signed by "
       "unknown authority",
       {"x509: certificate signed by unknown authority"}},
      {"x509: certificate is valid for b.example, not a.example",
       {"x509: certificate is valid for"}},
      {"Error: unable to verify the first certificate { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }",
       {"X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"}},
      {"The remote certificate is invalid because of errors in the certificate chain: "
       "PartialChain",
       {"RemoteCertificateChainErrors", "PartialChain"}},
      {"Event ID: 36884, The certificate received from the remote server does not contain the "
       "expected name. It is therefore not possible to determine whether",
       {"Schannel 36884"}},
      {"A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert "
       "code is 48.",
       {"Schannel 36887", "unknown_ca"}},
      {"The following fatal alert was received: 46.", {"Schannel 36887", "certificate_unknown"}},
      {"HTTP Error 403.16 - Forbidden", {"IIS 403.16"}},
      {"Reason Code: 265", {"NPS 265"}},
      {"curl 77", {"CURLE_SSL_CACERT_BADFILE"}}};
  for (const auto& [message, expected] : messages) {
    INFO(message);
    CHECK(names(message) == expected);
  }
  CHECK(refusal("exit status 1, and nothing that anybody knows") != "");
  CHECK(refusal("event 5") != "");
}

TEST_CASE("a rule of trustctl's own is found by its name, and near names name it", "[explain]") {
  REQUIRE(find_rule_by_words("root_list_too_long") != nullptr);
  CHECK(find_rule_by_words("Root list too long")->id == RuleId::root_list_too_long);
  CHECK(find_rule_by_words("root_list") == nullptr);
  CHECK(refusal("root_list_to_long").find("did you mean 'root_list_too_long'?") !=
        std::string::npos);
  for (const Rule& rule : rules()) {
    INFO(rule.name);
    CHECK_FALSE(find_codes(rule.name).has_value());
  }
}

TEST_CASE("an unknown code is one error that names what is near", "[explain]") {
  CHECK(refusal("SEC_E_UNTRUSTD_ROOT") ==
        "no error code 'SEC_E_UNTRUSTD_ROOT' is known here; did you mean 'SEC_E_UNTRUSTED_ROOT'?");
  for (const std::string nothing : {"", "-", "0x", "0x123456789", "99999999999999999999", "--", "c",
                                    "0x-1", "-2147483649", "quux", "\x1b[31m"}) {
    CHECK(refusal(nothing).find("'trustctl explain --list'") != std::string::npos);
  }
}
