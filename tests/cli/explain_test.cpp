#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

TEST_CASE("explain says what a code means, why it comes, and what cures it", "[cli][explain]") {
  const Machine machine;

  const RunResult result = machine.trustctl("explain 0x80090325");

  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK(first_line(result.out) == "SEC_E_UNTRUSTED_ROOT  0x80090325 (-2146893019, 2148074277)");
  CHECK(contains(result.out, "\n  1. the root certificate of the internal CA is not in"));
  CHECK(contains(result.out, "\n  trustctl capture cryptoapi --out golden"));
}

TEST_CASE("explain takes a negative number, and a message without quotes", "[cli][explain]") {
  const Machine machine;
  const std::string expected = machine.trustctl("explain SEC_E_UNTRUSTED_ROOT").out;

  CHECK(machine.trustctl("explain -2146893019").out == expected);
  CHECK(machine.trustctl("explain The certificate chain was issued by an authority").out ==
        expected);
  CHECK(contains(machine.trustctl("explain -8179").out, "SEC_ERROR_UNKNOWN_ISSUER"));
}

TEST_CASE("explain --list has every family, a line for each code", "[cli][explain]") {
  const Machine machine;

  const RunResult result = machine.trustctl("explain --list");

  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "  0x80090325  -2146893019  SEC_E_UNTRUSTED_ROOT\n"));
  CHECK(contains(result.out, "\nOpenSSL\n"));
  CHECK(contains(result.out, "PKIX path building failed\n"));
}

TEST_CASE("explain's text keeps to 80 columns", "[cli][explain]") {
  const Machine machine;
  std::istringstream list(machine.trustctl("explain --list").out);
  for (std::string line; std::getline(list, line);) {
    if (line.find("0x") == 2) {
      std::istringstream text(machine.trustctl("explain " + line.substr(27)).out);
      for (std::string row; std::getline(text, row);) {
        INFO(row);
        CHECK(row.size() <= 80);
      }
    }
  }
}

TEST_CASE("an unknown code is one error on stderr", "[cli][explain]") {
  const Machine machine;

  const RunResult result = machine.trustctl("explain SEC_E_UNTRUSTD_ROOT");

  CHECK(result.exit_code == 1);
  CHECK(result.out.empty());
  CHECK(result.err ==
        "trustctl: error: no error code 'SEC_E_UNTRUSTD_ROOT' is known here; did you mean "
        "'SEC_E_UNTRUSTED_ROOT'?\n");
  CHECK(machine.trustctl("explain").exit_code == 1);
  CHECK(machine.trustctl("explain --list 20").exit_code == 1);
}

TEST_CASE("explain's JSON follows its schema, for one, all and none", "[cli][explain]") {
  const Machine machine;
  for (const std::string arguments : {"20", "--list", "quux"}) {
    CHECK(schema_faults(machine.trustctl("explain --format json " + arguments).out, "report")
              .empty());
  }
}

TEST_CASE("every command that explain names is there, with the options that it shows",
          "[cli][explain]") {
  const Machine machine;
  machine.write("commands.py",
                "import json, subprocess, sys\n"
                "codes = json.load(sys.stdin)['codes']\n"
                "for line in sorted({c['command'] for x in codes for c in x['commands']}):\n"
                "  words = line.split()\n"
                "  help = subprocess.run(sys.argv[1:] + [words[1], '--help'], text=True,\n"
                "                        capture_output=True).stdout\n"
                "  for word in words[2:] if help else []:\n"
                "    if word.startswith('--') and word + ' ' not in help: print(line, word)\n"
                "  if not help: print(words[1])\n");

  const RunResult result =
      machine.shell("$TRUSTCTL explain --list --format json | python3 commands.py $TRUSTCTL");

  CHECK(result.err.empty());
  CHECK(result.out.empty());
}
