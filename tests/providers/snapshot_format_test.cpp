#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "engine/model/error_code_text.hpp"
#include "providers/snapshot/snapshot_file.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using test::contains;
using test::lab_root;
using test::replaced;

namespace {

SnapshotHeader header() {
  return {"0.1.0", "pc17", "Debian", parse_time("2026-11-23T01:02:03Z").value(), "directory:/x"};
}

Entry entry(Origin origin) {
  Entry entry{lab_root(), origin, {{"Root/a.pem"}, {"odd\xFF"}}};
  entry.places.front().properties.friendly_name = "\xC3\xBC \xF0\x9F\x94\x92 \"quoted\" \\ \n";
  entry.places.front().properties.description = "not UTF-8: \xFF";
  entry.places.front().properties.purposes.emplace();
  entry.places.front().properties.owners = {Site::parse("lab/base").value()};
  entry.places.back().image = Bytes{0, 1, 255};
  return entry;
}

TargetState sample() {
  TargetState state;
  state.emplace(StoreName::root(), StoreContents({entry(Origin::policy), entry(Origin::local)}));
  state.emplace(StoreName::ca(), StoreContents());
  state.emplace(StoreName::disallowed(),
                tl::unexpected(Error{ErrorCode::access_denied, "cannot open Disallowed"}));
  return state;
}

std::string error_of(const std::string& text) {
  const auto read = read_snapshot(text, "s.json");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code == ErrorCode::invalid_input);
  return read.error().message;
}

}  // namespace

TEST_CASE("a snapshot reads back as it was written", "[snapshot]") {
  const std::string text = write_snapshot(sample(), header());
  const auto read = read_snapshot(text, "s.json");
  REQUIRE(read.has_value());
  CHECK(read->header.host == "pc17");
  CHECK(read->header.taken_at == header().taken_at);
  const TargetState state = read->state({.detail = Detail::raw});
  REQUIRE(state.stores.size() == 3);
  const Entry* local = state.at(StoreName::root())->find(lab_root().fingerprint(), Origin::local);
  REQUIRE(local != nullptr);
  CHECK(local->properties() == entry(Origin::local).properties());
  CHECK(local->places == entry(Origin::local).places);
  CHECK_FALSE(state.at(StoreName::disallowed()).has_value());
  CHECK(state.at(StoreName::disallowed()).error().code == ErrorCode::access_denied);
}

TEST_CASE("what decides on Windows beside the stores reads back as it was written", "[snapshot]") {
  TargetState state = sample();
  state.windows =
      WindowsTrust{.location = WindowsTrust::Location::current_user,
                   .protected_roots = 0x80000009,
                   .fetches_roots = false,
                   .update_roots = std::vector{UpdateRoot{Bytes(20, 1), Bytes(20, 2), Bytes()}}};
  Entry archived = entry(Origin::vendor);
  archived.places.back().archived = true;
  state.insert_or_assign(StoreName::ca(), StoreContents({archived}));
  const std::string text = write_snapshot(state, header());
  CHECK(nlohmann::json::parse(text)["windows"]["protected_roots"] == "0x80000009");
  const auto read = read_snapshot(text, "s.json");
  REQUIRE(read.has_value());
  const TargetState back = read->state({.detail = Detail::raw});
  CHECK(back.windows == state.windows);
  CHECK(back.at(StoreName::ca())->entries()[0].places == archived.places);

  state.windows->protected_roots = std::nullopt;
  const auto unknown = read_snapshot(write_snapshot(state, header()), "s.json");
  REQUIRE(unknown.has_value());
  CHECK(unknown->state({.detail = Detail::raw}).windows == state.windows);

  CHECK(contains(error_of(replaced(text, "CurrentUser", "Somewhere")), "LocalMachine"));
  CHECK(contains(error_of(replaced(text, "0x80000009", "9")), "0x00000008"));
  CHECK(contains(error_of(replaced(text, "\"fetches_roots\": false", "\"fetches_roots\": 0")),
                 "expected true or false"));
}

TEST_CASE("a snapshot of before tells whose stores they are by its provider", "[snapshot]") {
  const auto windows = [](const std::string& provider) {
    SnapshotHeader of = header();
    of.provider = provider;
    return read_snapshot(write_snapshot(sample(), of), "s.json")->state({}).windows;
  };
  CHECK(windows("directory:/x") == std::nullopt);
  CHECK(windows("cryptoapi") == WindowsTrust{});
  CHECK(windows("cryptoapi:LocalMachine") == WindowsTrust{});
  CHECK(windows("cryptoapi:CurrentUser") ==
        WindowsTrust{.location = WindowsTrust::Location::current_user});
}

TEST_CASE("a store that could not be read comes back with the code that said why", "[snapshot]") {
  for (const ErrorCode code : all_error_codes) {
    TargetState state;
    state.emplace(StoreName::ca(), tl::unexpected(Error{code, "cannot open CA"}));
    const auto read = read_snapshot(write_snapshot(state, header()), "s.json");
    REQUIRE(read.has_value());
    INFO(to_string(code));
    CHECK(read->state({}).at(StoreName::ca()).error().code == code);
  }
}

