// What a certificate may be used for: extendedKeyUsage, application policies, policies, NTAuth.
#include <catch2/catch.hpp>

#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab_answers.hpp"
#include "tests/verify/second_opinion.hpp"

using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("extendedKeyUsage restricts what stands below it too", "[verify]") {
  Lab lab;
  const auto purposes = [&](const std::string& written) {
    const Certificate issuing = lab.make({.name = "issuing",
                                          .issuer = "root",
                                          .extensions = with(ca(), "extendedKeyUsage", written)});
    Question question = ask(lab.leaf(), {issuing});
    question.purpose = purpose("server_auth");
    return answer(question, machine({.root = {lab.root()}}));
  };
  CHECK(purposes("serverAuth,clientAuth").trust == Trust::trusted);
  const Answer any = purposes("anyExtendedKeyUsage");
  CHECK(any.trust == Trust::trusted);
  REQUIRE(any.path[1].problems.size() == 1);
  CHECK(any.path[1].problems[0].message ==
        "has anyExtendedKeyUsage and not server_auth, and OpenSSL refuses it");
  Question asked = ask(any.path[0].certificate);
  asked.purpose = purpose("server_auth");
  CHECK(openssl_objection(asked, any) == "unsuitable certificate purpose");
  CHECK(has_error(purposes("clientAuth"), Fault::wrong_purpose));
  CHECK(purposes("clientAuth").client_code == ClientCode{0x800B0110, "CERT_E_WRONG_USAGE"});
}

TEST_CASE("Microsoft's application policies outweigh extendedKeyUsage on Windows alone",
          "[verify]") {
  Lab lab;
  const std::string name = "1.3.6.1.4.1.311.21.10";
  const std::string server_auth = "DER:300C300A06082B06010505070301";
  const std::string client_auth = "DER:300C300A06082B06010505070302";
  const std::string any = "DER:300E300C060A2B0601040182370A0C01";
  const auto asked = [&](const WrittenExtensions& extensions, Viewpoint view) {
    Question question = ask_strictly();
    question.view = view;
    return with_leaf(lab, {.name = "server.example", .extensions = extensions}, question);
  };
  const auto machine_view = [&](const WrittenExtensions& extensions) {
    return asked(extensions, Viewpoint::machine);
  };
  const WrittenExtensions silent = without(server(), "extendedKeyUsage");
  const WrittenExtensions other = with(server(), "extendedKeyUsage", "clientAuth");

  CHECK(machine_view(with(server(), name, server_auth)).trust == Trust::trusted);
  CHECK(machine_view(with(silent, name, server_auth)).trust == Trust::trusted);
  CHECK(machine_view(with(server(), name, any)).trust == Trust::trusted);
  CHECK(has_error(machine_view(with(server(), name, client_auth)), Fault::wrong_purpose));
  CHECK(has_error(machine_view(with(silent, name, client_auth)), Fault::wrong_purpose));
  CHECK(has_error(machine_view(with(other, name, client_auth)), Fault::wrong_purpose));
  CHECK(machine_view(with(other, name, server_auth)).trust == Trust::could_not_tell);
  CHECK(machine_view(with(server(), name, "DER:0500")).trust == Trust::could_not_tell);
  CHECK(asked(with(server(), name, client_auth), Viewpoint::strict).trust == Trust::trusted);
  CHECK(has_error(asked(with(other, name, server_auth), Viewpoint::strict), Fault::wrong_purpose));
}

TEST_CASE("critical application policies and a critical template are understood", "[verify]") {
  Lab lab;
  const auto leaf = [&](const std::string& name, const std::string& value) {
    return with_leaf(lab, {.name = "server.example", .extensions = with(server(), name, value)},
                     ask(blob("replaced")));
  };
  CHECK(leaf("1.3.6.1.4.1.311.21.10", "critical,DER:300C300A06082B06010505070301").trust ==
        Trust::trusted);
  CHECK(leaf("1.3.6.1.4.1.311.21.7", "critical,DER:300B06032A0304020164020105").trust ==
        Trust::trusted);
  CHECK(has_error(leaf("1.3.6.1.4.1.311.21.8", "critical,DER:300B06032A0304020164020105"),
                  Fault::unknown_critical));
}

TEST_CASE("a policy extension that does not decode is fatal where it is critical", "[verify]") {
  Lab lab;
  const auto judged = [&](const std::string& name, const std::string& value) {
    return with_issuing(lab, {.extensions = with(ca(), name, value)});
  };
  // What each is by RFC 5280 §4.2.1.4, .5, .11, .14, and the same with its last part cut off.
  const std::map<std::string, std::pair<std::string, std::string>> extensions = {
      {"2.5.29.32", {"3006300406022A03", "3000"}},
      {"2.5.29.33", {"300A300806022A0306022A04", "3006300406022A03"}},
      {"2.5.29.36", {"3003810100", "30028100"}},
      {"2.5.29.54", {"020100", "0201FF"}},
      {"1.3.6.1.4.1.311.21.10", {"300C300A06082B06010505070301", "300A06082B06010505070301"}}};
  for (const auto& [name, values] : extensions) {
    INFO(name);
    CHECK(judged(name, "critical,DER:" + values.first).trust == Trust::trusted);
    CHECK(has_error(judged(name, "critical,DER:" + values.second), Fault::not_strict));
    const Answer warned = judged(name, "DER:" + values.second);
    CHECK(warned.trust == Trust::trusted);
    REQUIRE(warned.path[1].problems.size() == 1);
    CHECK(warned.path[1].problems[0].fault == Fault::not_strict);
  }
}

