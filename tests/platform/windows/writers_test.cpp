#include <catch2/catch.hpp>

#include "engine/platform/read_file.hpp"
#include "tests/platform/windows/places.hpp"

using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("an administrator's reading refuses what every user may change, where it matters",
          "[read_file]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "site.yaml";
  write_file(path, "version: 1\n");
  constexpr std::size_t limit = 100;

  give(path, L"D:(A;;FA;;;BA)(A;;FA;;;SY)(A;;FA;;;WD)");
  CHECK(read_regular_file(path.string(), limit));
  const auto refused = read_regular_file(path.string(), limit, Writers::only_ours);
  give(path, L"D:(A;;FA;;;BA)(A;;FA;;;SY)(A;;FR;;;WD)");
  const auto read = read_regular_file(path.string(), limit, Writers::only_ours);

  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::access_denied);
  CHECK(refused.error().message.find("icacls") != std::string::npos);
  CHECK(read);
}
