#include <sys/resource.h>
#include <algorithm>
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

// What is not claimed, and why.
const std::string depth = "no client of a machine lets the depth be chosen";
// CA/B BR 7.1.4.3, which webpki::cn of x509-limbo itself holds them to.
const std::string common_name = "its common name is none of its alternative names";
const std::string for_web = "CA/B BR and RFC 5280 differ, and the strict view asks both";
const std::map<std::string, std::string> unclaimed = {
    {"pathlen::max-chain-depth-0-exhausted", depth},
    {"pathlen::max-chain-depth-1-exhausted", depth},
    {"pathlen::max-chain-depth-1-self-issued", depth},
    {"rfc5280::nc::permitted-dn-match", common_name},
    {"rfc5280::nc::permitted-dns-match-more", common_name},
    {"rfc5280::nc::permitted-ipv4-match", common_name},
    {"rfc5280::nc::permitted-ipv6-match", common_name},
    {"webpki::nc::nc-permits-dns-san-pattern", common_name},
    {"webpki::san::exact-localhost-ip-san", common_name},
    {"webpki::san::leftmost-wildcard-san", common_name},
    {"rfc5280::ca-as-leaf", for_web},
    {"rfc5280::eku::ee-without-eku", for_web},
    {"pathlen::validation-ignores-pathlen-in-leaf", for_web},
    {"rfc5280::nc::permitted-dns-match-noncritical",
     "CA/B BR 7.1.2.10.8 allows nameConstraints that are not critical"},
    {"rfc5280::aki::cross-signed-root-missing-aki",
     "RFC 5280 6.1 judges no certificate that is the anchor"},
};

struct LimboCase {
  std::string id;
  bool success;
  Question question;
  TargetState stores;
};

// The corpus' own "now", where a case has none: all of them are valid then.
Time limbo_time(const nlohmann::json& facts) {
  const auto& time = facts.at("validation_time");
  return time.is_null() ? *parse_time("2026-07-01") : time_of(time.get<std::string>());
}

LimboCase read_case(const fs::path& folder) {
  const auto facts = nlohmann::json::parse(as_text(read_file(folder / "case.json")));
  const bool server = facts.at("validation_kind") == "SERVER";
  Question question{certificates_in(folder / "leaf.pem").front()};
  question.view = Viewpoint::strict;
  question.at = limbo_time(facts);
  question.purpose = *Oid::parse(server ? "server_auth" : "client_auth");
  if (!facts.at("peer_name").is_null()) {
    const std::string name = facts.at("peer_name").at("value");
    question.name = *HostName::parse(name);
  }
  std::vector<Certificate> roots;
  for (const auto& file : fs::directory_iterator(folder)) {
    const std::string name = file.path().filename().string();
    if (name.starts_with("root-")) {
      roots.push_back(certificates_in(file.path()).front());
    } else if (name.starts_with("intermediate-")) {
      question.sent.push_back(certificates_in(file.path()).front());
    }
  }
  return {facts.at("id"), facts.at("expected_result") == "SUCCESS", std::move(question),
          machine_with_roots(roots)};
}

// The peak of the whole program so far, in KiB (getrusage on Linux).
long peak_memory_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

// The sanitizers' own memory is no matter of ours.
long within_reason(long kib) {
#ifdef TRUSTCTL_SANITIZED
  return 16 * kib;
#else
  return kib;
#endif
}

std::vector<fs::path> cases(const fs::path& corpus) {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(corpus)) {
    if (entry.path().filename() == "case.json") {
      folders.push_back(entry.path().parent_path());
    }
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace

TEST_CASE("x509-limbo is judged as its authors judge it, in the strict view", "[verify][corpus]") {
  const auto corpus = test_data("x509-limbo");
  if (!corpus.has_value()) {
    return;
  }
  Tally tally;
  const auto folders = cases(*corpus);
  for (const fs::path& folder : folders) {
    const LimboCase limbo = read_case(folder);
    if (unclaimed.contains(limbo.id)) {
      ++tally.unclaimed;
      continue;
    }
    const Answer given = answer(limbo.question, limbo.stores);
    tally.count((given.trust == Trust::trusted) == limbo.success, limbo.id, limbo.question, given);
  }
  tally.check(folders.size() - tally.unclaimed);
  CHECK(tally.right >= 67);
}

TEST_CASE("a pathological chain of x509-limbo costs no more than the bounds allow, and 64 MiB",
          "[verify][corpus]") {
  const auto corpus = test_data("x509-limbo/pathological");
  if (!corpus.has_value()) {
    return;
  }
  for (const fs::path& folder : cases(*corpus)) {
    for (const Viewpoint view : {Viewpoint::machine, Viewpoint::strict}) {
      LimboCase limbo = read_case(folder);
      limbo.question.view = view;
      const Answer given = answer(limbo.question, limbo.stores);
      INFO(limbo.id << ":\n" << described(given));
      CHECK(given.trust != Trust::trusted);
      check_within_bounds(given, limbo.question.bounds);
      CHECK(peak_memory_kib() < within_reason(64 * 1024));
    }
  }
}