TEST_CASE("to the letter, critical policies have no qualifier that is not understood", "[verify]") {
  // To others it is a warning: OpenSSL passes over it.
  Lab lab;
  // { policy 1.2.3, { id-qt-cps or another, "x" } }
  const auto judged = [&](const std::string& critical, const std::string& qualifier,
                          Viewpoint view) {
    return with_issuing(
        lab,
        {.extensions = with(ca(), "2.5.29.32",
                            critical + "DER:3017301506022A03300F300D0608" + qualifier + "160178")},
        view);
  };
  const auto strict = [&](const std::string& critical, const std::string& qualifier) {
    return judged(critical, qualifier, Viewpoint::strict);
  };
  const std::string statement = "2B06010505070201";
  const std::string other = "2B06010505070209";
  CHECK(strict("critical,", statement).trust == Trust::trusted);
  CHECK(strict("", other).trust == Trust::trusted);
  CHECK(has_error(strict("critical,", other), Fault::unknown_critical));
  const Answer warned = judged("critical,", other, Viewpoint::machine);
  CHECK(warned.trust == Trust::trusted);
  REQUIRE(warned.path[1].problems.size() == 1);
  CHECK(warned.path[1].problems[0].fault == Fault::unknown_critical);
}

TEST_CASE("a smart card's issuer must be in NTAuth, where the target has that store", "[verify]") {
  Lab lab;
  const Certificate card =
      lab.make({.name = "me",
                .issuer = "issuing",
                .extensions = with(server(), "extendedKeyUsage", "1.3.6.1.4.1.311.20.2.2")});
  const auto judged = [&](std::optional<StoreContents> nt_auth, const std::string& asked) {
    TargetState stores = machine({.root = {lab.root()}, .ca = {lab.issuing()}});
    if (nt_auth.has_value()) {
      stores.emplace(store("NTAuth"), *std::move(nt_auth));
    }
    Question question = ask(card);
    question.purpose = purpose(asked);
    return answer(question, stores);
  };
  const std::string logon = "smart_card_logon";
  const StoreContents issuing({local(lab.issuing())});
  const StoreContents others({local(lab.root())});
  const StoreContents torn(
      {}, {{.rule = RuleId::unreadable_file, .level = Level::warning, .message = "why"}});

  CHECK(judged(issuing, logon).trust == Trust::trusted);
  CHECK(judged(std::nullopt, logon).trust == Trust::trusted);
  CHECK(has_error(judged(others, logon), Fault::not_in_nt_auth));
  CHECK(judged(others, logon).client_code == ClientCode{0x800B0112, "CERT_E_UNTRUSTEDCA"});
  CHECK(judged(torn, logon).trust == Trust::could_not_tell);
  CHECK_FALSE(has_error(judged(others, "client_auth"), Fault::not_in_nt_auth));
}

TEST_CASE("an NTAuth that cannot be read leaves open what it decides", "[verify]") {
  Lab lab;
  TargetState stores = machine({.root = {lab.root()}, .ca = {lab.issuing()}});
  stores.emplace(store("NTAuth"),
                 tl::unexpected(Error{ErrorCode::access_denied, "cannot read NTAuth"}));
  Question question = ask(lab.make(
      {.name = "me", .issuer = "issuing", .extensions = without(server(), "extendedKeyUsage")}));
  CHECK(answer(question, stores).trust == Trust::trusted);
  question.purpose = purpose("smart_card_logon");
  const Answer given = answer(question, stores);
  CHECK(given.trust == Trust::could_not_tell);
  CHECK(given.unreadable == std::vector<Error>{{ErrorCode::access_denied, "cannot read NTAuth"}});
}

TEST_CASE("the purposes that a store gives a root restrict what it is trusted for", "[verify]") {
  Lab lab;
  const auto allowed = [&](std::optional<std::set<Oid>> purposes, std::optional<Oid> asked) {
    Entry root = local(lab.root());
    root.places.front().properties.purposes = std::move(purposes);
    Question question = ask(lab.leaf(), {lab.issuing()});
    question.purpose = std::move(asked);
    return answer(question, state({{"Root", {root}}}));
  };
  const Oid server_auth = purpose("server_auth");
  CHECK(allowed({{server_auth}}, server_auth).trust == Trust::trusted);
  CHECK(has_error(allowed({{purpose("client_auth")}}, server_auth), Fault::purpose_disabled));
  CHECK(allowed({{purpose("client_auth")}}, std::nullopt).trust == Trust::trusted);
  CHECK(has_error(allowed(std::set<Oid>{}, std::nullopt), Fault::purpose_disabled));
}
