#include "engine/verify/certificate_pool.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/plan/name_comparison.hpp"

namespace trustctl {

namespace {

bool equal(ByteView a, ByteView b) { return as_text(a) == as_text(b); }

const StoreName& auth_root() {
  static const StoreName name = *StoreName::parse("AuthRoot");
  return name;
}

bool is_root_store(const StoreName& name) {
  return name == StoreName::root() || name == auth_root();
}

bool is_of_interest(const StoreName& name) {
  return is_root_store(name) || name == StoreName::ca() || name == StoreName::disallowed();
}

void restrict_to(std::optional<std::set<Oid>>& purposes, const std::optional<std::set<Oid>>& more) {
  if (!more.has_value()) {
    return;
  }
  if (!purposes.has_value()) {
    purposes = more;
    return;
  }
  std::set<Oid> both;
  std::set_intersection(purposes->begin(), purposes->end(), more->begin(), more->end(),
                        std::inserter(both, both.end()));
  purposes = std::move(both);
}

}  // namespace

int key_id_agreement(const Certificate& child, const Certificate& issuer) {
  const ByteView wanted = child.authority_key_id();
  const ByteView present = issuer.subject_key_id();
  if (wanted.empty() || present.empty()) {
    return 1;
  }
  return equal(wanted, present) ? 2 : 0;
}

CertificatePool::CertificatePool(const Question& question, const TargetState& stores)
    : m_at(question.at) {
  m_members.push_back({question.leaf, {Place{}}});
  m_by_fingerprint.emplace(question.leaf.fingerprint(), leaf);
  for (const Certificate& certificate : question.sent) {
    add(certificate, Place{});
  }
  for (const auto& [name, contents] : stores) {
    if (!is_of_interest(name)) {
      continue;
    }
    if (contents.has_value()) {
      add_store(name, *contents);
    } else {
      m_unreadable.push_back(contents.error());
    }
  }
}

std::size_t CertificatePool::add(const Certificate& certificate, const Place& place) {
  const auto [known, fresh] = m_by_fingerprint.emplace(certificate.fingerprint(), m_members.size());
  if (fresh) {
    m_members.push_back({certificate, {}});
  }
  auto& found = m_members[known->second].found;
  if (std::find(found.begin(), found.end(), place) == found.end()) {
    found.push_back(place);
  }
  return known->second;
}

void CertificatePool::add_store(const StoreName& name, const StoreContents& contents) {
  for (const Entry& entry : contents.entries()) {
    PoolMember& member = m_members[add(entry.certificate, Place{name, entry.origin})];
    if (name == StoreName::disallowed()) {
      member.distrusted = true;
    } else {
      restrict_to(member.purposes, entry.properties.purposes);
      member.in_root = member.in_root || is_root_store(name);
    }
  }
}

void CertificatePool::index_names() {
  for (std::size_t i = m_comparable_subjects.size(); i < m_members.size(); ++i) {
    m_comparable_subjects.push_back(comparable_name(m_members[i].certificate.subject()));
  }
}

std::vector<Candidate> CertificatePool::find_issuers(std::size_t member) {
  const Certificate& child = m_members[member].certificate;
  if (child.issuer().empty()) {
    return {};
  }
  index_names();
  const std::string issuer = comparable_name(child.issuer());
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < m_members.size(); ++i) {
    const bool bears_name = i != member && m_comparable_subjects[i] == issuer &&
                            !m_members[i].certificate.subject().empty();
    if (bears_name) {
      candidates.push_back({i, equal(m_members[i].certificate.subject(), child.issuer())});
    }
  }
  const auto rank = [&](const Candidate& candidate) {
    const PoolMember& one = m_members[candidate.member];
    const Certificate& certificate = one.certificate;
    const bool valid = certificate.not_before() <= m_at && m_at <= certificate.not_after();
    return std::tuple(one.in_root, candidate.byte_equal, key_id_agreement(child, certificate),
                      valid, certificate.not_before());
  };
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](const Candidate& a, const Candidate& b) { return rank(a) > rank(b); });
  return candidates;
}

std::span<const Candidate> CertificatePool::issuers_of(std::size_t member) {
  const auto known = m_issuers.find(member);
  if (known != m_issuers.end()) {
    return known->second;
  }
  return m_issuers.emplace(member, find_issuers(member)).first->second;
}

}  // namespace trustctl
