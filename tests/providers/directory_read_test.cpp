#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <functional>

#include "engine/formats/pem.hpp"
#include "providers/directory/directory_provider.hpp"
#include "providers/directory/store_file.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
namespace fs = std::filesystem;

namespace {

const fs::path fixtures = test::source_file("tests/fixtures");

TargetState read(const fs::path& path, const Selection& selection = {}) {
  auto state = make_directory_provider(path.string(), nullptr)->read(selection);
  REQUIRE(state.has_value());
  return std::move(*state);
}

const StoreContents& root_of(const TargetState& state) {
  REQUIRE(state.contains(StoreName::root()));
  REQUIRE(state.at(StoreName::root()).has_value());
  return *state.at(StoreName::root());
}

// The rule of the only finding about this place.
std::optional<RuleId> finding_at(const StoreContents& contents, const std::string& place) {
  std::optional<RuleId> rule;
  for (const Finding& finding : contents.findings()) {
    if (finding.where && finding.where->file == place) {
      CHECK_FALSE(rule.has_value());
      CHECK(finding.message.starts_with(place + ": "));
      rule = finding.rule;
    }
  }
  return rule;
}

}  // namespace

TEST_CASE("PEM and DER of any name are read, and one certificate is one entry",
          "[directory][read]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder.path() / "Root");
  fs::copy(fixtures / "lab-root.cer", folder.path() / "Root/b.whatever");
  fs::copy(fixtures / "lab-root-crlf.pem", folder.path() / "Root/a");
  fs::copy(fixtures / "lab-chain.pem", folder.path() / "Root/c.crt");
  const TargetState state = read(folder.path());
  const StoreContents& root = root_of(state);
  CHECK(root.entries().size() == 4);
  CHECK(root.findings().empty());
  const Bytes der = test::read_file(fixtures / "lab-root.cer");
  const Entry* entry = root.find(Fingerprint::of(der), Origin::local);
  REQUIRE(entry != nullptr);
  REQUIRE(entry->places.size() == 3);
  CHECK(entry->places[0].name == "Root/a");
  CHECK(entry->places[1].name == "Root/b.whatever");
  CHECK(entry->places[2].name == "Root/c.crt");
}

TEST_CASE("a certificate that the caller knows is given back, from PEM and from DER",
          "[directory][read]") {
  const char* const name = GENERATE("lab-root.cer", "lab-root-crlf.pem");
  const test::TemporaryFolder folder;
  fs::create_directories(folder.path() / "Root");
  fs::copy(fixtures / name, folder.path() / "Root/a.pem");
  const Certificate mine = Certificate::from_bytes(test::read_file(fixtures / "lab-root.cer"));
  Selection selection;
  selection.known.add(mine);

  const TargetState state = read(folder.path(), selection);

  const auto entries = root_of(state).entries();
  REQUIRE(entries.size() == 1);
  CHECK(entries.front().certificate.bytes().data() == mine.bytes().data());
}

TEST_CASE("what cannot be an entry is a finding and stops nothing", "[directory][read]") {
  const test::TemporaryFolder folder;
  const fs::path root = folder.path() / "Root";
  fs::create_directories(root / "below");
  fs::copy(fixtures / "lab-root.cer", root / "good.cer");
  fs::copy(fixtures / "lab-root.cer", root / ".hidden.cer");
  test::write_file(root / "notes.txt", "no certificate\n");
  test::write_file(root / "torn.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n");
  test::write_file(root / ".gitkeep", "");
  fs::create_symlink(fixtures / "partner-root.pem", root / "link.pem");
  REQUIRE(mkfifo((root / "fifo.pem").c_str(), 0600) == 0);
  const TargetState state = read(folder.path());
  const StoreContents& contents = root_of(state);
  CHECK(contents.entries().size() == 1);
  for (const char* name : {"below", ".hidden.cer", "notes.txt", "fifo.pem"}) {
    CAPTURE(name);
    CHECK(finding_at(contents, std::string("Root/") + name) == RuleId::junk);
  }
  CHECK(finding_at(contents, "Root/torn.pem") == RuleId::undecodable);
  CHECK(finding_at(contents, "Root/link.pem") == RuleId::unreadable_file);
  CHECK(contents.findings().size() == 6);
}

TEST_CASE("a store with notes in it is complete, one with a torn file or a link is not",
          "[directory][read]") {
  const auto complete = [](const std::function<void(const fs::path&)>& put) {
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "Root");
    test::write_file(folder.path() / "Root/README.txt", "What is here, and why.\n");
    put(folder.path() / "Root");
    return root_of(read(folder.path())).is_complete();
  };
  CHECK(complete([](const fs::path&) {}));
  CHECK_FALSE(complete([](const fs::path& root) {
    test::write_file(root / "torn.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n");
  }));
  CHECK_FALSE(complete([](const fs::path& root) {
    fs::create_symlink(fixtures / "partner-root.pem", root / "link.pem");
  }));
  CHECK_FALSE(complete(
      [](const fs::path& root) { fs::copy(fixtures / "bundle.p7b", root / "bundle.p7b"); }));
  CHECK_FALSE(complete([](const fs::path& root) {
    fs::copy(fixtures / "serialized/store.sst", root / "store.sst");
  }));
}

