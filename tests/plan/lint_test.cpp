#include "engine/plan/lint.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "engine/plan/authority_names.hpp"
#include "engine/plan/make_plan.hpp"
#include "tests/plan/lint_states.hpp"
#include "tests/plan/planning.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

std::vector<Finding> linted(std::initializer_list<StoreState> stores) {
  return lint_observed(state(stores), Reach::machine, {}, today());
}

// The messages of one rule.
std::vector<std::string> said(const std::vector<Finding>& findings, RuleId rule) {
  std::vector<std::string> messages;
  for (const Finding& finding : findings) {
    if (finding.rule == rule) {
      messages.push_back(finding.message);
    }
  }
  return messages;
}

std::string only_said(const std::vector<Finding>& findings, RuleId rule) {
  const auto messages = said(findings, rule);
  REQUIRE(messages.size() == 1);
  return messages.front();
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

Entry lint_entry(const std::string& name) { return local(fixture("lint/" + name)); }

}  // namespace

TEST_CASE("a root and its issuing CA without a defect are found nothing against", "[lint]") {
  CHECK(linted({{"Root", {lint_entry("clean-root")}}, {"CA", {lint_entry("clean-issuing")}}})
            .empty());
  const auto declared = desire({{"Root", present({wanted(fixture("lint/clean-root"))})},
                                {"CA", present({wanted(fixture("lint/clean-root")),
                                                wanted(fixture("lint/clean-issuing"))})}});
  CHECK(lint_declared(declared, Reach::machine, {}, today()).empty());
}

TEST_CASE("the digest of a signature is named, and that of a root passed over", "[lint]") {
  const auto findings = linted({{"CA", {lint_entry("sha1-issuing"), lint_entry("md5-issuing")}},
                                {"Root", {lint_entry("sha1-root"), lint_entry("rsa-512-root")}}});

  const auto messages = said(findings, RuleId::weak_signature);
  REQUIRE(messages.size() == 2);
  CHECK(std::count_if(messages.begin(), messages.end(), [](const std::string& message) {
          return has(message, "MD5 Issuing CA is signed over MD5, which can be forged");
        }) == 1);
  CHECK(has(only_said(findings, RuleId::weak_key), "512 bits, which Windows refuses"));
}

TEST_CASE("addresses are told from names with dots, digits and colons", "[lint]") {
  for (const std::string_view name : {"192.0.2.1", "2001:db8::1", "::1", "fw.lab.example",
                                      "*.lab.example", "https://pki.lab/", "ca@lab.example"}) {
    INFO(name);
    CHECK(is_address(name));
  }
  for (const std::string_view name :
       {"Lab Root CA", "Lab v1.2 CA", "1.2.3", "256.1.1.1", "GTS Root R1", "Class 3 (G2)", "",
        "Entrust.net Certification Authority (2048)", "a:b", "lab", "...", "v1.2", "@lab"}) {
    INFO(name);
    CHECK_FALSE(is_address(name));
  }
}

TEST_CASE("every kind of address in a name is found", "[lint]") {
  for (const std::string name : {"ipv4-name", "ipv6-name", "host-name"}) {
    INFO(name);
    CHECK(said(linted({{"Root", {lint_entry(name)}}}), RuleId::name_is_address).size() == 1);
  }
}

TEST_CASE("a negative serial number is said to be one", "[lint]") {
  CHECK(has(only_said(linted({{"Root", {lint_entry("negative-serial")}}}), RuleId::odd_serial),
            "negative"));
  CHECK(has(only_said(linted({{"Root", {lint_entry("long-serial")}}}), RuleId::odd_serial),
            "21 octets"));
}

TEST_CASE("a local root with a vendor root's name is found by its key", "[lint]") {
  const auto same_name = linted(
      {{"Root", {by_vendor(fixture("rollover-old-root")), local(fixture("rollover-new-root"))}}});
  CHECK(said(same_name, RuleId::system_root_name).size() == 1);
  const auto same_key = linted(
      {{"Root", {by_vendor(fixture("lint/renewed-2040"))}}, {"CA", {lint_entry("renewed-2035")}}});
  CHECK(said(same_key, RuleId::system_root_name).empty());
}

TEST_CASE("a root that is needed is missed only where Root has neither it nor its key", "[lint]") {
  const Entry subordinate = local(fixture("lab-policy"));
  const auto alone = linted({{"CA", {local(fixture("lab-root"))}}});
  CHECK(said(alone, RuleId::root_missing).empty());
  const auto needed = linted({{"CA", {local(fixture("lab-root")), subordinate}}});
  CHECK(has(only_said(needed, RuleId::root_missing), "declare it in Root too"));
  const auto distrusted = linted({{"CA", {local(fixture("lab-root")), subordinate}},
                                  {"Disallowed", {local(fixture("lab-root"))}}});
  CHECK(said(distrusted, RuleId::root_missing).empty());
}

