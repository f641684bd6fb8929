// What a check prints for CI, read back by readers that are not ours (read_ci.py): every format
// holds the same results, whatever stands in them.
#include "engine/render/ci_views.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "engine/render/check_result.hpp"
#include "engine/render/formats.hpp"
#include "tests/render/samples.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

constexpr std::array ci_formats = {"sarif", "junit", "github", "gitlab"};

std::string ci_document(std::string_view format, std::span<const TargetRun> runs,
                        const DocumentTail& tail = {}) {
  TextBuffer text;
  const auto view = make_view<TargetRun>(format, "check", text, {});
  DocumentHead first = head("check");
  first.manifest = "./site.yaml";
  view->begin(first);
  for (const TargetRun& run : runs) {
    view->add(run);
  }
  view->end(tail);
  return text.text();
}

// The schema that the readers of a format publish; empty: none, or no test data.
std::string published_schema(std::string_view format) {
  const std::string_view name = format == "sarif"   ? "schemas/sarif-2.1.0.json"
                                : format == "junit" ? "schemas/junit-10.xsd"
                                                    : "";
  const auto data = name.empty() ? std::nullopt : test_data();
  return data.has_value() ? (*data / name).string() : "";
}

// The results that a reader of the format finds, a line each; fails where it would refuse it.
std::vector<std::string> read_back(std::string_view format, const std::string& document) {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "document").string();
  write_file(file, document);
  // Python's validator takes a minute for 25,000 results.
  constexpr std::size_t large = std::size_t{1} << 20U;
  const std::string schema = document.size() < large ? published_schema(format) : "";
  const RunResult read = run("python3 " + source_file("tests/render/read_ci.py").string() + ' ' +
                             std::string(format) + ' ' + file + ' ' + schema);
  INFO(format << ": " << read.err << document.substr(0, 4000));
  REQUIRE(read.exit_code == 0);
  std::vector<std::string> lines;
  std::istringstream text(read.out);
  for (std::string line; std::getline(text, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> expected_lines(std::span<const TargetRun> runs, bool remarks_have_rules) {
  std::vector<std::string> lines;
  for (const TargetRun& run : runs) {
    for (const CheckResult& result : check_results(run)) {
      const bool named = remarks_have_rules || result.fails;
      lines.push_back((named ? result.rule : "") + '\t' + result.message);
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

void check_all_formats(std::span<const TargetRun> runs) {
  for (const char* format : ci_formats) {
    INFO(format);
    CHECK(read_back(format, ci_document(format, runs)) ==
          expected_lines(runs, std::string_view(format) != "junit"));
  }
}

TargetRun drifted_target() {
  TargetRun run = target_run({added(StoreName::root(), fixture("lab-root"), 12),
                              added(StoreName::ca(), fixture("lab-root"), 12),
                              added(StoreName::ca(), fixture("lab-policy"), 12),
                              removed(StoreName::root(), fixture("single-root"))},
                             {warning("Lab Root expires soon"), declared_error("Old is expired")});
  return run;
}

}  // namespace

TEST_CASE("every format for CI holds the same results", "[render][ci]") {
  TargetRun unread = target_run({});
  unread.label.name = "other";
  unread.errors = {{ErrorCode::not_found, "pc.json is not there"}};
  TargetRun half = target_run({});
  half.label.name = "half";
  half.plan.unreadable = {{ErrorCode::access_denied, "cannot read Root"},
                          {ErrorCode::access_denied, "cannot read CA"}};
  half.plan.needs_rebuild = true;

  const std::vector<TargetRun> all = {drifted_target(), unread, half};
  REQUIRE(expected_lines(all, true).size() == 10);
  check_all_formats(all);
}

TEST_CASE("what CI reads of a check in sync, and of no target, is a document without results",
          "[render][ci]") {
  const std::vector<TargetRun> in_sync = {target_run({})};
  check_all_formats(in_sync);
  check_all_formats({});
  CHECK(contains(ci_document("junit", in_sync), "failures=\"0\" errors=\"0\""));
  CHECK(contains(ci_document("github", in_sync), "trustctl check: in_sync"));
}

TEST_CASE("an error that concerns no target is in every format for CI", "[render][ci]") {
  const DocumentTail tail{
      {{ErrorCode::invalid_input, "the manifest is empty", Location{"site.yaml", 1, 1}}}};
  for (const char* format : ci_formats) {
    CHECK(read_back(format, ci_document(format, {}, tail)) ==
          std::vector<std::string>{"could_not_tell\tthe manifest is empty"});
  }
}

TEST_CASE("no name of a certificate, store or file breaks a format for CI", "[render][ci]") {
  TargetRun run = drifted_target();
  run.label.name = "a\n::add-mask::b ]]> <script>\"'&|`%0A";
  run.plan.findings.clear();
  for (const std::string& odd :
       {std::string("\n::set-output name=x::y"), std::string("]]></failure><!--"),
        std::string("%0A::add-mask::x"), std::string("\x1b[31m\x00\x07", 7),
        std::string("\xED\xA0\x80 \xFF \xEF\xBF\xBE \xEF\xBF\xBF \xE2\x80\xAE")}) {
    Finding one = warning(odd);
    one.where = Location{"dir with blanks,a:b\n/" + std::string("site.yaml"), 3, 1};
    run.plan.findings.push_back(one);
  }
  for (const char* name : {"odd-bidi", "odd-escape", "odd-newline", "odd-nul"}) {
    run.plan.changes.push_back(added(StoreName::root(), fixture(name), 12));
  }
  check_all_formats({&run, 1});
}

TEST_CASE("four missing certificates of one line are four alerts, the same in another run",
          "[render][ci]") {
  const TargetRun run = target_run({added(StoreName::ca(), fixture("lab-root"), 34),
                                    added(StoreName::ca(), fixture("lab-policy"), 34),
                                    added(StoreName::ca(), fixture("lab-issuing-1"), 34),
                                    added(StoreName::root(), fixture("lab-root"), 34)});
  TargetRun later = target_run({added(StoreName::ca(), fixture("lab-root"), 99)});
  std::set<std::string> identities;
  for (const CheckResult& result : check_results(run)) {
    identities.insert(result.identity());
  }
  CHECK(identities.size() == 4);
  CHECK(identities.count(check_results(later).front().identity()) == 1);
}

TEST_CASE("GitHub is shown nine of a level and how many more, and SARIF holds 25,000",
          "[render][ci]") {
  TargetRun run = target_run({});
  for (int i = 0; i < 25'001; ++i) {
    run.plan.findings.push_back(warning("remark " + std::to_string(i)));
  }
  const auto shown_of = [&](std::size_t count) {
    TargetRun some = run;
    some.plan.findings.resize(count);
    return read_back("github", ci_document("github", {&some, 1}));
  };
  CHECK(shown_of(10).size() == 10);
  CHECK(shown_of(10).back() == "expires_within\tremark 9 (target machine)");
  CHECK(shown_of(11).size() == 10);
  CHECK(contains(shown_of(25'001).back(), "and 24992 more"));
  const std::string sarif = ci_document("sarif", {&run, 1});
  CHECK(read_back("sarif", sarif).size() == 25'000);
  CHECK(contains(sarif, "1 more results are left out"));
}

TEST_CASE("files are named as a repository names them", "[render][ci]") {
  CHECK(repository_path("./sites\\base.yaml") == "sites/base.yaml");
  TargetRun run = target_run({added(StoreName::root(), fixture("lab-root"), 12)});
  run.plan.changes.front().declared_at->file = "/srv/a b.yaml";
  CHECK(contains(ci_document("sarif", {&run, 1}), "\"uri\": \"file:///srv/a%20b.yaml\""));
  run.plan.changes.front().declared_at->file = "C:\\golden\\a.yaml";
  CHECK(contains(ci_document("sarif", {&run, 1}), "\"uri\": \"file:///C:/golden/a.yaml\""));
}
