// What others have put into a target.
#include <algorithm>
#include <array>

#include "tests/contract/samples.hpp"
#include "tests/contract/suite.hpp"
#include "tests/contract/tree.hpp"
#include "tests/support/steps.hpp"

namespace trustctl::contract {

namespace {

const StoreName root = StoreName::root();

Properties owned() { return owned_by({"example.org/base"}); }

void foreign_survives(Bench& bench) {
  bench.establish(
      {Add{root, certificate(1), full_properties()}, Add{root, certificate(2), owned()}});
  bench.harness().put_foreign(bench.folder());
  const std::string before = bench.harness().foreign(bench.folder());
  bench.require(!before.empty(), "the harness can put something there");
  bench.establish(
      {Add{root, certificate(3), owned()}, Update{root, certificate(1), full_properties(), owned()},
       Remove{root, certificate(2), owned()}, Add{StoreName::ca(), certificate(4), owned()}});
  bench.check(bench.harness().foreign(bench.folder()) == before,
              "what is not ours is byte for byte as it was");
  bench.check_entry(root, certificate(1), owned());
  bench.check_entry(root, certificate(2), std::nullopt);
  bench.check_entry(root, certificate(3), owned());
}

void entry_of_another_program(Bench& bench) {
  bench.establish({Add{root, certificate(1), owned()}});
  bench.harness().put_entry(bench.folder(), certificate(2).bytes());
  bench.check_entry(root, certificate(2), Properties{});
  bench.establish({Update{root, certificate(2), {}, full_properties()}});
  bench.check_entry(root, certificate(2), full_properties());
  bench.establish({Remove{root, certificate(2), full_properties()}});
  bench.check_entry(root, certificate(2), std::nullopt);
  bench.check_entry(root, certificate(1), owned());
}

void undecodable(Bench& bench) {
  bench.establish({Add{root, certificate(1), owned()}});
  const Certificate broken = Certificate::from_bytes(certificate(2).bytes().first(100));
  bench.require(broken.verdict().kind == Verdict::Kind::opaque, "100 bytes of one do not decode");
  bench.harness().put_entry(bench.folder(), broken.bytes());
  bench.check_entry(root, broken, Properties{});
  bench.check_entry(root, certificate(1), owned());
  bench.establish({Remove{root, broken, {}}});
  bench.check_entry(root, broken, std::nullopt);
  bench.check_entry(root, certificate(1), owned());
}

void broken_target(Bench& bench) {
  bench.harness().break_target(bench.folder());
  const std::string before = tree(bench.folder());
  const auto state = bench.provider().read({});
  bench.check(!state.has_value(), "a target that is something else is an error, and not empty");
  const Deadline soon{std::chrono::steady_clock::now() + std::chrono::seconds(1)};
  if (auto session = bench.provider().lock(soon)) {
    const std::vector<Change> changes = {Add{root, certificate(1), owned()}};
    bench.check(is_failed(test::apply_changes(**session, changes).front()),
                "and nothing is written to it");
  }
  bench.check(tree(bench.folder()) == before, "it is as it was");
}

void reading_writes_nothing(Bench& bench) {
  bench.establish({Add{root, certificate(1), full_properties()}});
  bench.harness().put_foreign(bench.folder());
  const std::string before = tree(bench.folder());
  bench.check(bench.provider().read({}).has_value(), "the target can be read");
  bench.check(bench.provider().read({.detail = Detail::raw}).has_value(),
              "it can be read with every raw property");
  bench.check(tree(bench.folder()) == before, "no file was touched");
}

void changing_nothing_writes_nothing(Bench& bench) {
  bench.establish({Add{root, certificate(1), full_properties()}});
  bench.harness().put_foreign(bench.folder());
  const std::string before = tree(bench.folder());
  const auto outcomes =
      bench.apply({Add{root, certificate(1), full_properties()}, Remove{root, certificate(2), {}}});
  bench.check(std::all_of(outcomes.begin(), outcomes.end(), is_unchanged), "all is Unchanged");
  bench.check(tree(bench.folder()) == before, "no file was touched");
}

void only_the_changed_entry_is_touched(Bench& bench) {
  bench.establish({Add{root, certificate(1), owned()}, Add{root, certificate(2), full_properties()},
                   Add{StoreName::ca(), certificate(3), owned()}});
  const TargetState before = bench.state();
  bench.establish({Update{root, certificate(1), owned(), full_properties()}});
  const TargetState after = bench.state();
  for (const auto& [store, contents] : before) {
    for (const Entry& entry : contents->entries()) {
      if (entry.certificate == certificate(1)) {
        continue;
      }
      const Entry* now = after.at(store)->find(entry.certificate.fingerprint(), entry.origin);
      bench.check(
          now != nullptr && now->properties() == entry.properties() && now->places == entry.places,
          "an entry that no change names is as it was");
    }
  }
}

constexpr std::array cases = {
    Case{"foreign data survives", foreign_survives},
    Case{"another program's entry", entry_of_another_program},
    Case{"undecodable entry", undecodable},
    Case{"a target that is something else", broken_target},
    Case{"reading writes nothing", reading_writes_nothing},
    Case{"changing nothing writes nothing", changing_nothing_writes_nothing},
    Case{"no other entry is touched", only_the_changed_entry_is_touched},
};

}  // namespace

std::span<const Case> foreign_cases() { return cases; }

}  // namespace trustctl::contract
