// RFC 5280 and the Baseline Requirements of the CA/Browser Forum to the letter: what the strict
// view refuses, and the machine's does not.
#include <catch2/catch.hpp>

#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab_answers.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// A server with these purposes; `asked` empty: for any purpose.
Answer with_purposes(Lab& lab, const std::string& purposes, const std::string& asked,
                     Viewpoint view = Viewpoint::strict) {
  Question question = ask(blob("replaced"));
  question.view = view;
  if (!asked.empty()) {
    question.purpose = purpose(asked);
  }
  return with_leaf(
      lab, {.name = "server.example", .extensions = with(server(), "extendedKeyUsage", purposes)},
      question);
}

// root, this CA, a server.
Answer below(Lab& lab, const Draft& issuing, const Draft& root) {
  Question question = ask_strictly();
  question.leaf = lab.leaf();
  question.sent = {lab.make(issuing)};
  return answer(question, machine({.root = {lab.make(root)}}));
}

Trust judged_alone(const Certificate& certificate, const Stores& stores, Viewpoint view,
                   std::optional<Oid> asked = std::nullopt) {
  Question question = ask(certificate);
  question.view = view;
  question.purpose = std::move(asked);
  return answer(question, machine(stores)).trust;
}

}  // namespace

TEST_CASE("to the letter, a server's certificate is for TLS alone", "[verify][strict]") {
  Lab lab;
  CHECK(with_purposes(lab, "serverAuth", "server_auth").trust == Trust::trusted);
  CHECK(with_purposes(lab, "serverAuth,clientAuth", "server_auth").trust == Trust::trusted);
  for (const std::string other : {"anyExtendedKeyUsage", "codeSigning", "timeStamping",
                                  "OCSPSigning", "emailProtection", "1.3.6.1.4.1.11129.2.4.4"}) {
    INFO(other);
    const std::string both = "serverAuth," + other;
    CHECK(has_error(with_purposes(lab, both, "server_auth"), Fault::profile));
    CHECK(has_error(with_purposes(lab, both, ""), Fault::profile));
    CHECK(with_purposes(lab, both, "server_auth", Viewpoint::machine).trust == Trust::trusted);
  }
  CHECK(with_purposes(lab, "codeSigning", "").trust == Trust::trusted);
  CHECK(has_error(with_purposes(lab, "critical,serverAuth", "server_auth"), Fault::profile));
  CHECK(has_error(with_purposes(lab, "clientAuth", "server_auth"), Fault::wrong_purpose));
  CHECK(with_purposes(lab, "DER:3000", "server_auth").trust == Trust::untrusted);
}

TEST_CASE("to the letter, a client's certificate signs nothing for others", "[verify][strict]") {
  Lab lab;
  CHECK(with_purposes(lab, "clientAuth,emailProtection", "client_auth").trust == Trust::trusted);
  CHECK(with_purposes(lab, "clientAuth,serverAuth", "client_auth").trust == Trust::trusted);
  for (const std::string other : {"codeSigning", "timeStamping", "OCSPSigning"}) {
    INFO(other);
    CHECK(has_error(with_purposes(lab, "clientAuth," + other, "client_auth"), Fault::profile));
  }
}

TEST_CASE("to the letter, who issues for servers is for TLS alone, and a root names no purpose",
          "[verify][strict]") {
  Lab lab;
  const Draft root{.name = "root", .extensions = ca()};
  const Draft issuing{.name = "issuing", .issuer = "root", .extensions = ca()};
  const auto issuer_for = [&](const std::string& purposes) {
    Draft draft = issuing;
    draft.extensions = with(ca(), "extendedKeyUsage", purposes);
    return below(lab, draft, root).trust;
  };
  CHECK(issuer_for("serverAuth,clientAuth") == Trust::trusted);
  CHECK(issuer_for("anyExtendedKeyUsage") == Trust::trusted);
  CHECK(issuer_for("anyExtendedKeyUsage,clientAuth") == Trust::untrusted);
  CHECK(issuer_for("serverAuth,codeSigning") == Trust::untrusted);

  Draft purposeful = root;
  purposeful.extensions = with(ca(), "extendedKeyUsage", "serverAuth");
  CHECK(has_error(below(lab, issuing, purposeful), Fault::profile));
}