TEST_CASE("the issuer is missed by name and key identifier", "[lint]") {
  const Entry issuing = local(fixture("rollover-issuing"));
  const auto other_key =
      linted({{"CA", {issuing}}, {"Root", {local(fixture("rollover-old-root"))}}});
  CHECK(has(only_said(other_key, RuleId::issuer_missing),
            "was issued by 'CN=Rollover Root CA,O=Rollover', which is in neither Root nor CA"));
  const auto right_key =
      linted({{"CA", {issuing}}, {"Root", {local(fixture("rollover-new-root"))}}});
  CHECK(said(right_key, RuleId::issuer_missing).empty());
}

TEST_CASE("an issuer whose name is written otherwise is no missing one", "[lint]") {
  CHECK(said(linted({{"CA", {local(fixture("case-issuing"))}},
                     {"Root", {local(fixture("case-root"))}}}),
             RuleId::issuer_missing)
            .empty());
}

TEST_CASE("what has expired is not asked for its issuer", "[lint]") {
  CHECK(said(linted({{"CA", {lint_entry("user-by-add")}}}), RuleId::issuer_missing).empty());
}

TEST_CASE("the list of roots has two limits, and each says whom it concerns", "[lint]") {
  const auto at = [](std::size_t count) {
    return only_said(lint_observed(roots_of_a_kilobyte(count), Reach::machine, {}, today()),
                     RuleId::root_list_too_long);
  };
  CHECK(has(at(13), "the names in Root are 13299 bytes"));
  CHECK(has(at(13), "before KB 933430"));
  CHECK(has(at(17), "16 KB of them at most (event 36885)"));
  CHECK(has(at(17), "SendTrustedIssuerList"));
}

TEST_CASE("of a CA renewed with its key the older certificate can go, in its own store", "[lint]") {
  const auto findings =
      linted({{"Root", {lint_entry("renewed-2035"), lint_entry("renewed-2040")}}});

  CHECK(has(only_said(findings, RuleId::superseded), "Renewed CA ends on 2035-01-01"));
  CHECK(said(findings, RuleId::same_name_other_key).empty());
  CHECK(said(linted({{"Root", {lint_entry("renewed-2035")}}, {"CA", {lint_entry("renewed-2040")}}}),
             RuleId::superseded)
            .empty());
}

TEST_CASE("a cross-certificate is no renewal of the root", "[lint]") {
  CHECK(said(linted({{"CA", {local(fixture("lab-root")), local(fixture("lab-root-by-partner"))}}}),
             RuleId::superseded)
            .empty());
}

TEST_CASE("AddTrust: a root that expired, and what it certified is a root by now", "[lint]") {
  const auto findings = linted({{"Root", {lint_entry("add-root"), lint_entry("user-root")}},
                                {"CA", {lint_entry("user-by-add")}}});

  const auto messages = said(findings, RuleId::expired_with_successor);
  REQUIRE(messages.size() == 2);  // the cross-certificate, whose own successor is the root
  CHECK(has(messages[0], "User RSA Root CA expired on 2020-01-01, and its successor is here"));
  CHECK(has(messages[1], "what it certified is a root of its own here: User RSA Root CA"));
}

TEST_CASE("what concerns a certificate alone is said once, however many stores hold it", "[lint]") {
  const Entry weak = lint_entry("rsa-1024-root");
  CHECK(said(linted({{"CA", {weak}}, {"Root", {weak}}}), RuleId::weak_key).size() == 1);
}

TEST_CASE("a user's store says how many certificates the computer does not see", "[lint]") {
  const auto findings =
      lint_observed(state({{"Root", {lint_entry("clean-root"), by_vendor(fixture("lab-root"))}}}),
                    Reach::user, {}, today());

  CHECK(has(only_said(findings, RuleId::user_store), "do not see its 1 certificate;"));
}

TEST_CASE("lint of a target judges local and policy, and a root's own signature", "[lint]") {
  CHECK(said(linted({{"Root", {by_policy(fixture("broken-root"))}}}), RuleId::broken_self_signature)
            .size() == 1);
  CHECK(linted({{"Root", {by_vendor(fixture("broken-root")), by_vendor(fixture("expired-root"))}}})
            .empty());
}

