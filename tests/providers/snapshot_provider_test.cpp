#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <chrono>

#include "providers/snapshot/snapshot_file.hpp"
#include "providers/snapshot/snapshot_provider.hpp"
#include "tests/support/states.hpp"
#include "tests/support/steps.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using test::fixture;
using test::named;
using test::replaced;
namespace fs = std::filesystem;

namespace {

std::vector<Outcome> apply(const fs::path& file, const std::vector<Change>& changes) {
  const auto provider = make_snapshot_provider(file.string());
  auto session = provider->lock({std::chrono::steady_clock::now() + std::chrono::seconds(5)});
  REQUIRE(session.has_value());
  return test::apply_changes(**session, changes);
}

std::string replaced_once(std::string text, const std::string& old, const std::string& by) {
  return text.replace(text.find(old), old.size(), by);
}

bool all_changed(const std::vector<Outcome>& outcomes) {
  return std::all_of(outcomes.begin(), outcomes.end(), [](const Outcome& outcome) {
    return std::holds_alternative<Changed>(outcome);
  });
}

std::string text_of(const fs::path& file) {
  const Bytes bytes = test::read_file(file);
  return std::string(as_text(bytes));
}

}  // namespace

TEST_CASE("an update changes the bytes of the member and no others", "[snapshot]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "s.json";
  REQUIRE(all_changed(apply(file, {Add{StoreName::root(), fixture("lab-root"), named("old")},
                                   Add{StoreName::ca(), fixture("lab-policy"), named("other")}})));
  // Another program's members, spacing and numbers.
  const std::string before =
      replaced(text_of(file), "\"sha256\"", "\"x\" :\t[1e0, 1.50],   \"sha256\"") + "\n\n";
  test::write_file(file, before);
  REQUIRE(all_changed(
      apply(file, {Update{StoreName::ca(), fixture("lab-policy"), named("other"), named("new")}})));
  CHECK(text_of(file) == replaced(before, "\"other\"", "\"new\""));
}

TEST_CASE("an update writes all four properties", "[snapshot]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "s.json";
  Properties all = named("name");
  all.description = "text";
  all.purposes = std::set{Oid::parse("server_auth").value()};
  all.owners = {Site::parse("lab/base").value()};
  REQUIRE(all_changed(apply(file, {Add{StoreName::root(), fixture("lab-root"), {}}})));
  REQUIRE(all_changed(apply(file, {Update{StoreName::root(), fixture("lab-root"), {}, all}})));
  const auto state = make_snapshot_provider(file.string())->read({});
  CHECK(state->at(StoreName::root())->entries().front().properties() == all);
}

TEST_CASE("adding and removing again gives the same bytes", "[snapshot]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "s.json";
  REQUIRE(all_changed(apply(file, {Add{StoreName::root(), fixture("lab-root"), named("a")}})));
  const std::string before = text_of(file);
  REQUIRE(all_changed(apply(file, {Add{StoreName::root(), fixture("partner-root"), {}}})));
  CHECK(text_of(file) != before);
  REQUIRE(all_changed(apply(file, {Remove{StoreName::root(), fixture("partner-root"), {}}})));
  CHECK(text_of(file) == before);
}

TEST_CASE("an entry by policy cannot be taken for the local one", "[snapshot]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "s.json";
  REQUIRE(all_changed(apply(file, {Add{StoreName::root(), fixture("lab-root"), {}}})));
  test::write_file(file, replaced(text_of(file), "\"local\"", "\"policy\""));
  const auto outcomes = apply(file, {Remove{StoreName::root(), fixture("lab-root"), {}}});
  CHECK(std::holds_alternative<Unchanged>(outcomes.front()));
  REQUIRE(all_changed(apply(file, {Add{StoreName::root(), fixture("lab-root"), {}}})));
  const auto state = make_snapshot_provider(file.string())->read({});
  CHECK(state->at(StoreName::root())->entries().size() == 2);
}

TEST_CASE("a store that was unreadable when the snapshot was taken takes no change", "[snapshot]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "s.json";
  TargetState state;
  state.emplace(StoreName::root(),
                tl::unexpected(Error{ErrorCode::access_denied, "cannot open Root"}));
  test::write_file(file, write_snapshot(state, {"0.1.0", {}, {}, {}, "x"}));
  const auto outcomes = apply(file, {Add{StoreName::root(), fixture("lab-root"), {}}});
  CHECK(std::holds_alternative<Failed>(outcomes.front()));
}

TEST_CASE("a snapshot keeps its mode and its link", "[snapshot]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "real.json";
  REQUIRE(all_changed(apply(file, {Add{StoreName::root(), fixture("lab-root"), {}}})));
  fs::permissions(file, fs::perms(0600));
  fs::create_symlink("real.json", folder.path() / "link.json");
  REQUIRE(all_changed(
      apply(folder.path() / "link.json", {Add{StoreName::ca(), fixture("lab-policy"), {}}})));
  CHECK(fs::is_symlink(folder.path() / "link.json"));
  CHECK(fs::status(file).permissions() == fs::perms(0600));
  CHECK(text_of(file).find("\"CA\"") != std::string::npos);
}

TEST_CASE("what is no regular file is refused at once", "[snapshot]") {
  const test::TemporaryFolder folder;
  REQUIRE(mkfifo((folder.path() / "fifo").c_str(), 0600) == 0);
  fs::create_directories(folder.path() / "folder");
  for (const char* name : {"fifo", "folder"}) {
    CAPTURE(name);
    const auto state = make_snapshot_provider((folder.path() / name).string())->read({});
    REQUIRE_FALSE(state.has_value());
    CHECK(state.error().code == ErrorCode::invalid_input);
  }
}

TEST_CASE("what another program wrote since the journal was written makes a change stale",
          "[snapshot]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "s.json";
  REQUIRE(all_changed(apply(file, {Add{StoreName::root(), fixture("lab-root"), named("ours")}})));
  const auto provider = make_snapshot_provider(file.string());
  auto session = provider->lock({std::chrono::steady_clock::now() + std::chrono::seconds(5)});
  REQUIRE(session.has_value());
  const Change removal = Remove{StoreName::root(), fixture("lab-root"), named("ours")};
  const std::vector<Step> steps = {{removal, test::images_of(**session, removal).value()}};
  const Bytes before = test::read_file(file);
  test::write_file(file,
                   replaced_once(std::string(as_text(before)), "\"properties_raw\": []",
                                 "\"properties_raw\": [{\"place\": \"x\", \"bytes\": \"AA==\"}]"));

  const Outcome outcome = (*session)->apply(steps, {}).outcomes.front();

  REQUIRE(std::holds_alternative<Failed>(outcome));
  CHECK(std::get<Failed>(outcome).error.code == ErrorCode::stale);
  CHECK(as_text(test::read_file(file)).find("AA==") != std::string_view::npos);
}
