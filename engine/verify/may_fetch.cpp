#include "engine/verify/may_fetch.hpp"

#include <algorithm>

#include "engine/model/name_digest.hpp"
#include "engine/text/ascii.hpp"
#include "engine/verify/extension_list.hpp"

namespace trustctl {

namespace {

// The one error of the path, at its end; nothing where there is another one, or none.
std::optional<Fault> lone_fault(const Answer& answer) {
  std::optional<Fault> fault;
  for (const PathLink& link : answer.path) {
    for (const Problem& problem : link.problems) {
      if (problem.severity != Severity::error) {
        continue;
      }
      if (fault.has_value() || &link != &answer.path.back()) {
        return std::nullopt;
      }
      fault = problem.fault;
    }
  }
  return fault;
}

bool is_http(std::string_view address) {
  constexpr std::string_view scheme = "http://";
  return address.size() > scheme.size() &&
         equal_ignoring_case(address.substr(0, scheme.size()), scheme);
}

std::vector<std::string> http_addresses(const Certificate& certificate) {
  std::vector<std::string> addresses = issuer_addresses(extensions_of(certificate));
  std::erase_if(addresses, [](const std::string& address) { return !is_http(address); });
  return addresses;
}

bool is_root(const UpdateRoot& root, const Certificate& certificate) {
  return equal(root.sha1, certificate.thumbprint().bytes());
}

// Whether it may be the issuer: by key id where both have one, else by name.
bool may_have_issued(const UpdateRoot& root, const Certificate& child, ByteView issuer_md5) {
  const ByteView key_id = child.authority_key_id();
  return key_id.empty() || root.key_id.empty()
             ? !root.subject_md5.empty() && equal(root.subject_md5, issuer_md5)
             : equal(root.key_id, key_id);
}

MayFetch::Root root_of_programme(const WindowsTrust& windows, Fault fault, const Certificate& end) {
  if (!windows.fetches_roots) {
    return MayFetch::Root::no;
  }
  if (!windows.update_roots.has_value()) {
    return MayFetch::Root::perhaps;
  }
  const Bytes issuer_md5 = name_md5(end.issuer());
  const auto fits = [&](const UpdateRoot& root) {
    return fault == Fault::untrusted_root ? is_root(root, end)
                                          : may_have_issued(root, end, issuer_md5);
  };
  const bool listed = std::any_of(windows.update_roots->begin(), windows.update_roots->end(), fits);
  return listed ? MayFetch::Root::listed : MayFetch::Root::no;
}

}  // namespace

std::optional<MayFetch> may_fetch(const Question& question, const TargetState& stores,
                                  const Answer& answer) {
  if (!stores.windows.has_value() || question.view != Viewpoint::machine) {
    return std::nullopt;
  }
  const auto fault = lone_fault(answer);
  if (fault != Fault::issuer_missing && fault != Fault::untrusted_root) {
    return std::nullopt;
  }
  const Certificate& end = answer.path.back().certificate;
  MayFetch fetch;
  if (fault == Fault::issuer_missing) {
    fetch.issuer_addresses = http_addresses(end);
  }
  fetch.root = root_of_programme(*stores.windows, *fault, end);
  const bool nothing = fetch.issuer_addresses.empty() && fetch.root == MayFetch::Root::no;
  return nothing ? std::nullopt : std::optional(std::move(fetch));
}

}  // namespace trustctl
