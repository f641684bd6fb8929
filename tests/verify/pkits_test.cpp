#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/support/support.hpp"
#include "tests/verify/corpus.hpp"

using namespace trustctl;
using namespace trustctl::test;
namespace fs = std::filesystem;

namespace {

const std::map<std::string, std::string> pkits_unclaimed = {
    {"4.1.5", "DSA parameters inherited from the issuer: OpenSSL verifies no such signature"},
    {"4.5.5", "invalid by revocation alone"},
};

Question pkits_question(const fs::path& folder, const nlohmann::json& names, Time at) {
  const auto certificate = [&](const nlohmann::json& name) {
    return certificates_in(folder / (name.get<std::string>() + ".crt")).front();
  };
  Question question{certificate(names.back())};
  question.at = at;
  for (std::size_t i = 1; i + 1 < names.size(); ++i) {
    question.sent.push_back(certificate(names[i]));
  }
  return question;
}

}  // namespace

TEST_CASE("NIST's PKITS is judged as NIST judges it, in the machine's view", "[verify][corpus]") {
  const auto corpus = test_data("pkits");
  if (!corpus.has_value()) {
    return;
  }
  const auto expected = nlohmann::json::parse(as_text(read_file(*corpus / "expected.json")));
  const Time at = time_of(expected.at("validation_time").get<std::string>());
  Tally tally;
  for (const auto& test : expected.at("tests")) {
    const std::string number = test.at("number");
    if (pkits_unclaimed.contains(number)) {
      ++tally.unclaimed;
      continue;
    }
    const Question question = pkits_question(*corpus / "certs", test.at("certs"), at);
    const auto roots =
        certificates_in(*corpus / "certs" / (test.at("certs")[0].get<std::string>() + ".crt"));
    const Answer given = answer(question, machine_with_roots(roots));
    const auto right = test.at("should_validate").get<bool>() ? Trust::trusted : Trust::untrusted;
    tally.count(given.trust == right, number, question, given);
  }
  tally.check(42);
}
