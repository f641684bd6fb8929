#include "providers/cryptoapi/owner_mark.hpp"

#include <catch2/catch.hpp>
#include <initializer_list>
#include <random>

using namespace trustctl;
using namespace trustctl::cryptoapi;

namespace {

std::set<Site> sites(std::initializer_list<const char*> names) {
  std::set<Site> set;
  for (const char* name : names) {
    set.insert(*Site::parse(name));
  }
  return set;
}

}  // namespace

TEST_CASE("owners stand before the administrator's text", "[owner_mark]") {
  CHECK(write_owner_mark({sites({"b.lab", "a.lab/base"}), "from head office"}) ==
        "[trustctl owners=a.lab/base,b.lab] from head office");
  CHECK(write_owner_mark({sites({"a.lab"}), std::nullopt}) == "[trustctl owners=a.lab]");
  CHECK(write_owner_mark({{}, "from head office"}) == "from head office");
  CHECK(write_owner_mark({{}, std::nullopt}) == std::nullopt);
}

TEST_CASE("a text that nobody marked stays a text, whatever it looks like", "[owner_mark]") {
  for (const char* text :
       {"", " ", "[", "[trustctl", "[trustctl owners", "[trustctl owners=", "[trustctl owners=a",
        "[trustctl owners=a,] x", "[trustctl owners=,a] x", "[trustctl owners=a b] x",
        "[trustctl owners=a]x", "[Trustctl owners=a] x", " [trustctl owners=a] x",
        "[trustctl owners=a;b] x", "[trustctl owners=\xC3\xA4] x"}) {
    INFO(text);
    CHECK(read_owner_mark(text) == MarkedText{{}, text});
  }
}

TEST_CASE("a mark that a person wrote by hand counts, in any order", "[owner_mark]") {
  CHECK(read_owner_mark("[trustctl owners=b,a,b] x") == MarkedText{sites({"a", "b"}), "x"});
}

TEST_CASE("no text and an empty text are told apart", "[owner_mark]") {
  CHECK(read_owner_mark("[trustctl owners=a]") == MarkedText{sites({"a"}), std::nullopt});
  CHECK(read_owner_mark("[trustctl owners=a] ") == MarkedText{sites({"a"}), ""});
  CHECK(read_owner_mark("") == MarkedText{{}, ""});
  CHECK(read_owner_mark(std::nullopt) == MarkedText{});
}

TEST_CASE("whatever text is marked comes back with its owners", "[owner_mark]") {
  // Pieces that a mark is made of, in every order that chance gives.
  const std::initializer_list<const char*> pieces = {
      "[trustctl owners=", "]", " ", ",", "a", "x.lab", "\n", "\xE6\xBC\xA2", "[", "owners=", ""};
  const std::initializer_list<std::set<Site>> owners = {sites({}), sites({"a"}),
                                                        sites({"a", "b/c"})};
  std::mt19937 random(20261123);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto count = random() % 6; count > 0; --count) {
      text += *(pieces.begin() + random() % pieces.size());
    }
    for (const auto& set : owners) {
      const MarkedText marked{set, text};
      if (read_owner_mark(write_owner_mark(marked)) != marked) {
        FAIL("not the same back: '" << text << "'");
      }
    }
  }
}
