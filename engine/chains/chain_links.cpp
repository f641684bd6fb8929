#include "engine/chains/chain_links.hpp"

#include <set>

#include "engine/chains/issuer_rank.hpp"
#include "engine/chains/name_comparison.hpp"
#include "engine/model/signature.hpp"

namespace trustctl {

namespace {

std::string text_of(ByteView bytes) { return std::string(as_text(bytes)); }

}  // namespace

ChainLinks::ChainLinks(std::span<const ChainMember> members) : m_members(members) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Certificate& certificate = members[i].certificate;
    m_by_subject[text_of(certificate.subject())].push_back(i);
    m_by_comparable_subject[comparable_name(certificate.subject())].push_back(i);
    m_roots.push_back(certificate.self_issued() && signed_by(certificate, certificate));
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    m_links.push_back(m_roots[i] ? std::vector<ChainLink>{} : find_issuers(i));
  }
}

std::vector<std::size_t> ChainLinks::namesakes_of_issuer(std::size_t member) const {
  const auto found =
      m_by_comparable_subject.find(comparable_name(m_members[member].certificate.issuer()));
  std::vector<std::size_t> all;
  if (found != m_by_comparable_subject.end()) {
    for (const std::size_t other : found->second) {
      if (m_members[other].certificate != m_members[member].certificate) {
        all.push_back(other);
      }
    }
  }
  return all;
}

std::vector<ChainLink> ChainLinks::find_issuers(std::size_t member) {
  const ByteView issuer = m_members[member].certificate.issuer();
  auto links = verified(member, m_by_subject, text_of(issuer), true);
  return !links.empty() ? links
                        : verified(member, m_by_comparable_subject, comparable_name(issuer), false);
}

std::vector<ChainLink> ChainLinks::verified(std::size_t member, const Index& index,
                                            const std::string& name, bool byte_equal) {
  std::vector<ChainLink> links;
  const auto candidates = index.find(name);
  if (candidates == index.end()) {
    return links;
  }
  const Certificate& child = m_members[member].certificate;
  std::map<std::string_view, bool> signed_by_key;  // several certificates can hold one key
  for (const std::size_t candidate : candidates->second) {
    const Certificate& issuer = m_members[candidate].certificate;
    if (issuer == child || key_id_agreement(child, issuer) == 0) {
      continue;
    }
    const std::string_view key = as_text(issuer.public_key_info());
    auto known = signed_by_key.find(key);
    if (known == signed_by_key.end() && signed_by_key.size() < key_limit) {
      known = signed_by_key.emplace(key, signed_by(child, issuer)).first;
    }
    if (known != signed_by_key.end() && known->second) {
      links.push_back({candidate, byte_equal});
    }
  }
  return links;
}

}  // namespace trustctl