// The names and values of x509-limbo's webpki::cn.
TEST_CASE("to the letter, a common name is an alternative name, character for character",
          "[verify][strict]") {
  Lab lab;
  const auto named = [&](const std::string& common_name, const std::string& alternatives) {
    INFO(common_name << " of " << alternatives);
    const Answer given = strict_leaf(lab, server(alternatives), common_name);
    CHECK((given.trust == Trust::trusted) != has_error(given, Fault::profile));
    return given.trust;
  };
  CHECK(named("server.example", "DNS:server.example") == Trust::trusted);
  CHECK(named("b.example", "DNS:a.example,DNS:b.example") == Trust::trusted);
  CHECK(named("*.server.example", "DNS:*.server.example") == Trust::trusted);
  CHECK(named("192.168.1.1", "IP:192.168.1.1") == Trust::trusted);
  CHECK(named("2001:db8::1", "DNS:server.example,IP:2001:db8::1") == Trust::trusted);

  CHECK(named("other.example", "DNS:a.example,DNS:b.example") == Trust::untrusted);
  CHECK(named("Server.EXAMPLE", "DNS:server.example") == Trust::untrusted);
  CHECK(named("server.example", "DNS:*.server.example") == Trust::untrusted);
  CHECK(named("xn--nxasmq6b.com", "DNS:xn--n3h.com") == Trust::untrusted);
  CHECK(named("test-\xE6\xB8\xAC.com", "DNS:xn--test--wg5h0h.com") == Trust::untrusted);
  CHECK(named("Our web server", "DNS:server.example") == Trust::untrusted);
  CHECK(named("192.168.1.1", "DNS:192.168.1.1.example") == Trust::untrusted);
  CHECK(named("192.168.1.1", "IP:192.168.1.2") == Trust::untrusted);
  CHECK(named("server.example", "IP:192.168.1.1") == Trust::untrusted);
  CHECK(named("0xC0A80101", "IP:192.168.1.1") == Trust::untrusted);
  CHECK(named("192.168.001.001", "IP:192.168.1.1") == Trust::untrusted);
  CHECK(named("2001:DB8::1", "IP:2001:db8::1") == Trust::untrusted);
  CHECK(named("2001:db8:0:0:1:0:0:1", "IP:2001:db8::1:0:0:1") == Trust::untrusted);
}

// x509-limbo's san cases made anew, with its verdicts; but the common name is that of the
// alternative name, where limbo's is example.com whatever that is.
TEST_CASE("alternative names are judged as x509-limbo judges them", "[verify][strict]") {
  Lab lab;
  const auto judged = [&](const std::string& common_name, const std::string& alternatives,
                          const std::string& host) {
    INFO(common_name << ", " << alternatives << " for " << host);
    Question question = ask_strictly();
    question.name = *HostName::parse(host);
    const WrittenExtensions extensions =
        alternatives.empty() ? without(server(), "subjectAltName") : server(alternatives);
    return with_leaf(lab, {.name = common_name, .extensions = extensions}, question).trust ==
           Trust::trusted;
  };
  CHECK(judged("example.com", "DNS:example.com", "example.com"));
  CHECK(judged("127.0.0.1", "IP:127.0.0.1", "127.0.0.1"));
  CHECK(judged("*.example.com", "DNS:*.example.com", "foo.example.com"));

  CHECK_FALSE(judged("example.com", "DNS:example.com", "example2.com"));
  CHECK_FALSE(judged("abc.example.com", "DNS:abc.example.com", "def.example.com"));
  CHECK_FALSE(judged("example.com", "DNS:example.com", "abc.example.com"));
  CHECK_FALSE(judged("abc.example.com", "DNS:abc.example.com", "example.com"));
  CHECK_FALSE(judged("*.com", "DNS:*.com", "example.com"));
  CHECK_FALSE(judged("ba*.example.com", "DNS:ba*.example.com", "baz.example.com"));
  CHECK_FALSE(judged("foo.*.example.com", "DNS:foo.*.example.com", "foo.bar.example.com"));
  CHECK_FALSE(judged("*.example.com", "DNS:*.example.com", "foo.bar.example.com"));
  CHECK_FALSE(judged("xn--*-1b3c148a.example.com", "DNS:xn--*-1b3c148a.example.com",
                     "xn--bliss-1b3c148a.example.com"));
  CHECK_FALSE(judged("", "critical,DNS:\xF0\x9F\x98\x9C.example.com", "xn--628h.example.com"));
  CHECK_FALSE(judged("example.com", "", "example.com"));
  CHECK_FALSE(judged("example.com", "critical,DNS:example.com", "example.com"));
  CHECK_FALSE(judged("*", "DNS:*", "example.com"));
  CHECK_FALSE(judged("*", "DNS:*", "com"));
  CHECK_FALSE(judged("example.com", "DER:6578616D706C652E636F6D", "example.com"));
  CHECK_FALSE(judged("", "DNS:example.com", "example.com"));
  CHECK_FALSE(judged("foo_bar.example.com", "DNS:foo_bar.example.com", "foo_bar.example.com"));
  CHECK_FALSE(judged("8.8.8.8", "DNS:8.8.8.8", "8.8.8.8"));
}

