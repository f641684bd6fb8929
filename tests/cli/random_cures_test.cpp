#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"
#include "tests/verify/random_chains.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

void install(const Machine& machine, const std::vector<Certificate>& certificates,
             const std::string& store) {
  for (const Certificate& certificate : certificates) {
    machine.write("machine/" + store + "/" + certificate.fingerprint().hex() + ".pem",
                  pem_of({certificate}));
  }
}

std::string verify_command(const RandomChain& chain) {
  const Question& question = chain.question;
  std::string command = "verify leaf.pem";
  command += question.sent.empty() ? "" : " sent.pem";
  command += " --target machine=directory:machine --at 2030-01-01";
  if (question.name.has_value()) {
    command += " --name " + question.name->text();
  }
  if (question.purpose.has_value()) {
    command += " --purpose " + question.purpose->purpose_name();
  }
  return command;
}

// The lines of a manifest that verify printed; empty where it printed none.
std::string printed_cure(const RunResult& result) {
  const std::size_t begin = result.out.find("\ncertificates:");
  return begin == std::string::npos
             ? ""
             : result.out.substr(begin + 1, result.out.find("\nRevocation", begin) - begin - 1);
}

// Servers whose root nobody here has, broken in other ways too: what verify prints is applied as it
// stands, and then verify says trusted. How often it printed something.
std::size_t cure_servers(std::size_t count) {
  Lab lab;
  Random random(20301129);
  std::size_t cured = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const RandomChain chain = random_chain(lab, random, RootPlace::sent);
    const Machine machine;
    machine.shell("mkdir -p machine/Root machine/CA");
    install(machine, chain.stores.root, "Root");
    install(machine, chain.stores.ca, "CA");
    machine.write("leaf.pem", pem_of({chain.question.leaf}));
    machine.write("sent.pem", pem_of(chain.question.sent));
    const RunResult before = machine.trustctl(verify_command(chain));
    const std::string cure = printed_cure(before);
    if (cure.empty()) {
      continue;
    }
    ++cured;
    machine.declare(cure);
    const RunResult applied = machine.trustctl("apply --yes");
    const RunResult after = machine.trustctl(verify_command(chain));
    INFO(before.out << applied.out << applied.err << after.out << after.err);
    CHECK(applied.exit_code == 0);
    CHECK(after.exit_code == 0);
  }
  return cured;
}

}  // namespace

TEST_CASE("whatever lines verify prints for random broken servers cure them", "[cli][verify]") {
  if (skipped_on_windows("it judges by the same code")) {
    return;
  }
  CHECK(cure_servers(40) >= 10);
}

TEST_CASE("whatever lines verify prints for a thousand random broken servers cure them",
          "[.torture]") {
  const std::size_t cured = cure_servers(1000);
  WARN(cured << " of 1000 had a cure");
  CHECK(cured >= 250);
}
