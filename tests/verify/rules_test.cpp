#include <catch2/catch.hpp>
#include <map>

#include "engine/explain/find_codes.hpp"
#include "engine/model/rule.hpp"
#include "engine/verify/client_code.hpp"
#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab_answers.hpp"

using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("validity begins and ends with its first and last second", "[verify]") {
  Lab lab;
  const Draft draft{.name = "server.example", .extensions = server()};
  const auto at = [&](std::string_view time) {
    Question question = ask(blob("replaced"));
    question.at = *parse_time(time);
    return with_leaf(lab, draft, question);
  };
  CHECK(has_error(at("2019-12-31T23:59:59Z"), Fault::not_yet_valid));
  CHECK(at("2020-01-01T00:00:00Z").trust == Trust::trusted);
  CHECK(at("2040-01-01T00:00:00Z").trust == Trust::trusted);
  CHECK(has_error(at("2040-01-01T00:00:01Z"), Fault::expired));
  CHECK(at("2040-01-01T00:00:01Z").client_code == ClientCode{0x80090328, "SEC_E_CERT_EXPIRED"});
}

TEST_CASE("an issuer must say that it is a CA and may sign certificates", "[verify]") {
  Lab lab;
  CHECK(with_issuing(lab, {.extensions = ca()}).trust == Trust::trusted);
  CHECK(has_error(with_issuing(lab, {.extensions = ca("critical,CA:FALSE")}), Fault::not_a_ca));
  CHECK(has_error(with_issuing(lab, {.extensions = without(ca(), "basicConstraints")}),
                  Fault::not_a_ca));
  CHECK(has_error(with_issuing(lab, {.extensions = with(ca(), "keyUsage", "critical,cRLSign")}),
                  Fault::no_cert_sign));
  CHECK(with_issuing(lab, {.extensions = without(ca(), "keyUsage")}).trust == Trust::trusted);
}

TEST_CASE("a root of version 1 is trusted for being in Root, a subordinate is not", "[verify]") {
  Lab lab;
  const Certificate v1 = lab.make({.name = "root", .version = 1});
  CHECK(answer(ask(lab.leaf(), {lab.issuing()}), machine({.root = {v1}})).trust == Trust::trusted);
  CHECK(has_error(with_issuing(lab, {.version = 1}), Fault::not_a_ca));
}

TEST_CASE("a path length counts the CAs below that are not self-issued", "[verify]") {
  Lab lab;
  const auto path = [&](const std::string& constraints) {
    const Certificate top =
        lab.make({.name = "policy", .issuer = "root", .extensions = ca(constraints)});
    const Certificate low = lab.make({.name = "issuing", .issuer = "policy", .extensions = ca()});
    return answer(ask(lab.leaf(), {top, low}), machine({.root = {lab.root()}}));
  };
  CHECK(has_error(path("critical,CA:TRUE,pathlen:0"), Fault::path_too_long));
  CHECK(path("critical,CA:TRUE,pathlen:1").trust == Trust::trusted);
}

TEST_CASE("a CA that only renews its key does not count towards a path length", "[verify]") {
  Lab lab;
  const Certificate top = lab.make(
      {.name = "issuing", .issuer = "root", .extensions = ca("critical,CA:TRUE,pathlen:0")});
  const Certificate renewed = lab.make({.name = "issuing", .extensions = ca(), .key = "new key"});
  const Certificate leaf = lab.make({.name = "server.example",
                                     .issuer = "issuing",
                                     .extensions = server(),
                                     .signed_by = "new key"});
  const Answer given = answer(ask(leaf, {top, renewed}), machine({.root = {lab.root()}}));
  INFO(described(given));
  CHECK(given.trust == Trust::trusted);
  CHECK(given.path.size() == 4);
}

TEST_CASE("a critical extension that nobody understands is fatal, another is not", "[verify]") {
  Lab lab;
  const auto leaf = [&](const std::string& value) {
    return with_leaf(lab,
                     {.name = "server.example", .extensions = with(server(), "1.2.3.4", value)},
                     ask(blob("replaced")));
  };
  CHECK(has_error(leaf("critical,DER:0500"), Fault::unknown_critical));
  CHECK(leaf("DER:0500").trust == Trust::trusted);
}

