#include "engine/chains/chain_path.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "engine/chains/chain_links.hpp"
#include "engine/chains/issuer_rank.hpp"
#include "engine/chains/name_comparison.hpp"

namespace trustctl {

namespace {

// The candidates that names lead to from the leaf, in the order in which they came: a chain of
// three out of ten thousand asks for no signature of the others.
std::vector<PathCandidate> led_to(const Certificate& leaf,
                                  std::span<const PathCandidate> candidates) {
  std::map<std::string, std::vector<std::size_t>> by_subject;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    by_subject[comparable_name(candidates[i].certificate.subject())].push_back(i);
  }
  std::set<std::size_t> reached;
  std::vector<Certificate> untried = {leaf};
  while (!untried.empty()) {
    const auto found = by_subject.extract(comparable_name(untried.back().issuer()));
    untried.pop_back();
    if (!found.empty()) {
      for (const std::size_t issuer : found.mapped()) {
        reached.insert(issuer);
        untried.push_back(candidates[issuer].certificate);
      }
    }
  }
  std::vector<PathCandidate> all;
  all.reserve(reached.size());
  for (const std::size_t i : reached) {
    all.push_back(candidates[i]);
  }
  return all;
}

class PathSearch {
 public:
  PathSearch(const Certificate& leaf, std::span<const PathCandidate> candidates, Time now)
      : m_members(distinct(leaf, led_to(leaf, candidates), m_in_root)),
        m_links(m_members),
        m_now(now) {}

  ChainPath best() {
    for (const bool in_root : {true, false}) {
      m_path.clear();
      m_seen.assign(m_members.size(), false);
      if (reaches_root(0, in_root)) {
        return {certificates(), true};
      }
    }
    return {as_far_as_it_goes(), false};
  }

 private:
  // The leaf first, each certificate once.
  static std::vector<ChainMember> distinct(const Certificate& leaf,
                                           std::span<const PathCandidate> candidates,
                                           std::vector<bool>& in_root) {
    std::map<Fingerprint, std::size_t> places = {{leaf.fingerprint(), 0}};
    std::vector<ChainMember> members = {{leaf, "", {}}};
    in_root = {false};
    for (const PathCandidate& candidate : candidates) {
      const auto [place, added] =
          places.emplace(candidate.certificate.fingerprint(), members.size());
      if (added) {
        members.push_back({candidate.certificate, "", {}});
        in_root.push_back(false);
      }
      in_root[place->second] = in_root[place->second] || candidate.in_root;
    }
    return members;
  }

  std::vector<std::size_t> issuers(std::size_t member) const {
    std::vector<ChainLink> links = m_links.issuers_of(member);
    const auto rank = [&](const ChainLink& link) {
      return std::pair(link.verified, issuer_rank(m_members[member].certificate,
                                                  m_members[link.issuer].certificate,
                                                  m_in_root[link.issuer], m_now));
    };
    std::sort(links.begin(), links.end(),
              [&](const ChainLink& a, const ChainLink& b) { return rank(a) > rank(b); });
    std::vector<std::size_t> sorted;
    sorted.reserve(links.size());
    for (const ChainLink& link : links) {
      sorted.push_back(link.issuer);
    }
    return sorted;
  }

  // Depth first, without recursion; a member that led nowhere once leads nowhere.
  bool reaches_root(std::size_t leaf, bool in_root) {
    std::vector<std::vector<std::size_t>> untried;  // for each member of the path, the best last
    const auto enter = [&](std::size_t member) {
      m_seen[member] = true;
      m_path.push_back(member);
      untried.push_back(issuers(member));
      std::reverse(untried.back().begin(), untried.back().end());
    };
    enter(leaf);
    while (!m_path.empty()) {
      const std::size_t last = m_path.back();
      if (m_links.is_root(last) && (!in_root || m_in_root[last])) {
        return true;
      }
      if (untried.back().empty()) {
        m_path.pop_back();
        untried.pop_back();
        continue;
      }
      const std::size_t next = untried.back().back();
      untried.back().pop_back();
      if (!m_seen[next]) {
        enter(next);
      }
    }
    return false;
  }

  std::vector<Certificate> certificates() const {
    std::vector<Certificate> all;
    for (const std::size_t member : m_path) {
      all.push_back(m_members[member].certificate);
    }
    return all;
  }

  std::vector<Certificate> as_far_as_it_goes() {
    m_seen.assign(m_members.size(), false);
    m_path = {0};
    for (std::size_t at = 0; at < m_path.size(); ++at) {
      m_seen[m_path[at]] = true;
      for (const std::size_t issuer : issuers(m_path[at])) {
        if (!m_seen[issuer]) {
          m_path.push_back(issuer);
          break;
        }
      }
    }
    return certificates();
  }

  std::vector<bool> m_in_root;  // before m_members, which fills it
  std::vector<ChainMember> m_members;
  ChainLinks m_links;
  Time m_now;
  std::vector<bool> m_seen;
  std::vector<std::size_t> m_path;
};

}  // namespace

ChainPath chain_path(const Certificate& leaf, std::span<const PathCandidate> candidates, Time now) {
  return PathSearch(leaf, candidates, now).best();
}

}  // namespace trustctl
