#include "engine/verify/certificate_pool.hpp"

#include <algorithm>
#include <utility>

#include "engine/chains/distrusted.hpp"
#include "engine/chains/issuer_rank.hpp"
#include "engine/chains/name_comparison.hpp"
#include "engine/model/der.hpp"
#include "engine/verify/windows_distrust.hpp"

namespace trustctl {

namespace {

bool is_of_interest(const StoreName& name) {
  return name.holds_trusted_roots() || name == StoreName::ca() || name == StoreName::disallowed();
}

// Which of Group Policy's switches keeps the roots of a store from counting; 0: none. What users
// added themselves is what CurrentUser's `.Default` holds: local entries.
std::uint32_t barred_by(const WindowsTrust& windows, const StoreName& name, bool users_own,
                        Origin origin) {
  if (name == StoreName::auth_root() && !windows.uses_auth_root()) {
    return WindowsTrust::no_auth_root;
  }
  const bool added_by_user = name == StoreName::root() && users_own && origin == Origin::local &&
                             windows.location == WindowsTrust::Location::current_user;
  return added_by_user && !windows.uses_user_roots() ? WindowsTrust::no_user_roots : 0;
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

// The sum of a text's ASCII letters and digits, folded, whatever string type it is of.
std::uint64_t text_letters(const der::Element& text) {
  const std::size_t width = text.tag == der::bmp_string         ? 2
                            : text.tag == der::universal_string ? 4
                                                                : 1;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i + width <= text.contents.size(); i += width) {
    const ByteView character = text.contents.subspan(i, width);
    const bool ascii = std::all_of(character.begin(), character.end() - 1,
                                   [](std::uint8_t octet) { return octet == 0; });
    const std::uint8_t octet = character.back();
    const bool upper = octet >= 'A' && octet <= 'Z';
    const bool counts = upper || (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9');
    const std::uint64_t letter = upper ? octet - 'A' + 'a' : octet;
    sum += ascii && counts ? letter * letter * letter * letter : 0;
  }
  return sum;
}

// A number that names share which are equal by RFC 5280 §7.1, and others hardly ever: cheap, so
// that `comparable_name` is asked of the few that are left.
std::uint64_t name_letters(ByteView name) {
  std::uint64_t sum = 0;
  der::Defects defects;
  der::Cursor whole(name, defects);
  for (der::Cursor sets(whole.take(der::sequence).contents, defects); !sets.empty();) {
    for (der::Cursor set(sets.take().contents, defects); !set.empty();) {
      der::Cursor attribute(set.take().contents, defects);
      attribute.take();
      sum += text_letters(attribute.take());
    }
  }
  return sum;
}

}  // namespace

CertificatePool::CertificatePool(const Question& question, const TargetState& stores)
    : m_at(question.at), m_nt_auth(NtAuth::asked(question, stores)) {
  m_members.push_back({question.leaf, {Whereabouts{}}});
  m_by_fingerprint.emplace(question.leaf.fingerprint(), leaf);
  for (const Certificate& certificate : question.sent) {
    add(certificate, Whereabouts{});
  }
  add_stores(stores, stores.stores, Whose::own);
  if (stores.inherited.has_value()) {
    add_stores(stores, *stores.inherited, Whose::inherited);
  }
  mark_distrusted(stores);
}

void CertificatePool::add_stores(const TargetState& state, const TargetState::Stores& stores,
                                 Whose whose) {
  for (const auto& [name, contents] : stores) {
    const bool is_asked = m_nt_auth.has_value() && name == NtAuth::store();
    if (!contents.has_value() && (is_asked || is_of_interest(name))) {
      m_unreadable.push_back(contents.error());
    } else if (is_of_interest(name)) {
      add_store(name, *contents, whose, state.windows);
    }
  }
}

std::size_t CertificatePool::add(const Certificate& certificate, const Whereabouts& place) {
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

void CertificatePool::add_store(const StoreName& name, const StoreContents& contents, Whose whose,
                                const std::optional<WindowsTrust>& windows) {
  for (const Entry& entry : contents.entries()) {
    const Whereabouts place{name, entry.origin, whose == Whose::inherited};
    PoolMember& member = m_members[add(entry.certificate, place)];
    member.windows_distrust.merge(windows_distrust(entry));
    if (name != StoreName::disallowed()) {
      restrict_to(member.purposes, entry.properties().purposes);
      take_standing(member, name, entry,
                    windows ? barred_by(*windows, name, whose == Whose::own, entry.origin) : 0);
    }
  }
}

// What an entry of Root or CA makes of a certificate. One that is not archived outweighs others.
void CertificatePool::take_standing(PoolMember& member, const StoreName& name, const Entry& entry,
                                    std::uint32_t barred_by) {
  const bool first = member.found.size() == 1;  // this entry is all that there is of it
  member.archived = entry.is_archived() && (first || member.archived);
  if (!name.holds_trusted_roots()) {
    return;
  }
  if (barred_by != 0) {
    member.barred_by = barred_by;
    return;
  }
  member.archived_in_root = entry.is_archived() && (!member.in_root || member.archived_in_root);
  member.in_root = true;
}

// What was sent too: to write a signature in other bytes takes no key.
void CertificatePool::mark_distrusted(const TargetState& stores) {
  const Distrusted distrusted(stores);
  if (distrusted.empty()) {
    return;
  }
  for (PoolMember& member : m_members) {
    if (const Certificate* known = distrusted.find(member.certificate)) {
      member.distrusted_as = known->fingerprint();
    }
  }
}

void CertificatePool::index_names() {
  for (std::size_t i = m_letters.size(); i < m_members.size(); ++i) {
    m_letters.push_back(name_letters(m_members[i].certificate.subject()));
  }
}

// Whether a member's subject is this name. `comparable` is made when it is first needed, which is
// seldom: names that differ differ in their letters too.
bool CertificatePool::bears(std::size_t member, ByteView name, std::uint64_t letters,
                            std::string& comparable) {
  const ByteView subject = m_members[member].certificate.subject();
  if (subject.empty() || m_letters[member] != letters) {
    return false;
  }
  if (equal(subject, name)) {
    return true;
  }
  if (comparable.empty()) {
    comparable = comparable_name(name);
  }
  return comparable_name(subject) == comparable;
}

std::vector<Candidate> CertificatePool::find_issuers(std::size_t member) {
  const Certificate& child = m_members[member].certificate;
  if (child.issuer().empty()) {
    return {};
  }
  index_names();
  const std::uint64_t letters = name_letters(child.issuer());
  std::string comparable;
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < m_members.size(); ++i) {
    if (i != member && bears(i, child.issuer(), letters, comparable)) {
      candidates.push_back({i, equal(m_members[i].certificate.subject(), child.issuer())});
    }
  }
  const auto rank = [&](const Candidate& candidate) {
    const PoolMember& one = m_members[candidate.member];
    return issuer_rank(child, one.certificate, one.in_root, m_at);
  };
  std::sort(candidates.begin(), candidates.end(),
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
