#include "engine/text/wildcard.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>

using namespace trustctl;

TEST_CASE("a star stands for any text and a question mark for one character", "[wildcard]") {
  for (const auto& [pattern, name] :
       {std::pair("*.cer", "root.cer"), std::pair("*.cer", ".cer"), std::pair("*", "no-suffix"),
        std::pair("*.*", "no-suffix"), std::pair("root-?.cer", "root-a.cer"),
        std::pair("root-?.cer", "root-\u6f22.cer"), std::pair("*-ca*.c?r", "lab-ca-ca-2.cer"),
        std::pair("ROOT*.CER", "root-1.cer"), std::pair("a*b*c", "aXbXbXc"),
        std::pair("\u00f6*", "\u00f6l.cer"), std::pair("x**", "x"), std::pair("", "")}) {
    INFO(pattern << " " << name);
    CHECK(matches_wildcard(pattern, name));
  }
  for (const auto& [pattern, name] :
       {std::pair("*.cer", "root.cert"), std::pair("*.cer", "cer"),
        std::pair("root-?.cer", "root-.cer"), std::pair("root-?.cer", "root-ab.cer"),
        std::pair("a*b", "abc"), std::pair("", "a"), std::pair("?", ""), std::pair("a", ""),
        std::pair("a*b*c", "aXcXb")}) {
    INFO(pattern << " " << name);
    CHECK_FALSE(matches_wildcard(pattern, name));
  }
}

TEST_CASE("a pattern of many stars ends soon", "[wildcard]") {
  std::string pattern;
  for (int i = 0; i < 100; ++i) {
    pattern += "a*";
  }
  CHECK_FALSE(matches_wildcard(pattern + 'b', std::string(5000, 'a')));
}

TEST_CASE("a wildcard is a star or a question mark", "[wildcard]") {
  CHECK(has_wildcard("root-*.cer"));
  CHECK(has_wildcard("root-?.cer"));
  CHECK_FALSE(has_wildcard("root [1].cer"));
}
