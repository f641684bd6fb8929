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
    constexpr std::size_t name_at = 27;
    if (line.size() > name_at && line.starts_with("  ")) {
      const RunResult explained = machine.trustctl("explain '" + line.substr(name_at) + '\'');
      INFO(line);
      CHECK(explained.exit_code == 0);
      std::istringstream text(explained.out);
      for (std::string row; std::getline(text, row);) {
        INFO(row);
        CHECK(row.size() <= 80);
      }
    }
  }
}

TEST_CASE("explain says of a rule what the catalogue of rules does", "[cli][explain]") {
  const Machine machine;
  machine.write("row.py",
                "import json, sys\n"
                "document = json.load(sys.stdin)\n"
                "assert not document['codes']\n"
                "[rule] = document['rules']\n"
                "print('|', '`' + rule['name'] + '`', '|', ' | '.join(\n"
                "    [rule['declared'], rule['observed'], ', '.join(rule['asked_by']),\n"
                "     'yes' if rule['in_policy'] else 'no', rule['title'], rule['why'],\n"
                "     rule['source'], rule['cure']]), '|')\n");
  const std::string rules(trustctl::as_text(read_file(source_file("engine/plan/rules.md"))));

  for (const std::string rule : {"root_list_too_long", "key_id_mismatch", "cannot_hold"}) {
    const RunResult row =
        machine.shell("$TRUSTCTL explain " + rule + " --format json | python3 row.py");
    INFO(row.err);
    CHECK(row.exit_code == 0);
    CHECK(contains(rules, '\n' + row.out));
  }
  const RunResult text = machine.trustctl("explain root_list_too_long");
  CHECK(text.exit_code == 0);
  CHECK(first_line(text.out) == "root_list_too_long");
  CHECK(contains(text.out, "\n  declared: info, observed: info; a manifest's policy can set both"));
  CHECK(contains(text.out, "\nSource\n  Microsoft KB 933430"));
}

TEST_CASE("explain shows Windows' three numbers of one Win32 error, and who says it",
          "[cli][explain]") {
  const Machine machine;

  const RunResult result = machine.trustctl("explain 0x80072F0D");

  CHECK(first_line(result.out) == "ERROR_WINHTTP_SECURE_INVALID_CA  12045 (HRESULT 0x80072F0D)");
  CHECK(contains(result.out, "\n  also ERROR_INTERNET_INVALID_CA\n"));
  CHECK(contains(machine.trustctl("explain 0x800B0112").out, "1. the issuing CA is not in NTAuth"));
  CHECK(contains(machine.trustctl("explain 0x800B0112").out,
                 "\n  certutil -dspublish -f FILE.cer NTAuthCA\n"));
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
  for (const std::string arguments : {"20", "0x80072F0D", "root_list_too_long", "--list", "quux"}) {
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
                "  if words[0] != 'trustctl': continue\n"
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
