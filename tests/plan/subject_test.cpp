#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "engine/chains/name_comparison.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

Subject subject(const std::string& text) {
  auto read = Subject::parse(text);
  INFO(text << ": " << (read.has_value() ? "" : read.error().message));
  REQUIRE(read.has_value());
  return *std::move(read);
}

}  // namespace

TEST_CASE("a subject as openssl writes it is the name of its certificate", "[chains]") {
  std::size_t read = 0;
  for (const auto& file : std::filesystem::directory_iterator(source_file("tests/fixtures"))) {
    const std::string name = file.path().stem().string();
    if (file.path().extension() != ".pem" || name == "bundle" || name == "lab-chain" ||
        name == "lab-root-crlf") {
      continue;
    }
    const RunResult openssl =
        run("openssl x509 -in " + file.path().string() + " -noout -subject -nameopt RFC2253");
    REQUIRE(openssl.exit_code == 0);
    const std::string text = openssl.out.substr(8, openssl.out.size() - 9);  // subject=TEXT\n
    INFO(text);
    CHECK(subject(text).comparable() == comparable_name(fixture(name).subject()));
    CHECK(subject(fixture(name).subject_text()) == subject(text));
    ++read;
  }
  CHECK(read > 20);
}

TEST_CASE("subjects are equal where RFC 5280 calls their names equal, however they are written",
          "[chains]") {
  const Subject lab = subject("CN=Lab Root,O=Schertz");

  CHECK(subject("cn = lab  root , o=SCHERTZ") == lab);
  CHECK(subject("2.5.4.3=Lab Root,O=Schertz") == lab);
  CHECK(subject("CN=#0C084C616220526F6F74,O=Schertz") == lab);  // UTF8String "Lab Root"
  CHECK(subject("CN=Lab\\20Root,O=Schertz") == lab);
  CHECK(subject("E=a@lab.example") == subject("emailAddress=a@lab.example"));
  CHECK(subject("CN=a+OU=b,O=c") == subject("OU=b+CN=a,O=c"));
  CHECK(subject("CN=Schertz\\, Inc") == subject("CN=schertz\\2C inc"));
  CHECK_FALSE(subject("O=Schertz,CN=Lab Root") == lab);
  CHECK_FALSE(subject("CN=Lab Root") == lab);
  CHECK_FALSE(subject("CN=Schertz,O=Inc") == subject("CN=Schertz\\,O=Inc"));
}

TEST_CASE("what is no name is no subject", "[chains]") {
  for (const std::string text : {"", "Old Root", "CN", "CN=", "=a", "CN=a,", "CN=a,,O=b", "FOO=a",
                                 "CN=a\\", "CN=#0", "CN=#zz", "/CN=a"}) {
    INFO(text);
    const auto read = Subject::parse(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message.find("RFC 4514") != std::string::npos);
  }
}
