#include "engine/plan/depth_rules.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/chains/path_length.hpp"
#include "engine/model/issuing.hpp"

namespace trustctl {

namespace {

bool has_path_length(const Certificate& certificate) {
  const auto constraints = certificate.basic_constraints();
  return constraints.has_value() && constraints->ca && constraints->path_length.has_value();
}

// Each certificate once, and of those that have to do with a path length: whoever bears one, what
// is below by name, and who else may have issued that.
class Concerned {
 public:
  explicit Concerned(StandingAuthorities authorities) {
    if (std::none_of(authorities.begin(), authorities.end(), [](const StandingAuthority& one) {
          return has_path_length(one.certificate);
        })) {
      return;
    }
    for (const StandingAuthority& one : authorities) {
      if ((in_root(one) || in_ca(one)) && may_issue(one.certificate)) {
        m_by_subject[as_text(one.certificate.subject())].push_back(&one);
        m_by_issuer[as_text(one.certificate.issuer())].push_back(&one);
      }
    }
    for (const auto& [name, named] : m_by_subject) {
      for (const StandingAuthority* one : named) {
        if (has_path_length(one->certificate)) {
          take_with_all_below(*one);
        }
      }
    }
    take_issuers();
  }

  const std::vector<const StandingAuthority*>& all() const { return m_taken; }

 private:
  using Index = std::map<std::string_view, std::vector<const StandingAuthority*>>;

  bool take(const StandingAuthority& one) {
    const bool fresh = m_known.insert(one.certificate.fingerprint()).second;
    if (fresh) {
      m_taken.push_back(&one);
    }
    return fresh;
  }

  void take_with_all_below(const StandingAuthority& top) {
    take(top);
    std::vector<const StandingAuthority*> next = {&top};
    while (!next.empty()) {
      const auto below = m_by_issuer.find(as_text(next.back()->certificate.subject()));
      next.pop_back();
      if (below == m_by_issuer.end()) {
        continue;
      }
      for (const StandingAuthority* one : below->second) {
        if (take(*one)) {
          next.push_back(one);
        }
      }
    }
  }

  void take_issuers() {
    for (std::size_t i = 0; i < m_taken.size(); ++i) {  // it grows
      const auto above = m_by_subject.find(as_text(m_taken[i]->certificate.issuer()));
      if (above != m_by_subject.end()) {
        for (const StandingAuthority* one : above->second) {
          take(*one);
        }
      }
    }
  }

  Index m_by_subject;
  Index m_by_issuer;
  std::set<Fingerprint> m_known;
  std::vector<const StandingAuthority*> m_taken;
};

}  // namespace

void judge_depth(StandingAuthorities authorities, const Policy& policy,
                 std::vector<Finding>& findings) {
  const Concerned concerned(authorities);
  const auto& all = concerned.all();
  if (std::all_of(all.begin(), all.end(),
                  [](const StandingAuthority* one) { return one->certificate.self_issued(); })) {
    return;
  }
  std::vector<ChainMember> members;
  members.reserve(all.size());
  for (const StandingAuthority* one : all) {
    members.push_back({one->certificate, "", {}});
  }
  const ChainLinks links(members);
  for (const TooDeep& deep : too_deep(members, links)) {
    if (all[deep.member]->judged) {
      find(RuleId::path_too_long, *all[deep.member],
           path_length_text(members[deep.limiting].certificate), policy, findings);
    }
  }
}

}  // namespace trustctl
