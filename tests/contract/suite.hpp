#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/provider.hpp"
#include "tests/contract/harness.hpp"
#include "tests/support/support.hpp"

namespace trustctl::contract {

/// Ends a case early: what follows has no sense any more.
struct Abort : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// Ends a case that cannot be tried here.
struct Skip : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What one case works on: a folder of its own, a provider on a target there, and what was found
/// wrong.
class Bench {
 public:
  explicit Bench(const Harness& harness);

  const Harness& harness() const { return m_harness; }
  const std::filesystem::path& folder() const { return m_folder.path(); }
  Provider& provider() { return *m_provider; }
  /// Another provider object on the same target.
  std::unique_ptr<Provider> another() const { return m_harness.provider(folder()); }

  void check(bool holds, const std::string& claim);
  /// As check, and ends the case where the claim is false.
  void require(bool holds, const std::string& claim);
  const std::vector<std::string>& failures() const { return m_failures; }

  /// A fresh read of everything by another provider object; ends the case where it fails.
  TargetState state();
  /// The local entry as a fresh read shows it; nothing where there is none.
  std::optional<Entry> entry(const StoreName& store, const Certificate& certificate);
  std::unique_ptr<Session> lock();
  /// One session, one batch.
  std::vector<Outcome> apply(const std::vector<Change>& changes);
  /// Applies, and claims that every change was Changed.
  void establish(const std::vector<Change>& changes);
  /// Claims that a fresh read shows exactly these properties, or that there is no such entry.
  void check_entry(const StoreName& store, const Certificate& certificate,
                   const std::optional<Properties>& expected);

 private:
  const Harness& m_harness;
  test::TemporaryFolder m_folder;
  std::unique_ptr<Provider> m_provider;
  std::vector<std::string> m_failures;
};

/// One promise of engine/provider.hpp.
struct Case {
  std::string_view name;  ///< "add twice"
  void (*run)(Bench&);
};
/// Which file holds them: cases_state.cpp what a target holds; cases_foreign.cpp what others put
/// there; cases_process.cpp what other processes, users and interruptions do.
std::span<const Case> state_cases();
std::span<const Case> foreign_cases();
std::span<const Case> process_cases();

/// How many calls were made to fail, or were the last ones, so far.
std::size_t& faults_tried();

struct CaseResult {
  std::string_view name;
  std::vector<std::string> failures;
  std::optional<std::string> skipped;  ///< why
  bool passed() const { return failures.empty() && !skipped; }
};

/// The suite against one provider: all of it, or the one case of this name.
std::vector<CaseResult> run_suite(const Harness& harness, std::string_view only = {});

}  // namespace trustctl::contract
