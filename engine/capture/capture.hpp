#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/model/entry.hpp"
#include "engine/model/names.hpp"
#include "engine/model/rule.hpp"

namespace trustctl {

/// A certificate as a manifest will declare it. The same certificate is declared more than once
/// where stores hold it with different properties; then all name one file.
struct CapturedCertificate {
  std::string alias;
  std::string file;  ///< below `certs/`: "lab-root-ca.cer"
  Certificate certificate;
  Properties properties;  ///< without owners
  std::set<Origin> origins;
};

struct CapturedChain {
  std::string name;
  std::vector<std::string> certificates;  ///< aliases, roots first
};

struct CapturedStore {
  StoreName store;
  std::vector<std::string> certificates;  ///< aliases, sorted
};

/// A rule whose level for what is declared would block an apply of what is there.
struct RelaxedRule {
  RuleId rule;
  std::vector<std::string> because;  ///< "Old Root CA expired on 2010-01-01"
};

/// What was there and is not in the capture.
struct LeftOut {
  StoreName store;
  std::string what;  ///< a certificate's label, or how many entries: "3 entries"
  std::string why;
};

/// The desired state that a target's actual state is: what a manifest declares so that another
/// target becomes the same.
struct Capture {
  std::vector<CapturedCertificate> certificates;  ///< by alias
  std::vector<CapturedChain> chains;              ///< by name
  std::vector<CapturedStore> stores;              ///< by name
  std::vector<RelaxedRule> relaxed;
  std::vector<LeftOut> left_out;
};

}  // namespace trustctl
