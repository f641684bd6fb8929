#include "engine/capture/chain_in_stores.hpp"

#include <string>
#include <vector>

#include "engine/model/hexadecimal.hpp"

namespace trustctl {

namespace {

bool holds_roots(const StoreName& store) {
  const auto auth_root = StoreName::parse("AuthRoot");
  return store == StoreName::root() || (auth_root.has_value() && store == *auth_root);
}

}  // namespace

ChainPath chain_in_stores(const Certificate& leaf, std::span<const TargetState> states,
                          std::span<const Certificate> beside, Time now) {
  std::vector<PathCandidate> candidates;
  for (const Certificate& certificate : beside) {
    candidates.push_back({certificate, false});
  }
  for (const TargetState& state : states) {
    for (const auto& [store, contents] : state) {
      if (!contents.has_value() || store == StoreName::disallowed()) {
        continue;
      }
      for (const Entry& entry : contents->entries()) {
        candidates.push_back({entry.certificate, holds_roots(store)});
      }
    }
  }
  return chain_path(leaf, candidates, now);
}

Error missing_issuer(const ChainPath& path) {
  const Certificate& last = path.certificates.back();
  const std::string key = last.authority_key_id().empty()
                              ? ""
                              : ", key identifier " + hexadecimal(last.authority_key_id());
  return {ErrorCode::not_found,
          "the chain of '" + path.certificates.front().label() + "' stops at '" + last.label() +
              "': the certificate of its issuer, '" + last.issuer_text() + "'" + key +
              ", is in no store and no file that was looked at; import it, or name a target that "
              "has it"};
}

}  // namespace trustctl
