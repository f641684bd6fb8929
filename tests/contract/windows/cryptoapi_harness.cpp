#include <windows.h>

#include <wincrypt.h>

#include <stdexcept>
#include <vector>

#include "engine/formats/utf16.hpp"
#include "providers/cryptoapi/cryptoapi_provider.hpp"
#include "tests/contract/harness.hpp"
#include "tests/contract/providers.hpp"
#include "tests/contract/samples.hpp"
#include "tests/contract/suite.hpp"

namespace trustctl::contract {

namespace {

namespace fs = std::filesystem;

constexpr const wchar_t* local_stores = L"SOFTWARE\\Microsoft\\SystemCertificates";
constexpr const wchar_t* policy_stores = L"SOFTWARE\\Policies\\Microsoft\\SystemCertificates";
constexpr std::size_t foreign_number = 900;  // certificates that no case adds itself
constexpr std::size_t policy_number = 901;
constexpr DWORD unknown_to_us = 20;  // a property that Wine keeps and trustctl has no word for

void require(bool good, const char* what) {
  if (!good) {
    throw std::runtime_error(std::string(what) + " (error " + std::to_string(GetLastError()) + ')');
  }
}

// What another program does, through CryptoAPI itself.
void put(DWORD location, ByteView der, bool with_foreign_properties) {
  SetLastError(0);
  void* store = CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0, location, L"Root");
  require(store != nullptr, "cannot open Root");
  const CERT_CONTEXT* certificate =
      CertCreateCertificateContext(X509_ASN_ENCODING, der.data(), static_cast<DWORD>(der.size()));
  require(certificate != nullptr, "not a certificate");
  if (with_foreign_properties) {
    BYTE text[] = {'h', 0, 'e', 0, 'r', 0, 's', 0, 0, 0};
    const CRYPT_DATA_BLOB blob{sizeof text, text};
    for (const DWORD id : {DWORD{CERT_DESCRIPTION_PROP_ID}, unknown_to_us}) {
      require(CertSetCertificateContextProperty(certificate, id, 0, &blob),
              "cannot set a property");
    }
  }
  require(CertAddCertificateContextToStore(store, certificate, CERT_STORE_ADD_NEW, nullptr),
          "cannot add");
  CertFreeCertificateContext(certificate);
  require(
      CertControlStore(store, CERT_STORE_CTRL_COMMIT_FORCE_FLAG, CERT_STORE_CTRL_COMMIT, nullptr),
      "cannot commit");
  CertCloseStore(store, 0);
}

// The raw blob of one certificate, out of the registry; empty where there is none.
std::string blob_of(const wchar_t* stores, const Certificate& certificate) {
  std::wstring key = std::wstring(stores) + L"\\Root\\Certificates\\";
  for (const char c : certificate.thumbprint().hex()) {
    key += static_cast<wchar_t>(c >= 'a' ? c - 'a' + 'A' : c);
  }
  DWORD size = 0;
  if (RegGetValueW(HKEY_LOCAL_MACHINE, key.c_str(), L"Blob", RRF_RT_REG_BINARY, nullptr, nullptr,
                   &size) != ERROR_SUCCESS) {
    return {};
  }
  std::string blob(size, '\0');
  RegGetValueW(HKEY_LOCAL_MACHINE, key.c_str(), L"Blob", RRF_RT_REG_BINARY, nullptr, blob.data(),
               &size);
  return blob;
}

// There is one machine, and a case wants a target of its own: each new folder means that what the
// case before left is taken away. (A child of the case finds what the case made.)
void begin_case(const fs::path& folder) {
  static fs::path current;
  if (folder != current && GetEnvironmentVariableW(L"TRUSTCTL_CONTRACT_CHILD", nullptr, 0) == 0) {
    current = folder;
    RegDeleteTreeW(HKEY_LOCAL_MACHINE, local_stores);
    RegDeleteTreeW(HKEY_LOCAL_MACHINE, policy_stores);
  }
}

class CryptoapiHarness final : public Harness {
 public:
  std::string name() const override { return "cryptoapi"; }

  std::unique_ptr<Provider> provider(const fs::path& folder) const override {
    begin_case(folder);
    return make_cryptoapi_provider(StoreLocation::local_machine, nullptr);
  }

  void put_foreign(const fs::path&) const override {
    put(CERT_SYSTEM_STORE_LOCAL_MACHINE, certificate(foreign_number).bytes(), true);
    put(CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY, certificate(policy_number).bytes(), true);
  }

  std::string foreign(const fs::path&) const override {
    const std::string local = blob_of(local_stores, certificate(foreign_number));
    const std::string policy = blob_of(policy_stores, certificate(policy_number));
    return local.empty() || policy.empty() ? std::string() : local + '|' + policy;
  }

  void damage_foreign(const fs::path&) const override {
    RegDeleteTreeW(HKEY_LOCAL_MACHINE, policy_stores);
  }

  void put_entry(const fs::path&, ByteView bytes) const override {
    if (Certificate::from_bytes(bytes).verdict().kind == Verdict::Kind::opaque) {
      throw Skip("crypt32 neither takes nor shows a certificate that does not decode");
    }
    put(CERT_SYSTEM_STORE_LOCAL_MACHINE, bytes, false);
  }

  void break_target(const fs::path&) const override {
    throw Skip("a computer's registry is never something else");
  }

  // UTF-16 with a NUL at its end.
  bool can_hold(const std::string& text) const override {
    return text.find('\0') == std::string::npos && write_utf16_property(text).has_value();
  }

  std::vector<std::string> leftovers(const fs::path&) const override { return {}; }
};

}  // namespace

const Harness& cryptoapi_harness() {
  static const CryptoapiHarness harness;
  return harness;
}

}  // namespace trustctl::contract
