#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "engine/model/rule.hpp"

namespace trustctl::test {

TEST_CASE("every rule says why, where that comes from, and what to do", "[model]") {
  std::set<std::string_view> names;
  for (const Rule& one : rules()) {
    INFO(one.name);
    CHECK(one.why.size() > 80);
    CHECK(one.why.back() == '.');
    CHECK(one.source.size() > 10);
    CHECK(one.source.back() == '.');
    CHECK(one.cure.size() > 10);
    CHECK(one.cure.back() == '.');
    CHECK_FALSE(one.title.empty());
    names.insert(one.name);
  }
  CHECK(names.size() == rules().size());
}

TEST_CASE("a rule is found by its id and by its name", "[model]") {
  for (const Rule& one : rules()) {
    CHECK(&rule(one.id) == &one);
    CHECK(find_rule(one.name) == &one);
  }
  CHECK(find_rule("Expired") == nullptr);
  CHECK(find_rule("") == nullptr);
}

TEST_CASE("what is only observed is a warning at most, and so blocks no apply", "[model]") {
  for (const Rule& one : rules()) {
    INFO(one.name);
    CHECK(one.levels.observed <= Level::warning);
  }
}

TEST_CASE("a manifest can set the levels of exactly these rules", "[model]") {
  std::set<std::string_view> configurable;
  for (const Rule& one : rules()) {
    if (one.configurable) {
      configurable.insert(one.name);
    }
  }
  CHECK(configurable == std::set<std::string_view>{"expired",
                                                   "not_yet_valid",
                                                   "expires_within",
                                                   "not_a_ca",
                                                   "no_cert_sign",
                                                   "self_signed_end_entity",
                                                   "no_basic_constraints",
                                                   "path_too_long",
                                                   "compromised_key",
                                                   "not_self_signed_in_root",
                                                   "broken_self_signature",
                                                   "unverifiable_signature",
                                                   "duplicate",
                                                   "cannot_hold",
                                                   "weak_signature",
                                                   "weak_key",
                                                   "unusual_key",
                                                   "system_root_name",
                                                   "root_key_here",
                                                   "trusted_and_distrusted",
                                                   "name_is_address",
                                                   "long_validity",
                                                   "odd_serial",
                                                   "not_version_3",
                                                   "no_key_usage",
                                                   "constraints_not_critical",
                                                   "root_missing",
                                                   "issuer_missing",
                                                   "root_list_too_long",
                                                   "superseded",
                                                   "same_name_other_key",
                                                   "expired_with_successor",
                                                   "user_store",
                                                   "shared_target"});
}

TEST_CASE("a level reads as it is written", "[model]") {
  for (const Level level : {Level::ignore, Level::info, Level::warning, Level::error}) {
    CHECK(parse_level(to_string(level)) == level);
  }
  CHECK_FALSE(parse_level("Error").has_value());
  CHECK(Level::info < Level::error);
}

}  // namespace trustctl::test
