#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/capture/capture_names.hpp"
#include "engine/capture/declarable.hpp"
#include "engine/capture/make_capture.hpp"
#include "engine/chains/placement.hpp"
#include "engine/model/alias.hpp"
#include "engine/model/issuing.hpp"
#include "engine/model/signature.hpp"

namespace trustctl {

namespace {

// What the manifest should say of a member of a chain.
CapturedCertificate declared(const std::string& alias, const Certificate& certificate,
                             const TargetState& actual) {
  CapturedCertificate captured{alias, alias + ".cer", certificate, {}, {}};
  std::vector<StoreName> order = {StoreName::ca(), StoreName::root()};
  if (certificate.self_issued()) {
    std::swap(order.front(), order.back());
  }
  for (const StoreName& store : order) {
    const auto contents = actual.find(store);
    if (contents == actual.end() || !contents->second.has_value()) {
      continue;
    }
    for (const Entry& entry : contents->second->find(certificate.fingerprint())) {
      if (captured.origins.empty()) {
        captured.properties = declarable(entry.properties());
      }
      captured.origins.insert(entry.origin);
    }
  }
  return captured;
}

Checked<Capture> failed(Error error) { return tl::unexpected(std::vector{std::move(error)}); }

}  // namespace

Checked<Capture> capture_chain(const ChainPath& path, const TargetState& actual, Time now) {
  std::vector<Certificate> authorities;
  std::copy_if(path.certificates.rbegin(), path.certificates.rend(),
               std::back_inserter(authorities), may_issue);
  const std::string leaf = path.certificates.front().label();
  if (authorities.empty()) {
    return failed({ErrorCode::invalid_input, "'" + leaf + "' is self-signed and " +
                                                 issuing_text(path.certificates.front()) +
                                                 ": it has no chain"});
  }
  const std::vector<std::string> aliases = capture_names(authorities);
  std::vector<ChainMember> members;
  Capture capture;
  for (std::size_t i = 0; i < authorities.size(); ++i) {
    if (const auto fit = admissible(authorities[i]); !fit) {
      return failed(fit.error());
    }
    members.push_back({authorities[i], aliases[i], {}});
    capture.certificates.push_back(declared(aliases[i], authorities[i], actual));
  }
  const std::string name = alias_of(leaf);
  const auto placement = place_chain(members, name);
  if (!placement) {
    return tl::unexpected(placement.error());
  }
  for (std::size_t i = 0; i < authorities.size(); ++i) {
    for (const StoreName& store : placement->stores[i]) {
      relax(authorities[i], store, now, capture.relaxed);
    }
  }
  relax(placement->findings, capture.relaxed);
  capture.chains.push_back({name, aliases});
  std::sort(capture.certificates.begin(), capture.certificates.end(),
            [](const auto& a, const auto& b) { return a.alias < b.alias; });
  return capture;
}

}  // namespace trustctl
