#include <catch2/catch.hpp>
#include <string>

#include "engine/model/time.hpp"

namespace trustctl::test {

namespace {

Time seconds(long long since_1970) { return Time(std::chrono::seconds(since_1970)); }

}  // namespace

TEST_CASE("times are written as RFC 3339 has them", "[model]") {
  // date -u -d @N +%Y-%m-%dT%H:%M:%SZ
  CHECK(rfc3339(seconds(0)) == "1970-01-01T00:00:00Z");
  CHECK(rfc3339(seconds(-1)) == "1969-12-31T23:59:59Z");
  CHECK(rfc3339(seconds(1951367234)) == "2031-11-02T06:27:14Z");
  CHECK(rfc3339(seconds(253402300799)) == "9999-12-31T23:59:59Z");
  CHECK(date(seconds(-62167219200)) == "0000-01-01");
}

TEST_CASE("a time that is written is read back", "[model]") {
  for (const char* const text : {"2031-04-05T06:07:08Z", "1950-01-01T00:00:00Z",
                                 "2024-02-29T23:59:59Z", "0000-03-01T00:00:00Z"}) {
    const auto time = parse_time(text);
    REQUIRE(time.has_value());
    CHECK(rfc3339(*time) == text);
  }
  CHECK(parse_time("2031-04-05") == parse_time("2031-04-05T00:00:00Z"));
}

TEST_CASE("what is no time is refused with the form that is meant", "[model]") {
  for (const char* const text :
       {"", "2031", "2031-4-5", "2031-13-01", "2023-02-29", "2031-04-05T24:00:00Z",
        "2031-04-05T06:60:00Z", "2031-04-05T06:07:60Z", "2031-04-05T06:07:08", "2031/04/05",
        "2031-04-05 06:07:08Z", "2031-04-05T06:07:08+01:00", "+031-04-05"}) {
    INFO(text);
    const auto time = parse_time(text);
    REQUIRE_FALSE(time.has_value());
    CHECK_THAT(time.error().message, Catch::Contains("2031-04-05T06:07:08Z"));
  }
}

TEST_CASE("days are counted towards the past", "[model]") {
  CHECK(days_between(seconds(0), seconds(86399)).count() == 0);
  CHECK(days_between(seconds(0), seconds(86400)).count() == 1);
  CHECK(days_between(seconds(1), seconds(0)).count() == -1);
}

}  // namespace trustctl::test