TEST_CASE("the common name of a client is no host", "[verify][strict]") {
  Lab lab;
  Question question = ask_strictly();
  question.purpose = purpose("client_auth");
  const WrittenExtensions client =
      with(server("email:me@lab.example"), "extendedKeyUsage", "clientAuth");
  CHECK(with_leaf(lab, {.name = "Me Myself", .extensions = client}, question).trust ==
        Trust::trusted);
}

TEST_CASE("to the letter, a server's alternative names are DNS names and addresses",
          "[verify][strict]") {
  Lab lab;
  const auto named = [&](const std::string& alternatives) {
    return strict_leaf(lab, server("DNS:server.example," + alternatives)).trust;
  };
  CHECK(named("DNS:xn--628h.example") == Trust::trusted);
  CHECK(named("DNS:a-b--c.example") == Trust::trusted);
  CHECK(named("DNS:*.a.example") == Trust::trusted);
  CHECK(named("DNS:foo_bar.example") == Trust::untrusted);
  CHECK(named("DNS:_sip.example") == Trust::untrusted);
  CHECK(named("DNS:ab--c.example") == Trust::untrusted);
  CHECK(named("DNS:8.8.8.8") == Trust::untrusted);
  CHECK(named("DNS:ba*.example") == Trust::untrusted);
  CHECK(named("DNS:*") == Trust::untrusted);
  CHECK(named("DNS:final.example.") == Trust::untrusted);
  CHECK(named("email:me@server.example") == Trust::untrusted);
  CHECK(named("URI:https://server.example") == Trust::untrusted);
}

TEST_CASE("an underscore in a name stops no client of a machine", "[verify]") {
  Lab lab;
  Question question = ask(blob("replaced"));
  question.name = *HostName::parse("foo_bar.example");
  CHECK(
      with_leaf(lab, {.name = "cn", .extensions = server("DNS:foo_bar.example")}, question).trust ==
      Trust::trusted);
}

TEST_CASE("to the letter, keys are RSA of 2048 bits and more in whole octets, and NIST's curves",
          "[verify][strict]") {
  Lab lab;
  const auto keyed = [&](const std::string& key, Viewpoint view) {
    Question question = ask_strictly();
    question.view = view;
    return with_leaf(lab, {.name = "server.example", .extensions = server(), .key = key}, question);
  };
  for (const std::string key :
       {"rsa 2048", "rsa 3072", "curve P-256", "curve P-384", "curve P-521"}) {
    INFO(key);
    CHECK(keyed(key, Viewpoint::strict).trust == Trust::trusted);
  }
  for (const std::string key : {"rsa 1024", "rsa 2052", "curve secp224r1", "curve secp256k1",
                                "curve brainpoolP256r1", "explicit P-256", "ED25519", "ED448"}) {
    INFO(key);
    CHECK(has_error(keyed(key, Viewpoint::strict), Fault::weak_key));
    CHECK(keyed(key, Viewpoint::machine).trust == Trust::trusted);
  }
}

TEST_CASE("a CA that is asked about for no purpose is judged as a CA", "[verify][strict]") {
  Lab lab;
  const Stores stores{.root = {lab.root()}};
  for (const Viewpoint view : {Viewpoint::machine, Viewpoint::strict}) {
    CHECK(judged_alone(lab.issuing(), stores, view) == Trust::trusted);
    CHECK(judged_alone(lab.root(), stores, view) == Trust::trusted);
    const Certificate unable =
        lab.make({.name = "unable",
                  .issuer = "root",
                  .extensions = with(ca(), "keyUsage", "critical,digitalSignature")});
    CHECK(judged_alone(unable, stores, view) == Trust::untrusted);
  }
  CHECK(judged_alone(lab.issuing(), stores, Viewpoint::strict, purpose("server_auth")) ==
        Trust::untrusted);
  Question named = ask(lab.issuing());
  named.view = Viewpoint::strict;
  named.name = *HostName::parse("issuing");
  CHECK(answer(named, machine(stores)).trust == Trust::untrusted);
}

TEST_CASE("to the letter, whatever another key signed says which one", "[verify][strict]") {
  Lab lab;
  const Draft root{.name = "root", .extensions = ca()};
  // The root's name again, for a newer key that the older one signed.
  Draft renewed{.name = "root", .extensions = ca(), .signed_by = "root", .key = "issuing"};
  const auto trust = [&] {
    Question question = ask_strictly();
    question.leaf = lab.make({.name = "server.example",
                              .issuer = "root",
                              .extensions = server(),
                              .signed_by = "issuing"});
    question.sent = {lab.make(renewed)};
    return answer(question, machine({.root = {lab.make(root)}})).trust;
  };
  CHECK(trust() == Trust::trusted);
  renewed.extensions = without(ca(), "authorityKeyIdentifier");
  CHECK(trust() == Trust::untrusted);
}
