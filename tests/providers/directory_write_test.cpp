#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <vector>

#include "providers/directory/directory_provider.hpp"
#include "providers/directory/store_file.hpp"
#include "tests/support/states.hpp"
#include "tests/support/steps.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using test::lab_root;
using test::named;
namespace fs = std::filesystem;

namespace {

const fs::path fixtures = test::source_file("tests/fixtures");

std::vector<Outcome> apply_all(const fs::path& path, const std::vector<Change>& changes) {
  const auto provider = make_directory_provider(path.string(), nullptr);
  auto session = provider->lock({std::chrono::steady_clock::now() + std::chrono::seconds(5)});
  REQUIRE(session.has_value());
  return test::apply_changes(**session, changes);
}

Outcome apply(const fs::path& path, const Change& change) {
  return apply_all(path, {change}).front();
}

bool changed(const Outcome& outcome) { return std::holds_alternative<Changed>(outcome); }

std::string text_of(const fs::path& file) {
  const Bytes bytes = test::read_file(file);
  return std::string(as_text(bytes));
}

struct stat status_of(const fs::path& file) {
  struct stat found = {};
  REQUIRE(lstat(file.c_str(), &found) == 0);
  return found;
}

}  // namespace

TEST_CASE("a new file is 0644 under the name of its certificate, whatever the umask",
          "[directory][write]") {
  const test::TemporaryFolder folder;
  const mode_t before = umask(0077);
  const Outcome outcome = apply(folder.path() / "t", Add{StoreName::root(), lab_root(), {}});
  umask(before);
  REQUIRE(changed(outcome));
  const fs::path file = folder.path() / "t/Root" / directory::store_file_name(lab_root());
  CHECK((status_of(file).st_mode & 07777U) == 0644);
  CHECK_FALSE(fs::exists(folder.path() / "t/.trustctl.stage"));
}

TEST_CASE("a new file belongs to the owner of the directory", "[directory][write]") {
  if (geteuid() != 0) {
    test::skip("needs root, to give a directory away");
    return;
  }
  const test::TemporaryFolder folder;
  fs::create_directories(folder.path() / "t/Root");
  REQUIRE(chown((folder.path() / "t").c_str(), 1234, 4321) == 0);
  REQUIRE(chown((folder.path() / "t/Root").c_str(), 1234, 4321) == 0);
  REQUIRE(changed(apply(folder.path() / "t", Add{StoreName::root(), lab_root(), {}})));
  const auto found = status_of(folder.path() / "t/Root" / directory::store_file_name(lab_root()));
  CHECK(found.st_uid == 1234);
  CHECK(found.st_gid == 4321);
}

TEST_CASE("an update keeps name, mode and what others wrote", "[directory][write]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "Root/renamed by hand.pem";
  test::write_file(file, "a note\n" + directory::write_store_file(lab_root(), named("old")));
  fs::permissions(file, fs::perms(0640));
  REQUIRE(changed(
      apply(folder.path(), Update{StoreName::root(), lab_root(), named("old"), named("new")})));
  CHECK(text_of(file) == "a note\n" + directory::write_store_file(lab_root(), named("new")));
  CHECK((status_of(file).st_mode & 07777U) == 0640);
}

