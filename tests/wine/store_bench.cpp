// What the provider costs beside bare calls of CryptoAPI, in one process: the certificates of a
// file are added to a store and committed, and the store is read, by the one and by the other in
// turn.
//
//   store_bench BUNDLE.pem [ROUNDS]
#include <windows.h>

#include <wincrypt.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "engine/formats/certificate_source.hpp"
#include "providers/builtin.hpp"
#include "tests/support/steps.hpp"

using namespace trustctl;

namespace {

void expect(bool good, const char* what) {
  if (!good) {
    std::printf("FAILED: %s\n", what);
    std::exit(1);
  }
}

std::vector<Certificate> certificates_of(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const Bytes bytes(std::istreambuf_iterator<char>(file), {});
  auto read = read_certificates(bytes);
  expect(read.has_value(), "the bundle");
  std::sort(read->begin(), read->end(), [](const Certificate& a, const Certificate& b) {
    return a.fingerprint() < b.fingerprint();
  });
  read->erase(std::unique(read->begin(), read->end()), read->end());
  return *read;
}

std::unique_ptr<Provider> provider() {
  TargetDeclaration target;
  target.name = "machine";
  target.provider.value = "cryptoapi";
  auto made = make_provider(target);
  expect(made.has_value(), "the provider");
  return *std::move(made);
}

const StoreName ours = *StoreName::parse("Ours");
// What the provider writes for one owner, without a description of its own.
const std::wstring description = L"[trustctl owners=bench]";

void forget(const wchar_t* store) {
  const std::wstring key = L"Software\\Microsoft\\SystemCertificates\\" + std::wstring(store);
  RegDeleteTreeW(HKEY_LOCAL_MACHINE, key.c_str());
}

void add_ours(const std::vector<Certificate>& certificates) {
  std::vector<Change> changes;
  Properties properties;
  properties.owners = {*Site::parse("bench")};
  for (const Certificate& certificate : certificates) {
    changes.emplace_back(Add{ours, certificate, properties});
  }
  const auto target = provider();
  const auto session = target->lock({std::chrono::steady_clock::now() + std::chrono::seconds(5)});
  expect(session.has_value(), "the lock");
  for (const Outcome& outcome : test::apply_changes(**session, changes)) {
    expect(std::holds_alternative<Changed>(outcome), "an add of the provider");
  }
}

void add_bare(const std::vector<Certificate>& certificates) {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0,
                                         CERT_SYSTEM_STORE_LOCAL_MACHINE, L"Bare");
  std::wstring text = description;
  CRYPT_DATA_BLOB blob{static_cast<DWORD>((text.size() + 1) * sizeof(wchar_t)),
                       reinterpret_cast<BYTE*>(text.data())};
  for (const Certificate& certificate : certificates) {
    const PCCERT_CONTEXT context =
        CertCreateCertificateContext(X509_ASN_ENCODING, certificate.bytes().data(),
                                     static_cast<DWORD>(certificate.bytes().size()));
    expect(CertSetCertificateContextProperty(context, CERT_DESCRIPTION_PROP_ID, 0, &blob) != 0,
           "a bare property");
    expect(CertAddCertificateContextToStore(store, context, CERT_STORE_ADD_NEW, nullptr) != 0,
           "a bare add");
    CertFreeCertificateContext(context);
  }
  CertControlStore(store, CERT_STORE_CTRL_COMMIT_FORCE_FLAG, CERT_STORE_CTRL_COMMIT, nullptr);
  CertCloseStore(store, 0);
}

std::size_t read_ours() {
  Selection selection;
  selection.stores = std::set{ours};
  const auto state = provider()->read(selection);
  expect(state.has_value() && state->contains(ours), "a read of the provider");
  return state->at(ours)->entries().size();
}

// The same store, with the properties that a provider shows.
std::size_t read_bare() {
  const DWORD how = CERT_STORE_OPEN_EXISTING_FLAG | CERT_STORE_READONLY_FLAG;
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0,
                                         CERT_SYSTEM_STORE_LOCAL_MACHINE | how, L"Ours");
  std::size_t count = 0;
  for (PCCERT_CONTEXT c = nullptr; (c = CertEnumCertificatesInStore(store, c)) != nullptr;
       ++count) {
    for (const DWORD id : {9UL, 11UL, 13UL}) {  // purposes, friendly name, description
      DWORD size = 0;
      if (CertGetCertificateContextProperty(c, id, nullptr, &size) != 0) {
        std::vector<BYTE> data(size);
        CertGetCertificateContextProperty(c, id, data.data(), &size);
      }
    }
  }
  CertCloseStore(store, 0);
  return count;
}

double milliseconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int count, char** arguments) {
  expect(count > 1, "usage: store_bench BUNDLE.pem [ROUNDS]");
  const auto certificates = certificates_of(arguments[1]);
  const int rounds = count > 2 ? std::atoi(arguments[2]) : 21;
  std::vector<double> a, b, ratio_add, c, d, ratio_read;
  for (int round = 0; round < rounds + 1; ++round) {
    forget(L"Ours");
    forget(L"Bare");
    const double add = milliseconds([&] { add_ours(certificates); });
    const double bare_add = milliseconds([&] { add_bare(certificates); });
    const double read =
        milliseconds([&] { expect(read_ours() == certificates.size(), "all of them"); });
    const double bare_read =
        milliseconds([&] { expect(read_bare() == certificates.size(), "all of them, bare"); });
    if (round == 0) {
      continue;  // warms up
    }
    a.push_back(add), b.push_back(bare_add), ratio_add.push_back(add / bare_add);
    c.push_back(read), d.push_back(bare_read), ratio_read.push_back(read / bare_read);
  }
  std::printf("%-44s %7.1f ms %7.1f ms %5.2fx\n", "the provider's adds and commit beside bare ones",
              median(a), median(b), median(ratio_add));
  std::printf("%-44s %7.1f ms %7.1f ms %5.2fx\n", "the provider's read beside a bare enumeration",
              median(c), median(d), median(ratio_read));
}
