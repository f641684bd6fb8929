#include <catch2/catch.hpp>

#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

Answer constrained(const std::string& constraints, const Draft& leaf) {
  Lab lab;
  const Certificate issuing =
      lab.make({.name = "issuing",
                .issuer = "root",
                .extensions = with(ca(), "nameConstraints", "critical," + constraints)});
  Draft draft = leaf;
  draft.issuer = "issuing";
  return answer(ask(lab.make(draft), {issuing}), machine({.root = {lab.root()}}));
}

// Whether a server with these alternative names is allowed.
bool allows(const std::string& constraints, const std::string& names) {
  const Answer given = constrained(constraints, {.name = "a server", .extensions = server(names)});
  INFO(described(given));
  CHECK((given.trust == Trust::trusted || has_error(given, Fault::name_not_permitted)));
  return given.trust == Trust::trusted;
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

TEST_CASE("an address whose mask has holes is no constraint", "[verify][constraints]") {
  const Answer given = constrained("permitted;IP:192.0.2.0/255.0.255.0",
                                   {.name = "a server", .extensions = server("IP:192.0.2.1")});
  CHECK(has_error(given, Fault::bad_name_constraints));
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
