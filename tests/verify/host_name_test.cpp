#include "engine/verify/host_name.hpp"

#include <catch2/catch.hpp>

using namespace trustctl;

TEST_CASE("addresses are read and written as RFC 5952 has them", "[verify]") {
  const auto round = [](std::string_view text) {
    const auto octets = parse_ip_address(text);
    return octets.has_value() ? ip_address_text(*octets).value() : std::string("none");
  };
  CHECK(round("192.0.2.255") == "192.0.2.255");
  CHECK(round("2001:DB8:0:0:8:800:200C:417A") == "2001:db8::8:800:200c:417a");
  CHECK(round("::") == "::");
  CHECK(round("::1") == "::1");
  CHECK(round("1::") == "1::");
  CHECK(round("2001:db8:0:1:1:1:1:1") == "2001:db8:0:1:1:1:1:1");
  CHECK(round("2001:0:0:1:0:0:0:1") == "2001:0:0:1::1");
  CHECK(round("::ffff:192.0.2.1") == "::ffff:c000:201");
}

TEST_CASE("what is no address is none", "[verify]") {
  for (const std::string_view text :
       {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.", ":", ":::", "1::2::3",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::g", "1:2:3:4:5:6:7::8", "::1.2.3",
        "1.2.3.4::", "server.example"}) {
    INFO(text);
    CHECK_FALSE(parse_ip_address(text).has_value());
  }
}

TEST_CASE("what is no host is refused", "[verify]") {
  for (const std::string_view text : {"", ".", "a..b", "-a.example", "a-.example", "*.example",
                                      "a b", "https://a", "a:443", "m\xC3\xBCnchen.example"}) {
    INFO(text);
    CHECK_FALSE(HostName::parse(text).has_value());
  }
  CHECK(HostName::parse("xn--mnchen-3ya.example").has_value());
  CHECK(HostName::parse("under_score.example").has_value());
}
