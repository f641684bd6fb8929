#include "engine/chains/placement.hpp"
#include "engine/chains/chain_links.hpp"

#include <catch2/catch.hpp>

#include "engine/chains/name_comparison.hpp"
#include "engine/formats/certificate_source.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;
using Lines = std::vector<std::string>;

namespace {

std::vector<ChainMember> members_of(const std::vector<std::string>& names) {
  std::vector<ChainMember> members;
  for (const std::string& name : names) {
    members.push_back({fixture(name), name, Location{"m.yaml", members.size() + 1, 1}});
  }
  return members;
}

// "lab-root: Root CA", one a member.
Lines placed(const std::vector<std::string>& names) {
  const auto placement = place_chain(members_of(names), "lab");
  Lines lines;
  for (std::size_t i = 0; placement && i < names.size(); ++i) {
    std::string line = names[i] + ":";
    for (const StoreName& store : placement->stores[i]) {
      line += " " + store.text();
    }
    lines.push_back(line);
  }
  return lines;
}

Lines placement_errors(const std::vector<std::string>& names) {
  const auto placement = place_chain(members_of(names), "lab");
  Lines lines;
  if (!placement) {
    for (const Error& error : placement.error()) {
      lines.push_back(std::to_string(error.where->line) + ": " + error.message);
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("a root that issued another goes to Root and CA, the others to CA", "[placement]") {
  CHECK(placed({"lab-issuing-1", "lab-root", "lab-issuing-2", "lab-policy"}) ==
        Lines{"lab-issuing-1: CA", "lab-root: Root CA", "lab-issuing-2: CA", "lab-policy: CA"});
}

TEST_CASE("a root alone goes to Root only", "[placement]") {
  CHECK(placed({"single-root"}) == Lines{"single-root: Root"});
  CHECK(placed({"single-root", "partner-root"}) ==
        Lines{"single-root: Root", "partner-root: Root"});
  CHECK(placed({"ed25519-root"}) == Lines{"ed25519-root: Root"});
  CHECK(placed({"v1-root"}) == Lines{"v1-root: Root"});
}

TEST_CASE("two hierarchies may stand in one set", "[placement]") {
  CHECK(placed({"lab-root", "lab-policy", "single-root"}) ==
        Lines{"lab-root: Root CA", "lab-policy: CA", "single-root: Root"});
}

TEST_CASE("a cross-certificate goes to CA, and its issuer to Root and CA", "[placement]") {
  CHECK(placed({"lab-root", "lab-policy", "lab-root-by-partner", "partner-root"}) ==
        Lines{"lab-root: Root CA", "lab-policy: CA", "lab-root-by-partner: CA",
              "partner-root: Root CA"});
}

TEST_CASE("a rolled over root's certificates are told apart by key", "[placement]") {
  CHECK(placed({"rollover-old-root", "rollover-new-root", "rollover-new-by-old",
                "rollover-old-by-new", "rollover-issuing"}) ==
        Lines{"rollover-old-root: Root CA", "rollover-new-root: Root CA", "rollover-new-by-old: CA",
              "rollover-old-by-new: CA", "rollover-issuing: CA"});
}

TEST_CASE("a subordinate reaches its root through a cross-certificate alone", "[placement]") {
  // The new root is not in the set; its key is, certified by the old one.
  CHECK(placed({"rollover-old-root", "rollover-new-by-old", "rollover-issuing"}) ==
        Lines{"rollover-old-root: Root CA", "rollover-new-by-old: CA", "rollover-issuing: CA"});
}

TEST_CASE("a root is no issuer of another root with its name, or with its key too", "[placement]") {
  CHECK(placed({"renewed-root-1", "renewed-root-2"}) ==
        Lines{"renewed-root-1: Root", "renewed-root-2: Root"});
  CHECK(placed({"lab-root", "impostor-root"}) == Lines{"lab-root: Root", "impostor-root: Root"});
}

TEST_CASE("a missing issuer is named, where it is missing", "[placement]") {
  CHECK(placement_errors({"lab-root", "lab-issuing-1"}) ==
        Lines{"2: chain 'lab': 'lab-issuing-1' was issued by 'CN=Lab Policy CA,O=Lab', which is "
              "missing; declare it and add it to the chain: without it Windows clients show "
              "0x80090325 SEC_E_UNTRUSTED_ROOT"});
  // One link is missing, and what is below it is not blamed.
  CHECK(placement_errors({"lab-policy", "lab-issuing-1", "lab-issuing-2"}) ==
        Lines{"1: chain 'lab': 'lab-policy' was issued by 'CN=Lab Root CA,O=Lab', which is "
              "missing; declare it and add it to the chain: without it Windows clients show "
              "0x80090325 SEC_E_UNTRUSTED_ROOT"});
}

TEST_CASE("a namesake that did not sign is no issuer", "[placement]") {
  CHECK(placement_errors({"impostor-root", "lab-policy"}) ==
        Lines{"2: chain 'lab': 'lab-policy' was issued by 'CN=Lab Root CA,O=Lab', which is "
              "missing; 'impostor-root' has that name, but another key; declare it and add it to "
              "the chain: without it Windows clients show 0x80090325 SEC_E_UNTRUSTED_ROOT"});
}

TEST_CASE("a self-issued certificate with a broken signature is no root", "[placement]") {
  CHECK(placement_errors({"broken-root"}) ==
        Lines{"1: chain 'lab': 'broken-root' names itself as its issuer, 'CN=Lab Root CA,O=Lab', "
              "but its own key did not sign it; it is damaged, or its issuer is missing"});
}

TEST_CASE("certificates that only issue one another are refused as a circle", "[placement]") {
  CHECK(placement_errors({"cyclic-a", "cyclic-b"}) ==
        Lines{"1: chain 'lab': 'cyclic-a' and 'cyclic-b' only issue one another, and none is "
              "self-signed; add the root that they lead to"});
  CHECK(placement_errors({"single-root", "cyclic-a", "cyclic-b"}).size() == 1);
}

TEST_CASE("a circle and a missing issuer are both reported", "[placement]") {
  const auto errors = placement_errors({"cyclic-a", "lab-policy", "lab-issuing-1", "cyclic-b"});

  REQUIRE(errors.size() == 2);
  CHECK(errors[0].starts_with("2: chain 'lab': 'lab-policy' was issued by"));
  CHECK(errors[1].starts_with("1: chain 'lab': 'cyclic-a' and 'cyclic-b' only issue"));
}

TEST_CASE("what is no CA has no place in a chain", "[placement]") {
  const std::string why =
      ", and a chain holds CA certificates alone; take it out, or put it into a "
      "store by hand";

  CHECK(placement_errors({"lab-root", "lab-policy", "lab-issuing-1", "server"}) ==
        Lines{"4: chain 'lab': 'server' (server.lab.example) may not issue certificates: its "
              "basicConstraints says that it is no CA" +
              why});
  CHECK(placement_errors({"no-cert-sign"}) ==
        Lines{"1: chain 'lab': 'no-cert-sign' (No keyCertSign) may not issue certificates: its "
              "keyUsage lacks keyCertSign" +
              why});
  CHECK(placement_errors({"not-a-ca"}).size() == 1);
}

TEST_CASE("names that are equal by RFC 5280 only link, with a finding", "[placement]") {
  const auto placement = place_chain(members_of({"case-root", "case-issuing"}), "lab");

  REQUIRE(placement.has_value());
  CHECK(placement->stores[0].size() == 2);
  REQUIRE(placement->findings.size() == 1);
  const Finding& finding = placement->findings[0];
  CHECK(finding.rule == RuleId::name_not_byte_equal);
  CHECK(finding.level == Level::warning);
  CHECK(finding.where->line == 2);
  CHECK(finding.message ==
        "chain 'lab': 'case-issuing' names its issuer 'CN=lab  case ROOT,O=LAB' and 'case-root' is "
        "'CN=Lab Case Root,O=Lab': equal by RFC 5280, not byte for byte; OpenSSL links them, and "
        "Windows, Firefox, Go and GnuTLS want equal bytes");
}

TEST_CASE("a signature links whatever key identifier is named, with a finding", "[placement]") {
  const auto placement = place_chain(members_of({"key-ids/root", "key-ids/issuing"}), "lab");

  REQUIRE(placement.has_value());
  CHECK(placement->stores[0].size() == 2);
  REQUIRE(placement->findings.size() == 1);
  CHECK(placement->findings[0].rule == RuleId::key_id_mismatch);
  CHECK(placement->findings[0].message ==
        "chain 'lab': 'key-ids/issuing' names another key identifier than that of 'key-ids/root', "
        "whose key signed it: OpenSSL finds no issuer then (error 20), and Windows looks for the "
        "one that is named");
}

TEST_CASE("names that are byte-equal make no finding", "[placement]") {
  CHECK(place_chain(members_of({"lab-root", "lab-policy"}), "lab")->findings.empty());
}

TEST_CASE("an opaque member is refused with its reason", "[placement]") {
  const std::vector<ChainMember> members = {
      {Certificate::from_bytes(as_bytes("no certificate")), "x", Location{"m.yaml", 1, 1}}};

  const auto placement = place_chain(members, "lab");

  REQUIRE_FALSE(placement.has_value());
  CHECK(placement.error().front().message.starts_with("chain 'lab': 'x' cannot be read: "));
}

TEST_CASE("thousands of members with one name cost a bounded number of signatures", "[placement]") {
  std::vector<ChainMember> members = members_of({"lab-root"});
  const Certificate policy = fixture("lab-policy");
  const Certificate impostor = fixture("impostor-root");
  for (int i = 0; i < 2000; ++i) {
    members.push_back({i % 2 == 0 ? policy : impostor, "m", Location{"m.yaml", 2, 1}});
  }

  CHECK(place_chain(members, "lab").has_value());
  // Its own where it is self-issued, else one for each of the two keys that bear its issuer's name.
  CHECK(ChainLinks(members).signatures() <= 2 * members.size());
}

TEST_CASE("comparison folds case, spaces and string types, and nothing else", "[placement]") {
  const auto same = [](const Certificate& a, const Certificate& b) {
    return comparable_name(a.issuer()) == comparable_name(b.subject());
  };

  CHECK(same(fixture("case-issuing"), fixture("case-root")));
  CHECK(same(fixture("lab-policy"), fixture("lab-root")));
  CHECK_FALSE(same(fixture("case-issuing"), fixture("lab-root")));
  CHECK_FALSE(same(fixture("lab-issuing-1"), fixture("lab-root")));
}

TEST_CASE("openssl agrees with who issued whom in the fixtures", "[placement]") {
  for (const auto& [child, issuer] : std::vector<std::pair<std::string, std::string>>{
           {"lab-policy", "lab-root"},
           {"lab-root-by-partner", "partner-root"},
           {"rollover-new-by-old", "rollover-old-root"},
           {"rollover-issuing", "rollover-new-root"},
           {"case-issuing", "case-root"}}) {
    CAPTURE(child);
    const auto path = [](const std::string& name) {
      return source_file("tests/fixtures/" + name + ".pem").string();
    };
    CHECK(run("openssl verify -attime 1800000000 -CAfile " + path(issuer) + " " + path(child))
              .exit_code == 0);
    CHECK(placed({issuer, child}) == Lines{issuer + ": Root CA", child + ": CA"});
  }
}

TEST_CASE("a chain that nobody can verify is placed by names and key identifiers, with a warning",
          "[placement]") {
  const std::vector<std::string> names = {"signatures/unknown-root", "signatures/unknown-issuing"};
  CHECK(placed(names) ==
        Lines{"signatures/unknown-root: Root CA", "signatures/unknown-issuing: CA"});
  const auto placement = place_chain(members_of(names), "lab");
  REQUIRE(placement.has_value());
  REQUIRE(placement->findings.size() == 1);
  CHECK(placement->findings[0].rule == RuleId::unverifiable_signature);
  CHECK(placement->findings[0].level == Level::warning);
  CHECK(placement->findings[0].message ==
        "chain 'lab': 'signatures/unknown-issuing' has a signature that cannot be verified here "
        "(algorithm 2.25.1, key RSA 2048): that 'signatures/unknown-root' issued it is taken from "
        "its name and key identifier alone");
}

TEST_CASE("a chain of ML-DSA is placed as any other", "[placement]") {
  CHECK(placed({"signatures/ml-dsa-root", "signatures/ml-dsa-issuing"}) ==
        Lines{"signatures/ml-dsa-root: Root CA", "signatures/ml-dsa-issuing: CA"});
}

TEST_CASE("what nobody can verify holds by name and key identifier, not by the name alone",
          "[placement]") {
  const Lines nameless =
      placement_errors({"signatures/unknown-root", "signatures/unknown-nameless"});
  REQUIRE(nameless.size() == 1);
  CHECK(nameless[0] ==
        "2: chain 'lab': 'signatures/unknown-nameless' has a signature that cannot be verified "
        "here (algorithm 2.25.1, key RSA 2048), and no key identifier says that "
        "'signatures/unknown-root' issued it; put it into its stores by hand");
  const Lines elsewhere =
      placement_errors({"signatures/unknown-root", "signatures/unknown-elsewhere"});
  REQUIRE(elsewhere.size() == 1);
  CHECK(elsewhere[0].starts_with(
      "2: chain 'lab': 'signatures/unknown-elsewhere' was issued by 'CN=New Root', which is "
      "missing; 'signatures/unknown-root' has that name, but another key"));
}
