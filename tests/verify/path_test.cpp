#include <catch2/catch.hpp>

#include "engine/capture/chain_in_stores.hpp"
#include "engine/formats/serialized_store.hpp"
#include "engine/model/signature.hpp"
#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab_answers.hpp"

using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("a chain whose CA the peer sends and whose root is in Root is trusted", "[verify]") {
  Lab lab;
  const Answer given = answer(ask(lab.leaf(), {lab.issuing()}), machine({.root = {lab.root()}}));
  INFO(described(given));
  CHECK(given.trust == Trust::trusted);
  CHECK(given.anchored);
  CHECK(labels(given) == Labels{"server.example", "issuing", "root"});
  CHECK(given.path[1].found == std::vector<Whereabouts>{Whereabouts{}});
  CHECK(given.path[2].found ==
        std::vector<Whereabouts>{Whereabouts{StoreName::root(), Origin::local}});
  CHECK_FALSE(given.client_code.has_value());
}

TEST_CASE("a CA that the peer does not send is taken from CA", "[verify]") {
  Lab lab;
  const Answer given =
      answer(ask(lab.leaf()), machine({.root = {lab.root()}, .ca = {lab.issuing()}}));
  CHECK(given.trust == Trust::trusted);
  CHECK(given.path[1].found ==
        std::vector<Whereabouts>{Whereabouts{StoreName::ca(), Origin::local}});
}

TEST_CASE("a CA that is nowhere is named with its key and where it can be had", "[verify]") {
  Lab lab;
  const Certificate leaf = lab.make({.name = "server.example",
                                     .issuer = "issuing",
                                     .extensions = with(server(), "authorityInfoAccess",
                                                        "caIssuers;URI:http://pki.example/i.cer")});
  const Answer given = answer(ask(leaf), machine({.root = {lab.root()}}));
  REQUIRE(given.missing.has_value());
  CHECK(given.trust == Trust::untrusted);
  CHECK(given.missing->subject == "CN=issuing");
  CHECK(given.missing->key_id.size() == 40);
  CHECK(given.missing->addresses == Labels{"http://pki.example/i.cer"});
  CHECK(given.client_code == ClientCode{0x80090325, "SEC_E_UNTRUSTED_ROOT"});
}

TEST_CASE("a root that is sent and is not in Root is not trusted", "[verify]") {
  Lab lab;
  const Answer given = answer(ask(lab.leaf(), {lab.issuing(), lab.root()}), machine({}));
  CHECK(given.trust == Trust::untrusted);
  CHECK(has_error(given, Fault::untrusted_root));
  CHECK(given.client_code == ClientCode{0x80090325, "SEC_E_UNTRUSTED_ROOT"});
}

TEST_CASE("a root that is in CA alone is not trusted", "[verify]") {
  Lab lab;
  const Answer given = answer(ask(lab.leaf(), {lab.issuing()}), machine({.ca = {lab.root()}}));
  CHECK(has_error(given, Fault::untrusted_root));
}

TEST_CASE("a subordinate in Root ends no path in the machine's view", "[verify]") {
  Lab lab;
  Question question = ask(lab.leaf());
  CHECK(answer(question, machine({.root = {lab.issuing()}})).trust == Trust::untrusted);
  question.view = Viewpoint::strict;
  CHECK(answer(question, machine({.root = {lab.issuing()}})).trust == Trust::trusted);
}

TEST_CASE("a self-signed server certificate is trusted if it is in Root", "[verify]") {
  Lab lab;
  const Certificate own = lab.make({.name = "server.example", .extensions = server()});
  CHECK(answer(ask(own), machine({.root = {own}})).trust == Trust::trusted);
  CHECK(has_error(answer(ask(own), machine({})), Fault::untrusted_root));
}

TEST_CASE("the nearest way to Root is taken, by the newest certificates", "[verify]") {
  Lab lab;
  const Certificate other = lab.make({.name = "other", .extensions = ca()});
  const Certificate cross =
      lab.make({.name = "root", .issuer = "other", .extensions = ca(), .not_before = "2028-01-01"});
  const Certificate newer = lab.make(
      {.name = "issuing", .issuer = "root", .extensions = ca(), .not_before = "2029-01-01"});
  const Answer given = answer(ask(lab.leaf(), {cross, lab.issuing(), newer}),
                              machine({.root = {other, lab.root()}}));
  CHECK(labels(given) == Labels{"server.example", "issuing", "root"});
  CHECK(given.path[1].certificate == newer);
  CHECK(given.effort.signatures == 3);
}

