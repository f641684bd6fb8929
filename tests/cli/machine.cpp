#include "tests/cli/machine.hpp"
#include "tests/support/support.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace trustctl::test {

namespace fs = std::filesystem;

namespace {

struct Digests {
  std::string sha256;
  std::string sha1;
};

const Digests& digests_of(const std::string& fixture) {
  static const auto table = [] {
    std::map<std::string, Digests> rows;
    std::ifstream file(source_file("tests/fixtures/fingerprints.txt"));
    std::string name;
    Digests digests;
    while (file >> name >> digests.sha256 >> digests.sha1) {
      rows.emplace(name, digests);
    }
    return rows;
  }();
  return table.at(fixture);
}

}  // namespace

Machine::Machine() {
  fs::create_directories(folder() / "machine");
  fs::create_directory_symlink(source_file("tests/fixtures"), folder() / "certs");
}

void Machine::write(const std::string& name, std::string_view text) const {
  write_file(folder() / name, text);
}

std::string Machine::read(const std::string& name) const {
  return std::string(as_text(read_file(folder() / name)));
}

void Machine::declare(const std::string& body, const std::string& site) const {
  write("site.yaml", "version: 1\nsite: " + site +
                         "\ntargets:\n  machine: { provider: directory, path: machine }\n" + body);
}

void Machine::put(const std::string& fixture, const std::string& store_name) const {
  fs::create_directories(store(store_name));
  const RunResult result = shell("openssl x509 -in certs/" + fixture + ".pem -outform DER -out " +
                                 (store(store_name) / (fixture + ".cer")).string());
  if (result.exit_code != 0) {
    throw std::runtime_error(result.err);
  }
}

RunResult Machine::trustctl(const std::string& arguments) const {
  return shell("$TRUSTCTL " + arguments + " </dev/null");
}

RunResult Machine::refused(const std::string& arguments) const {
#ifdef TRUSTCTL_SANITIZED
  constexpr double most_seconds = 10;
  constexpr long most_kib = 2048L * 1024;
#else
  constexpr double most_seconds = 1;
  constexpr long most_kib = 256L * 1024;
#endif
  const TemporaryFolder cost;
  const std::string file = (cost.path() / "cost").string();
  const std::string before = fingerprint_of_files();
  const RunResult result = shell("python3 '" + source_file("tests/cli/measured.py").string() +
                                 "' " + file + " $TRUSTCTL " + arguments + " </dev/null");
  double seconds = most_seconds;
  long kib = most_kib;
  std::ifstream(file) >> seconds >> kib;
  INFO(arguments << ": " << seconds << " s, " << kib << " KiB, " << result.err.substr(0, 2000));
  CHECK(seconds < most_seconds);
  CHECK(kib < most_kib);
  CHECK(fingerprint_of_files() == before);
  return result;
}

void Machine::declare_lab_root() const {
  declare(certificates({"lab-root"}) + "stores:\n  - { store: Root, present: [lab-root] }\n");
}

RunResult Machine::shell(const std::string& command) const {
  return run("cd '" + folder().string() + "' && TRUSTCTL='" + trustctl_program() +
             " --state-dir state' && export TRUSTCTL && " + command);
}

std::set<std::string> Machine::digests(const std::string& store_name) const {
  const RunResult result = shell(
      "for f in machine/" + store_name +
      "/*; do [ -f \"$f\" ] && { openssl x509 -in \"$f\" -outform DER 2>/dev/null || openssl x509 "
      "-inform DER -in \"$f\" -outform DER; } | openssl dgst -sha256 -r | cut -d' ' -f1; done");
  std::set<std::string> found;
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    found.insert(line);
  }
  return found;
}

std::string Machine::fingerprint_of_files() const {
  return shell("find . -printf '%p %i %T@ %s %m %U\\n' | sort").out;
}

std::string sha256_of(const std::string& fixture) { return digests_of(fixture).sha256; }
std::string sha1_of(const std::string& fixture) { return digests_of(fixture).sha1; }

std::string certificate(const std::string& fixture, const std::string& more) {
  return "  " + fixture + ":\n    source: certs/" + fixture +
         ".pem\n    sha256: " + sha256_of(fixture) + "\n" +
         (more.empty() ? "" : "    " + more + "\n");
}

std::string certificates(const std::vector<std::string>& fixtures) {
  std::string text = "certificates:\n";
  for (const std::string& fixture : fixtures) {
    text += certificate(fixture);
  }
  return text;
}

std::string two_chains() {
  return certificates({"lab-root", "lab-policy", "lab-issuing-1", "lab-issuing-2"}) +
         certificate("single-root") +
         "chains:\n  lab: { certificates: [lab-root, lab-policy, lab-issuing-1, lab-issuing-2] }\n"
         "  lone: { certificates: [single-root] }\n";
}

std::string schema_faults(const std::string& json, const std::string& schema) {
  const TemporaryFolder folder;
  write_file(folder.path() / "instance.json", json);
  const RunResult result =
      run("python3 -c 'import json, jsonschema, sys\n"
          "schema = json.load(open(sys.argv[1]))\n"
          "text = open(sys.argv[2], \"rb\").read().decode(\"ascii\")\n"
          "errors = jsonschema.Draft202012Validator(schema).iter_errors(json.loads(text))\n"
          "print(\"\\n\".join(e.json_path + \": \" + e.message for e in errors), end=\"\")' '" +
          source_file("schemas/" + schema + ".schema.json").string() + "' '" +
          (folder.path() / "instance.json").string() + "'");
  return result.out + result.err;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string last_line(const std::string& text) {
  const std::string without_end = text.substr(0, text.find_last_not_of('\n') + 1);
  return without_end.substr(without_end.find_last_of('\n') + 1);
}

}  // namespace trustctl::test
