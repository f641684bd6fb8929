#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

// A manifest whose one certificate comes from `source`, pinned as lab-root unless told otherwise.
void declare_source(const Machine& machine, const std::string& source,
                    const std::string& pin = sha256_of("lab-root")) {
  machine.declare("certificates:\n  lab:\n    source: '" + source + "'\n    sha256: " + pin +
                  "\nchains:\n  lab: { certificates: [lab] }\n");
}

void declare_bundle(const Machine& machine, const std::string& source) {
  const std::string digest =
      machine.shell("openssl dgst -sha256 -r '" + source + "' | cut -c1-64").out.substr(0, 64);
  machine.declare("bundles:\n  all: { source: '" + source + "', file_sha256: " + digest +
                  " }\nstores:\n  - { store: Root, present: [all] }\n");
}

void check_refused(const Machine& machine, const std::string& what, const std::string& message) {
  const RunResult result = machine.refused("apply --yes");
  INFO(what << ": " << result.err);
  CHECK(result.exit_code == 1);
  CHECK(result.out.empty());
  CHECK(contains(result.err, message));
  CHECK(contains(result.err, "site.yaml:"));
}

}  // namespace

TEST_CASE("a source that cannot be read or holds no certificate is refused", "[cli][bad]") {
  const Machine machine;
  machine.shell(
      "mkdir folder; mkfifo fifo; : > empty; head -c 300 certs/lab-root.cer > truncated.cer; "
      "{ cat certs/lab-root.cer; printf x; } > trailing.cer; echo hello > text.pem; "
      "head -c 5242880 /dev/zero > zeros.cer; "
      "{ cat certs/lab-root.pem; openssl genpkey -algorithm ed25519; } > with-key.pem "
      "2>/dev/null;");
  struct Row {
    const char* source;
    const char* message;
  };
  for (const Row row :
       {Row{"missing.cer", "missing.cer"}, Row{"folder", "directory"}, Row{"fifo", "fifo"},
        Row{"empty", "empty"}, Row{"truncated.cer", "truncated.cer"},
        Row{"trailing.cer", "follow the end of the certificate"}, Row{"text.pem", "text.pem"},
        Row{"zeros.cer", "zeros.cer"}, Row{"with-key.pem", "private key"}}) {
    declare_source(machine, row.source);
    check_refused(machine, row.source, row.message);
  }
}

TEST_CASE("a private key in a source is never printed", "[cli][bad]") {
  const Machine machine;
  machine.shell(
      "{ cat certs/lab-root.pem; openssl genpkey -algorithm ed25519 -out key.pem; cat key.pem; } "
      "> with-key.pem 2>/dev/null");
  const std::string secret = machine.shell("sed -n 2p key.pem").out.substr(0, 40);
  declare_source(machine, "with-key.pem");

  for (const std::string command : {"plan -v", "lint", "pin with-key.pem"}) {
    const RunResult result = machine.trustctl(command);
    CHECK(result.exit_code == 1);
    CHECK_FALSE(contains(result.out + result.err, secret));
  }
}

TEST_CASE("an unreadable source is refused by name", "[cli][bad]") {
  if (skipped_on_windows("Wine's user is always an administrator")) {
    return;
  }
  const Machine machine;
  machine.shell(
      "cp certs/lab-root.cer secret.cer; chmod 0 secret.cer; chmod 711 .; chmod 644 site.yaml");
  declare_source(machine, "secret.cer");

  const RunResult result =
      machine.shell("setpriv --reuid 65534 --clear-groups $TRUSTCTL plan </dev/null");

  INFO(result.err);
  CHECK(result.exit_code == 1);
  CHECK(contains(result.err, "denied"));
  CHECK(contains(result.err, "secret.cer"));
}

