#include "engine/capture/chain_in_stores.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/chains/distrusted.hpp"
#include "engine/model/hexadecimal.hpp"

namespace trustctl {

namespace {

std::vector<PathCandidate> candidates_of(const ChainSources& sources) {
  std::vector<PathCandidate> candidates;
  for (const Certificate& certificate : sources.beside) {
    candidates.push_back({certificate, false});
  }
  for (const TargetState& state : sources.states) {
    for (const auto& [store, contents] : state) {
      if (!contents.has_value() || store == StoreName::disallowed()) {
        continue;
      }
      for (const Entry& entry : contents->entries()) {
        candidates.push_back({entry.certificate, store.holds_trusted_roots()});
      }
    }
  }
  return candidates;
}

// The word of every target against certificates.
class Disallowing {
 public:
  explicit Disallowing(const ChainSources& sources) : m_names(sources.names) {
    for (const TargetState& state : sources.states) {
      m_targets.emplace_back(state);
    }
  }

  // The name of a target that distrusts it.
  std::optional<std::string> target_of(const Certificate& certificate) const {
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
      if (m_targets[i].find(certificate) != nullptr) {
        return m_names[i];
      }
    }
    return std::nullopt;
  }

 private:
  std::span<const std::string> m_names;
  std::vector<Distrusted> m_targets;
};

// Why nobody can say what a target distrusts.
std::optional<Error> unread_disallowed(const ChainSources& sources) {
  for (std::size_t i = 0; i < sources.states.size(); ++i) {
    const auto disallowed = sources.states[i].find(StoreName::disallowed());
    if (disallowed == sources.states[i].end() ||
        (disallowed->second.has_value() && disallowed->second->is_complete())) {
      continue;
    }
    const std::string why = disallowed->second.has_value()
                                ? "; 'trustctl show' says what of it"
                                : ": " + disallowed->second.error().message;
    return Error{ErrorCode::refused, "Disallowed of " + sources.names[i] +
                                         " could not be read whole, and may hold a certificate of "
                                         "the chain" +
                                         why};
  }
  return std::nullopt;
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

Error distrusted(const Certificate& certificate, const std::string& target) {
  return {ErrorCode::refused, "'" + certificate.label() + "' is in Disallowed of " + target +
                                  ", so its chain is not one to carry over; SHA-256 " +
                                  certificate.fingerprint().hex()};
}

// Why a path ends too soon: what a target distrusts would have gone on, or nobody has the issuer.
Error why_incomplete(const ChainPath& path, const ChainPath& with_distrusted,
                     const Disallowing& disallowing) {
  for (const Certificate& certificate : with_distrusted.certificates) {
    if (const auto target = disallowing.target_of(certificate)) {
      return distrusted(certificate, *target);
    }
  }
  return missing_issuer(path);
}

}  // namespace

Result<ChainPath> chain_in_stores(const Certificate& leaf, const ChainSources& sources, Time now) {
  if (auto unread = unread_disallowed(sources)) {
    return tl::unexpected(*std::move(unread));
  }
  const Disallowing disallowing(sources);
  if (const auto target = disallowing.target_of(leaf)) {
    return tl::unexpected(distrusted(leaf, *target));
  }
  const std::vector<PathCandidate> all = candidates_of(sources);
  std::vector<PathCandidate> good;
  std::copy_if(all.begin(), all.end(), std::back_inserter(good), [&](const PathCandidate& one) {
    return !disallowing.target_of(one.certificate).has_value();
  });
  ChainPath path = chain_path(leaf, good, now);
  if (!path.complete) {
    return tl::unexpected(why_incomplete(path, chain_path(leaf, all, now), disallowing));
  }
  return path;
}

}  // namespace trustctl
