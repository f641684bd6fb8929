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
