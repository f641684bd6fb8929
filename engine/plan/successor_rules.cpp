#include "engine/plan/successor_rules.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace trustctl {

namespace {

using Group = std::vector<const StandingAuthority*>;

bool ends_before(const StandingAuthority* a, const StandingAuthority* b) {
  const auto order = [](const Certificate& one) {
    return std::tuple(one.not_after(), one.not_before(), one.fingerprint());
  };
  return order(a->certificate) < order(b->certificate);
}

std::string until(const StandingAuthority& one) {
  return "valid until " + date(one.certificate.not_after()) + ", SHA-256 " +
         one.certificate.fingerprint().hex();
}

class Successors {
 public:
  Successors(StandingAuthorities authorities, const Policy& policy, Time now,
             std::vector<Finding>& findings)
      : m_policy(policy), m_now(now), m_findings(findings) {
    for (const StandingAuthority& one : authorities) {
      if ((in_root(one) || in_ca(one)) && !one.certificate.subject().empty()) {
        m_names[subject_of(one)].push_back(&one);
      }
    }
    remember_crossed(authorities);
  }

  void judge() {
    for (const auto& [name, group] : m_names) {
      Group valid;
      std::copy_if(group.begin(), group.end(), std::back_inserter(valid),
                   [this](const StandingAuthority* one) { return is_valid(*one); });
      judge_renewals(valid);
      judge_keys(valid);
      judge_expired(group, valid);
    }
  }

 private:
  bool is_valid(const StandingAuthority& one) const {
    return one.certificate.not_before() <= m_now && m_now <= one.certificate.not_after();
  }
  bool has_expired(const StandingAuthority& one) const {
    return one.certificate.not_after() < m_now;
  }

  // Which names certified what is a valid root of its own here: AddTrust did USERTrust.
  void remember_crossed(StandingAuthorities authorities) {
    std::map<std::pair<std::string_view, std::string_view>, const StandingAuthority*> roots;
    for (const StandingAuthority& one : authorities) {
      if (in_root(one) && is_valid(one) && claims_to_be_self_signed(one.certificate)) {
        roots.emplace(std::pair(subject_of(one), key_of(one)), &one);
      }
    }
    for (const StandingAuthority& one : authorities) {
      const auto root = roots.find({subject_of(one), key_of(one)});
      if (in_ca(one) && root != roots.end() && !one.certificate.self_issued()) {
        m_crossed.emplace(as_text(one.certificate.issuer()), root->second);
      }
    }
  }

  void say(RuleId rule, const StandingAuthority& about, const std::string& predicate) {
    find(rule, about, predicate, m_policy, m_findings);
  }

  // Of one issuer and key in one store, the last to end is enough.
  void judge_renewals(const Group& valid) {
    std::map<std::tuple<StoreName, std::string_view, std::string_view>, Group> renewals;
    for (const StandingAuthority* one : valid) {
      renewals[{one->store, as_text(one->certificate.issuer()), key_of(*one)}].push_back(one);
    }
    for (const auto& [identity, same] : renewals) {
      const StandingAuthority& last = **std::max_element(same.begin(), same.end(), ends_before);
      for (const StandingAuthority* one : same) {
        if (one->judged && one->certificate != last.certificate) {
          say(RuleId::superseded, *one,
              "ends on " + date(one->certificate.not_after()) +
                  ", and the same CA with the same key is there, " + until(last) +
                  ": this one can go");
        }
      }
    }
  }

  void judge_keys(const Group& valid) {
    std::set<std::string_view> keys;
    const StandingAuthority* latest = nullptr;
    for (const StandingAuthority* one : valid) {
      keys.insert(key_of(*one));
      if (one->judged && (latest == nullptr || ends_before(latest, one))) {
        latest = one;
      }
    }
    if (latest == nullptr || keys.size() < 2) {
      return;
    }
    const auto other = std::find_if(valid.begin(), valid.end(), [&](const StandingAuthority* one) {
      return key_of(*one) != key_of(*latest);
    });
    say(RuleId::same_name_other_key, *latest,
        "is one of " + std::to_string(keys.size()) +
            " CAs of this name with other keys; another is " + until(**other) +
            ": right after a renewal with a new key, else find out whose they are");
  }

  void judge_expired(const Group& group, const Group& valid) {
    const auto successor = std::max_element(valid.begin(), valid.end(), ends_before);
    const auto crossed = m_crossed.find(subject_of(*group.front()));
    for (const StandingAuthority* one : group) {
      if (!one->judged || !has_expired(*one) ||
          !m_said.insert(one->certificate.fingerprint()).second) {
        continue;
      }
      if (successor != valid.end()) {
        say_expired(*one, "its successor is here, " + until(**successor));
      } else if (crossed != m_crossed.end() && in_root(*one)) {
        say_expired(*one, "what it certified is a root of its own here: " +
                              crossed->second->certificate.label() + ", " +
                              until(*crossed->second));
      }
    }
  }

  void say_expired(const StandingAuthority& one, const std::string& successor) {
    say(RuleId::expired_with_successor, one,
        "expired on " + date(one.certificate.not_after()) + ", and " + successor +
            ": take the expired one out, since some clients build their path to it and fail");
  }

  const Policy& m_policy;
  Time m_now;
  std::vector<Finding>& m_findings;
  std::map<std::string_view, Group> m_names;
  std::map<std::string_view, const StandingAuthority*> m_crossed;
  std::set<Fingerprint> m_said;
};

}  // namespace

void judge_successors(StandingAuthorities authorities, const Policy& policy, Time now,
                      std::vector<Finding>& findings) {
  Successors(authorities, policy, now, findings).judge();
}

}  // namespace trustctl
