// Who may issue certificates: the plan, lint and verify say the same, in the same words.
#include "engine/model/issuing.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "engine/chains/placement.hpp"
#include "engine/model/required_roots.hpp"
#include "engine/plan/lint.hpp"
#include "engine/verify/client_code.hpp"
#include "tests/plan/planning.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"
#include "tests/verify/lab.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// The rules about issuing.
bool is_about_issuing(RuleId rule) {
  return rule == RuleId::not_a_ca || rule == RuleId::no_cert_sign ||
         rule == RuleId::self_signed_end_entity || rule == RuleId::no_basic_constraints;
}

// "no_cert_sign error", and its message; empty where no rule about issuing found anything.
struct Said {
  std::string rule;
  std::string message;
};
Said about_issuing(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    if (is_about_issuing(finding.rule)) {
      return {std::string(rule(finding.rule).name) + " " + std::string(to_string(finding.level)),
              finding.message};
    }
  }
  return {};
}

Said planned_in(std::string_view where, const Certificate& certificate, bool from_bundle = false) {
  DesiredEntry entry = wanted(certificate);
  entry.from_bundle = from_bundle;
  return about_issuing(planned(desire({{where, present({entry})}}), {}).findings);
}

Said linted_in(std::string_view where, const Certificate& certificate) {
  return about_issuing(lint_declared(desire({{where, present({wanted(certificate)})}}),
                                     Reach::machine, {}, today()));
}

Answer answered(const Question& question, const Stores& stores) {
  SignatureVerifier verifier;
  return verify(question, machine(stores), std::ref(verifier));
}

// What verify says of a root that issued something, where only that root is in Root.
std::optional<Problem> problem_of_root(const Answer& answer) {
  const auto& problems = answer.path.back().problems;
  const auto found = std::find_if(problems.begin(), problems.end(), [](const Problem& one) {
    return one.fault == Fault::not_a_ca || one.fault == Fault::no_cert_sign;
  });
  return found == problems.end() ? std::nullopt : std::optional(*found);
}

struct Root {
  WrittenExtensions extensions;
  std::string rule;  // what the plan says
};

Certificate root_with(Lab& lab, const WrittenExtensions& extensions) {
  return lab.make({.name = "root", .extensions = extensions});
}

WrittenExtensions self_signed_server() {
  return with(server(), "basicConstraints", "critical,CA:FALSE");
}
// As Windows makes it for Remote Desktop.
WrittenExtensions remote_desktop() {
  return {{"extendedKeyUsage", "serverAuth"},
          {"keyUsage", "keyEncipherment,dataEncipherment"},
          {"subjectKeyIdentifier", "hash"}};
}

std::vector<Certificate> certificates_within(const Bytes& file) {
  std::vector<Certificate> found;
  for (std::size_t at = 0; at + 4 < file.size(); ++at) {
    if (file[at] != 0x30 || file[at + 1] != 0x82) {
      continue;
    }
    const std::size_t size = 4 + (std::size_t{file[at + 2]} << 8U) + file[at + 3];
    if (at + size <= file.size()) {
      found.push_back(Certificate::from_bytes(ByteView(file).subspan(at, size)));
    }
  }
  return found;
}

}  // namespace

TEST_CASE("plan, lint and verify agree about who may issue certificates", "[issuing]") {
  const Root roots[] = {
      {ca(), ""},
      {without(ca(), "basicConstraints"), "no_basic_constraints warning"},
      {without(without(ca(), "basicConstraints"), "keyUsage"), "no_basic_constraints warning"},
      {with(ca(), "keyUsage", "critical,digitalSignature"), "no_cert_sign error"},
  };
  for (const Root& root : roots) {
    INFO(root.rule);
    Lab lab;
    const Certificate certificate = root_with(lab, root.extensions);
    const Answer answer = answered(ask(lab.leaf(), {lab.issuing()}), {.root = {certificate}});
    const auto problem = problem_of_root(answer);
    const Said said = planned_in("Root", certificate);

    CHECK(said.rule == root.rule);
    CHECK(linted_in("Root", certificate).message == said.message);
    CHECK(said.rule.empty() == !problem.has_value());
    CHECK((answer.trust == Trust::trusted) == !root.rule.ends_with("error"));
    if (problem.has_value()) {
      CHECK(said.message.starts_with("root " + problem->message));
    }
  }
}