TEST_CASE("a file or folder that may not be read hides no other", "[directory][read]") {
  const test::TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms(0755));
  for (const char* store : {"Root", "CA"}) {
    fs::create_directories(folder.path() / store);
    fs::copy(fixtures / "lab-root.cer", folder.path() / store / "good.cer");
  }
  fs::copy(fixtures / "partner-root.pem", folder.path() / "Root/secret.pem");
  fs::permissions(folder.path() / "Root/secret.pem", fs::perms(0));
  fs::permissions(folder.path() / "CA", fs::perms(0));
  if (geteuid() == 0 && seteuid(65534) != 0) {
    test::skip("cannot become somebody else");
    return;
  }
  const auto state = make_directory_provider(folder.path().string(), nullptr)->read({});
  if (getuid() == 0) {
    REQUIRE(seteuid(0) == 0);
  }
  REQUIRE(state.has_value());
  CHECK(finding_at(root_of(*state), "Root/secret.pem") == RuleId::unreadable_file);
  CHECK(root_of(*state).entries().size() == 1);
  REQUIRE_FALSE(state->at(StoreName::ca()).has_value());
  CHECK(state->at(StoreName::ca()).error().code == ErrorCode::access_denied);
  fs::permissions(folder.path() / "CA", fs::perms(0755));
}

TEST_CASE("a store that is a link or a file is an error, and the others are read",
          "[directory][read]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder.path() / "elsewhere");
  fs::create_directories(folder.path() / "Root");
  fs::create_directory_symlink(folder.path() / "elsewhere", folder.path() / "CA");
  test::write_file(folder.path() / "Disallowed", "a file");
  const TargetState state = read(folder.path());
  CHECK(root_of(state).entries().empty());
  CHECK_FALSE(state.at(StoreName::ca()).has_value());
  CHECK_FALSE(state.at(StoreName::disallowed()).has_value());
}

TEST_CASE("a repository's own files are no stores", "[directory][read]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder.path() / ".git/objects");
  fs::create_directories(folder.path() / ".trustctl.stage");
  fs::create_directories(folder.path() / "Root");
  test::write_file(folder.path() / "README.md", "# ours\n");
  test::write_file(folder.path() / "Makefile", "all:\n");
  const TargetState state = read(folder.path());
  CHECK(state.stores.size() == 1);
  CHECK(state.findings.empty());
  CHECK(root_of(state).findings().empty());
}

TEST_CASE("a folder whose name is no store's is told of", "[directory][read]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder.path() / "what?");
  for (const bool beside_a_store : {false, true}) {
    if (beside_a_store) {
      fs::create_directories(folder.path() / "Root");
    }
    const TargetState state = read(folder.path());
    CHECK(state.empty() != beside_a_store);
    REQUIRE(state.findings.size() == 1);
    CHECK(state.findings.front().rule == RuleId::junk);
    CHECK(state.findings.front().where->file == "what?");
  }
}

TEST_CASE("two folders of one store are an error, not a choice", "[directory][read]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder.path() / "Root");
  fs::create_directories(folder.path() / "root");
  CHECK_FALSE(read(folder.path()).at(StoreName::root()).has_value());
}

TEST_CASE("a target that is a link is not followed", "[directory][read]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder.path() / "real/Root");
  fs::create_directory_symlink(folder.path() / "real", folder.path() / "link");
  const auto state = make_directory_provider((folder.path() / "link").string(), nullptr)->read({});
  REQUIRE_FALSE(state.has_value());
  CHECK(state.error().code == ErrorCode::invalid_input);
}

TEST_CASE("of two files of ours the first tells the properties", "[directory][read]") {
  const test::TemporaryFolder folder;
  const Bytes der = test::read_file(fixtures / "lab-root.cer");
  const Certificate certificate = Certificate::from_bytes(der);
  Properties first;
  first.friendly_name = "first";
  Properties second;
  second.friendly_name = "second";
  fs::create_directories(folder.path() / "Root");
  fs::copy(fixtures / "lab-root.cer", folder.path() / "Root/0.cer");
  test::write_file(folder.path() / "Root/a.pem", directory::write_store_file(certificate, first));
  test::write_file(folder.path() / "Root/b.pem", directory::write_store_file(certificate, second));
  const TargetState state = read(folder.path());
  CHECK(root_of(state).entries().front().properties() == first);
  CHECK(root_of(state).entries().front().places.size() == 3);
}

TEST_CASE("no seed of the fuzzers is a crash, a stop or a private key as an entry",
          "[directory][read]") {
  const auto data = test::test_data("fuzz");
  if (!data) {
    return;
  }
  const test::TemporaryFolder folder;
  fs::create_directories(folder.path() / "Root");
  std::size_t number = 0;
  for (const auto& seed : fs::recursive_directory_iterator(*data)) {
    if (seed.is_regular_file()) {
      fs::copy(seed.path(), folder.path() / "Root" / ("seed-" + std::to_string(number++) + ".pem"));
    }
  }
  REQUIRE(number > 100);
  const TargetState state = read(folder.path());
  CHECK(root_of(state).entries().size() + root_of(state).findings().size() > 100);
}
