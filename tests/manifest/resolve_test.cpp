#include <catch2/catch.hpp>

#include "tests/manifest/resolving.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("a chain is placed by rule in every target", "[resolve]") {
  const auto result = resolved(
      "targets: { a: { provider: directory, path: a }, b: { provider: "
      "directory, path: b } }\n" +
      manifest_of(lab_declared(), lab_chain()));

  REQUIRE(result.has_value());
  REQUIRE(result->state_of_target.size() == 2);
  const Lines placed = {"CA lab-policy", "CA lab-root", "Root lab-root"};
  CHECK(present_in(*result, 0) == placed);
  CHECK(present_in(*result, 1) == placed);
  CHECK(result->states.size() == 1);  // nothing tells the two apart: they share what they declare
  CHECK(result->state_of(0).site == *Site::parse("lab"));
  CHECK(result->state_of(0).stores.at(StoreName::root()).prune == Prune::owned);
}

TEST_CASE("a chain or store that names its targets is placed there only", "[resolve]") {
  const auto result = resolved(
      "targets: { a: { provider: directory }, b: { provider: directory } }\n" +
      manifest_of(lab_declared() + declared("single-root"),
                  "chains: { lab: { certificates: [lab-root, lab-policy], targets: [b] } }\n"
                  "stores: [ { store: Root, targets: [a], present: [single-root] } ]\n"));

  REQUIRE(result.has_value());
  CHECK(present_in(*result, 0) == Lines{"Root single-root"});
  CHECK(present_in(*result, 1) == Lines{"CA lab-policy", "CA lab-root", "Root lab-root"});
}

TEST_CASE("without a site nothing is pruned", "[resolve]") {
  const auto result = resolved("version: 1\ncertificates:\n" + declared("single-root") +
                               "chains: { one: { certificates: [single-root] } }\n");

  REQUIRE(result.has_value());
  CHECK(result->state_of(0).stores.at(StoreName::root()).prune == Prune::never);
}

TEST_CASE("an entry keeps its cause and the line that put it there", "[resolve]") {
  const auto result = resolved(
      manifest_of(lab_declared(),
                  lab_chain() + "stores:\n  - { store: TrustedPeople, present: [lab-root] }\n"));

  REQUIRE(result.has_value());
  const auto& stores = result->state_of(0).stores;
  const DesiredEntry& chained = stores.at(StoreName::root()).present[0];
  const DesiredEntry& by_hand = stores.at(*StoreName::parse("TrustedPeople")).present[0];
  CHECK(chained.cause == "chain lab");
  CHECK(chained.at == Location{"m.yaml", 7, 25});
  CHECK(by_hand.cause == "stores TrustedPeople");
  CHECK(by_hand.at.line == 9);
}

TEST_CASE("a source that several declarations name is read once", "[resolve]") {
  const FakeFiles files;
  const std::string twice = "  a: { source: lab-chain.pem, sha256: " + sha256_of("lab-root") +
                            " }\n  b: { source: lab-chain.pem, sha256: " + sha256_of("lab-policy") +
                            " }\n";

  const auto result =
      resolved(manifest_of(twice, "chains: { lab: { certificates: [a, b] } }\n"), files);

  REQUIRE(result.has_value());
  CHECK(files.reads_of("lab-chain.pem") == 1);
  CHECK(present_in(*result) == Lines{"CA a", "CA b", "Root a"});
}

TEST_CASE("sources are read from the manifest's folder", "[resolve]") {
  FakeFiles files;
  files.add("lab/one.pem", as_text(read_file(source_file("tests/fixtures/single-root.pem"))));
  const auto manifest = parse_manifest(
      manifest_of("  one: { source: one.pem, sha256: " + sha256_of("single-root") + " }\n",
                  "chains: { one: { certificates: [one] } }\n"),
      "lab/site.yaml");

  CHECK(resolve(*manifest, files).has_value());
  CHECK(files.reads_of("lab/one.pem") == 1);
}