TEST_CASE("the name that was asked for must be among the alternative names", "[verify]") {
  Lab lab;
  const auto named = [&](const std::string& names, std::string_view host) {
    Question question = ask(blob("replaced"));
    question.name = *HostName::parse(host);
    return with_leaf(lab, {.name = "cn.example", .extensions = server(names)}, question).trust;
  };
  CHECK(named("DNS:server.example", "SERVER.example.") == Trust::trusted);
  CHECK(named("DNS:*.server.example", "a.server.example") == Trust::trusted);
  CHECK(named("DNS:*.server.example", "a.b.server.example") == Trust::untrusted);
  CHECK(named("DNS:*.server.example", "server.example") == Trust::untrusted);
  CHECK(named("DNS:*.example", "server") == Trust::untrusted);
  CHECK(named("DNS:*.example", "server.example") == Trust::untrusted);
  CHECK(named("IP:192.0.2.1", "192.0.2.1") == Trust::trusted);
  CHECK(named("DNS:192.0.2.1", "192.0.2.1") == Trust::untrusted);
  CHECK(named("IP:2001:db8::1", "[2001:DB8::1]") == Trust::trusted);
  CHECK(named("DNS:server.example", "cn.example") == Trust::untrusted);
}

TEST_CASE("the common name stands in where nothing else names a host, but not strictly",
          "[verify]") {
  Lab lab;
  Question question = ask(blob("replaced"));
  question.name = *HostName::parse("cn.example");
  const Draft draft{.name = "cn.example", .extensions = without(server(), "subjectAltName")};
  CHECK(with_leaf(lab, draft, question).trust == Trust::trusted);
  question.view = Viewpoint::strict;
  CHECK(has_error(with_leaf(lab, draft, question), Fault::name_mismatch));
}

TEST_CASE("a common name is never an address", "[verify]") {
  Lab lab;
  const auto named = [&](const std::string& address) {
    Question question = ask(blob("replaced"));
    question.name = *HostName::parse(address);
    return with_leaf(lab, {.name = address, .extensions = without(server(), "subjectAltName")},
                     question);
  };
  CHECK(has_error(named("192.0.2.1"), Fault::name_mismatch));
  CHECK(has_error(named("2001:db8::1"), Fault::name_mismatch));
}

TEST_CASE("a server's keyUsage must allow what TLS does, strictly, and is a warning else",
          "[verify]") {
  Lab lab;
  const auto judged = [&](const std::string& usage, Viewpoint view, std::string_view purpose_name) {
    Question question = ask_strictly();
    question.view = view;
    question.purpose = purpose(purpose_name);
    return with_leaf(lab,
                     {.name = "server.example",
                      .extensions = with(with(server(), "keyUsage", usage), "extendedKeyUsage",
                                         "serverAuth,1.3.6.1.5.5.8.2.2")},
                     question);
  };
  for (const std::string usage : {"digitalSignature", "keyEncipherment", "keyAgreement"}) {
    CHECK(judged("critical," + usage, Viewpoint::strict, "server_auth").trust == Trust::trusted);
  }
  CHECK(has_error(judged("cRLSign", Viewpoint::strict, "server_auth"), Fault::wrong_purpose));
  CHECK(judged("cRLSign", Viewpoint::strict, "1.3.6.1.5.5.8.2.2").trust == Trust::trusted);
  const Answer warned = judged("keyCertSign", Viewpoint::machine, "server_auth");
  CHECK(warned.trust == Trust::trusted);
  REQUIRE(warned.path[0].problems.size() == 1);
  CHECK(warned.path[0].problems[0].fault == Fault::wrong_purpose);
}

TEST_CASE("an explicit policy that is required leaves the answer open", "[verify]") {
  Lab lab;
  const Answer given = with_issuing(
      lab, {.extensions = with(ca(), "policyConstraints", "critical,requireExplicitPolicy:0")});
  CHECK(given.trust == Trust::could_not_tell);
}

TEST_CASE("addresses by ldap: alone are a warning", "[verify]") {
  Lab lab;
  const auto warned = [&](const std::string& value) {
    const Answer given = with_leaf(
        lab,
        {.name = "server.example", .extensions = with(server(), "crlDistributionPoints", value)},
        ask(blob("replaced")));
    CHECK(given.trust == Trust::trusted);
    return !given.path[0].problems.empty() &&
           given.path[0].problems[0].fault == Fault::unreachable_address;
  };
  CHECK(warned("URI:ldap:///CN=lab"));
  CHECK_FALSE(warned("URI:ldap:///CN=lab,URI:http://pki.example/lab.crl"));
}

TEST_CASE("a weak signature counts on all but what is trusted for itself", "[verify]") {
  Lab lab;
  const Certificate root = lab.make({.name = "rsa root", .extensions = ca(), .digest = "MD5"});
  const auto leaf_by = [&](const std::string& key, const std::string& digest) {
    return lab.make({.name = "server.example",
                     .issuer = "rsa root",
                     .extensions = server(),
                     .signed_by = key,
                     .digest = digest});
  };
  CHECK(answer(ask(leaf_by("rsa root", "SHA256")), machine({.root = {root}})).trust ==
        Trust::trusted);
  CHECK(has_error(answer(ask(leaf_by("rsa root", "MD5")), machine({.root = {root}})),
                  Fault::weak_signature));
}

