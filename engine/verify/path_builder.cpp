#include "engine/verify/path_builder.hpp"

#include <algorithm>
#include <tuple>

#include "engine/chains/issuer_rank.hpp"
#include "engine/model/signature_algorithm.hpp"
#include "engine/verify/link_problems.hpp"

namespace trustctl {

namespace {

// What explaining may cost on top, once no good path was found: a part of each bound.
constexpr std::size_t explaining_part = 8;

bool has_error(const std::vector<Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& one) { return one.severity == Severity::error; });
}

// Less is nearer to a good path, and to what a person would mend. How long a path to Root is says
// nothing; of one that ends before it, the more is known the better.
auto distance(const JudgedPath& path) {
  const auto length = static_cast<std::ptrdiff_t>(path.members.size());
  return std::tuple(path.count(Severity::error), path.count(Severity::unknown), !path.anchored,
                    path.anchored ? 0 : -length, path.not_installed);
}

bool is_installed(const PoolMember& member) {
  return std::any_of(member.found.begin(), member.found.end(), [](const Whereabouts& place) {
    return place.store.has_value() && place.store != StoreName::disallowed();
  });
}

bool says_it_is_ca(const Certificate& certificate) {
  const auto constraints = certificate.basic_constraints();
  return constraints.has_value() && constraints->ca;
}

// A leaf that is its own root is trusted for being in Root, or not at all: nobody relies on its
// signature.
void forget_digest(std::vector<Problem>& problems) {
  std::erase_if(problems, [](const Problem& one) { return one.fault == Fault::weak_signature; });
}

}  // namespace

std::size_t JudgedPath::count(Severity severity) const {
  std::size_t total = 0;
  for (const auto& link : problems) {
    total += static_cast<std::size_t>(
        std::count_if(link.begin(), link.end(),
                      [severity](const Problem& one) { return one.severity == severity; }));
  }
  return total;
}

PathBuilder::PathBuilder(const Question& question, CertificatePool& pool,
                         const SignatureCheck& signed_by)
    : m_question(question),
      m_pool(pool),
      m_signed_by(signed_by),
      m_asks_about_ca(!question.purpose.has_value() && !question.name.has_value() &&
                      says_it_is_ca(question.leaf)),
      m_edges(question.bounds.edges),
      m_signatures(question.bounds.signatures),
      m_comparisons(question.bounds.comparisons) {}

Effort PathBuilder::effort() const {
  return {m_spent.edges + m_edges.spent(), m_spent.signatures + m_signatures.spent(),
          m_spent.comparisons + m_comparisons.spent()};
}

std::optional<JudgedPath> PathBuilder::find_good() {
  search(Aim::good);
  note_exhausted();
  return m_best;
}

JudgedPath PathBuilder::find_nearest() {
  const Bounds& bounds = m_question.bounds;
  m_spent = effort();
  m_edges = Allowance(bounds.edges / explaining_part + 1);
  m_signatures = Allowance(bounds.signatures / explaining_part + 1);
  m_comparisons = Allowance(bounds.comparisons / explaining_part + 1);
  search(Aim::nearest);
  return *m_best;  // the leaf alone is a path
}

void PathBuilder::note_exhausted() {
  const auto note = [this](bool met, std::string_view name) {
    if (met) {
      m_exhausted.push_back(name);
    }
  };
  note(m_depth_met, "depth");
  note(m_edges.exhausted(), "edges");
  note(m_signatures.exhausted(), "signatures");
  note(m_comparisons.exhausted(), "comparisons");
}

void PathBuilder::search(Aim aim) {
  m_aim = aim;
  m_best.reset();
  m_done = false;
  m_path = {Step{CertificatePool::leaf}};
  extend();
}

const LinkFacts& PathBuilder::facts(std::size_t member) {
  const auto known = m_facts.find(member);
  return known != m_facts.end()
             ? known->second
             : m_facts.emplace(member, link_facts(m_pool[member].certificate)).first->second;
}

const std::vector<Problem>& PathBuilder::own_problems(std::size_t member, Role role) {
  const std::pair key(member, role);
  const auto known = m_own_problems.find(key);
  return known != m_own_problems.end()
             ? known->second
             : m_own_problems
                   .emplace(key, check_certificate(m_pool[member], facts(member), role, m_question))
                   .first->second;
}

