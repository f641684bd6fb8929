#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "engine/explain/code.hpp"
#include "tests/explain/headers.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("OpenSSL's codes have the numbers and messages of OpenSSL", "[explain]") {
  const std::map<std::string, int> numbers = {
#define HERE(name) {#name, name}
      HERE(X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT),
      HERE(X509_V_ERR_CERT_SIGNATURE_FAILURE),
      HERE(X509_V_ERR_CERT_NOT_YET_VALID),
      HERE(X509_V_ERR_CERT_HAS_EXPIRED),
      HERE(X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT),
      HERE(X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN),
      HERE(X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY),
      HERE(X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE),
      HERE(X509_V_ERR_CERT_REVOKED),
      HERE(X509_V_ERR_INVALID_PURPOSE),
      HERE(X509_V_ERR_HOSTNAME_MISMATCH),
      HERE(X509_V_ERR_INVALID_CA),
#undef HERE
  };
  CHECK(names_of(CodeFamily::openssl).size() == numbers.size());
  for (const CodeInfo& code : all_codes()) {
    if (code.family == CodeFamily::openssl) {
      const int number = numbers.at(std::string(code.name));
      CHECK(code.number == static_cast<std::uint32_t>(number));
      CHECK(code.said == X509_verify_cert_error_string(number));
    }
  }
}

TEST_CASE("the TLS alerts about certificates have the numbers of OpenSSL's header", "[explain]") {
  const std::map<std::string, int> numbers = {
      {"bad_certificate", SSL_AD_BAD_CERTIFICATE},
      {"unsupported_certificate", SSL_AD_UNSUPPORTED_CERTIFICATE},
      {"certificate_revoked", SSL_AD_CERTIFICATE_REVOKED},
      {"certificate_expired", SSL_AD_CERTIFICATE_EXPIRED},
      {"certificate_unknown", SSL_AD_CERTIFICATE_UNKNOWN},
      {"illegal_parameter", SSL_AD_ILLEGAL_PARAMETER},
      {"unknown_ca", SSL_AD_UNKNOWN_CA}};
  CHECK(names_of(CodeFamily::tls_alert).size() == numbers.size());
  for (const CodeInfo& code : all_codes()) {
    if (code.family == CodeFamily::tls_alert) {
      CHECK(code.number == static_cast<std::uint32_t>(numbers.at(std::string(code.name))));
    }
  }
}

TEST_CASE("NSS' codes have the numbers of secerr.h", "[explain]") {
  const std::filesystem::path header = "/usr/include/nss/secerr.h";
  if (!std::filesystem::exists(header)) {
    return skip("no secerr.h: libnss3-dev is not installed");
  }
  for (const CodeInfo& code : all_codes()) {
    if (code.family == CodeFamily::nss) {
      const RunResult offset =
          run("sed -n 's/^ *" + std::string(code.name) +
              " *= *SEC_ERROR_BASE + *\\([0-9]*\\).*/\\1/p' " + header.string());
      const RunResult base =
          run("sed -n 's/.*SEC_ERROR_BASE *(\\(-0x[0-9a-fA-F]*\\)).*/\\1/p' " + header.string());
      INFO(code.name << ' ' << base.out << ' ' << offset.out);
      REQUIRE_FALSE(offset.out.empty());
      const long number = std::stol(base.out, nullptr, 0) + std::stol(offset.out);
      CHECK(static_cast<std::int32_t>(code.number.value_or(0)) == number);
    }
  }
}

