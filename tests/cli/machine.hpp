#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/support/support.hpp"

namespace trustctl::test {

/// A folder with a manifest, certificates and a directory target `machine`, and trustctl to run in
/// it. The certificates of tests/fixtures are in certs/, the target in machine/, the journal in
/// state/.
class Machine {
 public:
  Machine();

  const std::filesystem::path& folder() const { return m_folder.path(); }
  std::filesystem::path store(const std::string& name) const { return folder() / "machine" / name; }

  /// A file below the folder.
  void write(const std::string& name, std::string_view text) const;
  std::string read(const std::string& name) const;
  /// site.yaml: version, site `lab`, the target, then `body`.
  void declare(const std::string& body, const std::string& site = "lab") const;
  /// site.yaml that wants lab-root in Root and nothing else: for what is about something else.
  void declare_lab_root() const;
  /// Puts a certificate of the fixtures into a store by hand, as DER.
  void put(const std::string& fixture, const std::string& store_name) const;

  /// Runs trustctl here, without a terminal, with the state directory in the folder.
  RunResult trustctl(const std::string& arguments) const;
  /// The same; and fails the running test where it takes more than 1 s of processor time or 256 MiB
  /// (a sanitizer's own share allowed for), or changes any file.
  RunResult refused(const std::string& arguments) const;
  /// Runs any command here; $TRUSTCTL is trustctl with the state directory in the folder.
  RunResult shell(const std::string& command) const;

  /// The SHA-256 of every certificate in a store, as openssl reads the files.
  std::set<std::string> digests(const std::string& store_name) const;
  /// Every file below the folder with inode, modification time, size and mode.
  std::string fingerprint_of_files() const;

 private:
  TemporaryFolder m_folder;
};

/// The target of a Machine, and a time at which its certificates are valid, as options of verify.
inline const std::string on_machine = " --target machine=directory:machine --at 2030-01-01";

/// SHA-256 and SHA-1 of a fixture, as openssl computed them.
std::string sha256_of(const std::string& fixture);
std::string sha1_of(const std::string& fixture);

/// An entry of `certificates` for a fixture, with its own name as alias; `more` are further lines.
std::string certificate(const std::string& fixture, const std::string& more = "");
/// The block `certificates` of these fixtures.
std::string certificates(const std::vector<std::string>& fixtures);

/// A chain of four certificates and a root alone: six entries in Root and CA.
std::string two_chains();

/// Whether a JSON text fits a schema of schemas/, by python3-jsonschema; else what it says.
std::string schema_faults(const std::string& json, const std::string& schema);

std::string first_line(const std::string& text);
std::string last_line(const std::string& text);

}  // namespace trustctl::test
