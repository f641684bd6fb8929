// What a right manifest is read as.
#include "engine/manifest/parse_manifest.hpp"

#include <catch2/catch.hpp>

#include "tests/manifest/manifest_text.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

const std::string aa = "aa" + std::string(62, '0');
const std::string bb = "bb" + std::string(62, '0');

// Every key that a manifest can have.
std::string complete() {
  return R"(version: 1
site: schertz.lab/base
former_sites: [schertz.lab]
targets:
  machine: { provider: cryptoapi }
  demo:    { provider: directory, path: ./demo-machine, port: 8, fresh: true }
certificates:
  lab-root:
    source: certs/SchertzLabRootCA.cer
    sha256: )" +
         aa + R"(
    friendly_name: Schertz Lab Root CA
    description: ""
    purposes: [server_auth, 1.3.6.1.5.5.7.3.2]
  old: { source: old.cer, sha256: )" +
         bb + R"(, purposes: any }
  odd: { pem: "-----BEGIN", sha256: )" +
         bb + R"(, purposes: none }
bundles:
  partners: { source: partners.pem, file_sha256: )" +
         bb + R"(, purposes: [server_auth] }
chains:
  ocs-front-end: { certificates: [lab-root, odd], targets: [machine] }
stores:
  - store: Root
    targets: [machine]
    present: [lab-root, partners]
    absent:
      - old
      - { sha256: )" +
         aa + R"(, reason: "Superfish, 2015" }
      - { thumbprint: 1916a2af346d399f50313c393200f14140456616, action: distrust }
    prune: all
    keep: [ { sha256: )" +
         aa + R"(, reason: "TLS inspection" } ]
  - { store: Untrusted Certificates, present: [old] }
policy:
  expired: { declared: error, observed: ignore }
  not_a_ca: error
  expires_within: { days: 90, level: info }
  max_removals: 7
  protect: [ { sha256: )" +
         aa + R"( }, old ]
)";
}

}  // namespace

TEST_CASE("a complete manifest is read as it is written", "[manifest]") {
  const Manifest manifest = parsed(complete());

  CHECK(manifest.site->value == *Site::parse("schertz.lab/base"));
  CHECK(manifest.former_sites == std::set<Site>{*Site::parse("schertz.lab")});
  REQUIRE(manifest.targets.size() == 2);
  CHECK(manifest.targets[0].name == "machine");
  CHECK(manifest.targets[1].provider.value == "directory");
  CHECK(manifest.targets[1].options.at("path").value == "./demo-machine");
  CHECK(manifest.targets[1].options.at("port").value == "8");
  CHECK(manifest.targets[1].options.at("fresh").value == "true");
  CHECK(manifest.chains.front().name == "ocs-front-end");
  CHECK(manifest.chains.front().certificates[1].value == "odd");
  CHECK(manifest.chains.front().targets->front().value == "machine");
}

TEST_CASE("a certificate's source, pin and wishes are read", "[manifest]") {
  const Manifest manifest = parsed(complete());
  REQUIRE(manifest.certificates.size() == 3);
  const auto& root = manifest.certificates[0];

  CHECK(root.alias == "lab-root");
  CHECK(std::get<FileSource>(root.source.value).path == "certs/SchertzLabRootCA.cer");
  CHECK(root.sha256.value.hex() == aa);
  CHECK(root.wishes.friendly_name == Wish<std::string>("Schertz Lab Root CA"));
  CHECK(root.wishes.description == Wish<std::string>(Clear{}));
  CHECK(root.wishes.purposes ==
        Wish<std::set<Oid>>(
            std::set<Oid>{*Oid::parse("1.3.6.1.5.5.7.3.1"), *Oid::parse("1.3.6.1.5.5.7.3.2")}));
  CHECK(manifest.certificates[1].wishes.purposes == Wish<std::set<Oid>>(Clear{}));
  CHECK(manifest.certificates[1].wishes.friendly_name == Wish<std::string>(Keep{}));
  CHECK(manifest.certificates[2].wishes.purposes == Wish<std::set<Oid>>(std::set<Oid>{}));
  CHECK(std::get<InlinePem>(manifest.certificates[2].source.value).text == "-----BEGIN");
  CHECK(manifest.bundles.front().file_sha256.value.hex() == bb);
}

