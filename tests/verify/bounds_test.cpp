#include <catch2/catch.hpp>

#include "engine/model/signature.hpp"
#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab_answers.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// n CAs, each issued by the one before, the first by "root"; and their server.
std::vector<Certificate> long_chain(Lab& lab, int length) {
  std::vector<Certificate> chain;
  std::string issuer = "root";
  for (int i = 0; i < length; ++i) {
    const std::string name = "ca " + std::to_string(i);
    chain.push_back(lab.make({.name = name, .issuer = issuer, .extensions = ca()}));
    issuer = name;
  }
  chain.push_back(lab.make({.name = "server.example", .issuer = issuer, .extensions = server()}));
  return chain;
}

}  // namespace

TEST_CASE("CAs that certify each other make no endless path", "[verify]") {
  Lab lab;
  const Certificate a = lab.make({.name = "a", .issuer = "b", .extensions = ca()});
  const Certificate b = lab.make({.name = "b", .issuer = "a", .extensions = ca()});
  const Certificate leaf =
      lab.make({.name = "server.example", .issuer = "a", .extensions = server()});
  const Answer given = answer(ask(leaf, {a, b}), machine({.root = {lab.root()}}));
  CHECK(given.trust == Trust::untrusted);
  CHECK(given.exhausted.empty());
  CHECK(given.effort.edges < 20);
}

TEST_CASE("sixteen certificates are a path, seventeen are more than can be told", "[verify]") {
  Lab lab;
  std::vector<Certificate> sixteen = long_chain(lab, 14);
  CHECK(answer(ask(sixteen.back(), sixteen), machine({.root = {lab.root()}})).trust ==
        Trust::trusted);
  std::vector<Certificate> seventeen = long_chain(lab, 15);
  const Answer given = answer(ask(seventeen.back(), seventeen), machine({.root = {lab.root()}}));
  CHECK(given.trust == Trust::could_not_tell);
  CHECK(given.exhausted == std::vector<std::string_view>{"depth"});
}

TEST_CASE("each bound that is met makes the answer: could not tell", "[verify]") {
  Lab lab;
  const auto stores = machine({.root = {lab.root()}});
  Question question = ask(lab.leaf(), {lab.issuing()});
  question.bounds.edges = 1;
  CHECK(answer(question, stores).exhausted == std::vector<std::string_view>{"edges"});
  question.bounds = {};
  question.bounds.signatures = 1;
  CHECK(answer(question, stores).trust == Trust::could_not_tell);
  CHECK(answer(question, stores).exhausted == std::vector<std::string_view>{"signatures"});
}

TEST_CASE("what was sent and not looked at leaves open what it may hold", "[verify]") {
  Lab lab;
  const auto stores = machine({.root = {lab.root()}});
  Question question = ask(lab.leaf());
  CHECK(answer(question, stores).trust == Trust::untrusted);
  question.sent_beyond = 1;
  const Answer given = answer(question, stores);
  CHECK(given.trust == Trust::could_not_tell);
  CHECK(given.exhausted == std::vector<std::string_view>{"certificates"});
  question.at = *parse_time("2050-01-01");
  CHECK(answer(question, stores).trust == Trust::untrusted);
  question = ask(lab.leaf(), {lab.issuing()});
  question.sent_beyond = 1;
  CHECK(answer(question, stores).trust == Trust::trusted);
  CHECK(answer(question, stores).exhausted.empty());
}

TEST_CASE("a maze of CAs that leads nowhere costs no more than the bounds allow", "[verify]") {
  Lab lab;
  constexpr int layers = 8;
  constexpr int keys = 4;
  const auto layer = [](int i) { return "layer " + std::to_string(i); };
  const auto key = [&](int i, int k) { return layer(i) + " key " + std::to_string(k); };
  std::vector<Certificate> maze;
  for (int i = 0; i < layers; ++i) {
    for (int n = 0; n < keys * keys; ++n) {
      maze.push_back(lab.make({.name = layer(i),
                               .issuer = layer(i + 1),
                               .extensions = without(ca(), "authorityKeyIdentifier"),
                               .signed_by = key(i + 1, n / keys),
                               .key = key(i, n % keys)}));
    }
  }
  const Certificate leaf = lab.make({.name = "server.example",
                                     .issuer = layer(0),
                                     .extensions = without(server(), "authorityKeyIdentifier"),
                                     .signed_by = key(0, 0)});
  const Answer given = answer(ask(leaf, maze), machine({.root = {lab.root()}}));
  CHECK(given.trust == Trust::could_not_tell);
  check_within_bounds(given, Bounds());
}

TEST_CASE("each signature is verified once, and none where a cheap check refuses", "[verify]") {
  Lab lab;
  const Certificate expired = lab.make(
      {.name = "issuing", .issuer = "root", .extensions = ca(), .not_after = "2025-01-01"});
  std::size_t calls = 0;
  const SignatureCheck counted = [&](const Certificate& child, const Certificate& issuer) {
    ++calls;
    return verify_signature(child, issuer);
  };
  const Answer given = verify(ask(lab.leaf(), {expired, lab.issuing(), lab.issuing()}),
                              machine({.root = {lab.root()}}), counted);
  CHECK(given.trust == Trust::trusted);
  CHECK(calls == 3);  // leaf by issuing, issuing by root, root by itself
  CHECK(given.effort.signatures == calls);
}
