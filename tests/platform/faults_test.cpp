// System calls that fail, and a process that is killed, at every point of what writes.
#include <catch2/catch.hpp>

#include "tests/platform/faulty_places.hpp"

namespace fs = std::filesystem;
using trustctl::test::act;
using trustctl::test::can_inject;
using trustctl::test::names_in;
using trustctl::test::RunResult;
using trustctl::test::TemporaryFolder;
using trustctl::test::text_of;
using trustctl::test::write_file;

namespace {

constexpr int killed = 128 + 9;
constexpr int most_calls = 60;

std::string inject(const std::string& call, const std::string& what, int when) {
  return "strace -f -o /dev/null -e trace=" + call + " -e inject=" + call + ":" + what +
         ":when=" + std::to_string(when);
}

bool is_old_or_new(const fs::path& path) {
  const std::string text = text_of(path);
  return text == "old" || text == "new";
}

}  // namespace

TEST_CASE("killed at any call, a replaced file is old or new, and the next run finishes",
          "[faults]") {
  if (!can_inject()) {
    return;
  }
  const auto* const call = GENERATE("openat", "write", "fchmod", "fsync", "renameat2", "unlinkat",
                                    "newfstatat", "close");
  CAPTURE(call);
  bool reached_its_end = false;
  for (int k = 1; k <= most_calls && !reached_its_end; ++k) {
    const TemporaryFolder folder;
    write_file(folder.path() / "f", "old");
    const std::string replace = "replace " + (folder.path() / "f").string() + " new";

    const RunResult first = act(replace, inject(call, "signal=KILL", k));
    CAPTURE(k, first.exit_code);
    CHECK(is_old_or_new(folder.path() / "f"));
    reached_its_end = first.exit_code != killed;
    CHECK(act(replace).exit_code == 0);
    CHECK(text_of(folder.path() / "f") == "new");
    CHECK(names_in(folder.path()) == "f");
  }
  CHECK(reached_its_end);
}

TEST_CASE("any call that fails leaves the file old, and nothing beside it, or says what",
          "[faults]") {
  if (!can_inject()) {
    return;
  }
  const std::string fault =
      GENERATE("write:error=ENOSPC", "write:error=EIO", "fsync:error=EIO", "fchmod:error=EPERM",
               "renameat2:error=EIO", "renameat2:error=EACCES", "openat:error=EMFILE");
  const std::string call = fault.substr(0, fault.find(':'));
  const std::string what = fault.substr(fault.find(':') + 1);
  CAPTURE(fault);
  for (int k = 1; k <= most_calls; ++k) {
    const TemporaryFolder folder;
    write_file(folder.path() / "f", "old");
    const RunResult result =
        act("replace " + (folder.path() / "f").string() + " new", inject(call, what, k));
    CAPTURE(k, result.out);
    CHECK(names_in(folder.path()) == "f");
    if (result.exit_code == 0) {
      CHECK(text_of(folder.path() / "f") == "new");
      return;
    }
    CHECK(is_old_or_new(folder.path() / "f"));
  }
  FAIL("no run was left alone");
}

TEST_CASE("a failed fsync is not tried again, and what it was for is removed", "[faults]") {
  if (!can_inject()) {
    return;
  }
  const TemporaryFolder folder;
  const std::string trace = (folder.path() / "trace").string();
  fs::create_directory(folder.path() / "d");

  const RunResult result =
      act("create " + (folder.path() / "d").string() + " a text",
          "strace -o " + trace + " -e trace=fsync -e inject=fsync:error=EIO:when=1");

  CHECK(result.out == "cannot write " + (folder.path() / "d").string() +
                          "/a: input/output error; look at the disk and the system's log\n");
  CHECK(names_in(folder.path() / "d").empty());
  CHECK(trustctl::test::run("grep -c 'fsync(' " + trace).out == "1\n");
}