TEST_CASE("where the name or the purpose is wrong, the path is shown that would be taken",
          "[verify]") {
  Lab lab;
  const Certificate other = lab.make({.name = "other", .extensions = ca()});
  const Certificate cross =
      lab.make({.name = "root", .issuer = "other", .extensions = ca(), .not_before = "2028-01-01"});
  const TargetState stores = machine({.root = {other, lab.root()}, .ca = {cross, lab.issuing()}});
  Question question = ask(lab.leaf(), {cross, lab.issuing()});
  const Labels taken = {"server.example", "issuing", "root"};
  CHECK(labels(answer(question, stores)) == taken);

  question.name = *HostName::parse("else.example");
  const Answer misnamed = answer(question, stores);
  question.name.reset();
  question.purpose = *Oid::parse("client_auth");
  const Answer misused = answer(question, stores);

  CHECK(has_error(misnamed, Fault::name_mismatch));
  CHECK(labels(misnamed) == taken);
  CHECK(has_error(misused, Fault::wrong_purpose));
  CHECK(labels(misused) == taken);
}

TEST_CASE("of CAs that all expired, what is installed is shown, and of that the newest",
          "[verify]") {
  Lab lab;
  const auto issuing = [&lab](const std::string& from) {
    return lab.make({.name = "issuing",
                     .issuer = "root",
                     .extensions = ca(),
                     .not_before = from,
                     .not_after = "2029-01-01"});
  };
  const Certificate oldest = issuing("2021-01-01");
  const Certificate newer = issuing("2022-01-01");
  const Certificate sent = issuing("2023-01-01");

  const Answer given =
      answer(ask(lab.leaf(), {sent}), machine({.root = {lab.root()}, .ca = {oldest, newer}}));

  CHECK(has_error(given, Fault::expired));
  REQUIRE(given.path.size() == 3);
  CHECK(given.path[1].certificate == newer);
}

TEST_CASE("key identifiers spare signatures that would not hold", "[verify]") {
  Lab lab;
  std::vector<Certificate> namesakes;
  for (int i = 0; i < 20; ++i) {
    namesakes.push_back(lab.make({.name = "issuing",
                                  .issuer = "root",
                                  .extensions = ca(),
                                  .not_before = "2029-01-01",
                                  .key = "key " + std::to_string(i)}));
  }
  namesakes.push_back(lab.issuing());
  const Answer given = answer(ask(lab.leaf(), namesakes), machine({.root = {lab.root()}}));
  CHECK(given.trust == Trust::trusted);
  CHECK(given.effort.signatures == 3);
}

TEST_CASE("what is in Disallowed makes no good path", "[verify]") {
  Lab lab;
  for (const Certificate& banned : {lab.root(), lab.issuing()}) {
    const Answer given = answer(ask(lab.leaf(), {lab.issuing()}),
                                machine({.root = {lab.root()}, .disallowed = {banned}}));
    CHECK(given.trust == Trust::untrusted);
    CHECK(has_error(given, Fault::distrusted));
    CHECK(given.client_code == ClientCode{0x800B0111, "TRUST_E_EXPLICIT_DISTRUST"});
  }
}

TEST_CASE("a signature written in other bytes does not hide what is in Disallowed", "[verify]") {
  Lab lab;
  for (const Certificate& twin :
       {with_negated_signature(lab.issuing()), with_long_length(lab.issuing())}) {
    REQUIRE(twin != lab.issuing());
    REQUIRE(answer(ask(lab.leaf(), {twin}), machine({.root = {lab.root()}})).trust ==
            Trust::trusted);
    const Answer given = answer(ask(lab.leaf(), {twin}),
                                machine({.root = {lab.root()}, .disallowed = {lab.issuing()}}));
    INFO(described(given));
    CHECK(given.trust == Trust::untrusted);
    CHECK(has_error(given, Fault::distrusted));
  }
}

TEST_CASE("a leaf and a root are distrusted in other bytes too", "[verify]") {
  Lab lab;
  const Certificate leaf = lab.leaf();
  const auto trust = [&](const Certificate& asked, const Certificate& root,
                         const Certificate& banned) {
    return answer(ask(asked, {lab.issuing()}), machine({.root = {root}, .disallowed = {banned}}));
  };
  const Certificate other_root = with_negated_signature(lab.root());
  CHECK(has_error(trust(with_negated_signature(leaf), lab.root(), leaf), Fault::distrusted));
  CHECK(has_error(trust(leaf, other_root, lab.root()), Fault::distrusted));
  CHECK(trust(leaf, lab.root(), lab.leaf()).trust == Trust::trusted);  // of another serial number
}

TEST_CASE("what does not decode in Disallowed distrusts nothing that does", "[verify]") {
  Lab lab;
  const TargetState stores = machine({.root = {lab.root()}, .disallowed = {blob("junk")}});
  CHECK(has_error(answer(ask(blob("junk")), stores), Fault::distrusted));
  CHECK_FALSE(has_error(answer(ask(lab.leaf(), {blob("odd")}), stores), Fault::distrusted));
}

TEST_CASE("another way is found around a distrusted cross-certificate", "[verify]") {
  Lab lab;
  const Certificate other = lab.make({.name = "other", .extensions = ca()});
  const Certificate cross = lab.make(
      {.name = "issuing", .issuer = "other", .extensions = ca(), .not_before = "2025-01-01"});
  const Answer given = answer(ask(lab.leaf(), {cross, lab.issuing()}),
                              machine({.root = {lab.root(), other}, .disallowed = {cross}}));
  CHECK(given.trust == Trust::trusted);
  CHECK(labels(given) == Labels{"server.example", "issuing", "root"});
}

