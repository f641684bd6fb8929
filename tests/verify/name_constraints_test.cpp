#include <catch2/catch.hpp>
#include <random>

#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab.hpp"
#include "tests/verify/second_opinion.hpp"

using namespace trustctl;
using namespace trustctl::test;
using Catch::Contains;

namespace {

// RFC 9598, appendix B: the GeneralName of 医生@xn--pss25c.example.com.
const std::string rfc9598_example =
    "A02B06082B06010505070809A01F0C1DE58CBBE7949F40786E2D2D70737332"
    "35632E6578616D706C652E636F6D";

struct Judged {
  Question question;
  Answer answer;
};

Judged judged(const std::string& constraints, const Draft& leaf) {
  Lab lab;
  const Certificate issuing =
      lab.make({.name = "issuing",
                .issuer = "root",
                .extensions = with(ca(), "nameConstraints", "critical," + constraints)});
  Draft draft = leaf;
  draft.issuer = "issuing";
  const Question question = ask(lab.make(draft), {issuing});
  return {question, answer(question, machine({.root = {lab.root()}}))};
}

Answer constrained(const std::string& constraints, const Draft& leaf) {
  return judged(constraints, leaf).answer;
}

// Where OpenSSL has another verdict than the RFCs: an excluded name does not hit the wildcard that
// covers it, and the domain of a SmtpUTF8Mailbox is of U-labels (RFC 8398, which RFC 9598
// replaced).
bool openssl_differs(const std::string& constraints, const std::string& names) {
  return (constraints.starts_with("excluded") && names.find("DNS:*") != std::string::npos) ||
         names.find(rfc9598_example) != std::string::npos;
}

// Whether a server with these alternative names is allowed, by us and by OpenSSL.
bool allows(const std::string& constraints, const std::string& names) {
  const Judged one = judged(constraints, {.name = "a server", .extensions = server(names)});
  const Answer& given = one.answer;
  const std::string objection = openssl_objection(one.question, given);
  INFO(constraints << " on " << names << ": " << described(given) << "OpenSSL: " << objection);
  CHECK((given.trust == Trust::trusted || has_error(given, Fault::name_not_permitted)));
  if (!openssl_differs(constraints, names)) {
    CHECK(objection.empty() == (given.trust == Trust::trusted));
  }
  return given.trust == Trust::trusted;
}

using Texts = std::vector<std::string>;

// One to three of them, joined by commas, each with one of the prefixes before it.
std::string some_of(const Texts& texts, const Texts& prefixes, std::minstd_rand& random) {
  const auto one = [&random](const Texts& of) { return of[random() % of.size()]; };
  std::string joined = one(prefixes) + one(texts);
  for (std::size_t more = random() % 3; more != 0; --more) {
    joined += ',' + one(prefixes) + one(texts);
  }
  return joined;
}

}  // namespace

TEST_CASE("dNSName: a domain is permitted with all that is below it", "[verify][constraints]") {
  CHECK(allows("permitted;DNS:lab.example", "DNS:lab.example"));
  CHECK(allows("permitted;DNS:lab.example", "DNS:a.b.LAB.example"));
  CHECK(allows("permitted;DNS:lab.example", "DNS:*.lab.example"));
  CHECK_FALSE(allows("permitted;DNS:lab.example", "DNS:collab.example"));
  CHECK_FALSE(allows("permitted;DNS:lab.example", "DNS:lab.example,DNS:else.example"));
  CHECK_FALSE(allows("permitted;DNS:a.lab.example", "DNS:*.lab.example"));
  CHECK_FALSE(allows("excluded;DNS:lab.example", "DNS:a.lab.example"));
  CHECK_FALSE(allows("excluded;DNS:a.lab.example", "DNS:*.lab.example"));
  CHECK(allows("excluded;DNS:lab.example", "DNS:else.example"));
  CHECK_FALSE(allows("permitted;DNS:.lab.example", "DNS:lab.example"));
  CHECK(allows("permitted;DNS:.lab.example", "DNS:a.lab.example"));
}

TEST_CASE("iPAddress: a network is permitted by its mask", "[verify][constraints]") {
  CHECK(allows("permitted;IP:192.0.2.0/255.255.255.128", "IP:192.0.2.127"));
  CHECK_FALSE(allows("permitted;IP:192.0.2.0/255.255.255.128", "IP:192.0.2.128"));
  CHECK_FALSE(allows("permitted;IP:192.0.2.0/255.255.255.0", "IP:2001:db8::1"));
  CHECK_FALSE(allows("excluded;IP:2001:db8::/ffff:ffff::", "IP:2001:db8::1"));
  CHECK(allows("excluded;IP:2001:db8::/ffff:ffff::", "IP:2001:db9::1"));
}

