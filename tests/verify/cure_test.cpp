#include "engine/verify/cure.hpp"

#include <catch2/catch.hpp>

#include "engine/model/signature.hpp"
#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

using Texts = std::vector<std::string>;

std::optional<std::string> takes_all(const Certificate&, const StoreName&) { return std::nullopt; }

JudgedCures judged(const Question& question, const TargetState& stores,
                   const PlanObjection& objection = takes_all) {
  return judge_cures(question, stores, answer(question, stores), verify_signature, objection);
}

Question chain_of(Lab& lab, const Certificate& root) {
  return ask(lab.leaf(), {lab.issuing(), root});
}

}  // namespace

TEST_CASE("a chain that only lacks its root is cured by it, and by what a plan takes", "[verify]") {
  Lab lab;
  const Question question = chain_of(lab, lab.root());
  const JudgedCures cured = judged(question, machine({}));
  REQUIRE(cured.cures.size() == 1);
  CHECK(cured.cures[0].act == Cure::Act::trust_chain);
  CHECK(cured.cures[0].certificates == std::vector{lab.root(), lab.issuing()});
  CHECK(cured.obstacles.empty());

  const JudgedCures refused =
      judged(question, machine({}), [](const Certificate& certificate, const StoreName& store) {
        return store == StoreName::root() ? std::optional(certificate.label() + " is refused")
                                          : std::nullopt;
      });
  CHECK(refused.cures.empty());
  CHECK(refused.obstacles == Texts{"a plan refuses it: root is refused"});
}

TEST_CASE("no lines are offered where the path would not be trusted with them", "[verify]") {
  Lab lab;
  Question question =
      chain_of(lab, lab.make({.name = "root", .extensions = ca("critical,CA:TRUE,pathlen:0")}));
  const JudgedCures too_long = judged(question, machine({}));
  CHECK(too_long.cures.empty());
  CHECK(too_long.obstacles == Texts{"root allows 0 CAs below it, and the path has 1"});

  question = chain_of(lab, lab.root());
  question.name = HostName::parse("other.example").value();
  CHECK(judged(question, machine({})).cures.empty());
  CHECK(judged(question, machine({})).obstacles.size() == 1);
}

TEST_CASE("what would be no more than could not tell is no cure", "[verify]") {
  const Question question =
      ask(fixture("signatures/unknown-server"),
          {fixture("signatures/unknown-issuing"), fixture("signatures/unknown-root")});
  const JudgedCures open = judged(question, machine({}));
  CHECK(open.cures.empty());
  CHECK(open.obstacles.size() == 3);  // one a signature
}

TEST_CASE("nothing is offered against what is distrusted on purpose", "[verify]") {
  Lab lab;
  const JudgedCures distrusted =
      judged(chain_of(lab, lab.root()), machine({.disallowed = {lab.issuing()}}));
  CHECK(distrusted.cures.empty());
  CHECK(distrusted.obstacles.empty());
}