TEST_CASE("a snapshot is ASCII, sorted, and JSON to another reader", "[snapshot]") {
  const std::string text = write_snapshot(sample(), header());
  CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c > 0 || c == '\n'; }));
  const auto json = nlohmann::ordered_json::parse(text);
  CHECK(json.begin().key() == "format_version");
  const auto& root = json["stores"]["Root"];
  CHECK(root[0]["origin"] == "local");
  CHECK(root[1]["origin"] == "policy");
  CHECK(root[0]["friendly_name"] == *entry(Origin::local).properties().friendly_name);
  CHECK(root[0]["description"]["base64"] == "bm90IFVURi04OiD/");
  CHECK(root[0]["properties_raw"][0]["bytes"] == "AAH/");
  CHECK(write_snapshot(sample(), header()) == text);
}

TEST_CASE("raw properties are read where they are asked for only", "[snapshot]") {
  const auto read = read_snapshot(write_snapshot(sample(), header()), "s.json");
  const TargetState state = read->state({});
  CHECK(state.at(StoreName::root())->entries().front().images().empty());
}

TEST_CASE("members that are not known are passed over", "[snapshot]") {
  std::string text = write_snapshot(sample(), header());
  text = replaced(text, "\"1.1\"", "\"1.7\"");
  text = replaced(text, "\"sha1\"", "\"later\": [{\"x\": [1, 2.5e3, true, null]}], \"sha1\"");
  CHECK(read_snapshot(text, "s.json").has_value());
}

TEST_CASE(
    "what was noticed in a store comes back with the snapshot, and a store that was not read whole",
    "[snapshot]") {
  const Finding unread{RuleId::unreadable_file,
                       rule(RuleId::unreadable_file).levels.observed,
                       "Root/odd\xFF.pem: it is a symbolic link",
                       StoreName::root(),
                       std::nullopt,
                       Location{"Root/odd\xFF.pem"},
                       false,
                       true};
  Finding junk = unread;
  junk.rule = RuleId::junk;
  junk.store = StoreName::ca();
  junk.level = rule(RuleId::junk).levels.observed;
  junk.where = std::nullopt;
  Finding about_entry = unread;
  about_entry.rule = RuleId::undecodable;
  about_entry.level = rule(RuleId::undecodable).levels.observed;
  about_entry.certificate = lab_root().fingerprint();
  TargetState taken = sample();
  taken.at(StoreName::root()) = StoreContents({entry(Origin::local)}, {unread, about_entry});
  taken.at(StoreName::ca()) = StoreContents({}, {junk});
  const std::string text = write_snapshot(taken, header());
  const auto read = read_snapshot(text, "s.json");
  REQUIRE(read.has_value());
  const TargetState state = read->state({});
  const auto findings = [&](const StoreName& store) {
    const auto of_store = state.at(store)->findings();
    return std::vector<Finding>(of_store.begin(), of_store.end());
  };
  CHECK(findings(StoreName::root()) == std::vector<Finding>{unread, about_entry});
  CHECK(findings(StoreName::ca()) == std::vector<Finding>{junk});
  CHECK_FALSE(state.at(StoreName::root())->is_complete());
  CHECK(state.at(StoreName::ca())->is_complete());
  CHECK(read->state({.stores = std::set<StoreName>{StoreName::ca()}}).stores.size() == 1);
  CHECK(nlohmann::json::parse(text)["findings"].size() == 3);
}

TEST_CASE("a snapshot without findings is read, and one with findings of a later trustctl",
          "[snapshot]") {
  TargetState taken = sample();
  const Finding junk{RuleId::junk, Level::warning, "Root/a: it is empty", StoreName::root()};
  taken.at(StoreName::root()) = StoreContents({entry(Origin::local)}, {junk});
  const std::string text = write_snapshot(taken, header());
  const auto complete = [](const std::string& snapshot) {
    return read_snapshot(snapshot, "s.json")->state({}).at(StoreName::root())->is_complete();
  };
  CHECK(complete(text));
  CHECK_FALSE(complete(replaced(text, "\"junk\"", "\"not_yet_known\"")));
  CHECK(complete(replaced(text, "\"findings\"", "\"of_1_0_not_there\"")));
  CHECK(contains(error_of(replaced(text, "\"where\"", "\"wear\"")), "lacks 'where'"));
  CHECK(contains(error_of(replaced(text, "\"store\": \"Root\"", "\"store\": \"\"")), "store"));
  CHECK(contains(error_of(replaced(text, "\"sha256\": null", "\"sha256\": \"00\"")), "digits"));
}