TEST_CASE("a subtree that is not to the letter binds names of its own form alone",
          "[verify][constraints]") {
  for (const std::string subtree :
       {"email:@lab.example", "email:*@lab.example", "URI:https://lab.example",
        "IP:192.0.2.0/255.0.255.0", "DNS:foo@lab.example"}) {
    for (const std::string list : {"permitted;", "excluded;"}) {
      const std::string other = subtree.starts_with("DNS") ? "IP:192.0.2.1" : "DNS:server.example";
      INFO(list << subtree);
      CHECK(allows(list + subtree, other));
    }
  }
}

TEST_CASE("a name that hangs on such a subtree leaves the answer open, and is told the subtree",
          "[verify][constraints]") {
  const auto told = [](const std::string& constraints, const std::string& name) {
    const Answer given = constrained(constraints, {.name = "a server", .extensions = server(name)});
    INFO(described(given));
    CHECK(given.trust == Trust::could_not_tell);
    REQUIRE(given.path[0].problems.size() == 1);
    CHECK(given.path[0].problems[0].fault == Fault::bad_name_constraints);
    return given.path[0].problems[0].message;
  };
  CHECK_THAT(told("permitted;DNS:*.lab.example", "DNS:a.lab.example"), Contains("'*.lab.example'"));
  CHECK_THAT(told("excluded;DNS:*.lab.example", "DNS:a.lab.example"), Contains("'*.lab.example'"));
  CHECK_THAT(told("permitted;URI:https://lab.example", "URI:https://lab.example/"),
             Contains("'https://lab.example'"));
  CHECK_THAT(told("permitted;IP:192.0.2.0/255.0.255.0", "IP:192.0.2.1"),
             Contains("192.0.2.0/255.0.255.0"));
}

TEST_CASE("what another subtree decides does not hang on one that is not to the letter",
          "[verify][constraints]") {
  CHECK(allows("permitted;DNS:*.lab.example,permitted;DNS:lab.example", "DNS:a.lab.example"));
  CHECK_FALSE(allows("excluded;DNS:*.lab.example,excluded;DNS:lab.example", "DNS:a.lab.example"));
  CHECK_FALSE(allows("excluded;DNS:*.lab.example,permitted;DNS:lab.example", "DNS:else.example"));
}

TEST_CASE("'@' before a mail host is passed over, as OpenSSL and Microsoft's samples have it",
          "[verify][constraints]") {
  CHECK(allows("permitted;email:@lab.example", "email:me@lab.example"));
  CHECK_FALSE(allows("permitted;email:@lab.example", "email:me@a.lab.example"));
  CHECK_FALSE(allows("excluded;email:@lab.example", "email:me@lab.example"));
}

TEST_CASE("a minimum of 0 that is written out is none; a deeper one is refused for its form",
          "[verify][constraints]") {
  // permittedSubtrees [0] { GeneralSubtree { [2] "lab.example", minimum [0], maximum [1] } }
  const std::string name = "820B6C61622E6578616D706C65";
  const std::string zero = "DER:3014A0123010" + name + "800100";
  const std::string one = "DER:3014A0123010" + name + "800101";
  const std::string maximum = "DER:3014A0123010" + name + "810100";
  CHECK(allows(zero, "DNS:a.lab.example"));
  CHECK_FALSE(allows(zero, "DNS:else.example"));
  for (const std::string& limited : {one, maximum}) {
    CHECK(allows(limited, "IP:192.0.2.1"));
    const Answer given =
        constrained(limited, {.name = "a server", .extensions = server("DNS:a.lab.example")});
    CHECK(has_error(given, Fault::bad_name_constraints));
    CHECK_THAT(described(given), Contains("'lab.example'"));
  }
}

TEST_CASE("to the letter, a subtree that is not is refused whatever the names are",
          "[verify][constraints]") {
  Lab lab;
  const auto refused = [&lab](const std::string& constraints) {
    const Certificate issuing =
        lab.make({.name = "issuing",
                  .issuer = "root",
                  .extensions = with(ca(), "nameConstraints", "critical," + constraints)});
    Question question = ask(lab.leaf(), {issuing});
    question.view = Viewpoint::strict;
    return has_error(answer(question, machine({.root = {lab.root()}})),
                     Fault::bad_name_constraints);
  };
  CHECK(refused("permitted;email:@lab.example"));
  CHECK(refused("permitted;IP:192.0.2.0/255.0.255.0"));
  CHECK(refused("DER:3014A0123010820B6C61622E6578616D706C65800100"));
  CHECK_FALSE(refused("permitted;DNS:server.example"));
}

