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

// What `#define NAME (BASE_ERROR_BASE + NUMBER)` lines of a header say: the sum.
std::map<std::string, std::uint32_t> sums(const std::filesystem::path& header,
                                          const std::string& base_name) {
  const std::uint32_t base = definitions(header).at(base_name);
  const std::regex pattern("#define +(\\w+) +\\(" + base_name + " \\+ ([0-9]+)\\)");
  std::map<std::string, std::uint32_t> found;
  const std::string text(as_text(read_file(header)));
  for (std::sregex_iterator line(text.begin(), text.end(), pattern), end; line != end; ++line) {
    found[(*line)[1]] = base + static_cast<std::uint32_t>(std::stoul((*line)[2]));
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
  check_against(header, CodeFamily::ipsec);
}

TEST_CASE("WinHTTP's codes have the numbers of winhttp.h, and WinINet's names those of wininet.h",
          "[explain]") {
  if (!std::filesystem::exists(mingw / "winhttp.h")) {
    return skip("no winhttp.h: mingw-w64-common is not installed");
  }
  const auto winhttp = sums(mingw / "winhttp.h", "WINHTTP_ERROR_BASE");
  const auto wininet = sums(mingw / "wininet.h", "INTERNET_ERROR_BASE");

  check_against(winhttp, CodeFamily::winhttp);
  std::size_t of_wininet = 0;
  for (const CodeInfo& code : all_codes()) {
    if (code.family == CodeFamily::winhttp && !code.also.empty()) {
      INFO(code.also);
      CHECK(wininet.at(std::string(code.also)) == code.number);
      ++of_wininet;
    }
  }
  CHECK(of_wininet == 8);
}

// "NPS Reason Codes 283 Through 303": 283 is CERT_E_PURPOSE, 284 CERT_E_ISSUERCHAINING, 285 what is
// badly formed, 286 CERT_E_UNTRUSTEDROOT, and so on in the order of winerror.h.
TEST_CASE("the reasons of NPS from 283 on name the code of winerror.h that they stand for",
          "[explain]") {
  if (!std::filesystem::exists(mingw / "winerror.h")) {
    return skip("no winerror.h: mingw-w64-common is not installed");
  }
  const auto header = definitions(mingw / "winerror.h");
  std::size_t named = 0;
  for (const CodeInfo& code : all_codes()) {
    if (code.family == CodeFamily::nps && *code.number >= 283) {
      const std::uint32_t number = header.at("CERT_E_PURPOSE") + *code.number - 283;
      const auto meant = std::find_if(header.begin(), header.end(),
                                      [number](const auto& one) { return one.second == number; });
      INFO(code.name << ' ' << code.meaning);
      REQUIRE(meant != header.end());
      CHECK(code.meaning.find(meant->first) != std::string_view::npos);
      ++named;
    }
  }
  CHECK(named == 6);
}

// Microsoft, X509ChainStatusFlags: the words and their values, which are those of dwErrorStatus.
TEST_CASE(".NET's words are what the bits of dwErrorStatus are, each with the same trouble",
          "[explain]") {
  const std::map<std::string, std::uint32_t> values = {
      {"NotTimeValid", 1},
      {"NotTimeNested", 2},
      {"Revoked", 4},
      {"NotSignatureValid", 8},
      {"NotValidForUsage", 16},
      {"UntrustedRoot", 32},
      {"RevocationStatusUnknown", 64},
      {"Cyclic", 128},
      {"InvalidExtension", 256},
      {"InvalidPolicyConstraints", 512},
      {"InvalidBasicConstraints", 1024},
      {"InvalidNameConstraints", 2048},
      {"HasNotSupportedNameConstraint", 4096},
      {"HasNotDefinedNameConstraint", 8192},
      {"HasNotPermittedNameConstraint", 16384},
      {"HasExcludedNameConstraint", 32768},
      {"PartialChain", 65536},
      {"CtlNotTimeValid", 131072},
      {"CtlNotSignatureValid", 262144},
      {"CtlNotValidForUsage", 524288},
      {"HasWeakSignature", 1048576},
      {"OfflineRevocation", 16777216},
      {"NoIssuanceChainPolicy", 33554432},
      {"ExplicitDistrust", 67108864},
      {"HasNotSupportedCriticalExtension", 134217728}};
  const auto codes = all_codes();
  const auto words = names_of(CodeFamily::dotnet);
  for (const auto& [word, value] : values) {
    INFO(word);
    REQUIRE(words.contains(word));
    const auto named = std::find_if(codes.begin(), codes.end(), [&word = word](const auto& code) {
      return code.family == CodeFamily::dotnet && code.name == word;
    });
    const auto bit = std::find_if(codes.begin(), codes.end(), [value = value](const auto& code) {
      return code.family == CodeFamily::chain_error && code.number == value;
    });
    REQUIRE(bit != codes.end());
    CHECK(named->trouble == bit->trouble);
  }
  CHECK(values.size() == names_of(CodeFamily::chain_error).size());
}

TEST_CASE("every Schannel event that Microsoft documents about certificates is explained",
          "[explain]") {
  std::set<std::string> expected = {"Schannel 36864", "Schannel 36867"};
  for (int number = 36869; number <= 36889; ++number) {
    expected.insert("Schannel " + std::to_string(number));
  }

  CHECK(names_of(CodeFamily::schannel_event) == expected);
  for (const CodeInfo& code : all_codes()) {
    if (code.family == CodeFamily::schannel_event || code.family == CodeFamily::nps) {
      CHECK(code.name.substr(code.name.find(' ') + 1) == std::to_string(*code.number));
    }
  }
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

TEST_CASE("all text about codes is printable ASCII", "[explain]") {
  const auto check = [](std::string_view text) {
    INFO(text);
    CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }));
  };
  for (const CodeInfo& code : all_codes()) {
    for (const std::string_view text : {code.name, code.said, code.meaning, code.also}) {
      check(text);
    }
    if (code.trouble != nullptr) {
      for (const std::string_view cause : code.trouble->causes) {
        check(cause);
        CHECK_FALSE(cause.ends_with('.'));
      }
      for (const Remedy& remedy : code.trouble->remedies) {
        check(remedy.command);
        check(remedy.does);
      }
    }
  }
}

TEST_CASE("every error has causes and remedies, and no status has any", "[explain]") {
  for (const CodeInfo& code : all_codes()) {
    INFO(code.name);
    CHECK_FALSE(code.meaning.empty());
    const bool no_error = code.family == CodeFamily::chain_status ||
                          code.name == "Schannel 36864" || code.name == "Schannel 36867" ||
                          code.name == "Schannel 36880";
    CHECK((code.trouble == nullptr) == no_error);
    if (code.trouble != nullptr) {
      CHECK(code.trouble->causes.size() >= 2);
      CHECK_FALSE(code.trouble->remedies.empty());
    }
  }
}

TEST_CASE("every remedy is a command that trustctl has, or one of certutil's", "[explain]") {
  const std::set<std::string> commands = {"plan",    "apply",  "check",  "show",   "lint",
                                          "capture", "export", "verify", "explain"};
  const std::set<std::string> of_certutil = {"-dspublish", "-store"};
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
      CHECK((program == "trustctl" || program == "certutil"));
      CHECK((program == "certutil" ? of_certutil : commands).contains(command));
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
