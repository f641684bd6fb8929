// What other processes, other users and interruptions do to a target.
#include <grp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <set>
#include <thread>

#include "tests/contract/interruption.hpp"
#include "tests/contract/samples.hpp"
#include "tests/contract/suite.hpp"
#include "tests/contract/tree.hpp"
#include "tests/support/steps.hpp"

namespace trustctl::contract {

namespace {

using namespace std::chrono_literals;

const StoreName root = StoreName::root();

Properties owned() { return owned_by({"example.org/base"}); }
Deadline in(std::chrono::milliseconds time) { return {std::chrono::steady_clock::now() + time}; }

void only_where_it_can_be_run_apart(const Bench& bench) {
  if (!bench.harness().can_be_run_apart()) {
    throw Skip("lives in this process alone");
  }
}

// A forked copy of this process that runs `work`, says when it is ready, and exits with its result.
class Fork {
 public:
  explicit Fork(const std::function<int(const std::function<void()>& ready)>& work) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
      throw std::runtime_error("no pipe");
    }
    m_pid = fork();
    if (m_pid == 0) {
      _exit(work([&] { (void)!write(ends[1], "r", 1); }));
    }
    close(ends[1]);
    m_ready = ends[0];
  }
  Fork(const Fork&) = delete;
  Fork& operator=(const Fork&) = delete;
  ~Fork() {
    kill();
    close(m_ready);
  }