TEST_CASE("an empty rfc822Name or URI permits nothing, an empty dNSName everything",
          "[verify][constraints]") {
  // permittedSubtrees [0] { GeneralSubtree { [n] "" } }
  CHECK_FALSE(allows("DER:3006A00430028100", "email:me@lab.example"));
  CHECK_FALSE(allows("DER:3006A00430028600", "URI:http://lab.example"));
  CHECK(allows("DER:3006A00430028200", "DNS:lab.example"));
}

TEST_CASE("a SmtpUTF8Mailbox is held against rfc822Name", "[verify][constraints]") {
  const std::string mailbox = "DER:302D" + rfc9598_example;
  CHECK(allows("permitted;email:xn--pss25c.example.com", mailbox));
  CHECK(allows("permitted;email:.example.com", mailbox));
  CHECK_FALSE(allows("permitted;email:example.com", mailbox));
  CHECK_FALSE(allows("excluded;email:xn--pss25c.example.com", mailbox));
  CHECK(allows("permitted;DNS:lab.example", mailbox));
  const Answer given =
      constrained("permitted;email:lab.example", {.name = "me", .extensions = server(mailbox)});
  CHECK_THAT(described(given), Contains("SmtpUTF8Mailbox 医生@xn--pss25c.example.com"));
}

TEST_CASE("a constraint on otherNames binds those of its type", "[verify][constraints]") {
  const std::string constraint = "permitted;otherName:1.2.3.4;UTF8:lab";
  const Draft same{.name = "me", .extensions = server("otherName:1.2.3.4;UTF8:else")};
  CHECK(constrained(constraint, same).trust == Trust::could_not_tell);
  CHECK(allows(constraint, "otherName:1.2.3.5;UTF8:else"));
}

TEST_CASE("rfc822Name: a mailbox, a host, a domain", "[verify][constraints]") {
  CHECK(allows("permitted;email:me@lab.example", "email:me@LAB.example"));
  CHECK_FALSE(allows("permitted;email:me@lab.example", "email:Me@lab.example"));
  CHECK(allows("permitted;email:lab.example", "email:me@lab.example"));
  CHECK_FALSE(allows("permitted;email:lab.example", "email:me@a.lab.example"));
  CHECK(allows("permitted;email:.lab.example", "email:me@a.lab.example"));
  CHECK_FALSE(allows("permitted;email:.lab.example", "email:me@lab.example"));
}

TEST_CASE("a mail address in the subject counts where no alternative name is one",
          "[verify][constraints]") {
  const Draft draft{.name = "me", .extensions = server(), .email = "me@else.example"};
  CHECK(has_error(constrained("permitted;email:lab.example", draft), Fault::name_not_permitted));
}

TEST_CASE("URI: the host alone is compared", "[verify][constraints]") {
  CHECK(allows("permitted;URI:.lab.example", "URI:http://me@a.lab.example:80/else.example"));
  CHECK_FALSE(allows("permitted;URI:lab.example", "URI:http://a.lab.example/"));
  CHECK_FALSE(allows("excluded;URI:lab.example", "URI:http://lab.example"));
}

TEST_CASE("a URI without a host cannot be judged", "[verify][constraints]") {
  const Answer given = constrained("permitted;URI:lab.example",
                                   {.name = "a server", .extensions = server("URI:urn:lab")});
  CHECK(has_error(given, Fault::bad_name_constraints));
}

TEST_CASE("a form that is constrained and not judged leaves the answer open",
          "[verify][constraints]") {
  const Answer given = constrained("permitted;RID:1.2.3.4",
                                   {.name = "a server", .extensions = server("RID:1.2.3.5")});
  CHECK(given.trust == Trust::could_not_tell);
}

TEST_CASE("names of another form than the constraints' are allowed", "[verify][constraints]") {
  CHECK(allows("permitted;email:lab.example", "DNS:else.example"));
}

