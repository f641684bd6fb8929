// An apply that ends at every single change to a store, one after the other.
//
//   failpoints            runs itself again for the first, second, … change; judges what is left
//   failpoints N          applies, and ends the process at the Nth change
//   failpoints hold FILE  adds one certificate to Root, and makes FILE while the store is open and
//                         the certificate not yet committed; goes on when somebody has deleted FILE
//
// The linker takes after_store_operation from here instead of the provider's own. It commits first:
// Windows writes every change at once, and Wine would otherwise write none of those before the end.
#include <windows.h>

#include <wincrypt.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "engine/formats/certificate_source.hpp"
#include "providers/builtin.hpp"
#include "providers/cryptoapi/windows/store_operation.hpp"
#include "tests/support/steps.hpp"

using namespace trustctl;

namespace {

constexpr unsigned exit_at_failpoint = 99;
unsigned long fail_at = 0;  // 0: never
unsigned long operations = 0;
const char* hold_while_there = nullptr;

void hold() {
  std::ofstream{hold_while_there};
  while (GetFileAttributesA(hold_while_there) != INVALID_FILE_ATTRIBUTES) {
    Sleep(10);
  }
}

}  // namespace

void cryptoapi::after_store_operation(void* store) {
  if (hold_while_there != nullptr) {
    hold();
    return;
  }
  if (fail_at == 0) {
    return;
  }
  CertControlStore(store, CERT_STORE_CTRL_COMMIT_FORCE_FLAG, CERT_STORE_CTRL_COMMIT, nullptr);
  if (++operations == fail_at) {
    TerminateProcess(GetCurrentProcess(), exit_at_failpoint);
  }
}