TEST_CASE("lint says which certificates of a store are no DER, roots or not, and calls none forged",
          "[lint]") {
  const auto findings = linted({{"Root", {local(fixture("signatures/padded-root"))}},
                                {"CA", {local(fixture("signatures/padded-issuing"))}},
                                {"Disallowed", {local(fixture("signatures/padded-server"))}}});
  const auto lax = said(findings, RuleId::not_strict);
  REQUIRE(lax.size() == 2);
  CHECK(has(lax[0], "RSA Issuing has an INTEGER that is not DER"));
  CHECK(has(lax[1], "RSA Root has an INTEGER that is not DER"));
  CHECK(said(findings, RuleId::broken_self_signature).empty());
}

TEST_CASE("an observed root that nobody can verify is information", "[lint]") {
  const auto findings =
      linted({{"Root",
               {local(fixture("signatures/md2-root")), local(fixture("signatures/unknown-root")),
                local(fixture("signatures/no-null-root"))}}});
  CHECK(said(findings, RuleId::broken_self_signature).empty());
  CHECK(said(findings, RuleId::unverifiable_signature).size() == 2);
  CHECK(has(only_said(linted({{"Root", {local(fixture("signatures/md2-root"))}}}),
                      RuleId::unverifiable_signature),
            "cannot be verified here (a digest of MD2, key RSA 2048)"));
}

TEST_CASE("what is declared is judged together, with the line that declares it", "[lint]") {
  const auto findings = lint_declared(desire({{"CA", present({wanted(fixture("lab-policy"))})}}),
                                      Reach::machine, {}, today());
  CHECK(has(only_said(findings, RuleId::issuer_missing), "unless the targets have it"));
  const auto missing = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.rule == RuleId::issuer_missing;
  });
  CHECK(missing->where->line == 7);
  CHECK(missing->level == Level::warning);
  CHECK_FALSE(missing->observed);
}

TEST_CASE("a finding of lint has the place of its entry and stands in no way", "[lint]") {
  const auto findings = linted({{"Root", {lint_entry("rsa-1024-root")}}});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].observed);
  CHECK(findings[0].where->file == local(fixture("lint/rsa-1024-root")).places.front().name);
}

TEST_CASE("stores of other certificates are not judged as stores of authorities", "[lint]") {
  CHECK(linted({{"TrustedPeople",
                 {lint_entry("rsa-1024-root"), lint_entry("sha1-issuing"),
                  lint_entry("no-key-usage"), lint_entry("long-life")}}})
            .empty());
}

TEST_CASE("an intermediate in Root says what moves it", "[lint]") {
  const auto findings = linted({{"Root", {local(fixture("lab-policy"))}}});
  CHECK(has(only_said(findings, RuleId::not_self_signed_in_root),
            "to move it, declare it present in CA and absent from Root"));
}

TEST_CASE("and what it says moves it", "[lint]") {
  const auto policy_ca = fixture("lab-policy");
  DesiredStore root;
  root.absent = {absent(policy_ca.fingerprint())};
  const auto plan = planned(desire({{"CA", present({wanted(policy_ca)})}, {"Root", root}}),
                            state({{"Root", {local(policy_ca)}}}));

  REQUIRE(plan.changes.size() == 2);
  CHECK(plan.changes[0].drift == Drift::misplaced);
  CHECK(std::get<Add>(plan.changes[0].change).store == StoreName::ca());
  CHECK(std::get<Remove>(plan.changes[1].change).store == StoreName::root());
}

TEST_CASE("a plan warns of the weak key that it would add, and not of the one that is there",
          "[lint]") {
  const auto weak = fixture("lint/rsa-1024-root");
  Plan adding = planned(desire({{"Root", present({wanted(weak)})}}), {});
  Plan idle = planned(desire({{"Root", present({wanted(weak)})}}),
                      state({{"Root", {local(weak, {"lab"})}}}));

  CHECK(only(adding, RuleId::weak_key).where->line == 7);
  CHECK_FALSE(adding.blocked());
  CHECK(idle.findings.empty());
}

TEST_CASE("a plan says nothing of style", "[lint]") {
  for (const std::string name : {"no-key-usage", "not-critical", "long-life", "ipv4-name"}) {
    INFO(name);
    Plan plan = planned(desire({{"Root", present({wanted(fixture("lint/" + name))})}}), {});
    CHECK(plan.findings.empty());
  }
}

TEST_CASE("a declared level of error blocks the plan that would add it", "[lint]") {
  Policy policy;
  policy.levels[RuleId::weak_key] = {Level::error, Level::warning};
  Plan plan =
      planned(desire({{"Root", present({wanted(fixture("lint/rsa-1024-root"))})}}), {}, policy);
  CHECK(plan.blocked());
}