TEST_CASE("a common name that clients would take for the host is constrained too",
          "[verify][constraints]") {
  const auto named = [](const std::string& name) {
    return constrained("permitted;DNS:lab.example",
                       {.name = name, .extensions = without(server(), "subjectAltName")});
  };
  CHECK(has_error(named("else.example"), Fault::name_not_permitted));
  CHECK(named("a.lab.example").trust == Trust::trusted);
  CHECK(named("Somebody").trust == Trust::trusted);
}

TEST_CASE("a self-issued leaf is constrained, a self-issued CA is not", "[verify][constraints]") {
  Lab lab;
  const Certificate top =
      lab.make({.name = "issuing",
                .issuer = "root",
                .extensions = with(ca(), "nameConstraints", "critical,permitted;DNS:lab.example")});
  const auto trust = [&](const std::string& host, const WrittenExtensions& extensions) {
    const Certificate renewed =
        lab.make({.name = "issuing",
                  .extensions = with(ca(), "subjectAltName", "DNS:else.example"),
                  .key = "new key"});
    const Certificate leaf = lab.make({.name = host,
                                       .issuer = "issuing",
                                       .extensions = extensions,
                                       .signed_by = "new key",
                                       .key = "leaf key"});
    return answer(ask(leaf, {top, renewed}), machine({.root = {lab.root()}})).trust;
  };
  CHECK(trust("a server", server("DNS:a.lab.example")) == Trust::trusted);
  CHECK(trust("issuing", server("DNS:a.lab.example")) == Trust::trusted);
  CHECK(trust("issuing", server("DNS:else.example")) == Trust::untrusted);
}

TEST_CASE("comparisons are counted, and without them there is no telling",
          "[verify][constraints]") {
  Lab lab;
  const Certificate issuing =
      lab.make({.name = "issuing",
                .issuer = "root",
                .extensions = with(ca(), "nameConstraints", "critical,permitted;DNS:example")});
  std::string names = "DNS:a.example";
  for (int i = 0; i < 50; ++i) {
    names += ",DNS:a" + std::to_string(i) + ".example";
  }
  Question question =
      ask(lab.make({.name = "many", .issuer = "issuing", .extensions = server(names)}), {issuing});
  CHECK(answer(question, machine({.root = {lab.root()}})).trust == Trust::trusted);
  question.bounds.comparisons = 60;
  const Answer given = answer(question, machine({.root = {lab.root()}}));
  CHECK(given.trust == Trust::could_not_tell);
  CHECK(given.exhausted == std::vector<std::string_view>{"comparisons"});
}

TEST_CASE("OpenSSL has the same verdict of names and constraints picked at random",
          "[verify][constraints]") {
  const Texts subtrees = {"DNS:lab.example",
                          "DNS:.lab.example",
                          "DNS:*.lab.example",
                          "email:lab.example",
                          "email:.lab.example",
                          "email:@lab.example",
                          "email:me@lab.example",
                          "URI:lab.example",
                          "URI:.lab.example",
                          "URI:http://lab.example",
                          "IP:192.0.2.0/255.255.255.0",
                          "IP:192.0.2.0/255.0.255.0",
                          "IP:2001:db8::/ffff:ffff::",
                          "otherName:1.2.3.4;UTF8:lab",
                          "RID:1.2.3"};
  const Texts names = {"DNS:lab.example",
                       "DNS:a.lab.example",
                       "DNS:else.example",
                       "email:me@lab.example",
                       "email:You@a.lab.example",
                       "URI:http://lab.example/",
                       "URI:https://u@a.lab.example:1/",
                       "IP:192.0.2.7",
                       "IP:192.9.2.7",
                       "IP:2001:db8::1",
                       "otherName:1.2.3.4;UTF8:lab",
                       "otherName:1.2.3.5;UTF8:lab",
                       "RID:1.2.4"};
  std::minstd_rand random(20301127);  // the same on every computer
  std::size_t told = 0;
  for (int i = 0; i < 300; ++i) {
    const std::string constraints =
        some_of(subtrees, {"permitted;", "permitted;", "excluded;"}, random);
    const std::string alt_names = some_of(names, {""}, random);
    const Judged one = judged(constraints, {.name = "me", .extensions = server(alt_names)});
    if (one.answer.trust == Trust::could_not_tell) {
      continue;
    }
    const std::string objection = openssl_objection(one.question, one.answer);
    INFO(constraints << " on " << alt_names << ": " << described(one.answer) << objection);
    CHECK((one.answer.trust == Trust::trusted) == objection.empty());
    ++told;
  }
  CHECK(told > 200);
}
