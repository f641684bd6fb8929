// What a target holds, and what each change makes of it.
#include <algorithm>
#include <array>

#include "tests/contract/samples.hpp"
#include "tests/contract/suite.hpp"
#include "tests/support/steps.hpp"

namespace trustctl::contract {

namespace {

const StoreName root = StoreName::root();
const StoreName ca = StoreName::ca();

Properties owned() { return owned_by({"example.org/base"}); }

void check_single(Bench& bench, const Change& change, bool (*is)(const Outcome&),
                  const std::string& what) {
  const Outcome outcome = bench.apply({change}).front();
  bench.check(is(outcome), what + ", and not " + describe(outcome));
}

void check_stale(Bench& bench, const Change& change, const std::string& what) {
  const Outcome outcome = bench.apply({change}).front();
  bench.check(is_failed(outcome, ErrorCode::stale),
              what + " is Failed as stale, and not " + describe(outcome));
}

void empty(Bench& bench) {
  const auto before = std::distance(std::filesystem::directory_iterator(bench.folder()), {});
  const auto state = bench.provider().read({});
  bench.require(state.has_value(), "a target that does not exist reads as empty");
  bench.check(state->empty(), "it has no stores");
  const auto after = std::distance(std::filesystem::directory_iterator(bench.folder()), {});
  bench.check(before == after, "reading creates nothing");
}

void add(Bench& bench) {
  bench.establish({Add{root, certificate(1), full_properties()}});
  bench.check_entry(root, certificate(1), full_properties());
  bench.check_entry(ca, certificate(1), std::nullopt);
  const auto entry = bench.entry(root, certificate(1));
  bench.require(entry.has_value(), "the entry is there");
  bench.check(as_text(entry->certificate.bytes()) == as_text(certificate(1).bytes()),
              "its bytes are those that were added");
}

void add_plain(Bench& bench) {
  bench.establish({Add{root, certificate(1), {}}});
  bench.check_entry(root, certificate(1), Properties{});
}

void add_twice(Bench& bench) {
  bench.establish({Add{root, certificate(1), full_properties()}});
  check_single(bench, Add{root, certificate(1), full_properties()}, is_unchanged,
               "adding what is there is Unchanged");
  bench.check_entry(root, certificate(1), full_properties());
  check_stale(bench, Add{root, certificate(1), owned()}, "adding it with other properties");
  bench.check_entry(root, certificate(1), full_properties());
}

void update_keeps_the_rest(Bench& bench) {
  bench.establish({Add{root, certificate(1), full_properties()}});
  Properties after = full_properties();
  after.friendly_name = "Another name";
  bench.establish({Update{root, certificate(1), full_properties(), after}});
  bench.check_entry(root, certificate(1), after);
  Properties cleared = after;
  cleared.description = std::nullopt;
  bench.establish({Update{root, certificate(1), after, cleared}});
  bench.check_entry(root, certificate(1), cleared);
}

void update_again(Bench& bench) {
  bench.establish({Add{root, certificate(1), full_properties()}});
  bench.establish({Update{root, certificate(1), full_properties(), owned()}});
  check_single(bench, Update{root, certificate(1), full_properties(), owned()}, is_unchanged,
               "updating to what is there already is Unchanged");
  bench.check_entry(root, certificate(1), owned());
}

void remove(Bench& bench) {
  bench.establish({Add{root, certificate(1), owned()}, Add{root, certificate(2), owned()},
                   Add{ca, certificate(1), owned()}});
  bench.establish({Remove{root, certificate(1), owned()}});
  bench.check_entry(root, certificate(1), std::nullopt);
  bench.check_entry(root, certificate(2), owned());
  bench.check_entry(ca, certificate(1), owned());
}

void remove_missing(Bench& bench) {
  check_single(bench, Remove{root, certificate(1), owned()}, is_unchanged,
               "removing from a store that is not there is Unchanged");
  bench.establish({Add{root, certificate(2), owned()}});
  check_single(bench, Remove{root, certificate(1), owned()}, is_unchanged,
               "removing what is gone is Unchanged");
  bench.check_entry(root, certificate(2), owned());
}

void stale(Bench& bench) {
  bench.establish({Add{root, certificate(1), full_properties()}});
  Properties expected = full_properties();
  expected.friendly_name = "as the plan saw it";
  Properties after = owned();
  check_stale(bench, Update{root, certificate(1), expected, after}, "updating what has moved");
  check_stale(bench, Remove{root, certificate(1), expected}, "removing what has moved");
  check_stale(bench, Update{root, certificate(2), expected, after}, "updating what is gone");
  bench.check_entry(root, certificate(1), full_properties());
  bench.check_entry(root, certificate(2), std::nullopt);
}

void stale_beside_good(Bench& bench) {
  bench.establish(
      {Add{root, certificate(1), full_properties()}, Add{root, certificate(2), owned()}});
  const auto outcomes =
      bench.apply({Remove{root, certificate(1), owned()}, Remove{root, certificate(2), owned()},
                   Add{root, certificate(3), owned()}});
  bench.check(is_failed(outcomes[0], ErrorCode::stale), "the stale change is Failed");
  bench.check(is_changed(outcomes[1]) && is_changed(outcomes[2]), "the others are Changed");
  bench.check_entry(root, certificate(1), full_properties());
  bench.check_entry(root, certificate(2), std::nullopt);
  bench.check_entry(root, certificate(3), owned());
}

void failed_addition_keeps(Bench& bench) {
  bench.establish({Add{root, certificate(1), full_properties()}, Add{ca, certificate(1), owned()},
                   Add{root, certificate(2), owned()}, Add{ca, certificate(3), owned()}});
  const auto outcomes =
      bench.apply({Remove{ca, certificate(1), owned()}, Remove{root, certificate(2), owned()},
                   Remove{ca, certificate(3), owned()}, Add{root, certificate(1), owned()}});
  bench.check(is_failed(outcomes[3], ErrorCode::stale), "the addition is Failed");
  const auto kept = [](const Outcome& outcome) {
    return std::holds_alternative<NotAttempted>(outcome);
  };
  bench.check(kept(outcomes[0]), "what could not be added is taken from nowhere");
  bench.check(kept(outcomes[1]), "nothing is taken from where something could not be added");
  bench.check(kept(outcomes[2]), "nor from another store of the target");
  bench.check_entry(ca, certificate(1), owned());
  bench.check_entry(root, certificate(2), owned());
  bench.check_entry(ca, certificate(3), owned());
}

void two_owners(Bench& bench) {
  const Properties both = owned_by({"example.org/base", "example.org/web"});
  const Properties one = owned_by({"example.org/web"});
  bench.establish({Add{root, certificate(1), owned()}});
  bench.establish({Update{root, certificate(1), owned(), both}});
  bench.check_entry(root, certificate(1), both);
  bench.establish({Update{root, certificate(1), both, one}});
  bench.check_entry(root, certificate(1), one);
  bench.establish({Update{root, certificate(1), one, Properties{}}});
  bench.check_entry(root, certificate(1), Properties{});
}

void purposes_none_some_any(Bench& bench) {
  const Properties none = good_for({});
  const Properties some = good_for({"client_auth", "1.3.6.1.4.1.99999.7"});
  Properties any;
  bench.establish({Add{root, certificate(1), none}});
  bench.check_entry(root, certificate(1), none);
  bench.establish({Update{root, certificate(1), none, some}});
  bench.check_entry(root, certificate(1), some);
  bench.establish({Update{root, certificate(1), some, any}});
  bench.check_entry(root, certificate(1), any);
  bench.establish({Update{root, certificate(1), any, none}});
  bench.check_entry(root, certificate(1), none);
}

void odd_text(Bench& bench) {
  using namespace std::string_literals;
  const std::array odd = {
      ""s,
      " "s,
      "  both ends  "s,
      "\ttab\t"s,
      "two\nlines\r\nand three\n"s,
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"s,
      "----------"s,
      "a\0b"s,
      "\x1b[31mred\x07"s,
      "back\\slash \\n \\x41 \\u{41} \\"s,
      "quote \" brace } ] , : # 'x'"s,
      "\xE2\x80\xAE"s + "evil"s,
      "\xC3\xBC\xE6\x97\xA5\xF0\x9F\x94\x92"s,
      "not UTF-8: \xFF\xC3(\xED\xA0\x80"s,
      "SHA-256: 00"s,
      "none"s,
      std::string(100000, 'x'),
  };
  std::vector<Change> changes;
  for (std::size_t i = 0; i < odd.size(); ++i) {
    changes.emplace_back(Add{root, certificate(i), text(odd[i], odd[odd.size() - 1 - i])});
  }
  const auto outcomes = bench.apply(changes);
  for (std::size_t i = 0; i < odd.size(); ++i) {
    const Add& add = std::get<Add>(changes[i]);
    if (bench.harness().can_hold(*add.after.friendly_name) &&
        bench.harness().can_hold(*add.after.description)) {
      bench.check_entry(root, add.certificate, add.after);
    } else {
      bench.check(is_failed(outcomes[i], ErrorCode::invalid_input),
                  "text that cannot be held is refused, and not " + describe(outcomes[i]));
      bench.check_entry(root, add.certificate, std::nullopt);
    }
  }
}

void batch(Bench& bench) {
  bench.establish({Add{root, certificate(1), owned()}, Add{ca, certificate(2), owned()}});
  const auto outcomes = bench.apply({
      Remove{root, certificate(1), owned()},
      Add{store("TrustedPublisher"), certificate(3), full_properties()},
      Update{ca, certificate(2), owned(), full_properties()},
      Update{ca, certificate(2), owned(), Properties{}},
      Remove{root, certificate(4), {}},
      Add{store("My own store"), certificate(5), {}},
  });
  bench.check(is_changed(outcomes[0]), "outcome 0 belongs to the removal");
  bench.check(is_changed(outcomes[1]), "outcome 1 belongs to the addition");
  bench.check(!is_changed(outcomes[2]) || !is_changed(outcomes[3]),
              "two changes to one entry are not both made");
  bench.check(is_unchanged(outcomes[4]), "outcome 4 belongs to the removal of what is not there");
  bench.check(is_changed(outcomes[5]), "outcome 5 belongs to the addition to a custom store");
  bench.check_entry(root, certificate(1), std::nullopt);
  bench.check_entry(store("trustedpublisher"), certificate(3), full_properties());
  bench.check_entry(store("My own store"), certificate(5), Properties{});
}

void preserve_and_restore(Bench& bench) {
  bench.establish({Add{root, certificate(1), full_properties()}});
  const Remove removal{root, certificate(1), full_properties()};
  const auto images = test::images_of(*bench.lock(), removal);
  bench.require(images.has_value() && !images->empty(), "what is there can be preserved");
  const auto nothing = test::images_of(*bench.lock(), Remove{root, certificate(2), {}});
  bench.check(nothing.has_value() && nothing->empty(), "of what is not there nothing is preserved");
  bench.establish({removal});
  bench.establish({Add{root, certificate(1), full_properties(), *images}});
  bench.check_entry(root, certificate(1), full_properties());
  const auto again = test::images_of(*bench.lock(), removal);
  bench.check(again.has_value() && *again == *images, "what was brought back is as it was kept");
  bench.establish({removal});
  bench.establish({Add{root, certificate(1), owned(), *images}});
  bench.check_entry(root, certificate(1), owned());
  bench.establish({Remove{root, certificate(1), owned()}});
  bench.check(is_failed(bench.apply({Add{root, certificate(2), owned(), *images}}).front()),
              "another certificate's image does not bring this one back");
  bench.check_entry(root, certificate(2), std::nullopt);
}

void basis(Bench& bench) {
  bench.establish({Add{root, certificate(1), full_properties()}});
  const Change update = Update{root, certificate(1), full_properties(), owned()};
  const auto earlier = test::images_of(*bench.lock(), update);
  bench.require(earlier.has_value() && !earlier->empty(), "what is there has an image");
  bench.establish({update});
  const Change removal = Remove{root, certificate(1), owned()};
  const Change addition = Add{root, certificate(2), owned()};
  {
    const std::vector<Step> steps = {{removal, *earlier}, {addition, {}}};
    const auto outcomes = bench.lock()->apply(steps, {}).outcomes;
    bench.check(
        is_failed(outcomes[0], ErrorCode::stale),
        "what the journal does not hold as it is, is stale, and not " + describe(outcomes[0]));
    bench.check(is_changed(outcomes[1]), "and stops no other change");
  }
  bench.check_entry(root, certificate(1), owned());
  const auto session = bench.lock();
  const auto now = test::images_of(*session, removal);
  bench.require(now.has_value(), "it can be read again");
  const std::vector<Step> steps = {{removal, *now}};
  const Outcome outcome = session->apply(steps, {}).outcomes.front();
  bench.check(is_changed(outcome), "what it holds is removed, and not " + describe(outcome));
  bench.check_entry(root, certificate(1), std::nullopt);
}

void session_reads_what_it_wrote(Bench& bench) {
  const auto session = bench.lock();
  const std::vector<Change> changes = {Add{root, certificate(1), full_properties()}};
  bench.check(is_changed(test::apply_changes(*session, changes).front()),
              "the addition is Changed");
  for (const bool fresh : {false, true}) {
    const auto state = fresh ? bench.another()->read({}) : session->read({});
    bench.require(state.has_value() && state->contains(root) && state->at(root).has_value(),
                  "the store can be read after the apply");
    const Entry* entry = state->at(root)->find(certificate(1).fingerprint(), Origin::local);
    bench.check(entry != nullptr && entry->properties() == full_properties(),
                fresh ? "a fresh read shows what was written"
                      : "the session's read shows what was written");
  }
  const std::vector<Change> removal = {Remove{root, certificate(1), full_properties()}};
  bench.check(is_changed(test::apply_changes(*session, removal).front()),
              "a session can apply again");
  bench.check_entry(root, certificate(1), std::nullopt);
}

void selection(Bench& bench) {
  bench.establish({Add{root, certificate(1), owned()}, Add{ca, certificate(2), owned()}});
  const auto some = bench.provider().read({.stores = std::set<StoreName>{ca, store("Trust")}});
  bench.require(some.has_value(), "some stores can be read");
  bench.check(!some->contains(root), "a store that was not asked for is left out");
  bench.check(some->contains(ca) && some->at(ca)->entries().size() == 1,
              "one that was asked for is there");
  bench.check(!some->contains(store("Trust")) || some->at(store("Trust"))->entries().empty(),
              "one that does not exist is empty");
}

void thousand(Bench& bench) {
  constexpr std::size_t many = 1000;
  std::vector<Change> adds;
  std::vector<Change> removes;
  for (std::size_t i = 0; i < many; ++i) {
    adds.emplace_back(Add{root, certificate(i), owned()});
    removes.emplace_back(Remove{root, certificate(i), owned()});
  }
  bench.establish(adds);
  const TargetState full = bench.state();
  bench.require(full.contains(root) && full.at(root).has_value(), "the store can be read");
  bench.check(full.at(root)->entries().size() == many, "every one of 1,000 entries is there");
  const auto again = bench.apply(adds);
  bench.check(std::all_of(again.begin(), again.end(), is_unchanged),
              "adding all of them again is Unchanged");
  removes.erase(removes.begin() + many / 2, removes.end());
  bench.establish(removes);
  const TargetState half = bench.state();
  bench.check(half.at(root)->entries().size() == many - removes.size(), "half of them are gone");
}

constexpr std::array cases = {
    Case{"empty", empty},
    Case{"add", add},
    Case{"add without properties", add_plain},
    Case{"add twice", add_twice},
    Case{"update one property, keep the rest", update_keeps_the_rest},
    Case{"update twice", update_again},
    Case{"remove", remove},
    Case{"remove what is missing", remove_missing},
    Case{"stale: before is no longer true", stale},
    Case{"a stale change stops no other", stale_beside_good},
    Case{"a failed addition keeps the rest", failed_addition_keeps},
    Case{"two owners", two_owners},
    Case{"purposes: none, some, any", purposes_none_some_any},
    Case{"odd text in properties", odd_text},
    Case{"a batch over many stores", batch},
    Case{"preserve and restore", preserve_and_restore},
    Case{"a change rests on its basis", basis},
    Case{"read after apply", session_reads_what_it_wrote},
    Case{"some stores only", selection},
    Case{"1,000 entries", thousand},
};

}  // namespace

std::span<const Case> state_cases() { return cases; }

}  // namespace trustctl::contract
