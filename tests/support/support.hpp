#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "engine/model/bytes.hpp"
#include "engine/model/certificate.hpp"

namespace trustctl::test {

/// Says that the running test is skipped, and why; tests/run lists them at its end. Catch2 2 has no
/// SKIP: return from the test right after.
void skip(std::string_view reason);

/// The folder of public test data (TRUSTCTL_TEST_DATA, else ../shared/data beside the checkout);
/// nothing where it is missing, and then the test has been marked as skipped.
std::optional<std::filesystem::path> test_data(std::string_view below = "");

/// Why strace cannot be put around this build's programs to make system calls fail; empty where it
/// can. (The sanitizers' own calls would fail instead, and their leak check refuses to be traced.)
std::string untraceable();

/// A file of tests/fixtures or of examples ("examples/certs/x.pem"), by its path from the root of
/// the repository.
std::filesystem::path source_file(std::string_view path);

/// The whole of a file; throws where it cannot be read.
Bytes read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view text);

/// Whether the part stands in the text.
bool contains(std::string_view text, std::string_view part);
/// With its first `what`, which must be there, replaced.
std::string replaced(std::string text, std::string_view what, std::string_view by);

/// A folder of its own below the system's temporary folder, gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return m_path; }

 private:
  std::filesystem::path m_path;
};

/// The program to test: of this build, or another that TRUSTCTL_PROGRAM names (trustctl.exe by
/// Wine).
std::string trustctl_program();
/// Whether that is the Windows program: then the running test is skipped for this reason, as skip()
/// does.
bool skipped_on_windows(std::string_view reason);

/// What a program printed and how it ended (128 + n when signal n ended it).
struct RunResult {
  int exit_code;
  std::string out;
  std::string err;
};
/// Runs a command by /bin/sh. For oracles (openssl, python3) and for trustctl itself.
RunResult run(const std::string& command);

/// Compares with tests/golden/<name>; with TRUSTCTL_ACCEPT=1 writes it instead. The message of a
/// failed check shows both.
void check_golden(std::string_view name, std::string_view actual);

}  // namespace trustctl::test