TEST_CASE("a key that some clients refuse is told, with who refuses it", "[lint]") {
  const auto why = [](const std::string& name) {
    return only_said(linted({{"Root", {local(fixture(name))}}}), RuleId::unusual_key);
  };

  CHECK(
      has(why("lint/explicit-parameters"), "OpenSSL 3 refuses every chain through it (error 94)"));
  CHECK(has(why("lint/secp256k1-root"), "Schannel leaves switched off"));
  CHECK(has(why("lint/sm2-root"), "neither Windows nor browsers know"));
  CHECK(has(why("ed25519-root"), "neither Windows nor browsers know"));
  CHECK(said(linted({{"Root", {lint_entry("rsa-2048-root"), lint_entry("clean-root")}}}),
             RuleId::unusual_key)
            .empty());
}

TEST_CASE("openssl refuses a chain through explicit parameters with error 94", "[lint]") {
  const TemporaryFolder folder;
  const RunResult result = run(
      "cd " + folder.path().string() +
      " && openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt "
      "ec_param_enc:explicit -out r.key && openssl req -x509 -new -key r.key -subj /CN=r -out "
      "r.pem && openssl req -new -newkey rsa:2048 -nodes -keyout l.key -subj /CN=l -out l.csr && "
      "openssl x509 -req -in l.csr -CA r.pem -CAkey r.key -set_serial 2 -out l.pem && openssl "
      "verify -CAfile r.pem l.pem 2>&1");

  CHECK(result.out.find("error 94 at 1 depth lookup") != std::string::npos);
}

TEST_CASE("a key that shipped to everybody is an error declared, and a warning observed",
          "[lint]") {
  const auto level = [](const std::vector<Finding>& findings) {
    const auto found = std::find_if(findings.begin(), findings.end(), [](const Finding& one) {
      return one.rule == RuleId::compromised_key;
    });
    REQUIRE(found != findings.end());
    CHECK(has(found->message, "has the key of Superfish (Lenovo, 2015)"));
    return found->level;
  };
  const auto desired = desire({{"Root", present({wanted(superfish())})}});
  const auto actual = state({{"Root", {local(superfish())}}});

  CHECK(level(lint_declared(desired, Reach::machine, {}, today())) == Level::error);
  CHECK(level(linted({{"Root", {local(superfish())}}})) == Level::warning);
  CHECK(level(planned(desired, actual).findings) == Level::error);  // though it is there already
  CHECK(level(planned(desire({}), actual).findings) == Level::warning);
  CHECK(said(linted({{"Disallowed", {local(superfish())}}}), RuleId::compromised_key).empty());
}

TEST_CASE("a list of roots over 16 KB fails Windows Server 2012 whatever is sent", "[lint]") {
  const auto said_of = [](std::size_t count) {
    return only_said(lint_observed(roots_of_a_kilobyte(count), Reach::machine, {}, today()),
                     RuleId::root_list_too_long);
  };

  CHECK(has(said_of(17), "KB 2880390"));
  CHECK_FALSE(has(said_of(13), "KB 2880390"));
}

TEST_CASE("one certificate in Root and in Disallowed is told, a twin of it too", "[lint]") {
  const Certificate root = fixture("lint/clean-root");
  const std::string itself =
      only_said(linted({{"Root", {local(root)}}, {"Disallowed", {local(root)}}}),
                RuleId::trusted_and_distrusted);
  CHECK(has(itself, "is in Root and in Disallowed, which outweighs Root"));

  const std::string by_policy_here =
      only_said(linted({{"Root", {by_policy(root)}}, {"Disallowed", {local(twin_of(root))}}}),
                RuleId::trusted_and_distrusted);
  CHECK(has(by_policy_here, twin_of(root).fingerprint().hex()));

  const auto silent = [&](std::initializer_list<StoreState> stores) {
    return said(linted(stores), RuleId::trusted_and_distrusted).empty();
  };
  CHECK(silent({{"CA", {local(root)}}, {"Disallowed", {local(root)}}}));
  CHECK(silent({{"Root", {local(root)}}, {"Disallowed", {local(fixture("lab-root"))}}}));

  const auto declared =
      desire({{"Root", present({wanted(root)})}, {"Disallowed", present({wanted(root)})}});
  CHECK_FALSE(
      said(lint_declared(declared, Reach::machine, {}, today()), RuleId::trusted_and_distrusted)
          .empty());
}
