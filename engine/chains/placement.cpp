#include "engine/chains/placement.hpp"

#include <algorithm>
#include <utility>

#include "engine/chains/chain_links.hpp"
#include "engine/chains/path_length.hpp"
#include "engine/model/issuing.hpp"
#include "engine/model/rule.hpp"
#include "engine/model/signature_algorithm.hpp"

namespace trustctl {

namespace {

std::string named(const ChainMember& member) { return "'" + member.alias + "'"; }

// "'a'", "'a' and 'b'", "'a', 'b' and 'c'".
std::string listed(const std::vector<std::string>& names) {
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    all += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  }
  return all;
}

// One chain set, and what is wrong with it.
class ChainSet {
 public:
  ChainSet(std::span<const ChainMember> members, const std::string& chain)
      : m_members(members),
        m_chain("chain '" + chain + "'"),
        m_links(members),
        m_reached(below(roots())) {}

  std::vector<Error> errors() const {
    std::vector<Error> errors;
    std::vector<bool> wrong(m_members.size(), false);
    for (std::size_t i = 0; i < m_members.size(); ++i) {
      const Certificate& certificate = m_members[i].certificate;
      if (certificate.verdict().kind == Verdict::Kind::opaque) {
        errors.push_back(unreadable(m_members[i]));
      } else if (!may_issue(certificate)) {
        errors.push_back(no_authority(m_members[i]));
      } else if (!m_reached[i] && m_links.issuers_of(i).empty()) {
        errors.push_back(m_links.doubtful_issuer_of(i).has_value() ? doubtful_issuer(i)
                                                                   : missing_issuer(i));
      } else {
        continue;
      }
      wrong[i] = true;
    }
    refuse_circle(below(std::move(wrong)), errors);
    return errors;
  }

  ChainPlacement placement() const {
    ChainPlacement placement;
    const std::vector<bool> issued = issuers();
    for (std::size_t i = 0; i < m_members.size(); ++i) {
      if (!m_links.is_root(i)) {
        placement.stores.push_back({StoreName::ca()});
      } else if (issued[i]) {
        placement.stores.push_back({StoreName::root(), StoreName::ca()});
      } else {
        placement.stores.push_back({StoreName::root()});
      }
      note_names(i, placement.findings);
      note_key_ids(i, placement.findings);
      note_signature(i, placement.findings);
    }
    note_depth(placement.findings);
    return placement;
  }

 private:
  std::vector<bool> roots() const {
    std::vector<bool> roots;
    for (std::size_t i = 0; i < m_members.size(); ++i) {
      roots.push_back(m_links.is_root(i));
    }
    return roots;
  }

  // These, and whatever they issued, directly or not.
  std::vector<bool> below(std::vector<bool> from) const {
    std::vector<std::vector<std::size_t>> issued(m_members.size());
    std::vector<std::size_t> next;
    for (std::size_t i = 0; i < m_members.size(); ++i) {
      for (const ChainLink& link : m_links.issuers_of(i)) {
        issued[link.issuer].push_back(i);
      }
      if (from[i]) {
        next.push_back(i);
      }
    }
    while (!next.empty()) {
      const std::size_t issuer = next.back();
      next.pop_back();
      for (const std::size_t child : issued[issuer]) {
        if (!from[child]) {
          from[child] = true;
          next.push_back(child);
        }
      }
    }
    return from;
  }

  // Which members issued another one.
  std::vector<bool> issuers() const {
    std::vector<bool> issued(m_members.size(), false);
    for (std::size_t i = 0; i < m_members.size(); ++i) {
      for (const ChainLink& link : m_links.issuers_of(i)) {
        issued[link.issuer] = true;
      }
    }
    return issued;
  }

  Error error(const ChainMember& member, const std::string& message) const {
    return {ErrorCode::invalid_input, m_chain + ": " + named(member) + " " + message, member.at};
  }

  Error unreadable(const ChainMember& member) const {
    return error(member,
                 "cannot be read: " + std::string(to_string(member.certificate.verdict().reason)));
  }

  Error no_authority(const ChainMember& member) const {
    return error(member, "(" + member.certificate.label() + ") " +
                             issuing_text(member.certificate) +
                             ", and a chain holds CA certificates alone; take it out, or put it "
                             "into a store by hand");
  }

  // Why nobody in the set issued this member, and whom to add.
  Error missing_issuer(std::size_t member) const {
    const Certificate& certificate = m_members[member].certificate;
    std::vector<std::string> namesakes;
    for (const std::size_t other : m_links.namesakes_of_issuer(member)) {
      if (namesakes.size() < 3) {
        namesakes.push_back(named(m_members[other]));
      }
    }
    std::string message;
    const bool broken = m_links.is_broken(member);
    if (broken) {
      message = "names itself as its issuer, '" + certificate.issuer_text() +
                "', but its own key did not sign it";
    } else {
      message = "was issued by '" + certificate.issuer_text() + "', which is missing";
    }
    if (!namesakes.empty()) {
      message += "; " + listed(namesakes) +
                 (namesakes.size() == 1 ? " has that name, but another key"
                                        : " have that name, but other keys");
    }
    return error(
        m_members[member],
        message + (broken ? "; it is damaged, or its issuer is missing"
                          : "; declare it and add it to the chain: without it Windows clients "
                            "show 0x80090325 SEC_E_UNTRUSTED_ROOT"));
  }

