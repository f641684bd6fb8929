// authorityKeyIdentifier against the issuer: who issued is for the signature to say, and OpenSSL
// goes by this all the same.
#include <catch2/catch.hpp>

#include "engine/model/hexadecimal.hpp"
#include "tests/support/states.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab_answers.hpp"
#include "tests/verify/second_opinion.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

const std::string key_of_nobody = "8014" + std::string(40, 'A');

// X.690 in hexadecimal: what is shorter than 128 octets.
std::string wrapped(const std::string& tag, const std::string& contents) {
  const auto octets = static_cast<std::uint8_t>(contents.size() / 2);
  return tag + hexadecimal(ByteView(&octets, 1)) + contents;
}

std::string key_id(const Certificate& issuer) {
  return wrapped("80", hexadecimal(issuer.subject_key_id()));
}

// authorityCertIssuer and authorityCertSerialNumber.
std::string issuer_and_serial(const Certificate& names_issuer_of, const std::string& serial) {
  return wrapped("A1", wrapped("A4", hexadecimal(names_issuer_of.issuer()))) +
         wrapped("82", serial);
}

std::string serial_of(const Certificate& certificate) { return hexadecimal(certificate.serial()); }

Answer with_authority(Lab& lab, const std::string& fields, Viewpoint view) {
  Question question = ask_strictly();
  question.view = view;
  return with_leaf(
      lab,
      {.name = "server.example",
       .extensions = with(server(), "authorityKeyIdentifier", "DER:" + wrapped("30", fields))},
      question);
}

bool warned(const Answer& given) {
  for (const Problem& problem : given.path.front().problems) {
    if (problem.fault == Fault::key_id_mismatch) {
      CHECK(problem.severity == Severity::warning);
      CHECK(problem.message.find("OpenSSL refuses it, as if no issuer were there (error 20)") !=
            std::string::npos);
      return true;
    }
  }
  return false;
}

// Trusted, with the warning where OpenSSL ends with error 20, and without where it does not.
void agrees_with_openssl(Lab& lab, const std::string& fields, bool expected, Viewpoint view) {
  const Answer given = with_authority(lab, fields, view);
  INFO(fields << '\n' << described(given));
  CHECK(given.trust == Trust::trusted);
  CHECK(warned(given) == expected);
  CHECK(openssl_objection(ask(given.path.front().certificate), given) ==
        (expected ? "unable to get local issuer certificate" : ""));
}

}  // namespace

TEST_CASE("a key identifier that is not the issuer's is said in both views, and OpenSSL refuses it",
          "[verify]") {
  Lab lab;
  for (const Viewpoint view : {Viewpoint::machine, Viewpoint::strict}) {
    agrees_with_openssl(lab, key_id(lab.issuing()), false, view);
    agrees_with_openssl(lab, key_of_nobody, true, view);
  }
}

TEST_CASE("so is an issuer and serial number that are not the issuer's", "[verify]") {
  Lab lab;
  const Certificate issuing = lab.issuing();
  const std::string right = issuer_and_serial(issuing, serial_of(issuing));
  const std::string other_serial = issuer_and_serial(issuing, "7F");
  // The issuer of what "issuing" issued is called "issuing", and not "root".
  const std::string other_issuer = issuer_and_serial(lab.leaf(), serial_of(issuing));
  const Viewpoint machine = Viewpoint::machine;
  agrees_with_openssl(lab, right, false, machine);
  agrees_with_openssl(lab, other_serial, true, machine);
  agrees_with_openssl(lab, other_issuer, true, machine);
  agrees_with_openssl(lab, wrapped("82", serial_of(issuing)), false, machine);
  agrees_with_openssl(lab, wrapped("82", "7F"), true, machine);
  for (const Viewpoint view : {machine, Viewpoint::strict}) {
    agrees_with_openssl(lab, key_id(issuing) + right, false, view);
    agrees_with_openssl(lab, key_id(issuing) + other_serial, true, view);
  }
}

TEST_CASE("a root that names another key than its own is said, and OpenSSL takes it for none",
          "[verify]") {
  Lab lab;
  const auto judged = [&](const std::string& fields) {
    const Certificate root = lab.make(
        {.name = "root",
         .extensions = with(ca(), "authorityKeyIdentifier", "DER:" + wrapped("30", fields))});
    return answer(ask(lab.leaf(), {lab.issuing()}), machine({.root = {root}}));
  };
  const Answer own = judged(key_id(lab.root()));
  CHECK(own.path.back().problems.empty());
  CHECK(openssl_objection(ask(own.path[0].certificate), own, PathEnd::root).empty());

  const Answer other = judged(key_of_nobody);
  CHECK(other.trust == Trust::trusted);
  REQUIRE(other.path.back().problems.size() == 1);
  CHECK(other.path.back().problems[0].fault == Fault::key_id_mismatch);
  CHECK(other.path.back().problems[0].message.find("OpenSSL takes it for no root (error 2)") !=
        std::string::npos);
  CHECK(openssl_objection(ask(other.path[0].certificate), other, PathEnd::root) ==
        "unable to get issuer certificate");
}

TEST_CASE("a CA of the issuer's name with another key is told apart from the one that is missing",
          "[verify]") {
  Lab lab;
  const WrittenExtensions silent = without(server(), "authorityKeyIdentifier");
  const auto judged = [&](const WrittenExtensions& extensions, const std::string& signer) {
    const Certificate leaf = lab.make({.name = "server.example",
                                       .issuer = "issuing",
                                       .extensions = with(extensions, "authorityInfoAccess",
                                                          "caIssuers;URI:http://pki.example/i"),
                                       .signed_by = signer});
    return answer(ask(leaf), machine({.root = {lab.root()}, .ca = {lab.issuing()}}));
  };
  for (const WrittenExtensions& extensions : {silent, server()}) {
    const Answer given = judged(extensions, "namesake");
    CHECK(given.trust == Trust::untrusted);
    REQUIRE(given.missing.has_value());
    CHECK(given.missing->subject == "CN=issuing");
    CHECK(given.missing->has_namesake);
    CHECK(given.missing->addresses == std::vector<std::string>{"http://pki.example/i"});
  }
  CHECK(has_error(judged(silent, "namesake"), Fault::broken_signature));
  CHECK(has_error(judged(server(), "namesake"), Fault::issuer_missing));

  const Answer nobody = answer(ask(lab.leaf()), machine({.root = {lab.root()}}));
  REQUIRE(nobody.missing.has_value());
  CHECK_FALSE(nobody.missing->has_namesake);
  // The key identifier says that it was this key: the certificate was changed.
  const Answer changed = with_authority(lab, key_id(lab.issuing()), Viewpoint::machine);
  Bytes bytes(changed.path[0].certificate.bytes().begin(),
              changed.path[0].certificate.bytes().end());
  bytes.back() ^= 1U;
  const Answer broken = answer(ask(Certificate::from_bytes(std::move(bytes)), {lab.issuing()}),
                               machine({.root = {lab.root()}}));
  CHECK(has_error(broken, Fault::broken_signature));
  CHECK_FALSE(broken.missing.has_value());
}