TEST_CASE("a store's wishes are read", "[manifest]") {
  const Manifest manifest = parsed(complete());
  REQUIRE(manifest.stores.size() == 2);
  const StoreDeclaration& root = manifest.stores[0];

  CHECK(root.store.value == StoreName::root());
  CHECK(root.present[1].value == "partners");
  REQUIRE(root.absent.size() == 3);
  CHECK(std::get<std::string>(root.absent[0].which.value) == "old");
  CHECK(root.absent[1].reason == "Superfish, 2015");
  CHECK(root.absent[1].action == AbsentAction::remove);
  CHECK(std::get<Thumbprint>(root.absent[2].which.value).hex() ==
        "1916a2af346d399f50313c393200f14140456616");
  CHECK(root.absent[2].action == AbsentAction::distrust);
  CHECK(root.prune->value == Prune::all);
  CHECK(root.keep.front().reason == "TLS inspection");
  CHECK(manifest.stores[1].store.value == StoreName::disallowed());
}

TEST_CASE("a policy's levels are read, and the others stay", "[manifest]") {
  const Policy policy = parsed(complete()).policy;

  CHECK(policy.levels_of(RuleId::expired) == RuleLevels{Level::error, Level::ignore});
  // A plain level never makes an error of what is only observed.
  CHECK(policy.levels_of(RuleId::not_a_ca) == RuleLevels{Level::error, Level::warning});
  CHECK(policy.levels_of(RuleId::expires_within) == RuleLevels{Level::info, Level::info});
  CHECK(policy.levels_of(RuleId::duplicate) == rule(RuleId::duplicate).levels);
  CHECK(policy.expires_within_days == 90);
  CHECK(policy.max_removals == 7);
  CHECK(policy.protect == std::set{*Fingerprint::parse(aa), *Fingerprint::parse(bb)});
}

TEST_CASE("everything declared keeps its line", "[manifest]") {
  const Manifest manifest = parsed(complete());

  CHECK(manifest.targets[1].at == Location{"m.yaml", 6, 3});
  CHECK(manifest.certificates[0].at == Location{"m.yaml", 8, 3});
  CHECK(manifest.certificates[0].source.at == Location{"m.yaml", 9, 13});
  CHECK(manifest.chains[0].at == Location{"m.yaml", 19, 3});
  CHECK(manifest.chains[0].certificates[1].at == Location{"m.yaml", 19, 45});
  CHECK(manifest.stores[0].at == Location{"m.yaml", 21, 5});
  CHECK(manifest.stores[0].absent[1].which.at == Location{"m.yaml", 26, 19});
  CHECK(manifest.stores[0].prune->at == Location{"m.yaml", 28, 12});
}

TEST_CASE("without targets there is this computer", "[manifest]") {
  const Manifest manifest = parsed(manifest_with(""));

  REQUIRE(manifest.targets.size() == 1);
  CHECK(manifest.targets[0].name == "machine");
  CHECK(manifest.targets[0].provider.value == "cryptoapi");
  CHECK(manifest.policy.max_removals == 5);
}

TEST_CASE("relative paths start in the manifest's folder", "[manifest]") {
  CHECK(folder_of("site.yaml") == ".");
  CHECK(folder_of("lab/site.yaml") == "lab");
  CHECK(folder_of("/site.yaml") == "/");
  CHECK(folder_of("C:\\lab\\site.yaml") == "C:\\lab");
  CHECK(parse_manifest(manifest_with(""), "lab/m.yaml")->targets[0].base_directory == "lab");
}

TEST_CASE("an alias of YAML stands for what it names", "[manifest]") {
  const Manifest manifest =
      parsed(manifest_with("targets:\n  a: &dir { provider: directory, path: x }\n  b: *dir\n"));

  REQUIRE(manifest.targets.size() == 2);
  CHECK(manifest.targets[1].options.at("path").value == "x");
  CHECK(manifest.targets[1].at.line == 11);
}

TEST_CASE("a manifest of a thousand certificates is read in order", "[manifest]") {
  std::string text = "version: 1\ncertificates:\n";
  std::string chain;
  for (int i = 0; i < 1000; ++i) {
    const std::string alias = "c" + std::to_string(i);
    text += "  " + alias + ": { source: " + alias + ".cer, sha256: " + aa + " }\n";
    chain += (i == 0 ? "" : ", ") + alias;
  }

  const Manifest manifest = parsed(text + "chains: { all: { certificates: [" + chain + "] } }\n");

  CHECK(manifest.certificates.size() == 1000);
  CHECK(manifest.certificates[999].alias == "c999");
}

TEST_CASE("every example is a right manifest", "[manifest]") {
  for (const char* name : {"site", "minimal", "golden-roots", "rollover"}) {
    CAPTURE(name);
    const Bytes text = read_file(source_file("examples/" + std::string(name) + ".yaml"));
    CHECK(parse_manifest(as_text(text), name).has_value());
  }
}