std::optional<SignatureVerdict> PathBuilder::signature(std::size_t child, std::size_t issuer) {
  const std::pair key(child, as_text(m_pool[issuer].certificate.public_key_info()));
  auto known = m_verified.find(key);
  if (known == m_verified.end()) {
    if (!m_signatures.spend()) {
      return std::nullopt;
    }
    known =
        m_verified.emplace(key, m_signed_by(m_pool[child].certificate, m_pool[issuer].certificate))
            .first;
  }
  return known->second;
}

// What nobody can verify is followed unless a key identifier speaks against it: the answer is open
// then, whatever comes after it, and an error further up still closes it.
bool PathBuilder::may_have_issued(std::size_t child, std::size_t issuer) {
  const auto verdict = signature(child, issuer);
  return verdict == SignatureVerdict::good ||
         (verdict == SignatureVerdict::unverifiable &&
          key_id_agreement(m_pool[child].certificate, m_pool[issuer].certificate) != 0);
}

bool PathBuilder::is_unverifiable(std::size_t child, std::size_t issuer) {
  return signature(child, issuer) == SignatureVerdict::unverifiable;
}

// A root is what its own key signed; renewed roots are also signed by their older selves, and are
// no end then.
bool PathBuilder::is_anchor(std::size_t member) {
  return could_be_anchor(member) &&
         (!m_pool[member].certificate.self_issued() || may_have_issued(member, member));
}

// To RFC 5280 (6.1.1 d) an anchor is a name and a key; CryptoAPI and OpenSSL want it self-signed.
bool PathBuilder::could_be_anchor(std::size_t member) const {
  const PoolMember& one = m_pool[member];
  const bool alone = member == CertificatePool::leaf || m_question.view == Viewpoint::machine;
  return one.in_root && (!alone || one.certificate.self_issued());
}

// Whether no path through this issuer can be good, whatever comes after it.
bool PathBuilder::is_hopeless(std::size_t member) {
  const bool end = could_be_anchor(member);
  return has_error(own_problems(member, end ? Role::anchor : Role::issuer));
}

bool PathBuilder::is_in_path(const Certificate& certificate) const {
  return std::any_of(m_path.begin(), m_path.end(), [&](const Step& step) {
    const Certificate& other = m_pool[step.member].certificate;
    return equal(other.subject(), certificate.subject()) &&
           equal(other.public_key_info(), certificate.public_key_info());
  });
}

void PathBuilder::extend() {
  const std::size_t tip = m_path.back().member;
  if (is_anchor(tip)) {
    conclude(true, std::nullopt);
    return;
  }
  const auto candidates = m_pool.issuers_of(tip);
  bool extended = false;
  bool cut = false;
  for (const Candidate& candidate : candidates) {
    if (m_done) {
      return;
    }
    if (is_in_path(m_pool[candidate.member].certificate)) {
      continue;
    }
    const bool too_deep = m_path.size() >= m_question.bounds.depth;
    m_depth_met = m_depth_met || too_deep;
    cut = too_deep || !m_edges.spend();
    if (cut) {
      break;
    }
    extend_by(candidate, extended);
  }
  if (extended || m_done || m_aim == Aim::good) {
    return;
  }
  if (cut) {
    conclude(false, End{{Fault::not_checked, Severity::error,
                         "has issuers that were not followed: the path is too long or has too "
                         "many branches"}});
  } else {
    end_without_issuer();
  }
}

void PathBuilder::extend_by(const Candidate& candidate, bool& extended) {
  if (m_aim == Aim::good && is_hopeless(candidate.member)) {
    return;
  }
  if (!may_have_issued(m_path.back().member, candidate.member)) {
    return;
  }
  extended = true;
  m_path.push_back({candidate.member, candidate.byte_equal});
  extend();
  m_path.pop_back();
}