TEST_CASE("an update of a foreign file's entry leaves the file alone", "[directory][write]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder.path() / "Root");
  fs::copy(fixtures / "lab-root.cer", folder.path() / "Root/theirs.cer");
  const auto before = status_of(folder.path() / "Root/theirs.cer");
  REQUIRE(changed(apply(folder.path(), Update{StoreName::root(), lab_root(), {}, named("ours")})));
  const auto after = status_of(folder.path() / "Root/theirs.cer");
  CHECK(before.st_ino == after.st_ino);
  CHECK(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
  CHECK(fs::exists(folder.path() / "Root" / directory::store_file_name(lab_root())));
}

TEST_CASE("a name that is taken by something else is passed over", "[directory][write]") {
  const test::TemporaryFolder folder;
  const fs::path taken = folder.path() / "Root" / directory::store_file_name(lab_root());
  test::write_file(taken, "something else\n");
  REQUIRE(changed(apply(folder.path(), Add{StoreName::root(), lab_root(), {}})));
  CHECK(text_of(taken) == "something else\n");
  CHECK(fs::exists(folder.path() / "Root" / directory::store_file_name(lab_root(), 2)));
}

TEST_CASE("a removal takes every place, and only this certificate from a bundle",
          "[directory][write]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder.path() / "Root");
  fs::copy(fixtures / "lab-root.cer", folder.path() / "Root/a.der");
  fs::copy(fixtures / "bundle.pem", folder.path() / "Root/bundle.pem");
  fs::permissions(folder.path() / "Root/bundle.pem", fs::perms(0600));
  test::write_file(folder.path() / "Root/ours.pem", directory::write_store_file(lab_root(), {}));
  const std::string bundle = text_of(fixtures / "bundle.pem");
  REQUIRE(changed(apply(folder.path(), Remove{StoreName::root(), lab_root(), {}})));
  CHECK_FALSE(fs::exists(folder.path() / "Root/a.der"));
  CHECK_FALSE(fs::exists(folder.path() / "Root/ours.pem"));
  const std::string rest = text_of(folder.path() / "Root/bundle.pem");
  CHECK(bundle.ends_with(rest));
  CHECK((status_of(folder.path() / "Root/bundle.pem").st_mode & 07777U) == 0600);
  CHECK(directory::parse_store_file("bundle.pem", as_bytes(rest)).items.size() == 2);
}

TEST_CASE("what another program wrote since the journal was written is not lost",
          "[directory][write]") {
  const test::TemporaryFolder folder;
  for (const bool removal : {true, false}) {
    const fs::path target = folder.path() / (removal ? "removed" : "updated");
    REQUIRE(changed(apply(target, Add{StoreName::root(), lab_root(), named("ours")})));
    REQUIRE(changed(apply(target, Add{StoreName::ca(), lab_root(), named("ours")})));
    const fs::path file = fs::directory_iterator(target / "Root")->path();
    const Change moved =
        removal ? Change(Remove{StoreName::root(), lab_root(), named("ours")})
                : Change(Update{StoreName::root(), lab_root(), named("ours"), named("new")});
    const Change other = Remove{StoreName::ca(), lab_root(), named("ours")};
    const auto provider = make_directory_provider(target.string(), nullptr);
    auto session = provider->lock({std::chrono::steady_clock::now() + std::chrono::seconds(5)});
    REQUIRE(session.has_value());
    const std::vector<Step> steps = {{moved, test::images_of(**session, moved).value()},
                                     {other, test::images_of(**session, other).value()}};
    test::write_file(file, text_of(file) + "a note of somebody's\n");

    const auto outcomes = (*session)->apply(steps, {}).outcomes;

    REQUIRE(std::holds_alternative<Failed>(outcomes[0]));
    CHECK(std::get<Failed>(outcomes[0]).error.code == ErrorCode::stale);
    CHECK(changed(outcomes[1]));
    CHECK(text_of(file).ends_with("a note of somebody's\n"));
  }
}

TEST_CASE("a batch that is stopped before it begins writes nothing", "[directory][write]") {
  const test::TemporaryFolder folder;
  REQUIRE(changed(apply(folder.path() / "t", Add{StoreName::ca(), lab_root(), {}})));
  const auto provider = make_directory_provider((folder.path() / "t").string(), nullptr);
  auto session = provider->lock({std::chrono::steady_clock::now() + std::chrono::seconds(5)});
  REQUIRE(session.has_value());
  std::stop_source person;
  person.request_stop();

  const std::vector<Change> changes = {Remove{StoreName::ca(), lab_root(), {}}};
  const auto applied = (*session)->apply(test::steps_of(changes), person.get_token());

  CHECK(std::holds_alternative<NotAttempted>(applied.outcomes.at(0)));
  CHECK(fs::exists(fs::directory_iterator(folder.path() / "t/CA")->path()));
}

TEST_CASE("a private key stays in its file, and out of what is preserved", "[directory][write]") {
  const test::TemporaryFolder folder;
  const auto key = test::run("openssl genpkey -algorithm ed25519");
  REQUIRE(key.exit_code == 0);
  test::write_file(folder.path() / "Root/both.pem", key.out + text_of(fixtures / "lab-root.pem"));
  const Change removal = Remove{StoreName::root(), lab_root(), {}};
  {
    const auto provider = make_directory_provider(folder.path().string(), nullptr);
    auto session = provider->lock({std::chrono::steady_clock::now() + std::chrono::seconds(5)});
    const auto images = test::images_of(**session, removal);
    REQUIRE(images.has_value());
    REQUIRE(images->size() == 1);
    CHECK(as_text(images->front().bytes).find("PRIVATE") == std::string_view::npos);
  }
  REQUIRE(changed(apply(folder.path(), removal)));
  CHECK(text_of(folder.path() / "Root/both.pem") == key.out);
}

TEST_CASE("a file that is restored gets its name and bytes back", "[directory][write]") {
  const test::TemporaryFolder folder;
  const std::string text =
      "a note\n" + directory::write_store_file(lab_root(), named("x")) + "the end";
  test::write_file(folder.path() / "Root/odd name.pem", text);
  const std::vector<Image> images = {{"Root/odd name.pem", copy(as_bytes(text))}};
  REQUIRE(changed(apply(folder.path(), Remove{StoreName::root(), lab_root(), named("x")})));
  REQUIRE(changed(apply(folder.path(), Add{StoreName::root(), lab_root(), named("x"), images})));
  CHECK(text_of(folder.path() / "Root/odd name.pem") == text);
}

TEST_CASE("an image cannot name a file outside the store", "[directory][write]") {
  const test::TemporaryFolder folder;
  const std::string text = directory::write_store_file(lab_root(), {});
  for (const char* place : {"../../evil.pem", "Root/..", "Root/.hidden", "/etc/evil.pem", ""}) {
    CAPTURE(place);
    const std::vector<Image> images = {{place, copy(as_bytes(text))}};
    REQUIRE(changed(apply(folder.path() / "t", Add{StoreName::root(), lab_root(), {}, images})));
    CHECK(std::distance(fs::directory_iterator(folder.path() / "t/Root"), {}) == 1);
    CHECK(std::distance(fs::directory_iterator(folder.path() / "t"), {}) == 1);
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
    fs::remove_all(folder.path() / "t");
  }
}

TEST_CASE("a stage folder that is a link is never followed", "[directory][write]") {
  const test::TemporaryFolder folder;
  test::write_file(folder.path() / "precious/file", "keep me");
  fs::create_directories(folder.path() / "t/Root");
  fs::create_directory_symlink(folder.path() / "precious", folder.path() / "t/.trustctl.stage");
  const Outcome outcome = apply(folder.path() / "t", Add{StoreName::root(), lab_root(), {}});
  CHECK(std::holds_alternative<Failed>(outcome));
  CHECK(fs::exists(folder.path() / "precious/file"));
  CHECK(fs::is_empty(folder.path() / "t/Root"));
}

TEST_CASE("nothing is taken from a store to which an addition failed", "[directory][write]") {
  const test::TemporaryFolder folder;
  test::write_file(folder.path() / "Root/old.pem", directory::write_store_file(lab_root(), {}));
  test::write_file(folder.path() / ".trustctl.stage", "a file in the way");
  const Outcome outcome = apply(folder.path(), Remove{StoreName::root(), lab_root(), {}});
  CHECK_FALSE(changed(outcome));
  CHECK(fs::exists(folder.path() / "Root/old.pem"));
}

TEST_CASE("what shares a file with a removal that must wait, waits with it", "[directory][write]") {
  const test::TemporaryFolder folder;
  const fs::path bundle = folder.path() / "CA/bundle.pem";
  fs::create_directories(bundle.parent_path());
  fs::copy(fixtures / "bundle.pem", bundle);
  const std::string before = text_of(bundle);
  const auto items = directory::parse_store_file("bundle.pem", as_bytes(before)).items;
  test::write_file(folder.path() / "Root/ours.pem", directory::write_store_file(lab_root(), {}));

  const auto outcomes =
      apply_all(folder.path(), {Remove{StoreName::ca(), items.back().certificate, {}},
                                Remove{StoreName::ca(), lab_root(), {}},
                                Add{StoreName::root(), lab_root(), named("otherwise")}});

  CHECK(std::holds_alternative<NotAttempted>(outcomes[0]));
  CHECK(std::holds_alternative<NotAttempted>(outcomes[1]));
  CHECK(text_of(bundle) == before);
}

TEST_CASE("an emptied store keeps its folder", "[directory][write]") {
  const test::TemporaryFolder folder;
  REQUIRE(changed(apply(folder.path() / "t", Add{StoreName::root(), lab_root(), {}})));
  REQUIRE(changed(apply(folder.path() / "t", Remove{StoreName::root(), lab_root(), {}})));
  CHECK(fs::is_directory(folder.path() / "t/Root"));
  CHECK(fs::is_empty(folder.path() / "t/Root"));
}

namespace {

// What a run leaves that is killed between an exchange and the look at what it displaced.
std::string index_line(const std::string& staged, const std::string& ours,
                       const std::string& displaced, const std::string& path) {
  const auto digest = [](const std::string& text) { return Fingerprint::of(as_bytes(text)).hex(); };
  return staged + ' ' + digest(ours) + ' ' + digest(displaced) + ' ' + path + '\n';
}

}  // namespace

TEST_CASE("another program's file that a killed run left in the stage gets its place back",
          "[directory][write]") {
  const test::TemporaryFolder folder;
  const fs::path stage = folder.path() / ".trustctl.stage";
  fs::create_directories(folder.path() / "Root");
  test::write_file(folder.path() / "Root/taken.pem", "another's");
  test::write_file(stage / "index", index_line("0", "new", "old", "Root/free.pem") +
                                        index_line("1", "new", "old", "Root/taken.pem") +
                                        index_line("2", "new", "old", "Root/gone.pem") +
                                        index_line("3", "new", "old", "Root/ours.pem"));
  test::write_file(stage / "0", "theirs");
  test::write_file(stage / "1", "theirs too");
  test::write_file(stage / "2", "old");  // the journal has it
  test::write_file(stage / "3", "new");
  fs::permissions(stage, fs::perms::owner_all);

  REQUIRE(apply_all(folder.path(), {}).empty());

  CHECK_FALSE(fs::exists(stage));
  CHECK(text_of(folder.path() / "Root/free.pem") == "theirs");
  CHECK(text_of(folder.path() / "Root/taken.pem") == "another's");
  CHECK(text_of(folder.path() / "Root/.taken.pem.trustctl-kept") == "theirs too");
  CHECK(std::distance(fs::directory_iterator(folder.path() / "Root"), {}) == 3);
}

TEST_CASE("what stands in the stage and is not ours is named, and stops the apply",
          "[directory][write]") {
  const test::TemporaryFolder folder;
  const fs::path stage = folder.path() / ".trustctl.stage";
  const Change addition = Add{StoreName::root(), lab_root(), {}};
  SECTION("a folder") { fs::create_directories(stage / "theirs"); }
  SECTION("others may write to it") {
    fs::create_directories(stage);
    fs::permissions(stage, fs::perms::all);
  }
  SECTION("it belongs to another user") {
    fs::create_directories(stage);
    if (chown(stage.c_str(), 1234, 1234) != 0) {
      return;  // only root can
    }
  }
  const Outcome outcome = apply(folder.path(), addition);
  REQUIRE(std::holds_alternative<Failed>(outcome));
  const std::string message = std::get<Failed>(outcome).error.message;
  CHECK(message.find(".trustctl.stage") != std::string::npos);
  CHECK_FALSE(fs::exists(folder.path() / "Root"));
}