TEST_CASE("a call that a signal interrupts is made again", "[faults]") {
  if (!can_inject()) {
    return;
  }
  const auto* const call = GENERATE("write", "fsync", "read", "openat");
  CAPTURE(call);
  const TemporaryFolder folder;
  write_file(folder.path() / "f", "old");
  // The dynamic loader opens and reads before us, and gives up: so from where our own begin.
  const std::string trace = (folder.path() / "trace").string();
  const std::string replace = "replace " + (folder.path() / "f").string() + " new";
  act(replace, std::string("strace -o ") + trace + " -e trace=" + call);
  const int last =
      std::stoi(trustctl::test::run("grep -c '^" + std::string(call) + "(' " + trace).out);

  CHECK(act(replace, inject(call, "error=EINTR", last)).exit_code == 0);
  CHECK(text_of(folder.path() / "f") == "new");
}

TEST_CASE("without an exchange in the file system a file is compared and renamed", "[faults]") {
  if (!can_inject()) {
    return;
  }
  const TemporaryFolder folder;
  write_file(folder.path() / "f", "old");
  const RunResult result =
      act("replace " + (folder.path() / "f").string() + " new",
          inject("renameat2", "error=EINVAL", 2));  // 1 gives the stage its name
  CHECK(result.out == "done\n");
  CHECK(text_of(folder.path() / "f") == "new");
  CHECK(names_in(folder.path()) == "f");
}

TEST_CASE("what another program wrote is kept even where its place cannot be given back",
          "[faults]") {
  if (!can_inject()) {
    return;
  }
  const TemporaryFolder folder;
  write_file(folder.path() / "f", "old");
  const std::string replace = "replace " + (folder.path() / "f").string() + " new";

  const RunResult result = act(replace + " theirs", inject("renameat2", "error=EIO", 3));

  CHECK(result.exit_code == 1);
  CHECK(result.out.ends_with("/.f.trustctl-kept: compare the two\n"));
  CHECK(act(replace).exit_code == 0);
  CHECK(text_of(folder.path() / ".f.trustctl-kept") == "theirs");
  CHECK(names_in(folder.path()) == ".f.trustctl-kept f");

  // What was kept before is not lost to what is kept now.
  const RunResult again = act(replace + " other", inject("renameat2", "error=EIO", 3));
  CHECK(again.out.ends_with("/.f.trustctl-kept.2: compare the two\n"));
  CHECK(text_of(folder.path() / ".f.trustctl-kept") == "theirs");
  CHECK(text_of(folder.path() / ".f.trustctl-kept.2") == "other");
}

TEST_CASE("without RENAME_NOREPLACE in the file system a link keeps a name from being taken",
          "[faults]") {
  if (!can_inject()) {
    return;
  }
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  const std::string without = inject("renameat2", "error=EINVAL", 1);

  CHECK(act("durable " + path + " a one", without).out == "done\n");
  CHECK(names_in(folder.path()) == "a");
  CHECK(act("durable " + path + " a two", without).exit_code == 1);

  CHECK(text_of(folder.path() / "a") == "one");
  CHECK(names_in(folder.path()) == "a");
}

TEST_CASE("an append that fails is taken back", "[faults]") {
  if (!can_inject()) {
    return;
  }
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  REQUIRE(act("append " + path + " log one").exit_code == 0);
  CHECK(act("append " + path + " log two", inject("fdatasync", "error=EIO", 1)).exit_code == 1);
  CHECK(text_of(folder.path() / "log") == "one");
}

TEST_CASE("killed at any call, a durable file is whole or not there", "[faults]") {
  if (!can_inject()) {
    return;
  }
  const auto* const call = GENERATE("openat", "write", "fsync", "renameat2");
  CAPTURE(call);
  for (int k = 1; k <= most_calls; ++k) {
    const TemporaryFolder folder;
    const std::string durable = "durable " + folder.path().string() + " a whole";
    const RunResult first = act(durable, inject(call, "signal=KILL", k));
    const bool there = fs::exists(folder.path() / "a");
    CHECK((!there || text_of(folder.path() / "a") == "whole"));
    CHECK((act(durable).exit_code == 0) == !there);
    CHECK(names_in(folder.path()) == "a");
    if (first.exit_code != killed) {
      return;
    }
  }
  FAIL("no run was left alone");
}