TEST_CASE("a pin that is wrong, short, or of the file is refused and named", "[cli][bad]") {
  const Machine machine;
  const std::string of_file =
      machine.shell("openssl dgst -sha256 -r certs/lab-root.pem | cut -c1-64").out.substr(0, 64);

  declare_source(machine, "certs/lab-root.pem", sha256_of("single-root"));
  check_refused(machine, "another's pin", sha256_of("lab-root"));
  declare_source(machine, "certs/lab-root.pem", sha256_of("lab-root").substr(2));
  check_refused(machine, "short pin", "62");
  declare_source(machine, "certs/lab-chain.pem", sha256_of("single-root"));
  check_refused(machine, "none of several", "lab-chain.pem");
  declare_source(machine, "certs/lab-root.pem", sha1_of("lab-root"));
  check_refused(machine, "SHA-1", "SHA-1");
  declare_source(machine, "certs/lab-root.pem", of_file);
  check_refused(machine, "digest of the file", "file");
}

TEST_CASE("a pin may be written as people copy it", "[cli][bad]") {
  const Machine machine;
  std::string upper;
  for (const char c : sha256_of("lab-root")) {
    upper += static_cast<char>(std::toupper(c));
    upper += upper.size() % 3 == 2 ? ":" : "";
  }
  upper.pop_back();
  declare_source(machine, "certs/lab-root-crlf.pem", "'\u200E" + upper + "'");

  CHECK(machine.trustctl("lint").exit_code == 0);
}

TEST_CASE("incomplete and cyclic chains, and end-entities in them, are refused", "[cli][bad]") {
  const Machine machine;
  const auto declare_chain = [&](const std::vector<std::string>& members) {
    std::string list;
    for (const std::string& member : members) {
      list += (list.empty() ? "" : ", ") + member;
    }
    machine.declare(certificates(members) + "chains:\n  lab: { certificates: [" + list + "] }\n");
  };

  declare_chain({"lab-root", "lab-issuing-1"});
  check_refused(machine, "the policy CA is missing", "Lab Policy CA");
  declare_chain({"cyclic-a", "cyclic-b"});
  check_refused(machine, "cyclic", "error: ");
  declare_chain({"lab-root", "lab-policy", "lab-issuing-1", "server"});
  check_refused(machine, "end-entity", "server");
  declare_chain({"impostor-root", "lab-policy"});
  check_refused(machine, "a root of the same name", "error: ");
}

TEST_CASE("what may not be added is refused", "[cli][bad]") {
  const Machine machine;
  for (const std::string name :
       {"broken-root", "expired-root", "future-root", "no-cert-sign", "lab-policy"}) {
    machine.declare(certificates({name}) + "stores:\n  - { store: Root, present: [" + name +
                    "] }\n");

    const RunResult result = machine.refused("apply --yes");

    INFO(name << ": " << result.err);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "site.yaml:"));
    CHECK(machine.digests("Root").empty());
  }
}

TEST_CASE("a bundle of 10,000 blocks is read, and a certificate of 5 MiB refused", "[cli][bad]") {
  const Machine machine;
  machine.shell(
      "sed 's/$/\\r/' certs/lab-root.pem > one.pem; for i in $(seq 100); do cat one.pem; done > "
      "hundred.pem; for i in $(seq 100); do cat hundred.pem; done > many.pem; "
      "{ printf '0\\203\\120\\0\\0'; head -c 5242880 /dev/zero; } > huge.cer");
  declare_bundle(machine, "many.pem");
  const RunResult many = machine.shell("time -p $TRUSTCTL plan </dev/null");
  INFO(many.err);
  CHECK(many.exit_code == 0);
  CHECK(contains(many.out, "Plan: 1 to add"));

  declare_source(machine, "huge.cer");
  check_refused(machine, "5 MiB", "huge.cer");
}

TEST_CASE("no fuzz corpus makes pin crash, hang or swell", "[cli][bad]") {
  if (skipped_on_windows("hundreds of files, by the host's program")) {
    return;
  }
  const auto corpus = test_data("fuzz");
  if (!corpus.has_value()) {
    return;
  }
  const Machine machine;
  const RunResult result = machine.shell("find '" + corpus->string() +
                                         "' -type f | while read -r f; do timeout 20 $TRUSTCTL pin "
                                         "\"$f\" >/dev/null 2>err </dev/null; c=$?; "
                                         "[ $c -le 1 ] || echo \"$c $f\"; done");

  CHECK(result.out.empty());
}
