#include "tests/verify/random_chains.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

#include "tests/support/support.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/second_opinion.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// One chain in the eyes of both.
struct JudgedChain {
  const RandomChain& chain;
  Answer ours;
  std::string theirs;  // empty: trusted

  bool is_agreed() const {
    return theirs.empty() ? ours.trust == Trust::trusted : ours.trust == Trust::untrusted;
  }
};

bool has(const JudgedChain& judged, Fault fault, Severity severity) {
  return std::any_of(judged.ours.path.begin(), judged.ours.path.end(), [&](const PathLink& link) {
    return std::any_of(link.problems.begin(), link.problems.end(), [&](const Problem& problem) {
      return problem.fault == fault && problem.severity == severity;
    });
  });
}

bool says(const JudgedChain& judged, std::string_view words) {
  return std::any_of(judged.ours.path.begin(), judged.ours.path.end(), [&](const PathLink& link) {
    return std::any_of(link.problems.begin(), link.problems.end(), [&](const Problem& problem) {
      return problem.message.find(words) != std::string::npos;
    });
  });
}

bool warns_that_openssl_refuses(const JudgedChain& judged, Fault fault) {
  return judged.ours.trust == Trust::trusted && !judged.theirs.empty() &&
         has(judged, fault, Severity::warning);
}

// Where we differ from OpenSSL on purpose: engine/verify/README.md argues each.
struct Difference {
  std::string_view name;
  bool (*is)(const JudgedChain&);
};

constexpr std::array known_differences = {
    Difference{"an explicit policy is required",
               [](const JudgedChain& judged) {
                 return judged.ours.trust == Trust::could_not_tell &&
                        has(judged, Fault::not_checked, Severity::unknown);
               }},
    Difference{"key identifiers that differ",
               [](const JudgedChain& judged) {
                 return warns_that_openssl_refuses(judged, Fault::key_id_mismatch);
               }},
    Difference{"a purpose that OpenSSL alone misses",
               [](const JudgedChain& judged) {
                 return warns_that_openssl_refuses(judged, Fault::wrong_purpose);
               }},
    Difference{"a root that does not say it is a CA",
               [](const JudgedChain& judged) {
                 return warns_that_openssl_refuses(judged, Fault::not_a_ca);
               }},
    Difference{
        "another path",
        [](const JudgedChain& judged) {
          return judged.ours.trust == Trust::trusted && !judged.theirs.empty() &&
                 openssl_objection(judged.chain.question, judged.ours, PathEnd::root).empty();
        }},
    Difference{"a root that its own key did not sign",
               [](const JudgedChain& judged) {
                 return judged.theirs.empty() &&
                        has(judged, Fault::broken_signature, Severity::error) &&
                        says(judged, "is self-issued");
               }},
    Difference{"a common name beside a subjectAltName without a dNSName",
               [](const JudgedChain& judged) {
                 return judged.theirs.empty() && has(judged, Fault::name_mismatch, Severity::error);
               }},
    Difference{"critical policies that do not decode",
               [](const JudgedChain& judged) {
                 return judged.theirs.empty() &&
                        says(judged, "has critical certificatePolicies that cannot be decoded");
               }},
};

std::string both(const JudgedChain& judged) {
  std::string text;
  for (const std::string& one : judged.chain.spoilt) {
    text += one + "; ";
  }
  return text + "OpenSSL: " + (judged.theirs.empty() ? "trusted" : judged.theirs) + "\n" +
         described(judged.ours);
}

// Every chain is judged alike by both, or differs in a way that is argued. One line a kind.
std::string compare(std::size_t count) {
  Lab lab;
  Random random(20301127);
  std::array<std::size_t, known_differences.size()> differing{};
  std::size_t trusted = 0;
  std::size_t untrusted = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const RandomChain chain = random_chain(lab, random);
    const JudgedChain judged{chain, answer(chain.question, machine(chain.stores)),
                             openssl_verdict(chain.question, chain.stores)};
    if (judged.is_agreed()) {
      ++(judged.theirs.empty() ? trusted : untrusted);
      continue;
    }
    const auto* kind = std::find_if(known_differences.begin(), known_differences.end(),
                                    [&](const Difference& one) { return one.is(judged); });
    if (kind == known_differences.end()) {
      FAIL_CHECK("no listed difference: " << both(judged));
      continue;
    }
    ++differing[static_cast<std::size_t>(kind - known_differences.begin())];
  }
  std::string table = std::to_string(trusted) + " trusted by both\n" + std::to_string(untrusted) +
                      " refused by both\n";
  for (std::size_t i = 0; i < known_differences.size(); ++i) {
    table += std::to_string(differing[i]) + " " + std::string(known_differences[i].name) + '\n';
  }
  return table;
}

}  // namespace

TEST_CASE("random chains are judged as OpenSSL judges them, or as is argued", "[verify]") {
  INFO(compare(500));
}

TEST_CASE("five thousand random chains are judged as OpenSSL judges them, or as is argued",
          "[.torture]") {
  WARN(compare(5000));
}

TEST_CASE("what the library says of a chain is what `openssl verify` says", "[verify]") {
  Lab lab;
  Random random(20301128);
  const TemporaryFolder folder;
  for (int i = 0; i < 25; ++i) {
    const RandomChain chain = random_chain(lab, random);
    const Question& question = chain.question;
    std::vector<Certificate> untrusted = question.sent;
    untrusted.insert(untrusted.end(), chain.stores.ca.begin(), chain.stores.ca.end());
    write_file(folder.path() / "leaf.pem", pem_of({question.leaf}));
    write_file(folder.path() / "untrusted.pem", pem_of(untrusted));
    write_file(folder.path() / "roots.pem", pem_of(chain.stores.root));
    std::string command = "cd " + folder.path().string() +
                          " && openssl verify -no-CApath -no-CAstore -attime 1893456000";
    command += chain.stores.root.empty() ? " -no-CAfile" : " -CAfile roots.pem";
    command += untrusted.empty() ? "" : " -untrusted untrusted.pem";
    if (question.purpose.has_value()) {
      command += *question.purpose == *Oid::parse("server_auth") ? " -purpose sslserver"
                                                                 : " -purpose sslclient";
    }
    if (question.name.has_value()) {
      command += (question.name->is_address() ? " -verify_ip " : " -verify_hostname ") +
                 question.name->text();
    }
    const RunResult said = run(command + " leaf.pem 2>&1");
    const std::string expected = openssl_verdict(question, chain.stores);
    INFO(said.out);
    CHECK((said.exit_code == 0) == expected.empty());
    CHECK(said.out.find(expected) != std::string::npos);
  }
}
