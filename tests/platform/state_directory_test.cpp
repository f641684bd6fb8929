#include "engine/platform/state_directory.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/platform/faulty_places.hpp"

namespace fs = std::filesystem;
using namespace trustctl;
using trustctl::test::names_in;
using trustctl::test::TemporaryFolder;
using trustctl::test::text_of;

namespace {

// Sets a variable of the environment until the test ends.
class Environment {
 public:
  Environment(const char* name, const char* value) : m_name(name) {
    if (const char* before = std::getenv(name)) {
      m_before = before;
    }
    value == nullptr ? unsetenv(name) : setenv(name, value, 1);
  }
  ~Environment() { m_before ? setenv(m_name, m_before->c_str(), 1) : unsetenv(m_name); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  const char* m_name;
  std::optional<std::string> m_before;
};

}  // namespace

TEST_CASE("the state directory of root is the system's, of others their own", "[state]") {
  if (!test::is_root()) {
    return;
  }
  const Environment home("HOME", "/home/ada");
  const Environment unset("XDG_STATE_HOME", nullptr);
  CHECK(default_state_directory() == "/var/lib/trustctl");
  const test::AsNobody nobody;
  CHECK(default_state_directory() == "/home/ada/.local/state/trustctl");
  const Environment state("XDG_STATE_HOME", "/state");
  CHECK(default_state_directory() == "/state/trustctl");
  const Environment relative("XDG_STATE_HOME", "state");
  CHECK(default_state_directory() == "/home/ada/.local/state/trustctl");
  const Environment homeless("HOME", nullptr);
  CHECK(default_state_directory().error().code == ErrorCode::not_found);
}

TEST_CASE("a state directory is made for its owner alone", "[state]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "a/trustctl";
  REQUIRE(open_state_directory(path.string()));
  CHECK(fs::status(path).permissions() == fs::perms(0700));
  CHECK(open_state_directory(path.string()));
}

TEST_CASE("a state directory that others may write to is refused", "[state]") {
  const TemporaryFolder folder;
  for (const unsigned mode : {0770U, 0702U, 0777U}) {
    fs::permissions(folder.path(), fs::perms(mode));
    const auto directory = open_state_directory(folder.path().string());
    REQUIRE_FALSE(directory);
    CHECK(directory.error().code == ErrorCode::access_denied);
    CHECK(directory.error().message == "refusing the state directory " + folder.path().string() +
                                           ": others may write to it; run chmod go-w on it after "
                                           "looking at what is in it");
  }
  fs::permissions(folder.path(), fs::perms(0755));
  CHECK(open_state_directory(folder.path().string()));
}

TEST_CASE("a state directory that is somebody else's is refused", "[state]") {
  if (!test::is_root()) {
    return;
  }
  const TemporaryFolder folder;
  REQUIRE(test::run("chown 65534 " + folder.path().string()).exit_code == 0);
  const auto directory = open_state_directory(folder.path().string());
  REQUIRE_FALSE(directory);
  CHECK(directory.error().code == ErrorCode::access_denied);
  CHECK(directory.error().message ==
        "refusing the state directory " + folder.path().string() +
            ": it belongs to user 65534, not to user 0 who runs trustctl; give it to that user, "
            "or name another by --state-dir");
}

TEST_CASE("a state directory that is a link or a file is refused", "[state]") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "real");
  fs::create_directory_symlink("real", folder.path() / "link");
  test::write_file(folder.path() / "file", "");
  for (const char* const name : {"link", "file"}) {
    CHECK(open_state_directory((folder.path() / name).string()).error().code ==
          ErrorCode::invalid_input);
  }
}

TEST_CASE("a durable file is whole, its owner's, and never replaced", "[state]") {
  const TemporaryFolder folder;
  const auto directory = open_state_directory(folder.path().string());
  REQUIRE(directory);
  test::write_file(folder.path() / ".1.json.begun", "left by an interrupted run");

  REQUIRE(create_durably(*directory, "1.json", as_bytes("one")));
  CHECK(create_durably(*directory, "1.json", as_bytes("two")).error().code == ErrorCode::stale);

  CHECK(text_of(folder.path() / "1.json") == "one");
  CHECK(fs::status(folder.path() / "1.json").permissions() == fs::perms(0600));
  CHECK(names_in(folder.path()) == "1.json");
}
