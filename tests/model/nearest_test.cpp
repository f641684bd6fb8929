#include <array>
#include <catch2/catch.hpp>
#include <string>

#include "engine/model/nearest.hpp"

namespace trustctl::test {

namespace {

constexpr std::array<std::string_view, 4> words = {"present", "absent", "prune", "keep"};

}  // namespace

TEST_CASE("the word that was meant is near, whatever the slip", "[model]") {
  CHECK(nearest("presnet", words) == "present");  // swapped
  CHECK(nearest("abscent", words) == "absent");   // one too many
  CHECK(nearest("prne", words) == "prune");       // one too few
  CHECK(nearest("KEEP", words) == "keep");        // another case
}

TEST_CASE("a word that is far from all is not guessed at", "[model]") {
  CHECK_FALSE(nearest("certificates", words).has_value());
  CHECK_FALSE(nearest("", words).has_value());
  CHECK_FALSE(nearest(std::string(1000, 'p'), words).has_value());
  CHECK(did_you_mean("zzzzzz", words).empty());
  CHECK(did_you_mean("kep", words) == "; did you mean 'keep'?");
}

}  // namespace trustctl::test
