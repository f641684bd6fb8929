#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <sstream>

#include "tests/support/states.hpp"
#include "tests/support/support.hpp"
#include "tests/verify/corpus.hpp"

using namespace trustctl;
using namespace trustctl::test;
namespace fs = std::filesystem;

namespace {

// What is not claimed, and why: by the name of a test, or by how it begins.
std::string unclaimed_because(const std::string& name, const std::string& trust) {
  static const std::string root_is_held = "clients hold a root to what it says of itself";
  static const std::string policies = "policies are not judged";
  static const std::string bound = "what is compared is counted, and not what could be";
  static const std::string other_profiles = "what MLS and C2PA ask is not judged";
  static const std::string no_rule = "no rule asks it of the CAs of clients";
  static const std::map<std::string, std::string> by_beginning = {
      {"expired-root/not-after.", "clients refuse an expired root"},
      {"expired-root/not-after-ta-with-constraints.", "clients refuse an expired root"},
      {"expired-root/not-before.", "clients refuse a root that is not valid yet"},
      {"non-self-signed-root/main.", "CryptoAPI and OpenSSL end a path at a self-signed root only"},
      {"non-self-signed-root/ta-with-constraints.",
       "CryptoAPI and OpenSSL end a path at a self-signed root only"},
      {"root-basic-constraints-ca-false/main.", "clients refuse a root that says it is no CA"},
      {"root-lacks-keycertsign-key-usage/main.", "clients refuse a root that may not sign"},
      {"root-eku-clientauth/serverauth.", root_is_held},
      {"root-eku-clientauth/serverauth-ta-with-expiration.", root_is_held},
      {"root-eku-clientauth/serverauth-strict.", root_is_held},
      {"violates-pathlen-1-from-root/main.", root_is_held},
      {"target-only/trusted_leaf-and-trust_anchor.", "no store trusts a leaf for itself alone"},
      {"target-selfissued/trusted_leaf-and-trust_anchor.",
       "no store trusts a leaf for itself alone"},
      {"policies-", policies},
      {"policy-mappings-", policies},
      {"unknown-critical-policy-qualifier/",
       "a warning, since OpenSSL passes over it; the strict view refuses it"},
      {"many-names/toomany-", bound},
      {"many-names/ok-all-types.", "a name is in none of the permitted subtrees of its form"},
      {"target-msapplicationpolicies-and-eku/",
       "a critical extension that does not decode is refused"},
      {"intermediate-eku-any-and-clientauth/serverauth-strict-leaf.",
       "to the letter, who issues for servers is not for any purpose"},
      {"intermediate-eku-mlsclientauth", other_profiles},
      {"intermediate-eku-c2pa", other_profiles},
      {"target-eku-any/mlsclientauth.", other_profiles},
      {"target-eku-many/mlsclientauth.", other_profiles},
      {"target-eku-none/mlsclientauth.", other_profiles},
      {"target-eku-clientauth/clientauth-strict.", no_rule},
  };
  // Of leaves, a store of ours trusts the self-signed alone.
  if (trust.starts_with("TRUSTED_LEAF") && !name.starts_with("target-selfsigned/")) {
    return "no store trusts a leaf for itself alone";
  }
  for (const auto& [beginning, reason] : by_beginning) {
    if ((name + '.').starts_with(beginning)) {
      return reason;
    }
  }
  return "";
}

using Fields = std::map<std::string, std::string>;

// "key: value" lines; what follows expected_errors is kept as one text.
Fields read_fields(const fs::path& file) {
  Fields fields;
  std::istringstream lines{std::string(as_text(read_file(file)))};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(": ");
    if (line.starts_with("expected_errors")) {
      std::getline(lines, fields["expected_errors"], '\0');
    } else if (colon != std::string::npos) {
      fields[line.substr(0, colon)] = line.substr(colon + 2);
    }
  }
  return fields;
}

// "150302120000Z"; DEFAULT is BoringSSL's own: 2022-01-01.
Time boringssl_time(const std::string& text) {
  if (text == "DEFAULT") {
    return *parse_time("2021-10-05T12:00:00Z");
  }
  return *parse_time("20" + text.substr(0, 2) + '-' + text.substr(2, 2) + '-' + text.substr(4, 2) +
                     'T' + text.substr(6, 2) + ':' + text.substr(8, 2) + ':' + text.substr(10));
}