namespace {

[[noreturn]] void fail(const std::string& what) {
  std::printf("FAILED: %s\n", what.c_str());
  std::exit(1);
}

template <class T>
T value(Result<T> result) {
  if (!result) {
    fail(result.error().message);
  }
  return std::move(*result);
}

const std::vector<Certificate>& certificates() {
  static const std::vector<Certificate> all = [] {
    std::vector<Certificate> list;
    for (const char* name : {"lab-root", "lab-policy", "lab-issuing-1", "single-root",
                             "partner-root", "ed25519-root"}) {
      std::ifstream file(std::string(TRUSTCTL_SOURCE_DIR "/tests/fixtures/") + name + ".pem",
                         std::ios::binary);
      const Bytes pem(std::istreambuf_iterator<char>(file), {});
      list.push_back(value(read_certificates(pem)).front());
    }
    return list;
  }();
  return all;
}

const StoreName root = StoreName::root();
const StoreName ca = StoreName::ca();
using Wanted = std::map<StoreName, std::map<Fingerprint, Properties>>;

Properties properties(const char* name, const char* text, const char* purpose) {
  return {name, text, std::set{value(Oid::parse(purpose))}, {value(Site::parse("lab/base"))}};
}

// Before: three entries in Root, one in CA. After: one of them is updated in three properties, two
// are gone, three are new.
Wanted state(bool after) {
  const auto& all = certificates();
  const auto key = [&all](std::size_t i) { return all[i].fingerprint(); };
  const Properties old_one = properties("old", "old text", "server_auth");
  const Properties new_one = properties("neu 漢", "new text", "client_auth");
  if (!after) {
    return {{root, {{key(0), old_one}, {key(3), old_one}, {key(4), {}}}},
            {ca, {{key(1), old_one}}}};
  }
  return {{root, {{key(0), new_one}, {key(4), {}}, {key(5), new_one}}},
          {ca, {{key(0), new_one}, {key(2), {}}}}};
}

const Certificate& certificate(const Fingerprint& key) {
  for (const Certificate& one : certificates()) {
    if (one.fingerprint() == key) {
      return one;
    }
  }
  fail("a certificate that nobody added: " + key.hex());
}

Wanted read(const Provider& provider) {
  Wanted found;
  const TargetState state = value(provider.read({}));
  for (const auto& [store, reading] : state) {
    const StoreContents contents = value(reading);
    for (const Entry& entry : contents.entries()) {
      found[store][entry.certificate.fingerprint()] = entry.properties();
    }
  }
  return found;
}

// The changes that lead from what is there to what is wanted, as a plan would have them.
std::vector<Change> changes(Wanted from, Wanted to) {
  std::vector<Change> list;
  for (const StoreName& store : {root, ca}) {
    for (const auto& [key, after] : to[store]) {
      const auto there = from[store].find(key);
      if (there == from[store].end()) {
        list.push_back(Add{store, certificate(key), after});
      } else if (there->second != after) {
        list.push_back(Update{store, certificate(key), there->second, after});
      }
    }
    for (const auto& [key, before] : from[store]) {
      if (!to[store].contains(key)) {
        list.push_back(Remove{store, certificate(key), before});
      }
    }
  }
  return list;
}

void carry_out(Provider& provider, std::span<const Change> list) {
  const auto session =
      value(provider.lock({std::chrono::steady_clock::now() + std::chrono::seconds(10)}));
  for (const Outcome& outcome : test::apply_changes(*session, list)) {
    if (const auto* failed = std::get_if<Failed>(&outcome)) {
      fail(failed->error.message);
    }
    if (std::holds_alternative<NotAttempted>(outcome)) {
      fail("a change was not attempted");
    }
  }
}

void carry_out(Provider& provider, const Wanted& to) {
  carry_out(provider, changes(read(provider), to));
}

std::unique_ptr<Provider> provider() {
  TargetDeclaration target;
  target.name = "machine";
  target.provider.value = "cryptoapi";
  return value(make_provider(target));
}

template <class T>
bool either(const T& is, const T& before, const T& after) {
  return is == before || is == after;
}

// Every entry is there or not, as before or as after; and so is every one of its properties.
void judge(Wanted is, Wanted before, Wanted after) {
  for (const StoreName& store : {root, ca}) {
    for (const auto& [key, now] : is[store]) {
      const bool old_one = before[store].contains(key);
      const bool new_one = after[store].contains(key);
      const Properties& b = old_one ? before[store][key] : after[store][key];
      const Properties& a = new_one ? after[store][key] : before[store][key];
      if (!old_one && !new_one) {
        fail("an entry that nobody wanted");
      }
      if (!either(now.friendly_name, b.friendly_name, a.friendly_name) ||
          !either(now.description, b.description, a.description) ||
          !either(now.purposes, b.purposes, a.purposes) ||
          !either(now.owners, b.owners, a.owners)) {
        fail("a property that is neither as before nor as after");
      }
      if (!old_one && now != after[store][key]) {
        fail("a new entry without all of its properties");
      }
    }
    for (const auto& [key, properties] : before[store]) {
      if (after[store].contains(key) && !is[store].contains(key)) {
        fail("an entry that is both before and after was missing");
      }
    }
  }
}

unsigned long run_until(unsigned long n) {
  wchar_t self[MAX_PATH];
  GetModuleFileNameW(nullptr, self, MAX_PATH);
  std::wstring command = L"\"" + std::wstring(self) + L"\" " + std::to_wstring(n);
  STARTUPINFOW startup = {};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION process = {};
  if (!CreateProcessW(self, command.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr, &startup,
                      &process)) {
    fail("cannot start itself again");
  }
  WaitForSingleObject(process.hProcess, INFINITE);
  DWORD code = 0;
  GetExitCodeProcess(process.hProcess, &code);
  CloseHandle(process.hThread);
  CloseHandle(process.hProcess);
  return code;
}

}  // namespace

int main(int count, char** arguments) {
  if (count > 2) {
    hold_while_there = arguments[2];
    carry_out(*provider(), std::array{Change(Add{root, certificates()[3], {}})});
    return 0;
  }
  const auto target = provider();
  if (count > 1) {
    fail_at = std::strtoul(arguments[1], nullptr, 10);
    carry_out(*target, state(true));
    return 0;
  }
  for (unsigned long n = 1;; ++n) {
    carry_out(*target, state(false));
    const unsigned long code = run_until(n);
    if (code == 0) {
      if (read(*target) != state(true)) {
        fail("an apply that was not stopped did not reach its end");
      }
      std::printf("%lu failpoints\n", n - 1);
      // Three adds, three properties of one entry and two removes.
      return n - 1 == 8 ? 0 : 1;
    }
    if (code != exit_at_failpoint) {
      fail("the program ended with " + std::to_string(code));
    }
    judge(read(*target), state(false), state(true));
    carry_out(*target, state(true));
    if (read(*target) != state(true)) {
      fail("the next apply did not converge after failpoint " + std::to_string(n));
    }
  }
}
