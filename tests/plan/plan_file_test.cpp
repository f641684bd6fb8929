#include "engine/plan/plan_file.hpp"

#include <catch2/catch.hpp>

#include "tests/plan/planning.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

const Certificate gone = fixture("odd-bidi");

// A plan with one of everything.
SavedPlan saved() {
  PropertyWishes wishes;
  wishes.friendly_name = "not \xFF UTF-8";
  wishes.purposes = std::set<Oid>{};
  TargetState actual = state({{"Root", {local(gone, {"lab"}), local(lab_policy(), {"other"})}},
                              {"My", {local(fixture("server"), {"lab"})}}});
  actual.emplace(store("Trust"), tl::unexpected(Error{ErrorCode::io, "cannot read Trust"}));
  Policy limits;
  limits.max_removals = 1;
  SavedPlan made;
  made.target.name = "machine";
  made.target.provider = {"directory", {"site.yaml", 5, 14}};
  made.target.options = {{"path", {"./demo", {"site.yaml", 5, 34}}}};
  made.target.at = {"site.yaml", 5, 3};
  made.target.base_directory = "/srv";
  made.site = site("lab");
  made.plan = planned(desire({{"Root", present({wanted(lab_root(), wishes), wanted(lab_policy())})},
                              {"CA", present({wanted(fixture("expired-root"))})}}),
                      actual, limits);
  made.plan.relied_on.push_back({store("My"), lab_root().fingerprint()});
  made.plan.relied_on.push_back({store("My"), gone.fingerprint(), std::set<Oid>{}});
  return made;
}

std::string text_of(const SavedPlan& plan) { return write_plan_file({&plan, 1}); }

// The file with `from` replaced, read: its error.
std::string error_after(std::string_view from, std::string_view to) {
  std::string text = text_of(saved());
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  const auto read = read_plan_file(text);
  REQUIRE(!read);
  CHECK(read.error().code == ErrorCode::invalid_input);
  return read.error().message;
}

}  // namespace

TEST_CASE("a plan that is read back is written as the same bytes", "[plan_file]") {
  const std::string text = text_of(saved());
  const auto read = read_plan_file(text);

  REQUIRE(read);
  REQUIRE(read->size() == 1);
  CHECK(text_of(read->front()) == text);
}

TEST_CASE("a plan that is read back holds all that an apply needs", "[plan_file]") {
  const SavedPlan before = saved();
  const SavedPlan after = read_plan_file(text_of(before)).value().front();

  CHECK(after.target.provider.value == "directory");
  CHECK(after.target.options.at("path").value == "./demo");
  CHECK(after.target.base_directory == "/srv");
  CHECK(after.site == site("lab"));
  CHECK(after.plan.target == "machine");
  REQUIRE(after.plan.changes.size() == before.plan.changes.size());
  const Add& add = std::get<Add>(after.plan.changes[1].change);
  CHECK((add.certificate == lab_root()));
  CHECK((add.after == std::get<Add>(before.plan.changes[1].change).after));
  CHECK(after.plan.changes[1].declared_at == before.plan.changes[1].declared_at);
  CHECK(after.plan.findings == before.plan.findings);
  CHECK(after.plan.refusals.size() == 1);
  CHECK(after.plan.unreadable == before.plan.unreadable);
  REQUIRE(after.plan.relied_on.size() == before.plan.relied_on.size());
  CHECK(after.plan.relied_on.back().purposes == std::set<Oid>{});
  CHECK(!after.plan.relied_on[after.plan.relied_on.size() - 2].purposes.has_value());
}

TEST_CASE("a plan file is ASCII, and an independent validator finds it right", "[plan_file]") {
  const TemporaryFolder folder;
  const std::string text = text_of(saved());
  CHECK(std::all_of(text.begin(), text.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  const auto file = folder.path() / "plan.json";
  write_file(file, text);
  const auto validated = run(
      "python3 -c \"import json,jsonschema; jsonschema.validate(json.load(open('" + file.string() +
      "')), json.load(open('" + source_file("schemas/plan.schema.json").string() + "')))\"");
  CHECK(validated.err == "");
  CHECK(validated.exit_code == 0);
}

TEST_CASE("the certificates in a plan file are those of the plan, by openssl", "[plan_file]") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "plan.json";
  write_file(file, text_of(saved()));
  const auto digest =
      run("python3 -c \"import json,base64,sys; j=json.load(open('" + file.string() +
          "')); sys.stdout.buffer.write(base64.b64decode("
          "[c for c in j['plans'][0]['changes'] if c['store']=='Root'][0]['certificate']))\" | "
          "openssl x509 -inform DER -noout -subject");
  CHECK(contains(digest.out, "Lab Root"));
}

TEST_CASE("another major version is refused, a later minor one is read", "[plan_file]") {
  CHECK(contains(error_after("\"2.0\"", "\"3.0\""), "format_version: expected 2.x"));
  std::string later = text_of(saved());
  later.replace(later.find("\"2.0\""), 5, "\"2.7\", \"novelty\": 1");
  CHECK(read_plan_file(later));
}

TEST_CASE("what an older trustctl saved is refused, and says to plan again", "[plan_file]") {
  CHECK(contains(error_after("trustctl-saved-plan", "trustctl-plan"), "plan again with --out"));
}

TEST_CASE("what is no plan is refused, with the place", "[plan_file]") {
  CHECK(contains(read_plan_file("").error().message, "no JSON"));
  CHECK(contains(read_plan_file("{}").error().message, "kind: is missing"));
  CHECK(contains(error_after("trustctl-saved-plan", "trustctl-snapshot"),
                 "kind: expected trustctl-saved-plan"));
  CHECK(contains(error_after("\"site\":", "\"sight\":"), "plans[0].sight: is not known here"));
  CHECK(contains(error_after("\"site\":", "\"target\":"), "stands twice"));
  CHECK(contains(error_after("\"drift\": \"missing\"", "\"drift\": \"lost\""),
                 "plans[0].changes[0].drift: expected missing"));
  CHECK(contains(error_after("[\"add\"]", "[\"sub\"]"), "actions: expected one of"));
  CHECK(contains(error_after("\"before\": null", "\"before\": 3"), "before"));
}

TEST_CASE("a certificate that is not the one its digest names is refused", "[plan_file]") {
  const std::string hex = fixture("expired-root").fingerprint().hex();
  CHECK(contains(error_after("\"sha256\": \"" + hex, "\"sha256\": \"" + std::string(64, '0')),
                 "plans[0].changes[0].sha256: expected " + hex));
}

TEST_CASE("a plan that says it is not blocked, and is, is refused", "[plan_file]") {
  CHECK(contains(error_after("\"blocked\": true", "\"blocked\": false"), "blocked"));
}

TEST_CASE("deep nesting and broken text are errors, not crashes", "[plan_file]") {
  CHECK(!read_plan_file(std::string(200'000, '[')));
  CHECK(!read_plan_file(std::string(1'000, '{')));
  const std::string text = text_of(saved());
  for (std::size_t length = 0; length < text.size(); length += 997) {
    CHECK(!read_plan_file(text.substr(0, length)));
  }
}
