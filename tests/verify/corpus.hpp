#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/verify/verify.hpp"

namespace trustctl::test {

/// Every certificate of a PEM or DER file, in its order, however odd; throws where the file cannot
/// be read.
std::vector<Certificate> certificates_in(const std::filesystem::path& file);

/// A machine that holds these certificates in Root.
TargetState machine_with_roots(const std::vector<Certificate>& roots);

/// With OpenSSL's signatures.
Answer answer(const Question& question, const TargetState& stores);

/// Whether the path has an error of this kind.
bool has_error(const Answer& answer, Fault fault);

/// The path and its problems, for the message of a failed check.
std::string described(const Answer& answer);

/// That an answer cost no more than the bounds allow: an eighth on top for the search of the path
/// that is nearest. Counts, since a time depends on the computer.
void check_within_bounds(const Answer& answer, const Bounds& bounds);

/// "2024-03-01T00:00:00Z" and what JSON of others writes: an offset of +00:00, fractions (dropped).
Time time_of(std::string_view text);

/// What became of the cases of a corpus, for the one message at the end.
struct Tally {
  std::size_t right = 0;
  std::vector<std::string> wrong;
  std::size_t unclaimed = 0;
  /// Paths that we trust and OpenSSL does not, each with what OpenSSL says.
  std::vector<std::string> disputed;

  void count(bool is_right, const std::string& name, const Question& question, const Answer& given);
  /// None was wrong.
  void check() const;
  /// And so many were right.
  void check(std::size_t expected_right) const;
};

}  // namespace trustctl::test
