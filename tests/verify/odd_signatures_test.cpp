// Signatures in odd bytes, and such as nobody can verify.
#include <catch2/catch.hpp>

#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab_answers.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

Certificate signed_oddly(const std::string& name) { return fixture("signatures/" + name); }

Answer answer_of(const std::string& leaf, const Stores& stores) {
  return answer(ask(signed_oddly(leaf)), machine(stores));
}

}  // namespace

TEST_CASE("a chain in bytes that OpenSSL refuses is verified over those bytes", "[verify]") {
  const Answer given = answer_of("padded-server", {.root = {signed_oddly("padded-root")},
                                                   .ca = {signed_oddly("padded-issuing")}});
  INFO(described(given));
  CHECK(given.trust == Trust::trusted);
  CHECK(given.path[0].problems.front().fault == Fault::not_strict);
  CHECK(answer_of("no-null-root", {.root = {signed_oddly("no-null-root")}}).trust ==
        Trust::trusted);
  CHECK(answer_of("garbage-root", {.root = {signed_oddly("garbage-root")}}).trust ==
        Trust::untrusted);
}

TEST_CASE("a chain that nobody can verify is neither trusted nor not", "[verify]") {
  const Answer given = answer_of("unknown-server", {.root = {signed_oddly("unknown-root")},
                                                    .ca = {signed_oddly("unknown-issuing")}});
  INFO(described(given));
  CHECK(given.trust == Trust::could_not_tell);
  CHECK(given.anchored);
  CHECK(labels(given) == Labels{"server.example", "New Issuing", "New Root"});
  for (const PathLink& link : given.path) {
    REQUIRE(link.problems.size() == 1);
    CHECK(link.problems[0].fault == Fault::unverifiable_signature);
    CHECK(link.problems[0].severity == Severity::unknown);
  }
  CHECK_FALSE(given.client_code.has_value());
  CHECK(answer_of("ml-dsa-server",
                  {.root = {signed_oddly("ml-dsa-root")}, .ca = {signed_oddly("ml-dsa-issuing")}})
            .trust != Trust::untrusted);
  CHECK(answer_of("md2-root", {.root = {signed_oddly("md2-root")}}).trust == Trust::could_not_tell);
}

TEST_CASE("what nobody can verify is untrusted for what else is wrong", "[verify]") {
  const Stores stores = {.root = {signed_oddly("unknown-root")},
                         .ca = {signed_oddly("unknown-issuing")}};
  Question late = ask(signed_oddly("unknown-server"));
  late.at = *parse_time("2050-01-01");
  CHECK(answer(late, machine(stores)).trust == Trust::untrusted);
  CHECK(answer_of("unknown-server", {.ca = stores.ca}).trust == Trust::untrusted);
  CHECK(has_error(answer_of("unknown-root", {}), Fault::untrusted_root));
}

TEST_CASE(
    "without a key identifier nobody can tell; one that speaks against an issuer rules it out",
    "[verify]") {
  const Stores stores = {.root = {signed_oddly("unknown-root")}};
  CHECK(answer_of("unknown-nameless", stores).trust == Trust::could_not_tell);
  const Answer elsewhere = answer_of("unknown-elsewhere", stores);
  INFO(described(elsewhere));
  CHECK(elsewhere.trust == Trust::untrusted);
  CHECK(has_error(elsewhere, Fault::issuer_missing));
}