TEST_CASE("a CA does not escape by bearing the name of its issuer", "[verify]") {
  Lab lab;
  const Certificate root = lab.make({.name = "rsa root", .extensions = ca()});
  const Certificate leaf = lab.make({.name = "server.example",
                                     .issuer = "rsa root",
                                     .extensions = server(),
                                     .signed_by = "other"});
  const auto judged = [&](const std::string& digest, Viewpoint view) {
    Question question = ask(leaf, {lab.make({.name = "rsa root",
                                             .extensions = ca(),
                                             .signed_by = "rsa root",
                                             .key = "other",
                                             .digest = digest})});
    question.view = view;
    return answer(question, machine({.root = {root}}));
  };
  CHECK(judged("SHA256", Viewpoint::machine).trust == Trust::trusted);
  CHECK(has_error(judged("MD5", Viewpoint::machine), Fault::weak_signature));
  CHECK(judged("SHA1", Viewpoint::machine).trust == Trust::trusted);
  CHECK(has_error(judged("SHA1", Viewpoint::strict), Fault::weak_signature));
}

TEST_CASE("a leaf that bears the name of its issuer does not escape either", "[verify]") {
  Lab lab;
  const Certificate root = lab.make({.name = "rsa root", .extensions = ca()});
  const Certificate leaf = lab.make({.name = "rsa root",
                                     .extensions = server(),
                                     .signed_by = "rsa root",
                                     .key = "other",
                                     .digest = "MD5"});
  CHECK(has_error(answer(ask(leaf), machine({.root = {root}})), Fault::weak_signature));
}

TEST_CASE("the digest of a server that is its own root does not matter", "[verify]") {
  Lab lab;
  const Certificate own = lab.make({.name = "rsa server", .extensions = server(), .digest = "MD5"});
  CHECK(answer(ask(own), machine({.root = {own}})).trust == Trust::trusted);
  const Answer elsewhere = answer(ask(own), machine({}));
  CHECK(has_error(elsewhere, Fault::untrusted_root));
  CHECK_FALSE(has_error(elsewhere, Fault::weak_signature));
}

TEST_CASE("the strict view asks of a server certificate what WebPKI asks", "[verify]") {
  Lab lab;
  CHECK(strict_leaf(lab, server()).trust == Trust::trusted);
  CHECK(has_error(strict_leaf(lab, without(server(), "authorityKeyIdentifier")), Fault::profile));
  CHECK(has_error(strict_leaf(lab, without(server(), "subjectAltName")), Fault::profile));
  CHECK(has_error(strict_leaf(lab, without(server(), "extendedKeyUsage")), Fault::profile));
  CHECK(has_error(strict_leaf(lab, with(server(), "extendedKeyUsage", "anyExtendedKeyUsage")),
                  Fault::profile));
  CHECK(has_error(strict_leaf(lab, with(server(), "basicConstraints", "critical,CA:TRUE")),
                  Fault::profile));
  CHECK(has_error(strict_leaf(lab, with(server(), "keyUsage", "keyCertSign")), Fault::profile));
  CHECK(has_error(strict_leaf(lab, server("critical,DNS:server.example")), Fault::profile));
  CHECK(has_error(strict_leaf(lab, server("DNS:server.example"), ""), Fault::profile));
  CHECK(strict_leaf(lab, server("critical,DNS:server.example"), "").trust == Trust::trusted);
}

TEST_CASE("the strict view asks of a CA what RFC 5280 asks", "[verify]") {
  Lab lab;
  const auto strict = [&](const WrittenExtensions& extensions) {
    return has_error(with_issuing(lab, {.extensions = extensions}, Viewpoint::strict),
                     Fault::profile);
  };
  CHECK_FALSE(strict(ca()));
  CHECK(strict(ca("CA:TRUE")));
  CHECK(strict(without(ca(), "keyUsage")));
  CHECK(strict(without(ca(), "subjectKeyIdentifier")));
  CHECK(strict(with(ca(), "subjectKeyIdentifier", "critical,hash")));
  CHECK(strict(with(ca(), "policyConstraints", "inhibitPolicyMapping:0")));
}

TEST_CASE("a rule that stops clients has the code that they show, and explain knows it",
          "[verify]") {
  std::size_t cited = 0;
  for (const Rule& rule : rules()) {
    const auto code = client_code(rule.id);
    if (!code) {
      continue;
    }
    INFO(rule.name);
    ++cited;
    const auto found = find_codes(std::string(code->name));
    REQUIRE(found.has_value());
    REQUIRE(found->size() == 1);
    CHECK(found->front()->number == code->value);
  }
  CHECK(cited == 10);
  CHECK(to_string(*client_code(RuleId::expired)) == "0x80090328 SEC_E_CERT_EXPIRED");
  CHECK_FALSE(client_code(RuleId::long_validity).has_value());
}
