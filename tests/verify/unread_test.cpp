// What could not be read leaves the answer open.
#include <catch2/catch.hpp>

#include "engine/formats/serialized_store.hpp"
#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab_answers.hpp"

using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("a store that cannot be read leaves open what it may hold", "[verify]") {
  Lab lab;
  const tl::unexpected unread(Error{ErrorCode::access_denied, "cannot read"});
  TargetState stores = machine({.root = {lab.root()}});
  stores.insert_or_assign(StoreName::ca(), unread);
  CHECK(answer(ask(lab.leaf()), stores).trust == Trust::could_not_tell);
  CHECK(answer(ask(lab.leaf(), {lab.issuing()}), stores).trust == Trust::trusted);
  stores.insert_or_assign(StoreName::disallowed(), unread);
  CHECK(answer(ask(lab.leaf(), {lab.issuing()}), stores).trust == Trust::could_not_tell);
}

TEST_CASE("a store of which a part could not be read leaves open what it may hold", "[verify]") {
  Lab lab;
  const Finding unread{.rule = RuleId::unreadable_file, .level = Level::warning, .message = "why"};
  const auto with = [&](const StoreName& store, const Finding& finding) {
    TargetState stores = machine({.root = {lab.root()}});
    const auto entries = stores.at(store)->entries();
    stores.at(store) = StoreContents({entries.begin(), entries.end()}, {finding});
    return stores;
  };
  const Question good = ask(lab.leaf(), {lab.issuing()});
  const Answer given = answer(good, with(StoreName::disallowed(), unread));
  CHECK(given.trust == Trust::could_not_tell);
  CHECK(given.unreadable == std::vector<Error>{{ErrorCode::io, "why"}});
  CHECK(answer(ask(lab.leaf()), with(StoreName::ca(), unread)).trust == Trust::could_not_tell);
  CHECK(answer(ask(lab.leaf()), with(StoreName::root(), unread)).trust == Trust::could_not_tell);

  CHECK(answer(good, with(StoreName::root(), unread)).trust == Trust::trusted);
  CHECK(answer(good, with(StoreName::root(), unread)).unreadable.empty());
  const Finding junk{.rule = RuleId::junk, .level = Level::warning, .message = "a note"};
  CHECK(answer(good, with(StoreName::disallowed(), junk)).trust == Trust::trusted);
  CHECK(answer(ask(lab.leaf()), with(StoreName::ca(), junk)).trust == Trust::untrusted);
}

TEST_CASE("what no store can mend is not trusted, whatever could not be read", "[verify]") {
  Lab lab;
  TargetState stores = machine({.root = {lab.root()}});
  stores.insert_or_assign(StoreName::ca(),
                          tl::unexpected(Error{ErrorCode::access_denied, "cannot read"}));
  Question question = ask(lab.leaf());
  CHECK(answer(question, stores).trust == Trust::could_not_tell);
  question.at = *parse_time("2050-01-01");
  CHECK(answer(question, stores).trust == Trust::untrusted);
}

TEST_CASE("an entry of Disallowed that does not decode may be any certificate", "[verify]") {
  Lab lab;
  const Question question = ask(lab.leaf(), {lab.issuing()});
  const Answer given =
      answer(question, machine({.root = {lab.root()}, .disallowed = {blob("torn")}}));
  CHECK(given.trust == Trust::could_not_tell);
  REQUIRE(given.unreadable.size() == 1);
  CHECK(given.unreadable[0].message.find(blob("torn").fingerprint().hex()) != std::string::npos);
}

TEST_CASE("distrust that Windows keeps in a property leaves the answer open", "[verify]") {
  Lab lab;
  const auto trust = [&](std::uint32_t id, const Certificate& of) {
    SerializedElement element = SerializedElement::of(of);
    element.set(id, {0, 0, 0, 0, 0, 0, 0, 0});
    TargetState stores = machine({.root = {lab.root()}, .ca = {lab.issuing()}});
    for (auto& [name, contents] : stores) {
      std::vector<Entry> entries(contents->entries().begin(), contents->entries().end());
      for (Entry& entry : entries) {
        entry.places.front().image = copy(as_bytes("another form"));
        if (entry.certificate == of) {
          entry.places.push_back({"registry", {}, element.write()});
        }
      }
      contents = StoreContents(std::move(entries));
    }
    return answer(ask(lab.leaf()), stores).trust;
  };
  for (const std::uint32_t id : {84U, 104U, 122U, 126U, 127U, 128U}) {
    INFO(id);
    CHECK(trust(id, lab.root()) == Trust::could_not_tell);
    CHECK(trust(id, lab.issuing()) == Trust::could_not_tell);
  }
  for (const std::uint32_t id : {11U, 83U, 105U}) {
    INFO(id);
    CHECK(trust(id, lab.root()) == Trust::trusted);
  }
}
