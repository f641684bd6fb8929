// Preserve, remove, restore: judged by the registry's own blobs, which are read here without any of
// the provider's code.
#include <windows.h>

#include <wincrypt.h>

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/formats/certificate_source.hpp"
#include "providers/cryptoapi/cryptoapi_provider.hpp"
#include "tests/support/steps.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;

namespace {

constexpr const wchar_t* stores = L"SOFTWARE\\Microsoft\\SystemCertificates";
const StoreName store = *StoreName::parse("Preserved");

Certificate fixture(const std::string& name) {
  return read_certificates(test::read_file(test::source_file("tests/fixtures/" + name + ".pem")))
      ->front();
}

struct Property {
  DWORD id;
  std::vector<BYTE> data;
};
// What trustctl has words for, and what it has none for; in an order that is nobody's own.
const std::vector<Property> properties = {
    {CERT_DESCRIPTION_PROP_ID, {'h', 0, 0x3C, 0xD8, 0, 0}},  // half a surrogate pair
    {CERT_KEY_IDENTIFIER_PROP_ID, {0, 0x11, 0x22}},
    {CERT_ENHKEY_USAGE_PROP_ID, {0x30, 0x0A, 6, 8, 0x2B, 6, 1, 5, 5, 7, 3, 1}},
    {CERT_FRIENDLY_NAME_PROP_ID, {0xF6, 0, 0x22, 0x6F, 0, 0}},
    {CERT_PVK_FILE_PROP_ID, {'f', 0, 0, 0}},
    {CERT_AUTO_ENROLL_PROP_ID, {1, 2, 3, 4, 5}},
};

void require(bool good, const char* what) {
  if (!good) {
    throw std::runtime_error(std::string(what) + ": error " + std::to_string(GetLastError()));
  }
}

void put(const Certificate& certificate) {
  HCERTSTORE opened = CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0,
                                    CERT_SYSTEM_STORE_LOCAL_MACHINE, L"Preserved");
  require(opened != nullptr, "open");
  const ByteView der = certificate.bytes();
  const CERT_CONTEXT* context =
      CertCreateCertificateContext(X509_ASN_ENCODING, der.data(), static_cast<DWORD>(der.size()));
  require(context != nullptr, "decode");
  for (Property property : properties) {
    const CRYPT_DATA_BLOB blob{static_cast<DWORD>(property.data.size()), property.data.data()};
    require(CertSetCertificateContextProperty(context, property.id, 0, &blob), "set a property");
  }
  require(CertAddCertificateContextToStore(opened, context, CERT_STORE_ADD_NEW, nullptr), "add");
  CertFreeCertificateContext(context);
  require(
      CertControlStore(opened, CERT_STORE_CTRL_COMMIT_FORCE_FLAG, CERT_STORE_CTRL_COMMIT, nullptr),
      "commit");
  CertCloseStore(opened, 0);
}

// The registry's blob of a certificate; empty where there is none.
std::string blob_of(const Certificate& certificate) {
  std::wstring key = std::wstring(stores) + L"\\Preserved\\Certificates\\";
  for (const char c : certificate.thumbprint().hex()) {
    key += static_cast<wchar_t>(c >= 'a' ? c - 'a' + 'A' : c);
  }
  std::string blob(1 << 16, '\0');
  auto size = static_cast<DWORD>(blob.size());
  if (RegGetValueW(HKEY_LOCAL_MACHINE, key.c_str(), L"Blob", RRF_RT_REG_BINARY, nullptr,
                   blob.data(), &size) != ERROR_SUCCESS) {
    size = 0;
  }
  blob.resize(size);
  return blob;
}

bool holds(const std::string& blob, const std::vector<BYTE>& data) {
  return blob.find(std::string(data.begin(), data.end())) != std::string::npos;
}

Deadline soon() { return {std::chrono::steady_clock::now() + std::chrono::seconds(10)}; }

const Entry& only_entry(const TargetState& state) { return state.at(store)->entries().front(); }

}  // namespace

TEST_CASE("what was preserved and removed comes back byte for byte, unknown properties too",
          "[cryptoapi]") {
  RegDeleteTreeW(HKEY_LOCAL_MACHINE, (std::wstring(stores) + L"\\Preserved").c_str());
  const Certificate certificate = fixture("lab-root");
  put(certificate);
  const std::string before = blob_of(certificate);
  for (const Property& property : properties) {
    INFO(property.id);
    REQUIRE(holds(before, property.data));
  }
  const auto provider = make_cryptoapi_provider(StoreLocation::local_machine, nullptr);
  const Properties known = only_entry(*provider->read({})).properties();
  const Change removal = Remove{store, certificate, known};
  const auto images = test::images_of(**provider->lock(soon()), removal);
  REQUIRE(images);
  REQUIRE(std::holds_alternative<Changed>(
      test::apply_changes(**provider->lock(soon()), {&removal, 1}).front()));
  REQUIRE(blob_of(certificate).empty());

  const Change restoration = Add{store, certificate, known, *images};
  CHECK(std::holds_alternative<Changed>(
      test::apply_changes(**provider->lock(soon()), {&restoration, 1}).front()));

  const bool same = blob_of(certificate) == before;
  CHECK(same);
}
