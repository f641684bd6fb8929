// What zlint's test certificates have against them, and what the rules find. The facts are those of
// expected.json, which pyca/cryptography and OpenSSL wrote.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "engine/formats/certificate_source.hpp"
#include "engine/plan/lint.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// A certificate that is named for a defect which a rule covers, or has such a defect besides.
struct Defect {
  std::string_view file;
  RuleId rule;
};
const std::vector<Defect> defects = {
    {"rootCaMaxPathLenPresent.pem", RuleId::weak_key},
    {"NCValidIPNet.pem", RuleId::weak_key},
    {"ncMinZero.pem", RuleId::weak_key},
    {"subCaCrlPresent.pem", RuleId::weak_key},
    {"subjectRDNSIPv4GoodIP.pem", RuleId::weak_key},
    {"subjectRDNSIPv6ReservedIP.pem", RuleId::not_a_ca},
    {"subCAAIANotMarkedCritical.pem", RuleId::no_cert_sign},
    {"subCAEKUNotMissing.pem", RuleId::no_cert_sign},
    {"caCommonNameMissing.pem", RuleId::no_cert_sign},
    {"caIssuerBlank.pem", RuleId::not_a_ca},
    {"subCertValidTimeTooLong.pem", RuleId::not_a_ca},
    {"subCAAIACrit.pem", RuleId::name_is_address},
    {"subCertNoSKI.pem", RuleId::name_is_address},
    {"subscriber_with_crl_distribution_points.pem", RuleId::long_validity},
    {"subCAWCertPolicyNoCrit.pem", RuleId::expired},
    {"ncOnX400.pem", RuleId::not_yet_valid},
    {"subca1_ocsp0_httpx_cais1_http0_eff1.pem", RuleId::issuer_missing},
};

// CA certificates whose only defects, where they have any, are none of a rule's: in policies,
// addresses and the like.
const std::vector<std::string_view> clean_roots = {"rootCAValid.pem", "cacp_c1r1p0m0a0b0e0.pem"};
const std::vector<std::string_view> clean_subordinates = {
    "cacp_c1r0p1m1a0b0e0.pem",
    "cacp_c1r0p1m1a0b0e1.pem",
    "cacp_c1r0p1m1a1b0e0.pem",
    "subca1_ocsp0_httpx_cais1_http0_eff1.pem",
    "subca1_ocsp0_httpx_cais1_http1_eff1.pem",
    "subca1_ocsp1_http0_cais0_httpx_eff0.pem",
};

Time then() { return parse_time("2026-06-01").value(); }

Certificate read(const std::filesystem::path& path) {
  return read_certificates(read_file(path)).value().front();
}

std::vector<Finding> found(const std::filesystem::path& path, std::string_view where) {
  return lint_observed(state({{where, {local(read(path))}}}), Reach::machine, {}, then());
}

// Declared: where an error would stand in the way.
std::vector<Finding> declared(const std::filesystem::path& path, std::string_view where) {
  return lint_declared(desire({{where, present({wanted(read(path))})}}), Reach::machine, {},
                       then());
}

bool has_error(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.level == Level::error; });
}

// Null where the oracle could not tell.
nlohmann::json fact(const nlohmann::json& facts, const char* name) {
  return facts.contains(name) ? facts.at(name) : nlohmann::json();
}

// "RSAPublicKey:512"; nothing where the key is of another kind.
std::optional<int> rsa_bits(const nlohmann::json& key) {
  const std::string text = key.get<std::string>();
  const std::string_view kind = "RSAPublicKey:";
  return text.starts_with(kind) ? std::optional(std::stoi(text.substr(kind.size()))) : std::nullopt;
}

}  // namespace

TEST_CASE("each defect of zlint's certificates that a rule covers is found", "[rules][public]") {
  const auto folder = test_data("certs-zlint");
  if (!folder.has_value()) {
    return;
  }
  for (const Defect& defect : defects) {
    INFO(defect.file << ": " << rule(defect.rule).name);
    CHECK(holds(found(*folder / defect.file, "CA"), defect.rule));
  }
}

TEST_CASE("the clean ones of zlint's CA certificates have no error", "[rules][public]") {
  const auto folder = test_data("certs-zlint");
  if (!folder.has_value()) {
    return;
  }
  for (const std::string_view name : clean_roots) {
    INFO(name);
    CHECK(found(*folder / name, "Root").empty());
    CHECK(declared(*folder / name, "Root").empty());
  }
  for (const std::string_view name : clean_subordinates) {
    INFO(name);
    CHECK_FALSE(has_error(found(*folder / name, "CA")));
    CHECK_FALSE(has_error(declared(*folder / name, "CA")));
  }
}

TEST_CASE("keys, dates and CA-ness are found where two oracles see them, and nowhere else",
          "[rules][public]") {
  const auto folder = test_data("certs-zlint");
  if (!folder.has_value()) {
    return;
  }
  const auto expected = nlohmann::json::parse(as_text(read_file(*folder / "expected.json")));
  std::size_t judged = 0;
  for (const auto& [name, facts] : expected.items()) {
    INFO(name);
    const auto findings = found(*folder / name, "CA");
    if (const auto end = fact(facts, "not_after"); end.is_string()) {
      CHECK(holds(findings, RuleId::expired) == (end.get<std::string>() < "2026-06-01"));
    }
    if (const auto key = fact(facts, "key"); key.is_string()) {
      CHECK(holds(findings, RuleId::weak_key) == (rsa_bits(key).value_or(2048) < 2048));
    }
    const auto ca = fact(facts, "bc_ca");
    const auto cert_sign = fact(facts, "ku_keyCertSign");
    if (ca.is_boolean() && cert_sign.is_boolean()) {
      CHECK(holds(findings, RuleId::not_a_ca) == !ca.get<bool>());
      CHECK(holds(findings, RuleId::no_cert_sign) == (ca.get<bool>() && !cert_sign.get<bool>()));
      ++judged;
    }
  }
  CHECK(judged > 20);
}