TEST_CASE("a URL or a variable as a source is refused at its place, and nothing is read",
          "[resolve]") {
  const auto lines = [](const std::string& source) {
    return errors_of("version: 1\nsite: lab\ncertificates:\n  a: { source: '" + source +
                     "', sha256: " + sha256_of("lab-root") +
                     " }\nchains:\n  a: { certificates: [a] }\n");
  };
  const Lines url = lines("https://pki.example/root.cer");
  REQUIRE(url.size() == 1);
  CHECK(url[0].starts_with(
      "4:16 'source' of certificate 'a': 'https://pki.example/root.cer' is a URL, and trustctl "
      "downloads nothing; fetch the file ("));
  const Lines variable = lines("%SystemDrive%\\pki\\root.cer");
  REQUIRE(variable.size() == 1);
  CHECK_THAT(variable[0], Catch::Contains("begins with %SystemDrive%, which only a shell"));
}

TEST_CASE("a certificate may stand in the manifest itself", "[resolve]") {
  std::string text = "  one:\n    sha256: " + sha256_of("single-root") + "\n    pem: |\n      ";
  for (const std::uint8_t c : read_file(source_file("tests/fixtures/single-root.pem"))) {
    text += c == '\n' ? std::string("\n      ") : std::string(1, static_cast<char>(c));
  }

  CHECK(resolve_errors(manifest_of(text + "\n", "chains: { one: { certificates: [one] } }\n"))
            .empty());
}

TEST_CASE("a wrong pin names both digests and the certificate that is there", "[resolve]") {
  const std::string pin(64, 'a');
  const std::string text = "  one: { source: single-root.pem, sha256: " + pin + " }\n";

  CHECK(resolve_errors(manifest_of(text, "chains: { one: { certificates: [one] } }\n")) ==
        Lines{"4:43 certificate 'one': single-root.pem does not hold the declared certificate, "
              "SHA-256 " +
              pin + "; it holds Single Tier CA, SHA-256 " + sha256_of("single-root")});
}

TEST_CASE("a pin of the file in place of the certificate's is recognised", "[resolve]") {
  const std::string text =
      "  one: { source: single-root.pem, sha256: " + digest_of_file("single-root.pem") + " }\n";

  CHECK(resolve_errors(manifest_of(text, "chains: { one: { certificates: [one] } }\n")) ==
        Lines{"4:43 certificate 'one': the declared SHA-256 is that of the file single-root.pem "
              "(Get-FileHash?), not of the certificate in it; the certificate's is " +
              sha256_of("single-root")});
}

TEST_CASE("a source is refused at the line that names it", "[resolve]") {
  FakeFiles files;
  const Bytes der = read_file(source_file("tests/fixtures/lab-root.cer"));
  files.add("empty.cer", "");
  files.add("cut.cer", as_text(der).substr(0, 400));
  files.add("more.cer", std::string(as_text(der)) + "xx");
  files.add("key.pem", std::string(as_text(read_file(source_file("tests/fixtures/lab-root.pem")))) +
                           "-----BEGIN PRIVATE KEY-----\nMAMCAQA=\n-----END PRIVATE KEY-----\n");
  const auto first_error = [&files](const std::string& path) {
    return resolve_errors(
        manifest_of("  one: { source: " + path + ", sha256: " + sha256_of("lab-root") + " }\n",
                    "chains: { one: { certificates: [one] } }\n"),
        files);
  };

  CHECK(first_error("gone.cer") ==
        Lines{"4:18 certificate 'one': cannot read gone.cer: no such file"});
  for (const char* path : {"empty.cer", "cut.cer", "more.cer", "key.pem"}) {
    CAPTURE(path);
    const auto errors = first_error(path);
    REQUIRE(errors.size() == 1);
    CHECK(errors.front().starts_with("4:18 certificate 'one': " + std::string(path) + ": "));
  }
  CHECK(first_error("key.pem").front().find("private key") != std::string::npos);
}

TEST_CASE("all sources that are wrong are reported", "[resolve]") {
  CHECK(resolve_errors(
            manifest_of("  a: { source: x.cer, sha256: " + sha256_of("lab-root") +
                            " }\n  b: { source: y.cer, sha256: " + sha256_of("lab-root") + " }\n",
                        "chains: { one: { certificates: [a, b] } }\n"))
            .size() == 2);
}

