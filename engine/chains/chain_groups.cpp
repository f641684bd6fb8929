#include "engine/chains/chain_groups.hpp"

#include <algorithm>
#include <limits>

#include "engine/chains/chain_links.hpp"
#include "engine/chains/path_length.hpp"
#include "engine/model/issuing.hpp"

namespace trustctl {

namespace {

constexpr std::size_t unreached = std::numeric_limits<std::size_t>::max();

std::vector<ChainMember> members_of(std::span<const HeldAuthority> held) {
  std::vector<ChainMember> members;
  members.reserve(held.size());
  for (const HeldAuthority& one : held) {
    members.push_back({one.certificate, "", {}});
  }
  return members;
}

// Everything that is held, and what of it still counts as a member of some chain.
class Groups {
 public:
  explicit Groups(std::span<const HeldAuthority> held)
      : m_held(held), m_members(members_of(held)), m_links(m_members), m_alive(held.size(), true) {
    for (std::size_t i = 0; i < held.size(); ++i) {
      m_alive[i] = may_issue(held[i].certificate);
    }
    // A declared chain with such a member is an error.
    for (const TooDeep& deep : too_deep(m_members, m_links)) {
      m_alive[deep.member] = false;
    }
  }

  // Takes out what is not where a chain would have it, until that changes nothing more: without one
  // member another may reach no root, or be a root that stands alone.
  void settle() {
    for (bool changed = true; changed;) {
      changed = false;
      measure();
      for (std::size_t i = 0; i < m_held.size(); ++i) {
        if (m_alive[i] && !in_its_place(i)) {
          m_alive[i] = false;
          changed = true;
        }
      }
    }
  }

  std::vector<std::vector<std::size_t>> take() const {
    std::vector<std::vector<std::size_t>> groups;
    std::vector<bool> taken(m_held.size(), false);
    for (std::size_t i = 0; i < m_held.size(); ++i) {
      if (m_alive[i] && !taken[i]) {
        groups.push_back(sorted(connected(i, taken)));
      }
    }
    std::sort(groups.begin(), groups.end(), [this](const auto& a, const auto& b) {
      return m_held[a.front()].certificate < m_held[b.front()].certificate;
    });
    return groups;
  }

 private:
  // How far each living member is from a root, and who issued one.
  void measure() {
    m_distance.assign(m_held.size(), unreached);
    m_issued.assign(m_held.size(), {});
    std::vector<std::size_t> next;
    for (std::size_t i = 0; i < m_held.size(); ++i) {
      if (!m_alive[i]) {
        continue;
      }
      for (const ChainLink& link : m_links.issuers_of(i)) {
        if (m_alive[link.issuer]) {
          m_issued[link.issuer].push_back(i);
        }
      }
      if (m_links.is_root(i)) {
        m_distance[i] = 0;
        next.push_back(i);
      }
    }
    for (std::size_t at = 0; at < next.size(); ++at) {  // breadth first: nearest root first
      for (const std::size_t child : m_issued[next[at]]) {
        if (m_distance[child] == unreached) {
          m_distance[child] = m_distance[next[at]] + 1;
          next.push_back(child);
        }
      }
    }
  }

  bool in_its_place(std::size_t member) const {
    const auto& stores = m_held[member].stores;
    if (!m_links.is_root(member)) {
      return m_distance[member] != unreached && stores == std::set{StoreName::ca()};
    }
    return !m_issued[member].empty() && stores == std::set{StoreName::root(), StoreName::ca()};
  }

  std::vector<std::size_t> connected(std::size_t from, std::vector<bool>& taken) const {
    std::vector<std::size_t> group = {from};
    taken[from] = true;
    const auto add = [&](std::size_t member) {
      if (m_alive[member] && !taken[member]) {
        taken[member] = true;
        group.push_back(member);
      }
    };
    for (std::size_t at = 0; at < group.size(); ++at) {
      const std::size_t member = group[at];
      for (const std::size_t child : m_issued[member]) {
        add(child);
      }
      for (const ChainLink& link : m_links.issuers_of(member)) {
        add(link.issuer);
      }
    }
    return group;
  }

  std::vector<std::size_t> sorted(std::vector<std::size_t> group) const {
    std::sort(group.begin(), group.end(), [this](std::size_t a, std::size_t b) {
      return m_distance[a] != m_distance[b] ? m_distance[a] < m_distance[b]
                                            : m_held[a].certificate < m_held[b].certificate;
    });
    return group;
  }

  std::span<const HeldAuthority> m_held;
  std::vector<ChainMember> m_members;
  ChainLinks m_links;
  std::vector<bool> m_alive;
  std::vector<std::size_t> m_distance;
  std::vector<std::vector<std::size_t>> m_issued;
};

}  // namespace

std::vector<std::vector<std::size_t>> recognise_chains(std::span<const HeldAuthority> held) {
  Groups groups(held);
  groups.settle();
  return groups.take();
}

}  // namespace trustctl