std::optional<Oid> purpose_of(const std::string& text) {
  if (text.starts_with("ANY")) {
    return std::nullopt;
  }
  return *Oid::parse(text.starts_with("SERVER")   ? "server_auth"
                     : text.starts_with("CLIENT") ? "client_auth"
                                                  : "2.23.146.2.1.3");  // of MLS
}

Viewpoint view_of(const Fields& fields) {
  const bool strict =
      fields.at("last_cert_trust").find("CONSTRAINTS_REQUIRE_BASIC") != std::string::npos ||
      fields.contains("digest_policy") ||
      fields.at("key_purpose").find("_STRICT") != std::string::npos;
  return strict ? Viewpoint::strict : Viewpoint::machine;
}

// What BoringSSL found, in our words; one of them must be among what we found.
bool found_what_is_expected(const Answer& given, const std::string& expected) {
  static const std::multimap<std::string, Fault> faults = {
      {"Time is after notAfter", Fault::expired},
      {"Time is before notBefore", Fault::not_yet_valid},
      {"VerifySignedData failed", Fault::broken_signature},
      {"VerifySignedData failed", Fault::issuer_missing},  // key ids that speak against it
      {"extended key usage does not include", Fault::wrong_purpose},
      {"extended key usage does not include", Fault::profile},
      {"is not permitted for this use", Fault::profile},
      {"Does not have Basic Constraints", Fault::not_a_ca},
      {"Basic Constraints indicates not a CA", Fault::not_a_ca},
      {"indicating it is a CA when it should not", Fault::profile},
      {"keyCertSign bit is not set", Fault::no_cert_sign},
      {"Distrusted by trust store", Fault::distrusted},
      {"Certificate is not a trust anchor", Fault::untrusted_root},
      {"Certificate is not a trust anchor", Fault::issuer_missing},
      {"Unacceptable public key", Fault::weak_key},
      {"Unacceptable signature algorithm", Fault::weak_signature},
      {"Unconsumed critical extension", Fault::unknown_critical},
      {"Unconsumed critical extension", Fault::not_strict},  // a known one that does not decode
      {"Couldn't parse SubjectPublicKeyInfo", Fault::broken_signature},
      {"max_path_length reached", Fault::path_too_long},
  };
  return std::any_of(faults.begin(), faults.end(), [&](const auto& row) {
    return expected.find(row.first) != std::string::npos && has_error(given, row.second);
  });
}

// The end of the chain goes where its trust says; the rest came with the leaf.
TargetState stores_of(const std::string& trust, const Certificate& end) {
  if (trust == "DISTRUSTED") {
    return state({{"Root", {local(end)}}, {"Disallowed", {local(end)}}});
  }
  if (trust == "UNSPECIFIED") {
    return state({{"CA", {local(end)}}});
  }
  return state({{"Root", {local(end)}}});
}

struct Case {
  Question question;
  TargetState stores;
};

Case read_case(const fs::path& folder, const Fields& fields) {
  const auto chain = certificates_in(folder / fields.at("chain"));
  Question question{chain.front()};
  question.sent.assign(chain.begin() + 1, chain.end());
  question.at = boringssl_time(fields.at("utc_time"));
  question.purpose = purpose_of(fields.at("key_purpose"));
  question.view = view_of(fields);
  return {std::move(question), stores_of(fields.at("last_cert_trust"), chain.back())};
}

}  // namespace

TEST_CASE("BoringSSL's chains are judged as BoringSSL judges them", "[verify][corpus]") {
  const auto corpus = test_data("chains-boringssl");
  if (!corpus.has_value()) {
    return;
  }
  Tally tally;
  for (const auto& file : fs::recursive_directory_iterator(*corpus)) {
    if (file.path().extension() != ".test") {
      continue;
    }
    const fs::path folder = file.path().parent_path();
    const std::string name = folder.filename().string() + '/' + file.path().stem().string();
    const Fields fields = read_fields(file.path());
    if (!unclaimed_because(name, fields.at("last_cert_trust")).empty()) {
      ++tally.unclaimed;
      continue;
    }
    const Case one = read_case(folder, fields);
    const Answer given = answer(one.question, one.stores);
    const bool good = fields.at("expected_errors").find("ERROR") == std::string::npos;
    const bool same_reason = good || found_what_is_expected(given, fields.at("expected_errors"));
    tally.count((given.trust == Trust::trusted) == good && same_reason, name, one.question, given);
  }
  tally.check();
  CHECK(tally.right >= 48);
}
