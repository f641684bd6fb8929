#include <catch2/catch.hpp>
#include <map>

#include "engine/explain/find_codes.hpp"
#include "engine/model/rule.hpp"
#include "engine/verify/client_code.hpp"
#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// root, an issuing CA as drafted, a usual server.
Answer with_issuing(Lab& lab, Draft draft, Viewpoint view = Viewpoint::machine) {
  draft.name = "issuing";
  draft.issuer = "root";
  Question question = ask(lab.leaf(), {lab.make(draft)});
  question.view = view;
  return answer(question, machine({.root = {lab.root()}}));
}

// root, the usual issuing CA, a server as drafted.
Answer with_leaf(Lab& lab, Draft draft, Question asked) {
  draft.issuer = "issuing";
  asked.leaf = lab.make(draft);
  asked.sent = {lab.issuing()};
  return answer(asked, machine({.root = {lab.root()}}));
}

Question ask_strictly() {
  Question question = ask(blob("replaced"));
  question.view = Viewpoint::strict;
  question.purpose = purpose("server_auth");
  return question;
}

Answer strict_leaf(Lab& lab, const WrittenExtensions& extensions,
                   const std::string& name = "server.example") {
  return with_leaf(lab, {.name = name, .extensions = extensions}, ask_strictly());
}

}  // namespace

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
  CHECK(purposes("anyExtendedKeyUsage").trust == Trust::trusted);
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
  Lab lab;
  // { policy 1.2.3, { id-qt-cps or another, "x" } }
  const auto strict = [&](const std::string& critical, const std::string& qualifier) {
    return with_issuing(
        lab,
        {.extensions = with(ca(), "2.5.29.32",
                            critical + "DER:3017301506022A03300F300D0608" + qualifier + "160178")},
        Viewpoint::strict);
  };
  const std::string statement = "2B06010505070201";
  const std::string other = "2B06010505070209";
  CHECK(strict("critical,", statement).trust == Trust::trusted);
  CHECK(strict("", other).trust == Trust::trusted);
  CHECK(has_error(strict("critical,", other), Fault::unknown_critical));
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
                                         "serverAuth,codeSigning")},
                     question);
  };
  for (const std::string usage : {"digitalSignature", "keyEncipherment", "keyAgreement"}) {
    CHECK(judged("critical," + usage, Viewpoint::strict, "server_auth").trust == Trust::trusted);
  }
  CHECK(has_error(judged("cRLSign", Viewpoint::strict, "server_auth"), Fault::wrong_purpose));
  CHECK(judged("cRLSign", Viewpoint::strict, "code_signing").trust == Trust::trusted);
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
