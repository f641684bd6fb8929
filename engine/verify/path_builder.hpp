#pragma once

#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/verify/allowance.hpp"
#include "engine/verify/certificate_checks.hpp"
#include "engine/verify/certificate_pool.hpp"
#include "engine/verify/path_checks.hpp"

namespace trustctl {

/// A path and what is wrong with it, one list a link: members and problems have the same length.
struct JudgedPath {
  std::vector<std::size_t> members;  ///< of the pool, leaf first
  PathProblems problems;
  bool anchored = false;  ///< ends at what is an anchor in the view that was asked for
  /// Its end names an issuer, and who is at hand of that name has another key; where no key
  /// identifier says so, it may also be that the end was changed.
  bool has_namesake = false;
  std::size_t not_installed = 0;  ///< how many of its members no store holds

  /// How many problems of this severity there are, over all links.
  std::size_t count(Severity severity) const;
};

/// Looks for paths from the leaf up, depth first (RFC 4158). A certificate comes up once a path,
/// known by subject and key, so that cross-certificates make no loops; each signature is verified
/// once.
///
///   PathBuilder builder(question, pool, signed_by);
///   auto path = builder.find_good();
///   if (!path) { path = builder.find_nearest(); }     // to explain, not to trust
///   if (!builder.exhausted().empty()) { … there may be a good one that nobody saw … }
///
/// For one question: make a new one for the next. `verify` is the only user.
class PathBuilder {
 public:
  /// Borrows all of them.
  PathBuilder(const Question& question, CertificatePool& pool, const SignatureCheck& signed_by);

  /// The first path without an error and without an open question; else the first without an error;
  /// else nothing. Passes over whatever could not be part of one.
  std::optional<JudgedPath> find_good();
  /// The path with the least against it, whatever that is: fewest errors, then fewest open
  /// questions, then one that ends in Root. Of those that end before it, the longest; then the one
  /// of which most is installed, and of equals the one that find_good would have taken. After
  /// find_good. May spend an eighth of each bound on top of what find_good spent.
  JudgedPath find_nearest();

  /// The bounds that find_good met ("depth", "edges", …); empty: it missed no good path.
  const std::vector<std::string_view>& exhausted() const { return m_exhausted; }
  /// Of both searches together.
  Effort effort() const;

 private:
  enum class Aim { good, nearest };
  struct Step {
    std::size_t member;
    bool byte_equal = true;
  };

  void search(Aim aim);
  void extend();
  void extend_by(const Candidate& candidate, bool& extended);
  void end_without_issuer();
  bool is_anchor(std::size_t member);
  bool could_be_anchor(std::size_t member) const;
  bool is_hopeless(std::size_t member);
  bool is_in_path(const Certificate& certificate) const;
  // Absent: the bound on signatures is met.
  std::optional<SignatureVerdict> signature(std::size_t child, std::size_t issuer);
  bool may_have_issued(std::size_t child, std::size_t issuer);
  bool is_unverifiable(std::size_t child, std::size_t issuer);
  const LinkFacts& facts(std::size_t member);
  const std::vector<Problem>& own_problems(std::size_t member, Role role);

  // Why a path ends before an anchor.
  struct End {
    Problem problem;
    bool has_namesake = false;
  };
  void conclude(bool anchored, std::optional<End> end);
  JudgedPath judge(bool anchored, std::optional<End> end);
  void add_link_problems(JudgedPath& judged);
  void add_signature_problems(JudgedPath& judged);
  void note_exhausted();

  const Question& m_question;
  CertificatePool& m_pool;
  const SignatureCheck& m_signed_by;
  const bool m_asks_about_ca;  // the leaf is judged as a CA

  Aim m_aim = Aim::good;
  std::vector<Step> m_path;
  std::optional<JudgedPath> m_best;
  bool m_done = false;
  bool m_depth_met = false;

  Allowance m_edges;
  Allowance m_signatures;
  Allowance m_comparisons;
  Effort m_spent;  // by the searches before this one
  std::vector<std::string_view> m_exhausted;

  std::map<std::size_t, LinkFacts> m_facts;
  std::map<std::pair<std::size_t, Role>, std::vector<Problem>> m_own_problems;
  std::map<std::pair<std::size_t, std::string_view>, SignatureVerdict>
      m_verified;  // by child and key
};

}  // namespace trustctl
