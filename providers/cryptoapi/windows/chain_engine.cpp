#include "providers/cryptoapi/chain_engine.hpp"

#include <windows.h>

#include <wincrypt.h>

#include <memory>

#include "engine/platform/windows/text.hpp"
#include "providers/cryptoapi/windows/system_store.hpp"
#include "providers/cryptoapi/windows/windows_error.hpp"

namespace trustctl {

namespace {

using cryptoapi::CertificateContext;

struct StoreClose {
  void operator()(void* store) const { CertCloseStore(store, 0); }
};
using MemoryStore = std::unique_ptr<void, StoreClose>;

struct ChainFree {
  void operator()(const CERT_CHAIN_CONTEXT* chain) const { CertFreeCertificateChain(chain); }
};
using ChainContext = std::unique_ptr<const CERT_CHAIN_CONTEXT, ChainFree>;

Error failed(const std::string& action) {
  return cryptoapi::windows_error("cannot " + action, GetLastError(),
                                  "run trustctl as administrator");
}

CertificateContext context_of(const Certificate& certificate) {
  const ByteView der = certificate.bytes();
  return CertificateContext(
      CertCreateCertificateContext(X509_ASN_ENCODING, der.data(), static_cast<DWORD>(der.size())));
}

// What the peer sent. A certificate that Windows cannot decode would be of no use to it.
Result<MemoryStore> store_of(const std::vector<Certificate>& sent) {
  MemoryStore store(CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr));
  if (store == nullptr) {
    return tl::unexpected(failed("make a store in memory"));
  }
  for (const Certificate& certificate : sent) {
    const CertificateContext context = context_of(certificate);
    if (context != nullptr) {
      CertAddCertificateContextToStore(store.get(), context.get(), CERT_STORE_ADD_USE_EXISTING,
                                       nullptr);
    }
  }
  return store;
}

// 100 ns since 1601.
FILETIME file_time(Time time) {
  constexpr std::uint64_t ticks_a_second = 10'000'000;
  constexpr std::int64_t from_1601_to_1970 = 11'644'473'600;
  const auto ticks =
      static_cast<std::uint64_t>(time.time_since_epoch().count() + from_1601_to_1970) *
      ticks_a_second;
  return {static_cast<DWORD>(ticks), static_cast<DWORD>(ticks >> 32U)};
}

Result<ChainContext> build_chain(const CERT_CONTEXT& leaf, void* sent, const Question& question,
                                 StoreLocation location, Fetching fetching) {
  // Asking must not change the computer unasked: without these Windows would fetch roots and
  // issuers, and keep them. No revocation is asked for.
  constexpr DWORD only_look = CERT_CHAIN_CACHE_ONLY_URL_RETRIEVAL |
                              CERT_CHAIN_DISABLE_AUTH_ROOT_AUTO_UPDATE | CERT_CHAIN_DISABLE_AIA;
  std::string purpose = question.purpose.has_value() ? question.purpose->dotted() : "";
  char* purposes[] = {purpose.data()};
  CERT_CHAIN_PARA parameters = {};
  parameters.cbSize = sizeof parameters;
  parameters.RequestedUsage.dwType = USAGE_MATCH_TYPE_AND;
  if (question.purpose.has_value()) {
    parameters.RequestedUsage.Usage = {1, purposes};
  }
  FILETIME at = file_time(question.at);
  const CERT_CHAIN_CONTEXT* chain = nullptr;
  SetLastError(0);
  if (!CertGetCertificateChain(
          location == StoreLocation::local_machine ? HCCE_LOCAL_MACHINE : HCCE_CURRENT_USER, &leaf,
          &at, sent, &parameters, fetching == Fetching::on ? 0 : only_look, nullptr, &chain)) {
    return tl::unexpected(failed("ask Windows for a chain"));
  }
  return ChainContext(chain);
}

// A server's policy where a name is asked for; else what holds for every chain.
Result<std::uint32_t> policy_error(const CERT_CHAIN_CONTEXT& chain, const Question& question) {
  std::wstring name;
  if (question.name.has_value()) {
    auto wide = windows::to_wide(question.name->text());
    if (!wide) {
      return tl::unexpected(wide.error());
    }
    name = *std::move(wide);
  }
  SSL_EXTRA_CERT_CHAIN_POLICY_PARA server = {};
  server.cbSize = sizeof server;
  server.dwAuthType = AUTHTYPE_SERVER;
  server.pwszServerName = name.data();
  CERT_CHAIN_POLICY_PARA parameters = {};
  parameters.cbSize = sizeof parameters;
  parameters.pvExtraPolicyPara = name.empty() ? nullptr : &server;
  CERT_CHAIN_POLICY_STATUS status = {};
  status.cbSize = sizeof status;
  SetLastError(0);
  if (!CertVerifyCertificateChainPolicy(
          name.empty() ? CERT_CHAIN_POLICY_BASE : CERT_CHAIN_POLICY_SSL, &chain, &parameters,
          &status)) {
    return tl::unexpected(failed("ask Windows for its policy"));
  }
  return status.dwError;
}

// The first simple chain is the one from the leaf; others are of trust lists.
std::vector<SystemLink> links_of(const CERT_CHAIN_CONTEXT& chain) {
  std::vector<SystemLink> links;
  if (chain.cChain == 0) {
    return links;
  }
  const CERT_SIMPLE_CHAIN& simple = *chain.rgpChain[0];
  for (DWORD i = 0; i < simple.cElement; ++i) {
    const CERT_CHAIN_ELEMENT& element = *simple.rgpElement[i];
    links.push_back({Certificate::from_bytes(cryptoapi::bytes_of(*element.pCertContext)),
                     element.TrustStatus.dwErrorStatus});
  }
  return links;
}

}  // namespace

Result<SystemAnswer> ask_chain_engine(const Question& question, StoreLocation location,
                                      Fetching fetching) {
  SetLastError(0);
  const CertificateContext leaf = context_of(question.leaf);
  if (leaf == nullptr) {
    return tl::unexpected(failed("give the certificate to Windows"));
  }
  const auto sent = store_of(question.sent);
  if (!sent) {
    return tl::unexpected(sent.error());
  }
  const auto chain = build_chain(*leaf, sent->get(), question, location, fetching);
  if (!chain) {
    return tl::unexpected(chain.error());
  }
  const auto policy = policy_error(**chain, question);
  if (!policy) {
    return tl::unexpected(policy.error());
  }
  return SystemAnswer{(*chain)->TrustStatus.dwErrorStatus, *policy, links_of(**chain),
                      fetching == Fetching::on};
}

}  // namespace trustctl
