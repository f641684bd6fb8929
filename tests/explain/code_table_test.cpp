#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "engine/explain/code.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// What `#define NAME <something>NUMBER<something>` lines of a header say, decimal or hexadecimal.
std::map<std::string, std::uint32_t> definitions(const std::filesystem::path& header) {
  std::map<std::string, std::uint32_t> found;
  std::istringstream lines{std::string(as_text(read_file(header)))};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string define;
    std::string name;
    std::string value;
    words >> define >> name >> value;
    value.erase(0, value.find('(') == std::string::npos ? 0 : value.find('(') + 1);
    if (define == "#define" && !value.empty() && value[0] >= '0' && value[0] <= '9') {
      found[name] = static_cast<std::uint32_t>(std::stoull(value, nullptr, 0));
    }
  }
  return found;
}

const std::filesystem::path mingw = "/usr/share/mingw-w64/include";

std::set<std::string> names_of(CodeFamily family) {
  std::set<std::string> names;
  for (const CodeInfo& code : all_codes()) {
    if (code.family == family) {
      names.emplace(code.name);
    }
  }
  return names;
}

// Every code of a family has the number that the header gives its name.
void check_against(const std::map<std::string, std::uint32_t>& header, CodeFamily family) {
  for (const CodeInfo& code : all_codes()) {
    const auto defined = header.find(std::string(code.name));
    if (code.family == family) {
      INFO(code.name);
      REQUIRE(defined != header.end());
      CHECK(code.number == defined->second);
    }
  }
}

}  // namespace

TEST_CASE("Windows' error codes have the numbers of winerror.h", "[explain]") {
  if (!std::filesystem::exists(mingw / "winerror.h")) {
    return skip("no winerror.h: mingw-w64-common is not installed");
  }
  const auto header = definitions(mingw / "winerror.h");

  check_against(header, CodeFamily::schannel);
  check_against(header, CodeFamily::trust);
}

TEST_CASE("every CERT_TRUST bit of wincrypt.h is explained, with its number", "[explain]") {
  if (!std::filesystem::exists(mingw / "wincrypt.h")) {
    return skip("no wincrypt.h: mingw-w64-common is not installed");
  }
  const auto header = definitions(mingw / "wincrypt.h");

  check_against(header, CodeFamily::chain_error);
  check_against(header, CodeFamily::chain_status);
  auto explained = names_of(CodeFamily::chain_error);
  explained.merge(names_of(CodeFamily::chain_status));
  for (const auto& [name, number] : header) {
    if (name.starts_with("CERT_TRUST_") && !name.starts_with("CERT_TRUST_PUB_") && number != 0) {
      INFO(name);
      CHECK(explained.contains(name));
    }
  }
}

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

TEST_CASE("every error has causes and remedies, and no status has any", "[explain]") {
  for (const CodeInfo& code : all_codes()) {
    INFO(code.name);
    CHECK_FALSE(code.meaning.empty());
    CHECK((code.trouble == nullptr) == (code.family == CodeFamily::chain_status));
    if (code.trouble != nullptr) {
      CHECK(code.trouble->causes.size() >= 2);
      CHECK_FALSE(code.trouble->remedies.empty());
    }
  }
}

TEST_CASE("every remedy is a command that trustctl has", "[explain]") {
  const std::set<std::string> commands = {"plan", "apply",   "check",  "show",
                                          "lint", "capture", "export", "verify"};
  for (const CodeInfo& code : all_codes()) {
    if (code.trouble == nullptr) {
      continue;
    }
    for (const Remedy& remedy : code.trouble->remedies) {
      std::istringstream words{std::string(remedy.command)};
      std::string program;
      std::string command;
      words >> program >> command;
      INFO(remedy.command);
      CHECK(program == "trustctl");
      CHECK(commands.contains(command));
    }
  }
}

TEST_CASE("names are unique, and a number is once in its family", "[explain]") {
  std::set<std::string_view> names;
  std::set<std::pair<CodeFamily, std::uint32_t>> numbers;
  for (const CodeInfo& code : all_codes()) {
    INFO(code.name);
    CHECK(names.insert(code.name).second);
    CHECK((!code.number.has_value() || numbers.emplace(code.family, *code.number).second));
  }
}
