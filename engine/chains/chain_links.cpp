#include "engine/chains/chain_links.hpp"

#include <set>

#include "engine/chains/issuer_rank.hpp"
#include "engine/chains/link.hpp"
#include "engine/chains/name_comparison.hpp"

namespace trustctl {

namespace {

std::string text_of(ByteView bytes) { return std::string(as_text(bytes)); }

}  // namespace

ChainLinks::ChainLinks(std::span<const ChainMember> members) : m_members(members) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Certificate& certificate = members[i].certificate;
    m_by_subject[text_of(certificate.subject())].push_back(i);
    m_by_comparable_subject[comparable_name(certificate.subject())].push_back(i);
    take_own_signature(certificate);
  }
  m_doubtful.resize(members.size());
  for (std::size_t i = 0; i < members.size(); ++i) {
    m_links.push_back(m_roots[i] ? std::vector<ChainLink>{} : find_issuers(i));
  }
}

SignatureVerdict ChainLinks::verify(const Certificate& child, const Certificate& issuer) {
  ++m_signatures;
  return verify_signature(child, issuer);
}

void ChainLinks::take_own_signature(const Certificate& certificate) {
  const bool self_issued = certificate.self_issued();
  const SignatureVerdict own =
      self_issued ? verify(certificate, certificate) : SignatureVerdict::bad;
  m_roots.push_back(link_holds(certificate, certificate, own));
  m_broken.push_back(self_issued && own == SignatureVerdict::bad);
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
  std::vector<ChainLink> links;
  for (const bool key_ids_differ : {false, true}) {
    for (const bool byte_equal : {true, false}) {
      if (links.empty()) {
        links = verified(member, byte_equal ? m_by_subject : m_by_comparable_subject,
                         byte_equal ? text_of(issuer) : comparable_name(issuer),
                         {.byte_equal = byte_equal, .key_ids_differ = key_ids_differ});
      }
    }
  }
  return links;
}

// The issuers that are found in this way: `how` of each link is as given.
std::vector<ChainLink> ChainLinks::verified(std::size_t member, const Index& index,
                                            const std::string& name, ChainLink how) {
  std::vector<ChainLink> links;
  const auto candidates = index.find(name);
  if (candidates == index.end()) {
    return links;
  }
  const Certificate& child = m_members[member].certificate;
  std::map<std::string_view, SignatureVerdict> by_key;  // several certificates can hold one key
  for (const std::size_t candidate : candidates->second) {
    const Certificate& issuer = m_members[candidate].certificate;
    if (issuer == child || (key_id_agreement(child, issuer) == 0) != how.key_ids_differ) {
      continue;
    }
    const std::string_view key = as_text(issuer.public_key_info());
    auto known = by_key.find(key);
    if (known == by_key.end() && by_key.size() < key_limit) {
      known = by_key.emplace(key, verify(child, issuer)).first;
    }
    if (known == by_key.end()) {
      continue;
    }
    if (link_holds(child, issuer, known->second)) {
      how.issuer = candidate;
      how.verified = known->second == SignatureVerdict::good;
      links.push_back(how);
    } else if (known->second == SignatureVerdict::unverifiable && !how.key_ids_differ) {
      m_doubtful[member] = candidate;
    }
  }
  return links;
}

}  // namespace trustctl
