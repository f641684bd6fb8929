// For every rule that lint asks of certificates and stores: what fires it, and what must not.
#include <string>

#include "engine/formats/serialized_store.hpp"
#include "engine/plan/lint.hpp"
#include "tests/plan/lint_states.hpp"
#include "tests/plan/rule_fixtures.hpp"
#include "tests/support/states.hpp"

namespace trustctl::test {

namespace {

std::vector<Finding> in_stores(std::initializer_list<StoreState> stores) {
  return lint_observed(state(stores), Reach::machine, {}, today());
}

std::vector<Finding> in_root(std::string_view name) {
  return in_stores({{"Root", {local(fixture(name))}}});
}

std::vector<Finding> in_ca(std::string_view name) {
  return in_stores({{"CA", {local(fixture(name))}}});
}

RuleFixture roots(RuleId rule, std::string_view fires, std::string_view silent) {
  return {rule, [fires] { return in_root(fires); }, [silent] { return in_root(silent); }};
}

// As Windows keeps it, with one property more.
std::vector<Finding> in_store_with_property(std::string_view store, std::uint32_t id) {
  SerializedElement element = SerializedElement::of(fixture("lint/clean-root"));
  element.set(id, {1, 2, 3});
  Entry entry = local(fixture("lint/clean-root"));
  entry.places.front().image = element.write();
  return in_stores({{store, {entry}}});
}

std::vector<Finding> user_root(Reach reach) {
  return lint_observed(state({{"Root", {local(fixture("lint/clean-root"))}}}), reach, {}, today());
}

}  // namespace

std::vector<RuleFixture> lint_rule_fixtures() {
  return {
      {RuleId::weak_signature, [] { return in_ca("lint/sha1-issuing"); },
       [] { return in_root("lint/sha1-root"); }},
      roots(RuleId::weak_key, "lint/rsa-1024-root", "lint/rsa-2048-root"),
      roots(RuleId::unusual_key, "lint/secp256k1-root", "lint/clean-root"),
      roots(RuleId::system_root_name, "lint/microsoft-name", "lint/clean-root"),
      {RuleId::root_key_here, [] { return in_store_with_property("Root", 2); },
       [] { return in_store_with_property("CA", 2); }},
      {RuleId::trusted_and_distrusted,
       [] {
         return in_stores({{"Root", {local(fixture("lint/clean-root"))}},
                           {"Disallowed", {local(fixture("lint/clean-root"))}}});
       },
       [] {
         return in_stores({{"Root", {by_vendor(fixture("lint/clean-root"))}},
                           {"Disallowed", {local(fixture("lint/clean-root"))}}});
       }},
      roots(RuleId::name_is_address, "lint/host-name", "lint/version-name"),
      roots(RuleId::long_validity, "lint/long-life", "lint/thirty-years"),
      roots(RuleId::odd_serial, "lint/long-serial", "lint/twenty-octets"),
      roots(RuleId::not_version_3, "v1-root", "lint/clean-root"),
      roots(RuleId::no_key_usage, "lint/no-key-usage", "lint/not-critical"),
      roots(RuleId::constraints_not_critical, "lint/not-critical", "lint/no-key-usage"),
      {RuleId::root_missing,
       [] {
         return in_stores(
             {{"CA", {local(fixture("lint/clean-root")), local(fixture("lint/clean-issuing"))}}});
       },
       [] {
         return in_stores(
             {{"CA", {local(fixture("lint/clean-root")), local(fixture("lint/clean-issuing"))}},
              {"Root", {by_vendor(fixture("lint/clean-root"))}}});
       }},
      {RuleId::issuer_missing, [] { return in_ca("lint/clean-issuing"); },
       [] {
         return in_stores({{"CA", {local(fixture("lint/clean-issuing"))}},
                           {"Root", {by_vendor(fixture("lint/clean-root"))}}});
       }},
      {RuleId::root_list_too_long,
       [] { return lint_observed(roots_of_a_kilobyte(13), Reach::machine, {}, today()); },
       [] { return lint_observed(roots_of_a_kilobyte(12), Reach::machine, {}, today()); }},
      {RuleId::superseded,
       [] {
         return in_stores(
             {{"Root",
               {local(fixture("lint/renewed-2035")), local(fixture("lint/renewed-2040"))}}});
       },
       [] {
         return in_stores({{"Root", {local(fixture("lint/renewed-2035"))}},
                           {"TrustedPeople", {local(fixture("lint/renewed-2040"))}}});
       }},
      {RuleId::same_name_other_key,
       [] {
         return in_stores(
             {{"Root",
               {local(fixture("rollover-old-root")), local(fixture("rollover-new-root"))}}});
       },
       [] {
         return in_stores(
             {{"Root",
               {local(fixture("lint/renewed-2035")), local(fixture("lint/renewed-2040"))}}});
       }},
      {RuleId::expired_with_successor,
       [] {
         return in_stores(
             {{"Root",
               {local(fixture("lint/expired-old-key")), local(fixture("lint/valid-new-key"))}}});
       },
       [] { return in_root("lint/expired-old-key"); }},
      {RuleId::user_store, [] { return user_root(Reach::user); },
       [] { return user_root(Reach::machine); }},
  };
}

}  // namespace trustctl::test