TEST_CASE("what was noticed beside the stores is in a snapshot and comes back", "[snapshot]") {
  TargetState taken;
  taken.findings = {{.rule = RuleId::junk,
                     .level = rule(RuleId::junk).levels.observed,
                     .message = "what?: it is not the name of a store",
                     .where = Location{"what?"},
                     .observed = true}};
  const std::string text = write_snapshot(taken, header());
  const auto read = read_snapshot(text, "s.json");
  REQUIRE(read.has_value());
  CHECK(read->state({}).findings == taken.findings);
  CHECK(read->state({}).empty());
  CHECK(contains(error_of(replaced(text, "\"rule\": \"junk\"", "\"rule\": 1")), "string"));
}

TEST_CASE("what was noticed about an entry goes with the entry", "[snapshot]") {
  TargetState taken = sample();
  const Finding about_entry{RuleId::undecodable, Level::warning, "odd purposes", StoreName::ca(),
                            lab_root().fingerprint()};
  taken.at(StoreName::ca()) = StoreContents({}, {about_entry});  // (as after a change took it away)
  const auto read = read_snapshot(write_snapshot(taken, header()), "s.json");
  CHECK(read->state({}).at(StoreName::ca())->findings().empty());

  // That something was not read stays true, whatever a later trustctl says that it was about.
  const std::string later =
      replaced(write_snapshot(taken, header()), "\"undecodable\"", "\"later\"");
  CHECK_FALSE(read_snapshot(later, "s.json")->state({}).at(StoreName::ca())->is_complete());
}

TEST_CASE("findings of a store that could not be read do not make it readable", "[snapshot]") {
  TargetState taken = sample();
  const Finding junk{RuleId::junk, Level::warning, "Root/a: it is empty", StoreName::root()};
  taken.at(StoreName::root()) = StoreContents({}, {junk});
  const std::string text = replaced(write_snapshot(taken, header()), "{\"store\": \"Root\"",
                                    "{\"store\": \"Disallowed\"");
  CHECK_FALSE(read_snapshot(text, "s.json")->state({}).at(StoreName::disallowed()).has_value());
}

TEST_CASE("findings of a store that the snapshot no longer lists keep it from passing for empty",
          "[snapshot]") {
  TargetState taken = sample();
  const Finding unread{RuleId::unreadable_file, Level::warning, "CA/x: no", StoreName::ca()};
  taken.at(StoreName::ca()) = StoreContents({}, {unread});
  const std::string text = replaced(write_snapshot(taken, header()), "\"CA\"", "\"Other\"");
  const TargetState state = read_snapshot(text, "s.json")->state({});
  REQUIRE(state.contains(StoreName::ca()));
  CHECK_FALSE(state.at(StoreName::ca())->is_complete());
}

TEST_CASE("what is wrong with a snapshot is said, with its place", "[snapshot]") {
  const std::string good = write_snapshot(sample(), header());
  const std::string digest = lab_root().fingerprint().hex();
  CHECK(contains(error_of(replaced(good, "\"1.1\"", "\"2.0\"")), "format_version '2.0'"));
  CHECK(contains(error_of(replaced(good, "\"host\"", "\"hots\"")), "lacks 'host'"));
  CHECK(contains(error_of(replaced(good, "\"os\"", "\"host\"")), "has 'host' twice"));
  CHECK(contains(error_of(replaced(good, digest, std::string(64, '0'))), "sha256 is not that"));
  CHECK(contains(error_of(replaced(good, "\"local\"", "\"mine\"")), "expected an origin"));
  CHECK(contains(error_of(replaced(good, "\"policy\"", "\"local\"")), "is there twice"));
  CHECK(contains(error_of(replaced(good, "\"CA\"", "\"root\"")), "'Root' is there twice"));
  CHECK(contains(error_of(replaced(good, "\"certificate\": \"MII", "\"certificate\": \"!II")),
                 "expected Base64"));
  CHECK(contains(error_of(good + "x"), "something follows the end"));
  CHECK(contains(error_of(good.substr(0, good.size() / 2)), "not JSON"));
  const auto where = read_snapshot(replaced(good, "\"1.1\"", "7"), "s.json").error().where;
  CHECK(where == Location{"s.json", 2, 21});
}

TEST_CASE("no file of the JSON test suite is a snapshot", "[snapshot]") {
  const auto data = test::test_data("json-suite");
  if (!data) {
    return;
  }
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(*data)) {
    if (file.path().extension() == ".json") {
      const Bytes bytes = test::read_file(file.path());
      CAPTURE(file.path().filename().string());
      CHECK_FALSE(error_of(std::string(as_text(bytes))).empty());
      ++files;
    }
  }
  CHECK(files > 100);
}

TEST_CASE("a snapshot is as its schema says, to another validator", "[snapshot]") {
  const test::TemporaryFolder folder;
  test::write_file(folder.path() / "s.json", write_snapshot(sample(), header()));
  const auto valid = test::run(
      "python3 -c 'import json, jsonschema, sys; jsonschema.validate("
      "json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' " +
      (folder.path() / "s.json").string() + " " +
      test::source_file("schemas/snapshot.schema.json").string());
  INFO(valid.err);
  CHECK(valid.exit_code == 0);
}