TEST_CASE("a root whose keyUsage lacks keyCertSign is told so, with Windows' code", "[issuing]") {
  Lab lab;
  const Certificate root = root_with(lab, with(ca(), "keyUsage", "critical,digitalSignature"));

  CHECK(planned_in("Root", root).message ==
        "root may not issue certificates: its keyUsage lacks keyCertSign; libcurl passes over such "
        "roots");
  CHECK(client_code(RuleId::no_cert_sign) == ClientCode{0x800B0110, "CERT_E_WRONG_USAGE"});
}

TEST_CASE("a root that does not say what it is can be the root of a declared chain", "[issuing]") {
  Lab lab;
  const Certificate root = root_with(lab, without(ca(), "basicConstraints"));
  const ChainMember members[] = {{root, "root", {}}, {lab.issuing(), "issuing", {}}};

  CHECK(place_chain(members, "lab").has_value());
}

TEST_CASE("what does not say that it is a CA and has another issuer is none", "[issuing]") {
  Lab lab;
  const Certificate issuing = lab.make(
      {.name = "issuing", .issuer = "root", .extensions = without(ca(), "basicConstraints")});

  CHECK_FALSE(may_issue(issuing));
  CHECK(planned_in("CA", issuing).message ==
        "issuing may not issue certificates: it has no basicConstraints, and CA is a store of CA "
        "certificates");
}

TEST_CASE("a self-signed end-entity certificate in Root is trusted, and a warning", "[issuing]") {
  for (const WrittenExtensions& extensions : {self_signed_server(), remote_desktop()}) {
    Lab lab;
    const Certificate own = lab.make({.name = "server.example", .extensions = extensions});
    const Said said = planned_in("Root", own);

    CHECK(answered(ask(own), {.root = {own}}).trust == Trust::trusted);
    CHECK(said.rule == "self_signed_end_entity warning");
    CHECK(said.message.find("policy: { self_signed_end_entity: ignore }") != std::string::npos);
    CHECK_FALSE(client_code(RuleId::self_signed_end_entity).has_value());
    CHECK(linted_in("Root", own).message == said.message);
  }
}

TEST_CASE("a self-signed end-entity certificate is no CA where nobody can mean it", "[issuing]") {
  Lab lab;
  const Certificate own = lab.make({.name = "server.example", .extensions = self_signed_server()});

  CHECK(planned_in("Root", own, true).rule == "not_a_ca error");
  CHECK(planned_in("CA", own).rule == "not_a_ca error");
}

TEST_CASE("a self-signed signer's certificate without basicConstraints may go into Root",
          "[issuing]") {
  Lab lab;
  const Certificate publisher = lab.make(
      {.name = "publisher",
       .extensions = {{"extendedKeyUsage", "codeSigning"}, {"subjectKeyIdentifier", "hash"}}});

  CHECK(answered(ask(publisher), {.root = {publisher}}).trust == Trust::trusted);
  const Said said = planned_in("Root", publisher);
  CHECK(said.rule == "no_basic_constraints warning");
  CHECK(said.message.find("policy: { no_basic_constraints: ignore }") != std::string::npos);
}

TEST_CASE("no rule calls a root that Windows needs no CA", "[issuing]") {
  // Wine ships five of them, of which two are of version 3 and have no basicConstraints.
  const std::filesystem::path library = "/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/crypt32.dll";
  if (!std::filesystem::exists(library)) {
    skip("the roots that Windows needs are taken from Wine's crypt32.dll, which is missing");
    return;
  }
  std::size_t silent = 0;
  std::size_t all = 0;
  for (const Certificate& root : certificates_within(read_file(library))) {
    if (!is_required_by_windows(root)) {
      continue;
    }
    INFO(root.label());
    const std::string rule = planned_in("Root", root).rule;
    CHECK(may_issue(root));
    CHECK((rule.empty() || rule == "no_basic_constraints warning"));
    silent += rule.empty() ? 0U : 1U;
    ++all;
  }
  CHECK(all == 5);
  CHECK(silent == 2);
}
