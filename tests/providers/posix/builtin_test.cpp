#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "providers/builtin.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;

TEST_CASE("~ is the home folder", "[builtin]") {
  const test::TemporaryFolder folder;
  const char* home = std::getenv("HOME");
  const std::string before = home == nullptr ? "" : home;
  test::write_file(folder.path() / "machine/Root/junk.txt", "junk");
  TargetDeclaration declared;
  declared.name = "machine";
  declared.provider.value = "directory";
  declared.options["path"].value = "~/machine";
  setenv("HOME", folder.path().c_str(), 1);
  const auto made = make_provider(declared);
  setenv("HOME", before.c_str(), 1);
  REQUIRE(made.has_value());
  CHECK((*made)->read({})->contains(StoreName::root()));
}

TEST_CASE("~ without a home folder is an error that says so", "[builtin]") {
  const char* home = std::getenv("HOME");
  const std::string before = home == nullptr ? "" : home;
  TargetDeclaration declared;
  declared.name = "machine";
  declared.provider.value = "directory";
  declared.options["path"].value = "~";
  setenv("HOME", "", 1);
  const auto made = make_provider(declared);
  setenv("HOME", before.c_str(), 1);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().message.find("there is no home folder") != std::string::npos);
}

TEST_CASE("a provider of another system is named as such", "[builtin]") {
  TargetDeclaration declared;
  declared.name = "machine";
  declared.provider.value = "cryptoapi";
  const auto made = make_provider(declared);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == ErrorCode::unsupported);
  CHECK(made.error().message.find("not available in this build: needs Windows") !=
        std::string::npos);
}
