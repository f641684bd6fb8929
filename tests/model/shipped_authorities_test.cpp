#include "engine/model/shipped_authorities.hpp"

#include <catch2/catch.hpp>

#include "engine/formats/certificate_source.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;

namespace {

// As every Windows has had it since 1996.
constexpr std::string_view root_agency = R"(-----BEGIN CERTIFICATE-----
MIIByjCCAXSgAwIBAgIQBjdsAKoAZIoRz7jUqlw19DANBgkqhkiG9w0BAQQFADAW
MRQwEgYDVQQDEwtSb290IEFnZW5jeTAeFw05NjA1MjgyMjAyNTlaFw0zOTEyMzEy
MzU5NTlaMBYxFDASBgNVBAMTC1Jvb3QgQWdlbmN5MFswDQYJKoZIhvcNAQEBBQAD
SgAwRwJAgVUiuYqkb+3W59lmD1W8183VvE5AAiGisfeHMIVe0vJEudybdbb7Rl9C
tp0jNgveVA/NvR+ZKhBYEctAy7WnQQIDAQABo4GeMIGbMFAGA1UEAwRJE0dGb3Ig
VGVzdGluZyBQdXJwb3NlcyBPbmx5IFNhbXBsZSBTb2Z0d2FyZSBQdWJsaXNoaW5n
IENyZWRlbnRpYWxzIEFnZW5jeTBHBgNVHQEEQDA+gBAS5AktBh0dTwCNYSHcFmRj
oRgwFjEUMBIGA1UEAxMLUm9vdCBBZ2VuY3mCEAY3bACqAGSKEc+41KpcNfQwDQYJ
KoZIhvcNAQEEBQADQQAtLj57iUKJP6ghF/rw9cOV22JpW8ncwbP68MRvb2Savecb
JWhyg2e9VrCNAb0q98xLvYeluocgTEIRQa0QFzuM
-----END CERTIFICATE-----
)";

}  // namespace

TEST_CASE("what every Windows ships in CA is known, and nothing else", "[shipped_authorities]") {
  CHECK(shipped_authorities().size() == 3);
  for (const ShippedAuthority& one : shipped_authorities()) {
    INFO(one.name);
    const auto thumbprint = Thumbprint::parse(one.thumbprint);
    REQUIRE(thumbprint);
    CHECK(thumbprint->hex() == one.thumbprint);
  }
  const auto shipped = read_certificates(as_bytes(root_agency));
  REQUIRE(shipped);
  CHECK(is_shipped_authority(shipped->front()));

  const auto others =
      read_certificates(test::read_file(test::source_file("tests/fixtures/bundle.pem")));
  REQUIRE(others);
  for (const Certificate& other : *others) {
    CHECK_FALSE(is_shipped_authority(other));
  }
}
