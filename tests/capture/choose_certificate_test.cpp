#include "engine/capture/choose_certificate.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

std::array<TargetState, 2> lab() {
  return {state({{"Root", {local(fixture("lab-root")), local(fixture("partner-root"))}},
                 {"CA",
                  {local(fixture("lab-root")), local(fixture("lab-policy")),
                   local(fixture("lab-root-by-partner"))}}}),
          state({{"My", {local(fixture("server"))}}})};
}

std::string chosen(const std::string& text) {
  const auto states = lab();
  const auto found = choose_certificate(text, states);
  return found.has_value() ? found->fingerprint().hex() : found.error().message;
}

std::string id(const std::string& name) { return fixture(name).fingerprint().hex(); }

}  // namespace

TEST_CASE("a certificate is found by SHA-256, thumbprint, and part of its subject in any case",
          "[capture]") {
  CHECK(chosen(id("lab-policy")) == id("lab-policy"));
  CHECK(chosen("\u200e" + fixture("server").thumbprint().hex()) == id("server"));
  CHECK(chosen("SERVER.lab") == id("server"));
  CHECK(chosen("O=Partner") == id("partner-root"));
}

TEST_CASE("a digest with a slip in it says what the slip is, not that no file is called so",
          "[capture]") {
  const std::string sha256 = id("lab-policy");
  CHECK(chosen("sha256 Fingerprint=" + sha256) == sha256);
  CHECK_THAT(chosen(sha256.substr(0, 8) + "\u2013" + sha256.substr(8)),
             Catch::EndsWith("character 9 of this is U+2013 EN DASH"));
  CHECK_THAT(chosen("SHA1 Fingerprint=" + fixture("server").thumbprint().hex() + "x"),
             Catch::EndsWith("character 58 of this is 'x' (U+0078)"));
  CHECK_THAT(chosen(sha256.substr(1)), Catch::EndsWith("64 hexadecimal digits, and this has 63"));
}

TEST_CASE("a certificate that stands in two stores is one", "[capture]") {
  CHECK(chosen(id("lab-root")) == id("lab-root"));
}

TEST_CASE("a whole label wins over subjects that contain it", "[capture]") {
  CHECK(chosen("lab policy ca") == id("lab-policy"));
}

TEST_CASE("where several fit, each is named by its SHA-256", "[capture]") {
  const std::string message = chosen("Lab Root CA");

  CHECK(message.starts_with("2 certificates fit 'Lab Root CA': CN=Lab Root CA,O=Lab (2020-01-01"));
  CHECK(message.find(id("lab-root")) != std::string::npos);
  CHECK(message.find(id("lab-root-by-partner")) != std::string::npos);
}

TEST_CASE("nothing fits what nobody is called", "[capture]") {
  CHECK(chosen("nobody").starts_with("no file is called 'nobody', and no certificate"));
  CHECK(chosen("").starts_with("no file is called ''"));
  CHECK(chosen(std::string(64, '0')).starts_with("no file is called '0000"));
}

TEST_CASE("a file is about its end-entity, wherever it stands", "[capture]") {
  const std::array<Certificate, 3> file = {fixture("lab-root"), fixture("server"),
                                           fixture("lab-policy")};

  CHECK(subject_of_file(file) == fixture("server"));
  CHECK(subject_of_file(std::span(file).first(1)) == fixture("lab-root"));
}
