// What other processes do to a target. Windows has no fork: a second process is this program again
// (run_child), told by a number what to do.
#include <windows.h>

#include <cstdio>

#include <array>
#include <chrono>
#include <thread>

#include "tests/contract/interruption.hpp"
#include "tests/contract/samples.hpp"
#include "tests/contract/suite.hpp"
#include "tests/support/steps.hpp"

namespace trustctl::contract {

namespace {

using namespace std::chrono_literals;

const StoreName root = StoreName::root();

constexpr std::size_t holds_the_lock = 0;    // until it is ended
constexpr std::size_t holds_it_briefly = 1;  // 200 ms
constexpr std::size_t adds = 2;  // and above: the first, second, … lot of certificates
constexpr std::size_t lot = 10;
constexpr const wchar_t* ready_event = L"trustctl-contract-child-is-ready";
constexpr const wchar_t* child_variable = L"TRUSTCTL_CONTRACT_CHILD";

Properties owned() { return owned_by({"example.org/base"}); }
Deadline in(std::chrono::milliseconds time) { return {std::chrono::steady_clock::now() + time}; }

void only_where_it_can_be_run_apart(const Bench& bench) {
  if (!bench.harness().can_be_run_apart()) {
    throw Skip("lives in this process alone");
  }
}

// A word of a command line. (Not `quoted`: the standard library has one.)
std::wstring argument(const std::filesystem::path& word) { return L" \"" + word.wstring() + L'"'; }

class Child {
 public:
  Child(const Bench& bench, const std::filesystem::path& folder, std::size_t work)
      : m_ready(CreateEventW(nullptr, TRUE, FALSE, ready_event)) {
    std::array<wchar_t, 4096> self{};
    GetModuleFileNameW(nullptr, self.data(), static_cast<DWORD>(self.size()));
    std::wstring line = L'"' + std::wstring(self.data()) + L"\" --child" +
                        argument(bench.harness().name()) + argument(folder) + L' ' +
                        std::to_wstring(work);
    STARTUPINFOW start = {};
    start.cb = sizeof start;
    SetEnvironmentVariableW(child_variable, L"1");
    const BOOL started = CreateProcessW(self.data(), line.data(), nullptr, nullptr, FALSE, 0,
                                        nullptr, nullptr, &start, &m_process);
    SetEnvironmentVariableW(child_variable, nullptr);
    if (started == 0) {
      throw std::runtime_error("cannot start a second process");
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    kill();
    CloseHandle(m_process.hThread);
    CloseHandle(m_process.hProcess);
    CloseHandle(m_ready);
  }

  bool wait_until_ready() const { return WaitForSingleObject(m_ready, 30000) == WAIT_OBJECT_0; }
  int wait() const {
    WaitForSingleObject(m_process.hProcess, 120000);
    DWORD code = 1;
    GetExitCodeProcess(m_process.hProcess, &code);
    return static_cast<int>(code);
  }
  void kill() const {
    TerminateProcess(m_process.hProcess, 1);
    WaitForSingleObject(m_process.hProcess, 10000);
  }

 private:
  HANDLE m_ready;
  PROCESS_INFORMATION m_process = {};
};

void locked(Bench& bench) {
  only_where_it_can_be_run_apart(bench);
  bench.establish({Add{root, certificate(1), owned()}});
  const Child holder(bench, bench.folder(), holds_the_lock);
  bench.require(holder.wait_until_ready(), "another process can take the lock");
  const auto begin = std::chrono::steady_clock::now();
  const auto refused = bench.provider().lock(in(100ms));
  const auto waited = std::chrono::steady_clock::now() - begin;
  bench.require(!refused.has_value(), "the lock is refused while another process holds it");
  bench.check(refused.error().code == ErrorCode::locked, "the error is `locked`");
  bench.check(refused.error().message.find("another process") != std::string::npos,
              "it says what is in the way: " + refused.error().message);
  bench.check(waited >= 90ms && waited < 5s, "it waited until the deadline, and no longer");
  bench.check(bench.provider().read({}).has_value(), "reading needs no lock");
  holder.kill();
  bench.check(bench.provider().lock(in(5s)).has_value(), "the lock goes with the process");
}

void waits_for_the_lock(Bench& bench) {
  only_where_it_can_be_run_apart(bench);
  bench.establish({Add{root, certificate(1), owned()}});
  const Child holder(bench, bench.folder(), holds_it_briefly);
  bench.require(holder.wait_until_ready(), "another process can take the lock");
  bench.check(bench.provider().lock(in(20s)).has_value(), "the lock comes once it is let go");
}

void at_once(Bench& bench) {
  only_where_it_can_be_run_apart(bench);
  constexpr std::size_t processes = 4;
  std::vector<std::unique_ptr<Child>> children;
  for (std::size_t p = 0; p < processes; ++p) {
    children.push_back(std::make_unique<Child>(bench, bench.folder(), adds + p));
  }
  for (const auto& child : children) {
    bench.check(child->wait() == 0, "every addition is Changed");
  }
  const TargetState state = bench.state();
  bench.require(state.contains(root) && state.at(root).has_value(), "the store can be read");
  bench.check(state.at(root)->entries().size() == processes * lot, "none of them is lost");
}

void read_only(Bench&) {
  throw Skip("Wine's user is always an administrator: tests/windows/smoke.ps1");
}
void interrupted(Bench&) {
  throw Skip(
      "strace does not see the calls of a Windows program: tests/wine/failpoints.cpp ends an "
      "apply at every change to a store");
}

constexpr std::array cases = {
    Case{"locked target names the holder", locked},
    Case{"waits for the lock", waits_for_the_lock},
    Case{"four processes at once", at_once},
    Case{"read-only target", read_only},
    Case{"killed at every call, few files", interrupted},
    Case{"killed at many calls, many files", interrupted},
    Case{"calls that fail: ENOSPC, EIO, EINTR", interrupted},
};

int hold(Provider& target, std::chrono::milliseconds time) {
  const auto session = target.lock(in(5s));
  if (!session) {
    return 1;
  }
  const HANDLE ready = OpenEventW(EVENT_MODIFY_STATE, FALSE, ready_event);
  SetEvent(ready);
  std::this_thread::sleep_for(time);
  return 0;
}

int add_lot(const Harness& harness, const std::filesystem::path& folder, std::size_t number) {
  bool good = true;
  for (std::size_t i = 0; i < lot; ++i) {
    const auto target = harness.provider(folder);
    const auto session = target->lock(in(60s));
    const std::vector<Change> changes = {Add{root, certificate(number * lot + i), owned()}};
    if (!session) {
      std::fprintf(stderr, "add_lot: %s\n", session.error().message.c_str());
      return 1;
    }
    const Outcome outcome = test::apply_changes(**session, changes).front();
    if (const auto* why = std::get_if<Failed>(&outcome)) {
      std::fprintf(stderr, "add_lot: %s\n", why->error.message.c_str());
    }
    good = good && is_changed(outcome);
  }
  return good ? 0 : 1;
}

}  // namespace

std::span<const Case> process_cases() { return cases; }

int run_child(const std::string& provider, const std::filesystem::path& folder, std::size_t work) {
  for (const Harness* harness : harnesses()) {
    if (harness->name() != provider) {
      continue;
    }
    if (work >= adds) {
      return add_lot(*harness, folder, work - adds);
    }
    return hold(*harness->provider(folder), work == holds_the_lock ? 30s : 200ms);
  }
  return 1;
}

}  // namespace trustctl::contract