  pid_t pid() const { return m_pid; }
  bool wait_until_ready() const {
    char byte = 0;
    return read(m_ready, &byte, 1) == 1;
  }
  int wait() {
    int status = 0;
    waitpid(m_pid, &status, 0);
    m_pid = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  void kill() {
    if (m_pid > 0) {
      ::kill(m_pid, SIGKILL);
      wait();
    }
  }

 private:
  pid_t m_pid = 0;
  int m_ready = -1;
};

void locked(Bench& bench) {
  only_where_it_can_be_run_apart(bench);
  bench.establish({Add{root, certificate(1), owned()}});
  Fork holder([&](const auto& ready) {
    const auto session = bench.another()->lock(in(5s));
    ready();
    std::this_thread::sleep_for(30s);
    return 0;
  });
  bench.require(holder.wait_until_ready(), "another process can take the lock");
  const auto begin = std::chrono::steady_clock::now();
  const auto refused = bench.provider().lock(in(100ms));
  const auto waited = std::chrono::steady_clock::now() - begin;
  bench.require(!refused.has_value(), "the lock is refused while another process holds it");
  bench.check(refused.error().code == ErrorCode::locked, "the error is `locked`");
  bench.check(refused.error().message.find(std::to_string(holder.pid())) != std::string::npos,
              "it names the process that holds it: " + refused.error().message);
  bench.check(waited >= 90ms && waited < 5s, "it waited until the deadline, and no longer");
  bench.check(bench.provider().read({}).has_value(), "reading needs no lock");
  holder.kill();
  bench.check(bench.provider().lock(in(5s)).has_value(), "the lock goes with the process");
}

void waits_for_the_lock(Bench& bench) {
  only_where_it_can_be_run_apart(bench);
  bench.establish({Add{root, certificate(1), owned()}});
  Fork holder([&](const auto& ready) {
    const auto session = bench.another()->lock(in(5s));
    ready();
    std::this_thread::sleep_for(200ms);
    return 0;
  });
  bench.require(holder.wait_until_ready(), "another process can take the lock");
  bench.check(bench.provider().lock(in(20s)).has_value(), "the lock comes once it is let go");
}

void at_once(Bench& bench) {
  only_where_it_can_be_run_apart(bench);
  constexpr std::size_t processes = 4;
  constexpr std::size_t each = 10;
  std::vector<std::unique_ptr<Fork>> children;
  for (std::size_t p = 0; p < processes; ++p) {
    children.push_back(std::make_unique<Fork>([&, p](const auto&) {
      bool good = true;
      for (std::size_t i = 0; i < each; ++i) {
        const auto provider = bench.another();
        const auto session = provider->lock(in(60s));
        const std::vector<Change> changes = {Add{root, certificate(p * each + i), owned()}};
        good = good && session.has_value() &&
               is_changed(test::apply_changes(**session, changes).front());
      }
      return good ? 0 : 1;
    }));
  }
  for (const auto& child : children) {
    bench.check(child->wait() == 0, "every addition is Changed");
  }
  const TargetState state = bench.state();
  bench.require(state.contains(root) && state.at(root).has_value(), "the store can be read");
  bench.check(state.at(root)->entries().size() == processes * each, "none of them is lost");
}

void read_only(Bench& bench) {
  only_where_it_can_be_run_apart(bench);
  if (geteuid() != 0) {
    throw Skip("needs root, to become somebody else");
  }
  bench.establish({Add{root, certificate(1), owned()}});
  std::filesystem::permissions(bench.folder(), std::filesystem::perms(0755));
  const std::string before = tree(bench.folder());
  constexpr int not_read = 1;
  constexpr int not_denied = 2;
  Fork nobody([&](const auto&) {
    constexpr gid_t id = 65534;
    if (setgroups(0, nullptr) != 0 || setgid(id) != 0 || setuid(id) != 0) {
      return -1;
    }
    const auto provider = bench.another();
    const auto state = provider->read({});
    if (!state || !state->contains(root)) {
      return not_read;
    }
    const auto session = provider->lock(in(1s));
    if (!session) {
      return session.error().code == ErrorCode::access_denied ? 0 : not_denied;
    }
    const std::vector<Change> changes = {Add{root, certificate(2), owned()},
                                         Update{root, certificate(1), owned(), full_properties()},
                                         Remove{root, certificate(1), owned()}};
    const auto outcomes = test::apply_changes(**session, std::span(changes).first(2));
    const auto removed = test::apply_changes(**session, std::span(changes).last(1));
    const auto denied = [](const Outcome& outcome) {
      return is_failed(outcome, ErrorCode::access_denied);
    };
    return std::all_of(outcomes.begin(), outcomes.end(), denied) && denied(removed.front())
               ? 0
               : not_denied;
  });
  const int end = nobody.wait();
  bench.check(end != not_read, "who may only read can read");
  bench.check(end == 0,
              "who may not write is refused with access_denied (" + std::to_string(end) + ")");
  bench.check(tree(bench.folder()) == before, "and nothing is touched");
}

// Claims that every entry of the batch is as before it or as after it, and nothing else is
// different.
void check_whole(Bench& bench, const InterruptedBatch& batch, const std::string& when) {
  for (const Change& change : batch.changes) {
    const auto found = bench.entry(store_of(change), certificate_of(change));
    const auto is = [&](const std::optional<Properties>& expected) {
      return found.has_value() == expected.has_value() &&
             (!found || found->properties() == *expected);
    };
    bool whole = false;
    if (const auto* add = std::get_if<Add>(&change)) {
      whole = is(std::nullopt) || is(add->after);
    } else if (const auto* update = std::get_if<Update>(&change)) {
      whole = is(update->before) || is(update->after);
    } else {
      whole = is(std::get<Remove>(change).before) || is(std::nullopt);
    }
    bench.check(whole, "every entry is whole " + when);
  }
}

// Every copy of an entry that says anything says what the change wanted.
void check_copies(Bench& bench, const Update& update) {
  const auto found = bench.entry(update.store, update.certificate);
  for (const Place& place : found ? found->places : std::vector<Place>()) {
    bench.check(!place.says_anything() || place.properties == update.after,
                place.name + " says what the update wanted");
  }
}

void check_done(Bench& bench, const InterruptedBatch& batch) {
  for (const Change& change : batch.changes) {
    if (const auto* made = std::get_if<Update>(&change)) {
      check_copies(bench, *made);
    }
    const auto* add = std::get_if<Add>(&change);
    const auto* update = std::get_if<Update>(&change);
    bench.check_entry(store_of(change), certificate_of(change),
                      add != nullptr      ? std::optional(add->after)
                      : update != nullptr ? std::optional(update->after)
                                          : std::nullopt);
  }
}

void check_clean(Bench& bench, const std::string& when) {
  for (const std::string& left : bench.harness().leftovers(bench.folder())) {
    bench.check(false, left + " is not left over " + when);
  }
}

const std::vector<std::string> reading_calls = {"openat", "read",       "getdents64", "close",
                                                "fcntl",  "flistxattr", "newfstatat"};

bool reads(const std::string& call) {
  return std::find(reading_calls.begin(), reading_calls.end(), call) != reading_calls.end();
}

struct Fault {
  std::string call;
  int nth;
  std::string what;
  std::string text() const { return what + " at " + call + " " + std::to_string(nth); }
};

// One fault, in a target of its own: whole afterwards, and the next apply finishes the work.
void check_fault(Bench& bench, const InterruptedBatch& batch, std::size_t size,
                 const Fault& fault) {
  ++faults_tried();
  Bench own(bench.harness());
  own.establish(batch.before);
  own.harness().put_foreign(own.folder());
  own.harness().put_copies(own.folder());
  const std::string foreign = own.harness().foreign(own.folder());
  const std::string before = tree(own.folder());
  const ChildEnd end =
      run_with_fault(own.harness(), own.folder(), size, fault.call, fault.nth, fault.what);
  const bool kill = fault.what == "signal=KILL";
  own.check(end == ChildEnd::all_changed || end == ChildEnd::something_failed ||
                (kill && end == ChildEnd::killed) || tree(own.folder()) == before,
            "the child ends as it should, or never began");
  check_whole(own, batch, "after it");
  own.check(own.harness().foreign(own.folder()) == foreign, "what is foreign is as it was");
  if (end == ChildEnd::all_changed) {
    check_done(own, batch);
  }
  // What cannot be looked at or unlinked stays, for the next apply.
  if (!kill && !fault.call.starts_with("unlink") && !reads(fault.call)) {
    check_clean(own, "by a call that failed");
  }
  for (const Outcome& outcome : own.apply(batch.changes)) {
    own.check(is_changed(outcome) || is_unchanged(outcome),
              "the next apply finishes the work: " + describe(outcome));
  }
  check_done(own, batch);
  check_clean(own, "after the next apply");
  for (const std::string& failure : own.failures()) {
    bench.check(false, fault.text() + ": " + failure);
  }
}

// How often the child makes each call, having done all.
std::map<std::string, int> counts_of(Bench& bench, const InterruptedBatch& batch, std::size_t size,
                                     const std::vector<std::string>& calls) {
  only_where_it_can_be_run_apart(bench);
  bench.establish(batch.before);
  bench.harness().put_foreign(bench.folder());
  bench.harness().put_copies(bench.folder());
  const auto counts = count_calls(bench.harness(), bench.folder(), size, calls);
  check_done(bench, batch);
  check_clean(bench, "when nothing interrupts it");
  bench.require(!counts.empty(), "the child makes these calls");
  return counts;
}

std::map<std::string, int> calls_of(Bench& bench, const InterruptedBatch& batch, std::size_t size) {
  const std::vector<std::string> calls = {"write",    "fsync",     "fdatasync", "syncfs",
                                          "renameat", "renameat2", "unlinkat",  "mkdirat",
                                          "linkat",   "fchmod",    "fchown",    "ftruncate"};
  return counts_of(bench, batch, size, calls);
}

constexpr std::size_t few = 3;
constexpr std::size_t many = 9;  // more than are synced one by one

void killed_few(Bench& bench) {
  const InterruptedBatch batch = interrupted_batch(few);
  for (const auto& [call, count] : calls_of(bench, batch, few)) {
    for (int nth = 1; nth <= count; ++nth) {
      check_fault(bench, batch, few, {call, nth, "signal=KILL"});
    }
  }
}

// Of many alike the first two, the one in the middle and the last two.
std::set<int> some_of(int count) {
  std::set<int> some;
  for (const int nth : {1, 2, (count + 1) / 2, count - 1, count}) {
    if (nth >= 1) {
      some.insert(nth);
    }
  }
  return some;
}

void killed_many(Bench& bench) {
  const InterruptedBatch batch = interrupted_batch(many);
  for (const auto& [call, count] : calls_of(bench, batch, many)) {
    for (const int nth : some_of(count)) {
      check_fault(bench, batch, many, {call, nth, "signal=KILL"});
    }
  }
}

void failing_calls(Bench& bench) {
  const InterruptedBatch batch = interrupted_batch(many);
  for (const auto& [call, count] : calls_of(bench, batch, many)) {
    for (const int nth : some_of(count)) {
      check_fault(bench, batch, many, {call, nth, "error=ENOSPC"});
    }
    check_fault(bench, batch, many, {call, 1, "error=EIO"});
  }
  check_fault(bench, batch, many, {"write", 1, "error=EINTR"});
  check_fault(bench, batch, many, {"fsync", 1, "error=EINTR"});
}

void failing_reads(Bench& bench) {
  const InterruptedBatch batch = interrupted_batch(few);
  for (const auto& [call, count] : counts_of(bench, batch, few, reading_calls)) {
    for (const int nth : some_of(count)) {
      check_fault(bench, batch, few, {call, nth, "error=EIO"});
    }
  }
}

constexpr std::array cases = {
    Case{"locked target names the holder", locked},
    Case{"waits for the lock", waits_for_the_lock},
    Case{"four processes at once", at_once},
    Case{"read-only target", read_only},
    Case{"killed at every call, few files", killed_few},
    Case{"killed at many calls, many files", killed_many},
    Case{"calls that fail: ENOSPC, EIO, EINTR", failing_calls},
    Case{"readings that fail: EIO", failing_reads},
};

}  // namespace

std::span<const Case> process_cases() { return cases; }

}  // namespace trustctl::contract
