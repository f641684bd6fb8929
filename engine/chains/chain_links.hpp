#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/chains/placement.hpp"
#include "engine/model/signature.hpp"

namespace trustctl {

/// One certificate of a chain set was issued by another: names and signature say so.
struct ChainLink {
  std::size_t issuer = 0;
  bool byte_equal = true;       ///< false: the names are equal by RFC 5280 §7.1 only
  bool verified = true;         ///< false: nobody can verify the signature here (link_holds)
  bool key_ids_differ = false;  ///< the child names another key identifier than its issuer has
};

/// Who issued whom in a chain set. Names in the same bytes come before those that are equal by RFC
/// 5280 §7.1, and issuers of whom the key identifiers agree before those of whom they differ: the
/// second count only where there are none of the first. Signatures are verified for each
/// (certificate, key) once, and for one certificate against at most `key_limit` keys.
class ChainLinks {
 public:
  static constexpr std::size_t key_limit = 16;

  /// Borrows the members.
  explicit ChainLinks(std::span<const ChainMember> members);

  std::size_t size() const { return m_links.size(); }
  /// How many signatures were verified: what the whole cost, in a unit that no computer changes.
  std::size_t signatures() const { return m_signatures; }
  /// Self-issued, and signed by its own key as far as anybody can tell (link_holds).
  bool is_root(std::size_t member) const { return m_roots[member]; }
  /// Self-issued, and its own key did not sign it: that is certain.
  bool is_broken(std::size_t member) const { return m_broken[member]; }
  /// The members that issued this one; none for a root.
  const std::vector<ChainLink>& issuers_of(std::size_t member) const { return m_links[member]; }
  /// Somebody who bears the issuer's name and may have signed it, though nobody can verify that and
  /// no key identifier says so.
  const std::optional<std::size_t>& doubtful_issuer_of(std::size_t member) const {
    return m_doubtful[member];
  }
  /// Members that bear the issuer's name, whether or not they signed. Never the member itself.
  std::vector<std::size_t> namesakes_of_issuer(std::size_t member) const;

 private:
  using Index = std::map<std::string, std::vector<std::size_t>>;

  SignatureVerdict verify(const Certificate& child, const Certificate& issuer);
  void take_own_signature(const Certificate& certificate);
  std::vector<ChainLink> find_issuers(std::size_t member);
  std::vector<ChainLink> verified(std::size_t member, const Index& index, const std::string& name,
                                  ChainLink how);

  std::span<const ChainMember> m_members;
  Index m_by_subject;             // the DER of the subject
  Index m_by_comparable_subject;  // and as comparable_name
  std::vector<bool> m_roots;
  std::vector<bool> m_broken;
  std::vector<std::optional<std::size_t>> m_doubtful;
  std::vector<std::vector<ChainLink>> m_links;
  std::size_t m_signatures = 0;
};

}  // namespace trustctl
