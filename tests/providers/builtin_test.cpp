#include "providers/builtin.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/support.hpp"

using namespace trustctl;
using test::contains;

namespace {

TargetDeclaration target(const std::string& provider,
                         const std::map<std::string, std::string>& options) {
  TargetDeclaration declared;
  declared.name = "machine";
  declared.provider = {provider, {"site.yaml", 4, 22}};
  for (const auto& [name, value] : options) {
    declared.options[name] = {value, {"site.yaml", 4, 40}};
  }
  declared.at = {"site.yaml", 4, 3};
  declared.base_directory = "/nowhere/of/this/manifest";
  return declared;
}

Error error_of(const TargetDeclaration& declared) {
  const auto made = make_provider(declared);
  REQUIRE_FALSE(made.has_value());
  return made.error();
}

}  // namespace

TEST_CASE("the table of providers is sorted and complete", "[builtin]") {
  const auto all = builtin_providers();
  CHECK(std::is_sorted(all.begin(), all.end(),
                       [](const auto& a, const auto& b) { return a.name < b.name; }));
  for (const ProviderInfo& info : all) {
    INFO(info.name);
    CHECK_FALSE(info.summary.empty());
    CHECK_FALSE(info.holds.empty());
    CHECK(info.make != nullptr);
    const auto location =
        std::find_if(info.options.begin(), info.options.end(),
                     [&](const auto& o) { return o.name == info.location_option; });
    CHECK((info.location_option.empty() || location != info.options.end()));
  }
}

TEST_CASE("a location is named in whatever letter case, and shown in its own", "[builtin]") {
  CHECK(location_of(target("cryptoapi", {{"location", "localmachine"}})) == "LocalMachine");
  CHECK(location_of(target("cryptoapi", {{"location", "CURRENTUSER"}})) == "CurrentUser");
  CHECK(location_of(target("cryptoapi", {{"location", "LocalMachin"}})) == "LocalMachin");
  CHECK(location_of(target("cryptoapi", {})).empty());
  CHECK(location_of(target("directory", {{"path", "./Trust"}})) == "./Trust");
}

TEST_CASE("an unknown provider is refused at its place, with the nearest", "[builtin]") {
  const Error error = error_of(target("directroy", {{"path", "x"}}));
  CHECK(error.code == ErrorCode::invalid_input);
  CHECK(contains(error.message, "did you mean 'directory'?"));
  CHECK(error.where == Location{"site.yaml", 4, 22});
}

TEST_CASE("a provider that nothing is near to gets the list", "[builtin]") {
  CHECK(contains(error_of(target("zzzzzzzz", {})).message, "there are: cryptoapi, directory"));
}

TEST_CASE("an unknown option is refused at its place, with the nearest", "[builtin]") {
  const Error error = error_of(target("directory", {{"path", "x"}, {"pth", "y"}}));
  CHECK(contains(error.message, "has no option 'pth'; did you mean 'path'?"));
  CHECK(error.where == Location{"site.yaml", 4, 40});
}

TEST_CASE("the option of another provider is refused with the name that it has here", "[builtin]") {
  CHECK(contains(error_of(target("directory", {{"location", "./trust"}})).message,
                 "provider 'directory' has no option 'location'; its place is named by 'path'"));
  CHECK(contains(error_of(target("snapshot", {{"path", "pc.json"}})).message,
                 "provider 'snapshot' has no option 'path'; its place is named by 'file'"));
}

TEST_CASE("a path that a shell would have to expand is refused", "[builtin]") {
  CHECK(contains(error_of(target("directory", {{"path", "$HOME/trust"}})).message,
                 "option 'path' of target 'machine' begins with $HOME, which only a shell"));
}

TEST_CASE("a missing option is refused where the provider is named", "[builtin]") {
  const Error error = error_of(target("snapshot", {}));
  CHECK(contains(error.message, "needs the option 'file'"));
  CHECK(error.where == Location{"site.yaml", 4, 22});
}

TEST_CASE("an empty path and one with NUL are refused", "[builtin]") {
  CHECK(contains(error_of(target("directory", {{"path", ""}})).message, "is empty"));
  CHECK(contains(error_of(target("directory", {{"path", std::string("a\0b", 3)}})).message, "NUL"));
}

TEST_CASE("a relative path starts in the manifest's folder", "[builtin]") {
  const test::TemporaryFolder folder;
  test::write_file(folder.path() / "machine/Root/junk.txt", "junk");
  TargetDeclaration declared = target("directory", {{"path", "./machine"}});
  declared.base_directory = folder.path().string();
  const auto made = make_provider(declared);
  REQUIRE(made.has_value());
  const auto state = (*made)->read({});
  REQUIRE(state.has_value());
  CHECK(state->contains(StoreName::root()));
}
