#include "tests/verify/corpus.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <stdexcept>

#include "engine/formats/pem.hpp"
#include "engine/model/signature.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"
#include "tests/verify/second_opinion.hpp"

namespace trustctl::test {

namespace {

// Where OpenSSL has something against a path that we, and the authors of the corpus, trust.
bool openssl_is_known_to_differ(const std::string& name) {
  return
      // notAfter is the last second that is valid (RFC 5280 §4.1.2.5); OpenSSL ends before it.
      name == "rfc5280::validity::notafter-fractional" ||
      name == "rfc5280::validity::notafter-exact" ||
      // OpenSSL asks a server's keyUsage for digitalSignature and its like; a warning of ours.
      name == "target-not-end-entity/main" ||
      // It takes anyExtendedKeyUsage for no purpose of TLS; a warning of ours.
      name == "target-eku-any/serverauth" || name == "target-eku-any/clientauth" ||
      name == "intermediate-eku-any-and-clientauth/serverauth" ||
      name == "target-serverauth-various-keyusages/ec-decipherOnly" ||
      name == "target-serverauth-various-keyusages/rsa-decipherOnly";
}

}  // namespace

std::vector<Certificate> certificates_in(const std::filesystem::path& file) {
  const Bytes bytes = read_file(file);
  std::vector<Certificate> certificates;
  if (bytes.empty() || bytes.front() == 0x30) {
    certificates.push_back(Certificate::from_bytes(bytes));
    return certificates;
  }
  const auto blocks = read_pem(as_text(bytes));
  if (!blocks.has_value()) {
    throw std::runtime_error(file.string() + ": " + blocks.error().message);
  }
  for (const auto& block : *blocks) {
    certificates.push_back(Certificate::from_bytes(block.bytes));
  }
  return certificates;
}

TargetState machine_with_roots(const std::vector<Certificate>& roots) {
  std::vector<Entry> entries;
  entries.reserve(roots.size());
  for (const Certificate& root : roots) {
    entries.push_back(local(root));
  }
  TargetState stores;
  stores.emplace(StoreName::root(), StoreContents(std::move(entries)));
  return stores;
}

Answer answer(const Question& question, const TargetState& stores) {
  SignatureVerifier signatures;
  return verify(question, stores, std::ref(signatures));
}

bool has_error(const Answer& answer, Fault fault) {
  return std::any_of(answer.path.begin(), answer.path.end(), [fault](const PathLink& link) {
    return std::any_of(link.problems.begin(), link.problems.end(), [fault](const Problem& one) {
      return one.fault == fault && one.severity == Severity::error;
    });
  });
}

std::string described(const Answer& answer) {
  std::string text = std::string(to_string(answer.trust)) + '\n';
  for (const PathLink& link : answer.path) {
    text += "  " + link.certificate.label() + '\n';
    for (const Problem& problem : link.problems) {
      text += "    " + std::string(to_string(problem.severity)) + ' ' +
              std::string(to_string(problem.fault)) + ": " + problem.message + '\n';
    }
  }
  for (const std::string_view bound : answer.exhausted) {
    text += "  exhausted: " + std::string(bound) + '\n';
  }
  return text;
}

Time time_of(std::string_view text) {
  return *parse_time(std::string(text.substr(0, std::string_view("2031-04-05T06:07:08").size())) +
                     'Z');
}

void check_within_bounds(const Answer& answer, const Bounds& bounds) {
  // The second search has one more, so that a bound of less than eight leaves it something.
  const auto at_most = [](std::size_t bound) { return bound + bound / 8 + 1; };
  CHECK(answer.effort.edges <= at_most(bounds.edges));
  CHECK(answer.effort.signatures <= at_most(bounds.signatures));
  CHECK(answer.effort.comparisons <= at_most(bounds.comparisons));
}

void Tally::count(bool is_right, const std::string& name, const Question& question,
                  const Answer& given) {
  if (is_right) {
    ++right;
  } else {
    wrong.push_back(name + ": " + described(given));
  }
  if (given.trust != Trust::trusted || openssl_is_known_to_differ(name)) {
    return;
  }
  const std::string objection = openssl_objection(question, given);
  if (!objection.empty()) {
    disputed.push_back(name + ": OpenSSL says: " + objection + '\n' + described(given));
  }
}

void Tally::check() const {
  for (const std::string& one : wrong) {
    UNSCOPED_INFO(one);
  }
  CHECK(wrong.empty());
  for (const std::string& one : disputed) {
    UNSCOPED_INFO(one);
  }
  CHECK(disputed.empty());
}

void Tally::check(std::size_t expected_right) const {
  check();
  CHECK(right == expected_right);
}

}  // namespace trustctl::test