TEST_CASE("Chromium's codes have the numbers of net_error_list.h, which counts down", "[explain]") {
  const std::map<std::string, int> numbers = {{"ERR_SSL_PROTOCOL_ERROR", -107},
                                              {"ERR_SSL_CLIENT_AUTH_CERT_NEEDED", -110},
                                              {"ERR_SSL_VERSION_OR_CIPHER_MISMATCH", -113},
                                              {"ERR_BAD_SSL_CLIENT_AUTH_CERT", -117},
                                              {"ERR_CERT_COMMON_NAME_INVALID", -200},
                                              {"ERR_CERT_DATE_INVALID", -201},
                                              {"ERR_CERT_AUTHORITY_INVALID", -202},
                                              {"ERR_CERT_CONTAINS_ERRORS", -203},
                                              {"ERR_CERT_NO_REVOCATION_MECHANISM", -204},
                                              {"ERR_CERT_UNABLE_TO_CHECK_REVOCATION", -205},
                                              {"ERR_CERT_REVOKED", -206},
                                              {"ERR_CERT_INVALID", -207},
                                              {"ERR_CERT_WEAK_SIGNATURE_ALGORITHM", -208},
                                              {"ERR_CERT_NON_UNIQUE_NAME", -210},
                                              {"ERR_CERT_WEAK_KEY", -211},
                                              {"ERR_CERT_NAME_CONSTRAINT_VIOLATION", -212},
                                              {"ERR_CERT_VALIDITY_TOO_LONG", -213},
                                              {"ERR_CERTIFICATE_TRANSPARENCY_REQUIRED", -214},
                                              {"ERR_CERT_KNOWN_INTERCEPTION_BLOCKED", -217}};
  CHECK(names_of(CodeFamily::chromium).size() == numbers.size());
  for (const CodeInfo& code : all_codes()) {
    if (code.family == CodeFamily::chromium) {
      INFO(code.name);
      CHECK(static_cast<std::int32_t>(code.number.value()) == numbers.at(std::string(code.name)));
    }
  }
}

TEST_CASE("Node's names are OpenSSL's without the prefix, and its own is what node says",
          "[explain]") {
  const std::string header(as_text(read_file("/usr/include/openssl/x509_vfy.h")));
  for (const std::string& name : names_of(CodeFamily::node)) {
    if (!name.starts_with("ERR_")) {
      INFO(name);
      CHECK(header.find(" X509_V_ERR_" + name + ' ') != std::string::npos);
    }
  }
  const RunResult node =
      run("node -e 'const e = require(\"tls\").checkServerIdentity(\"a.example\", "
          "{subject: {CN: \"b\"}, subjectaltname: \"DNS:b.example\"});"
          "console.log(e.code); console.log(e.message)'");
  if (node.exit_code != 0) {
    return skip("no node");
  }
  std::istringstream lines(node.out);
  std::string code;
  std::string message;
  std::getline(lines, code);
  std::getline(lines, message);
  CHECK(names_of(CodeFamily::node).contains(code));
  const auto codes = all_codes();
  const auto own = std::find_if(codes.begin(), codes.end(),
                                [&](const CodeInfo& one) { return one.name == code; });
  REQUIRE(own != codes.end());
  CHECK(message.starts_with(own->said));
}

TEST_CASE("curl's codes have the messages of libcurl", "[explain]") {
  for (const CodeInfo& code : all_codes()) {
    if (code.family == CodeFamily::curl) {
      const RunResult said =
          run("python3 -c 'import ctypes; c = ctypes.CDLL(\"libcurl.so.4\");"
              "c.curl_easy_strerror.restype = ctypes.c_char_p;"
              "print(c.curl_easy_strerror(" +
              std::to_string(*code.number) + ").decode())'");
      if (said.exit_code != 0) {
        return skip("no libcurl.so.4 or no python3");
      }
      CHECK(said.out == std::string(code.said) + '\n');
    }
  }
}

TEST_CASE("Python's words are those of OpenSSL's error 0A000086", "[explain]") {
  const RunResult openssl = run("openssl errstr 0A000086");

  REQUIRE(openssl.exit_code == 0);
  CHECK(openssl.out == "error:0A000086:SSL routines::certificate verify failed\n");
  const auto codes = all_codes();
  const auto python = std::find_if(codes.begin(), codes.end(), [](const CodeInfo& code) {
    return code.name == "CERTIFICATE_VERIFY_FAILED";
  });
  REQUIRE(python != codes.end());
  CHECK(python->said == "certificate verify failed");
}