TEST_CASE("an expired root gives way to its successor with the same key", "[verify]") {
  Lab lab;
  const Certificate old = lab.make({.name = "root", .extensions = ca(), .not_after = "2029-01-01"});
  const Answer given =
      answer(ask(lab.leaf(), {lab.issuing()}), machine({.root = {old, lab.root()}}));
  CHECK(given.trust == Trust::trusted);
  CHECK(given.path.back().certificate == lab.root());
}

TEST_CASE("a renewed root that its older self signed is no end of a path", "[verify]") {
  Lab lab;
  const Certificate renewed =
      lab.make({.name = "root", .extensions = ca(), .signed_by = "old key", .key = "new key"});
  const Certificate old =
      lab.make({.name = "root", .extensions = ca(), .signed_by = "old key", .key = "old key"});
  const Certificate leaf = lab.make(
      {.name = "server.example", .issuer = "root", .extensions = server(), .signed_by = "new key"});
  const Answer given = answer(ask(leaf), machine({.root = {renewed, old}}));
  CHECK(given.trust == Trust::trusted);
  CHECK(labels(given) == Labels{"server.example", "root", "root"});
  CHECK(answer(ask(leaf), machine({.root = {renewed}})).trust == Trust::untrusted);
}

TEST_CASE("a signature that another key made is a broken one", "[verify]") {
  Lab lab;
  const Certificate leaf = lab.make({.name = "server.example",
                                     .issuer = "issuing",
                                     .extensions = without(server(), "authorityKeyIdentifier"),
                                     .signed_by = "somebody"});
  const Answer given = answer(ask(leaf, {lab.issuing()}), machine({.root = {lab.root()}}));
  CHECK(given.trust == Trust::untrusted);
  CHECK(has_error(given, Fault::broken_signature));
}

TEST_CASE("what does not decode is no reason to stop, and no part of a path", "[verify]") {
  Lab lab;
  const Answer given =
      answer(ask(lab.leaf(), {blob("junk"), lab.issuing()}), machine({.root = {lab.root()}}));
  CHECK(given.trust == Trust::trusted);
  CHECK(has_error(answer(ask(blob("junk")), machine({})), Fault::unreadable));
}

TEST_CASE("an issuer whose name is written in other bytes is found, with a warning", "[verify]") {
  const Answer given =
      answer(ask(fixture("case-issuing")), machine({.root = {fixture("case-root")}}));
  INFO(described(given));
  CHECK(given.trust == Trust::trusted);
  CHECK(given.path[0].problems.front().fault == Fault::name_not_byte_equal);
}

TEST_CASE("a verifier that remembers says what one says that does not", "[verify]") {
  Lab lab;
  SignatureVerifier remembering;
  std::vector<Certificate> all = {lab.root(), lab.issuing(), lab.leaf(), blob("junk"),
                                  fixture("broken-root")};
  for (int i = 0; i < 70; ++i) {  // more than it keeps
    all.push_back(lab.make({.name = "root", .extensions = ca()}));
  }
  std::size_t good = 0;
  for (const Certificate& child : all) {
    for (const Certificate& issuer : {lab.root(), lab.issuing(), blob("junk"), child}) {
      const SignatureVerdict verdict = remembering(child, issuer);
      CHECK(verdict == verify_signature(child, issuer));
      good += verdict == SignatureVerdict::good ? 1U : 0U;
    }
  }
  CHECK(good == 2 + 1 + 1 + 2 * 70);  // the root by itself, twice asked
}

TEST_CASE("verify judges the path that export carries over, however often a CA's key was renewed",
          "[verify]") {
  Lab lab;
  const auto issuing = [&lab](const std::string& from, const std::string& until) {
    return lab.make({.name = "issuing",
                     .issuer = "root",
                     .extensions = ca(),
                     .not_before = from,
                     .not_after = until});
  };
  const std::vector<Certificate> renewals = {issuing("2021-01-01", "2039-01-01"),
                                             issuing("2023-01-01", "2035-01-01"),
                                             issuing("2022-01-01", "2037-01-01")};
  const TargetState stores = machine({.root = {lab.root()}, .ca = renewals});

  const Certificate leaf = lab.leaf();

  const Answer judged = answer(ask(leaf), stores);
  const std::vector<TargetState> states = {stores};
  const std::vector<std::string> names = {"machine"};
  const auto carried = chain_in_stores(leaf, {states, names, {}}, ask(leaf).at);

  REQUIRE(carried.has_value());
  REQUIRE(judged.path.size() == carried->certificates.size());
  for (std::size_t i = 0; i < judged.path.size(); ++i) {
    CHECK(date(judged.path[i].certificate.not_before()) ==
          date(carried->certificates[i].not_before()));
    CHECK(judged.path[i].certificate == carried->certificates[i]);
  }
}
