#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

const std::vector<std::string> odd = {"odd-escape", "odd-nul", "odd-newline", "odd-bidi"};

// Whether a terminal is safe from a text: no control character but line breaks, no bidi mark.
bool harmless(const std::string& text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) {
                        const auto byte = static_cast<unsigned char>(c);
                        return (byte < 0x20 && c != '\n') || byte == 0x7F;
                      }) &&
         !contains(text, "\u202e");
}

}  // namespace

TEST_CASE("hostile names reach neither terminal nor log raw, in any command", "[cli][hostile]") {
  const Machine machine;
  std::string declared = "certificates:\n";
  for (const std::string& name : odd) {
    declared += certificate(name, "friendly_name: \"a\\x1b[31mb\\u202Ec\\nd\"");
  }
  machine.declare(declared +
                  "stores:\n  - { store: Root, present: [odd-escape, odd-nul, odd-newline, "
                  "odd-bidi] }\n");

  for (const std::string command : {"plan -v --at 2061-01-01",
                                    "plan",
                                    "check",
                                    "apply --yes -v",
                                    "check --at 2059-12-30",
                                    "show machine",
                                    "show machine --format json",
                                    "lint",
                                    "check --format json",
                                    "apply --yes --format json",
                                    "snapshot machine",
                                    "pin certs/odd-*.pem",
                                    "pin --format json certs/odd-*.pem",
                                    "capture machine --out captured",
                                    "capture machine --out none --only-chain-of Odd",
                                    "export Odd --out none",
                                    "export 1=2 --out none --target machine=directory:machine",
                                    "export certs/odd-bidi.pem --out exported",
                                    "show 'directory:\x1b[31m'",
                                    "explain '\x1b[31m'",
                                    "'\x1b[2J'"}) {
    const RunResult result = machine.trustctl(command);

    INFO(command << "\n" << result.out << result.err);
    CHECK(harmless(result.out));
    CHECK(harmless(result.err));
  }
  CHECK(machine.digests("Root").size() == 4);
}

TEST_CASE("hostile names are shown escaped", "[cli][hostile]") {
  const Machine machine;
  machine.put("odd-escape", "Root");
  machine.put("odd-bidi", "Root");
  machine.put("odd-newline", "Root");
  machine.put("odd-nul", "Root");

  const std::string shown = machine.trustctl("show directory:machine").out;

  CHECK(contains(shown, "\\x1b[31m"));
  CHECK(contains(shown, "\\u{202e}"));
  CHECK(contains(shown, "\\x0a"));
  CHECK(contains(shown, "\\x00"));
}