TEST_CASE("a bundle's members are there by its name, sorted", "[resolve]") {
  const auto result =
      resolved("version: 1\n" + bundle() + "stores: [ { store: Root, present: [all] } ]\n");

  REQUIRE(result.has_value());
  const auto& present = result->state_of(0).stores.at(StoreName::root()).present;
  REQUIRE(present.size() == 3);
  CHECK(std::is_sorted(present.begin(), present.end(),
                       [](const auto& a, const auto& b) { return a.certificate < b.certificate; }));
  CHECK(present[0].cause == "bundle all");
  CHECK(present[0].from_bundle);
  CHECK(result->certificates.size() == 3);
  CHECK(result->state_of(0).findings.empty());
}

TEST_CASE("a bundle's file must have the pinned digest", "[resolve]") {
  const std::string file = digest_of_file("bundle.pem");
  const auto with_pin = [](const std::string& pin) {
    return resolve_errors("version: 1\nbundles:\n  all: { source: bundle.pem, file_sha256: " + pin +
                          " }\nstores: [ { store: Root, present: [all] } ]\n");
  };

  CHECK(with_pin(file).empty());
  CHECK(with_pin(std::string(64, 'a')) ==
        Lines{"3:43 bundle 'all': the declared SHA-256 is " + std::string(64, 'a') +
              ", and bundle.pem is another file; the file's is " + file});
  CHECK(with_pin(sha256_of("lab-root")) ==
        Lines{"3:43 bundle 'all': the declared SHA-256 is that of a certificate in bundle.pem, not "
              "of the file; the file's is " +
              file});
}

TEST_CASE("a certificate that a bundle repeats is there once, with a finding", "[resolve]") {
  FakeFiles files;
  const Bytes pem = read_file(source_file("tests/fixtures/single-root.pem"));
  const std::string twice = std::string(as_text(pem)) + std::string(as_text(pem));
  files.add("twice.pem", twice);
  const std::string digest = Fingerprint::of(as_bytes(twice)).hex();

  const auto result =
      resolved("version: 1\nbundles:\n  all: { source: twice.pem, file_sha256: " + digest +
                   " }\nstores: [ { store: Root, present: [all] } ]\n",
               files);

  REQUIRE(result.has_value());
  CHECK(present_in(*result) == Lines{"Root all"});
  REQUIRE(result->state_of(0).findings.size() == 1);
  CHECK(result->state_of(0).findings[0].rule == RuleId::duplicate);
  CHECK(result->state_of(0).findings[0].message == "twice.pem holds Single Tier CA more than once");
}

TEST_CASE("a CRL in a source is passed over, with a finding at the source's line", "[resolve]") {
  FakeFiles files;
  const Bytes pem = read_file(source_file("tests/fixtures/single-root.pem"));
  files.add("both.pem",
            std::string(as_text(pem)) + "-----BEGIN X509 CRL-----\nZm9v\n-----END X509 CRL-----\n");
  const auto result =
      resolved("version: 1\nsite: lab\ncertificates:\n  one: { source: both.pem, sha256: " +
                   sha256_of("single-root") + " }\nchains:\n  a: { certificates: [one] }\n",
               files);

  REQUIRE(result.has_value());
  const auto lines = std::count(pem.begin(), pem.end(), '\n');
  REQUIRE(result->state_of(0).findings.size() == 1);
  const Finding& finding = result->state_of(0).findings[0];
  CHECK(finding.rule == RuleId::unjudged_list);
  CHECK(finding.level == Level::info);
  CHECK(finding.where->line == 4);
  CHECK(finding.message == "both.pem holds X509 CRL (line " + std::to_string(lines + 1) +
                               ") beside certificates, which trustctl passes over");
}

TEST_CASE("a chain's errors come with the line of the member", "[resolve]") {
  CHECK(
      resolve_errors(manifest_of(lab_declared() + declared("lab-issuing-1") + declared("server"),
                                 "chains:\n  lab:\n    certificates:\n      - lab-root\n      - "
                                 "lab-issuing-1\n      - server\n  other: { certificates: "
                                 "[lab-root, lab-policy] }\n")) ==
      Lines{"12:9 chain 'lab': 'lab-issuing-1' was issued by 'CN=Lab Policy CA,O=Lab', which is "
            "missing; declare it and add it to the chain: without it Windows clients show "
            "0x80090325 SEC_E_UNTRUSTED_ROOT",
            "13:9 chain 'lab': 'server' (server.lab.example) may not issue certificates: "
            "its basicConstraints says that it is no CA, and a chain holds CA certificates alone; "
            "take it out, or put it into a store by hand"});
}
