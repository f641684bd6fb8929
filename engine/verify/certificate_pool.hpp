#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/model/store_contents.hpp"
#include "engine/verify/answer.hpp"
#include "engine/verify/nt_auth.hpp"
#include "engine/verify/question.hpp"

namespace trustctl {

/// A certificate that a path can be made of.
struct PoolMember {
  Certificate certificate;
  std::vector<Whereabouts>
      found;             ///< Disallowed, where it is there, but no path is made of that alone
  bool in_root = false;  ///< in Root or a store that is part of it, and Windows lets it count there
  /// The bit of WindowsTrust::protected_roots by which Group Policy keeps it from counting; 0:
  /// none.
  std::uint32_t barred_by = 0;
  /// No store gives it but as an archived entry, and nobody sent it.
  bool archived = false;
  /// in_root by nothing but archived entries.
  bool archived_in_root = false;
  /// The certificate in Disallowed that has the same signed bytes: mostly itself.
  std::optional<Fingerprint> distrusted_as = std::nullopt;
  /// The properties by which Windows distrusts it in part, which are not judged here.
  std::set<std::uint32_t> windows_distrust = {};
  /// What its entries in Root and CA allow it for; of several, what all of them do. Absent: all.
  std::optional<std::set<Oid>> purposes = std::nullopt;
};

/// A member that may have issued another.
struct Candidate {
  std::size_t member;
  bool byte_equal;  ///< of subject and issuer
};

/// Every certificate that is at hand, each once: the leaf first, then what was sent, then the
/// stores in their order.
class CertificatePool {
 public:
  CertificatePool(const Question& question, const TargetState& stores);

  static constexpr std::size_t leaf = 0;
  const PoolMember& operator[](std::size_t member) const { return m_members[member]; }
  std::size_t size() const { return m_members.size(); }
  const std::vector<Error>& unreadable() const { return m_unreadable; }
  /// Absent where the question is none for it, or the target has no such store.
  const std::optional<NtAuth>& nt_auth() const { return m_nt_auth; }

  /// Who bears the issuer's name of this member, the most promising first
  /// (issuer_rank).
  std::span<const Candidate> issuers_of(std::size_t member);

 private:
  std::size_t add(const Certificate& certificate, const Whereabouts& place);
  /// Whose stores are read: the target's own, or those that it inherits.
  enum class Whose { own, inherited };
  void add_stores(const TargetState& state, const TargetState::Stores& stores, Whose whose);
  void add_store(const StoreName& name, const StoreContents& contents, Whose whose,
                 const std::optional<WindowsTrust>& windows);
  static void take_standing(PoolMember& member, const StoreName& name, const Entry& entry,
                            std::uint32_t barred_by);
  void mark_distrusted(const TargetState& stores);
  void index_names();
  bool bears(std::size_t member, ByteView name, std::uint64_t letters, std::string& comparable);
  std::vector<Candidate> find_issuers(std::size_t member);

  Time m_at;
  std::vector<PoolMember> m_members;
  std::vector<Error> m_unreadable;
  std::optional<NtAuth> m_nt_auth;
  std::map<Fingerprint, std::size_t> m_by_fingerprint;
  std::vector<std::uint64_t> m_letters;  // name_letters of each subject, once they are asked for
  std::map<std::size_t, std::vector<Candidate>> m_issuers;
};

}  // namespace trustctl
