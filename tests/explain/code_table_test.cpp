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