  Error doubtful_issuer(std::size_t member) const {
    const ChainMember& issuer = m_members[*m_links.doubtful_issuer_of(member)];
    return error(m_members[member],
                 unverifiable_text(m_members[member].certificate, issuer.certificate) +
                     ", and no key identifier says that " + named(issuer) +
                     " issued it; put it into its stores by hand");
  }

  // Members that have their issuers in the set and still reach no root go round in a circle.
  // `explained` are those of which an error already says why.
  void refuse_circle(const std::vector<bool>& explained, std::vector<Error>& errors) const {
    std::vector<std::string> circle;
    const ChainMember* first = nullptr;
    for (std::size_t i = 0; i < m_members.size(); ++i) {
      if (!m_reached[i] && !explained[i]) {
        first = first == nullptr ? &m_members[i] : first;
        circle.push_back(named(m_members[i]));
      }
    }
    if (first != nullptr) {
      errors.push_back({ErrorCode::invalid_input,
                        m_chain + ": " + listed(circle) +
                            " only issue one another, and none is self-signed; add the root that "
                            "they lead to",
                        first->at});
    }
  }

  void note_names(std::size_t member, std::vector<Finding>& findings) const {
    const auto& links = m_links.issuers_of(member);
    if (links.empty() || links.front().byte_equal) {
      return;
    }
    const ChainMember& child = m_members[member];
    const ChainMember& issuer = m_members[links.front().issuer];
    findings.push_back({.rule = RuleId::name_not_byte_equal,
                        .level = rule(RuleId::name_not_byte_equal).levels.declared,
                        .message = m_chain + ": " + named(child) + " names its issuer '" +
                                   child.certificate.issuer_text() + "' and " + named(issuer) +
                                   " is '" + issuer.certificate.subject_text() +
                                   "': equal by RFC 5280, not byte for byte; OpenSSL links them, "
                                   "and Windows, Firefox, Go and GnuTLS want equal bytes",
                        .store = std::nullopt,
                        .certificate = child.certificate.fingerprint(),
                        .where = child.at});
  }

  void note_key_ids(std::size_t member, std::vector<Finding>& findings) const {
    const auto& links = m_links.issuers_of(member);
    if (links.empty() || !links.front().key_ids_differ) {
      return;
    }
    const ChainMember& child = m_members[member];
    const ChainMember& issuer = m_members[links.front().issuer];
    findings.push_back(
        {.rule = RuleId::key_id_mismatch,
         .level = rule(RuleId::key_id_mismatch).levels.declared,
         .message = m_chain + ": " + named(child) + " names another key identifier than that of " +
                    named(issuer) +
                    ", whose key signed it: OpenSSL finds no issuer then (error 20), and Windows "
                    "looks for the one that is named",
         .store = std::nullopt,
         .certificate = child.certificate.fingerprint(),
         .where = child.at});
  }

  void note_depth(std::vector<Finding>& findings) const {
    for (const TooDeep& deep : too_deep(m_members, m_links)) {
      const ChainMember& member = m_members[deep.member];
      findings.push_back({.rule = RuleId::path_too_long,
                          .level = rule(RuleId::path_too_long).levels.declared,
                          .message = member.certificate.label() + " " +
                                     path_length_text(m_members[deep.limiting].certificate),
                          .store = StoreName::ca(),
                          .certificate = member.certificate.fingerprint(),
                          .where = member.at});
    }
  }

  // Where nobody can verify any link of this member to an issuer.
  void note_signature(std::size_t member, std::vector<Finding>& findings) const {
    const auto& links = m_links.issuers_of(member);
    if (links.empty() || std::any_of(links.begin(), links.end(),
                                     [](const ChainLink& link) { return link.verified; })) {
      return;
    }
    const ChainMember& child = m_members[member];
    const ChainMember& issuer = m_members[links.front().issuer];
    findings.push_back({.rule = RuleId::unverifiable_signature,
                        .level = rule(RuleId::unverifiable_signature).levels.declared,
                        .message = m_chain + ": " + named(child) + " " +
                                   unverifiable_text(child.certificate, issuer.certificate) +
                                   ": that " + named(issuer) +
                                   " issued it is taken from its name and key identifier alone",
                        .store = std::nullopt,
                        .certificate = child.certificate.fingerprint(),
                        .where = child.at});
  }

  std::span<const ChainMember> m_members;
  std::string m_chain;
  ChainLinks m_links;
  std::vector<bool> m_reached;
};

}  // namespace

Checked<ChainPlacement> place_chain(std::span<const ChainMember> members,
                                    const std::string& chain) {
  const ChainSet set(members, chain);
  auto errors = set.errors();
  if (!errors.empty()) {
    return tl::unexpected(std::move(errors));
  }
  return set.placement();
}

}  // namespace trustctl