// A self-signed end that is not in Root; else somebody who bears the issuer's name and key id, but
// did not sign; else nobody.
void PathBuilder::end_without_issuer() {
  const std::size_t tip = m_path.back().member;
  const Certificate& certificate = m_pool[tip].certificate;
  if (certificate.self_issued() && key_id_agreement(certificate, certificate) != 0) {
    conclude(false, End{may_have_issued(tip, tip)
                            ? no_root(m_pool[tip])
                            : Problem{Fault::broken_signature, Severity::error,
                                      "is self-issued, and its own key did not sign it"}});
    return;
  }
  for (const Candidate& candidate : m_pool.issuers_of(tip)) {
    const Certificate& issuer = m_pool[candidate.member].certificate;
    const int agreement = key_id_agreement(certificate, issuer);
    if (!is_in_path(issuer) && agreement != 0) {
      const bool verified = signature(tip, candidate.member).has_value();
      const bool maybe_a_namesake = verified && agreement == 1;
      End end{not_signed_by(issuer, maybe_a_namesake), maybe_a_namesake};
      end.problem.fault = verified ? Fault::broken_signature : Fault::not_checked;
      conclude(false, std::move(end));
      return;
    }
  }
  const bool has_namesake = !m_pool.issuers_of(tip).empty();
  conclude(false, End{no_issuer(m_pool[tip], has_namesake), has_namesake});
}

void PathBuilder::conclude(bool anchored, std::optional<End> end) {
  JudgedPath judged = judge(anchored, std::move(end));
  if (m_aim == Aim::good && judged.count(Severity::error) != 0) {
    return;
  }
  if (!m_best.has_value() || distance(judged) < distance(*m_best)) {
    m_best = std::move(judged);
  }
  m_done = m_best->count(Severity::error) == 0 && m_best->count(Severity::unknown) == 0;
}

JudgedPath PathBuilder::judge(bool anchored, std::optional<End> end) {
  JudgedPath judged;
  judged.anchored = anchored;
  judged.has_namesake = end.has_value() && end->has_namesake;
  std::vector<const LinkFacts*> links;
  for (std::size_t i = 0; i < m_path.size(); ++i) {
    const std::size_t member = m_path[i].member;
    const bool is_end = i + 1 == m_path.size();
    const bool root = is_end && (anchored || m_pool[member].certificate.self_issued());
    const Role role = i == 0 && !m_asks_about_ca ? Role::leaf : root ? Role::anchor : Role::issuer;
    judged.members.push_back(member);
    judged.not_installed += is_installed(m_pool[member]) ? 0U : 1U;
    judged.problems.push_back(own_problems(member, role));
    links.push_back(&facts(member));
  }
  add_link_problems(judged);
  add_signature_problems(judged);
  const bool own_root =
      anchored || (end.has_value() && end->problem.fault == Fault::untrusted_root);
  if (own_root && m_path.size() == 1) {
    forget_digest(judged.problems.front());
  }
  if (end.has_value()) {
    judged.problems.back().push_back(std::move(end->problem));
  }
  if (m_pool.nt_auth().has_value() && (m_path.size() > 1 || anchored)) {
    const std::size_t issuer = m_path.size() > 1 ? 1 : 0;
    if (auto objection = m_pool.nt_auth()->objection(m_pool[m_path[issuer].member].certificate)) {
      judged.problems[issuer].push_back(*std::move(objection));
    }
  }
  check_path_lengths(links, judged.problems);
  check_name_constraints(links, m_question.view, m_comparisons, judged.problems);
  return judged;
}

void PathBuilder::add_link_problems(JudgedPath& judged) {
  for (std::size_t i = 0; i + 1 < m_path.size(); ++i) {
    for (Problem& one :
         link_problems(facts(m_path[i].member), m_pool[m_path[i + 1].member].certificate,
                       m_path[i + 1].byte_equal)) {
      judged.problems[i].push_back(std::move(one));
    }
  }
  if (judged.anchored) {
    if (auto odd = root_problem(facts(m_path.back().member))) {
      judged.problems.back().push_back(*std::move(odd));
    }
  }
}

// Whoever stands at the end is held to its own signature, if it claims to have made it.
void PathBuilder::add_signature_problems(JudgedPath& judged) {
  for (std::size_t i = 0; i < m_path.size(); ++i) {
    const bool end = i + 1 == m_path.size();
    const std::size_t child = m_path[i].member;
    const std::size_t issuer = end ? child : m_path[i + 1].member;
    const Certificate& one = m_pool[child].certificate;
    const bool claims = !end || (one.self_issued() && key_id_agreement(one, one) != 0);
    if (claims && is_unverifiable(child, issuer)) {
      judged.problems[i].push_back(
          {Fault::unverifiable_signature, Severity::unknown,
           unverifiable_text(one, m_pool[issuer].certificate) +
               (end ? ""
                    : ", and names " + m_pool[issuer].certificate.label() + " as its issuer")});
    }
  }
}

}  // namespace trustctl
