// A bare CryptoAPI program, with no code of trustctl's: what another program on the computer would
// do to a store, for tests that want a second opinion or somebody else's hand.
//
//   bare_store list LOCATION STORE            a line an entry: SHA-1, then ID=HEX of every property
//   bare_store add LOCATION STORE FILE.der [ID=HEX…]
//   bare_store set LOCATION STORE SHA1 ID HEX|-           (- takes the property away)
//   bare_store remove LOCATION STORE SHA1
//   bare_store serialize LOCATION STORE SHA1              the element, in hexadecimal
//   bare_store save LOCATION STORE FILE.sst
//   bare_store read FILE                                  list, of a file that CertOpenStore opens
//   bare_store time-list LOCATION STORE                   opens, enumerates, reads 9, 11 and 13
//   bare_store time-add LOCATION STORE FILE               DER certificates, one behind the other
//   bare_store churn LOCATION STORE FILE WHILE            adds such certificates and removes them,
//   over
//                                                         and over, while there is a file WHILE
//   bare_store stores LOCATION                            CertEnumSystemStore
//   bare_store hold                                       keeps host certificates out (README.md)
//
// LOCATION: machine, user, machine-policy, user-policy, enterprise.
#include <windows.h>

#include <wincrypt.h>

#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <string>
#include <vector>

namespace {

using Bytes = std::vector<BYTE>;

[[noreturn]] void die(const char* what) {
  std::fprintf(stderr, "bare_store: %s: error 0x%08lx\n", what, GetLastError());
  std::exit(1);
}

void check(BOOL good, const char* what) {
  if (!good) {
    die(what);
  }
}

DWORD location(const std::wstring& name) {
  if (name == L"machine") {
    return CERT_SYSTEM_STORE_LOCAL_MACHINE;
  }
  if (name == L"user") {
    return CERT_SYSTEM_STORE_CURRENT_USER;
  }
  if (name == L"machine-policy") {
    return CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY;
  }
  if (name == L"user-policy") {
    return CERT_SYSTEM_STORE_CURRENT_USER_GROUP_POLICY;
  }
  if (name == L"enterprise") {
    return CERT_SYSTEM_STORE_LOCAL_MACHINE_ENTERPRISE;
  }
  std::fputs("bare_store: no such location\n", stderr);
  std::exit(2);
}

HCERTSTORE open_store(const std::wstring& where, const std::wstring& name) {
  SetLastError(0);
  HCERTSTORE store =
      CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0, location(where), name.c_str());
  if (store == nullptr) {
    die("open");
  }
  return store;
}

void close_committed(HCERTSTORE store) {
  check(CertControlStore(store, CERT_STORE_CTRL_COMMIT_FORCE_FLAG, CERT_STORE_CTRL_COMMIT, nullptr),
        "commit");
  CertCloseStore(store, 0);
}

Bytes from_hex(const std::wstring& hex) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<BYTE>(std::wcstoul(hex.substr(i, 2).c_str(), nullptr, 16)));
  }
  return bytes;
}

std::string to_hex(const Bytes& bytes) {
  std::string hex;
  for (const BYTE byte : bytes) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", byte);
    hex += digits;
  }
  return hex;
}

Bytes read_file(const std::wstring& path) {
  FILE* file = _wfopen(path.c_str(), L"rb");
  if (file == nullptr) {
    std::fputs("bare_store: cannot read the file\n", stderr);
    std::exit(1);
  }
  Bytes bytes;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) {
    bytes.push_back(static_cast<BYTE>(c));
  }
  std::fclose(file);
  return bytes;
}

Bytes property(PCCERT_CONTEXT certificate, DWORD id) {
  DWORD size = 0;
  if (!CertGetCertificateContextProperty(certificate, id, nullptr, &size)) {
    return {};
  }
  Bytes data(size);
  CertGetCertificateContextProperty(certificate, id, data.data(), &size);
  return data;
}

PCCERT_CONTEXT find(HCERTSTORE store, const std::wstring& sha1) {
  Bytes digest = from_hex(sha1);
  CRYPT_HASH_BLOB blob{static_cast<DWORD>(digest.size()), digest.data()};
  PCCERT_CONTEXT found =
      CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_SHA1_HASH, &blob, nullptr);
  if (found == nullptr) {
    die("find");
  }
  return found;
}

void set(PCCERT_CONTEXT certificate, DWORD id, Bytes data) {
  CRYPT_DATA_BLOB blob{static_cast<DWORD>(data.size()), data.data()};
  check(CertSetCertificateContextProperty(certificate, id, 0, &blob), "set property");
}

void print_entries(HCERTSTORE store) {
  for (PCCERT_CONTEXT c = nullptr; (c = CertEnumCertificatesInStore(store, c)) != nullptr;) {
    std::printf("%s", to_hex(property(c, CERT_SHA1_HASH_PROP_ID)).c_str());
    for (DWORD id = 0; (id = CertEnumCertificateContextProperties(c, id)) != 0;) {
      std::printf(" %lu=%s", id, to_hex(property(c, id)).c_str());
    }
    std::printf("\n");
  }
}

int list(const std::vector<std::wstring>& args) {
  SetLastError(0);
  HCERTSTORE store =
      CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0,
                    location(args[0]) | CERT_STORE_OPEN_EXISTING_FLAG | CERT_STORE_READONLY_FLAG,
                    args[1].c_str());
  if (store == nullptr) {
    if (GetLastError() == ERROR_FILE_NOT_FOUND) {
      return 0;
    }
    die("open");
  }
  print_entries(store);
  CertCloseStore(store, 0);
  return 0;
}

int add(const std::vector<std::wstring>& args) {
  HCERTSTORE store = open_store(args[0], args[1]);
  const Bytes der = read_file(args[2]);
  PCCERT_CONTEXT certificate =
      CertCreateCertificateContext(X509_ASN_ENCODING, der.data(), static_cast<DWORD>(der.size()));
  check(certificate != nullptr, "decode");
  for (std::size_t i = 3; i < args.size(); ++i) {
    const std::size_t equals = args[i].find(L'=');
    set(certificate, std::wcstoul(args[i].c_str(), nullptr, 0),
        from_hex(args[i].substr(equals + 1)));
  }
  check(CertAddCertificateContextToStore(store, certificate, CERT_STORE_ADD_NEW, nullptr), "add");
  CertFreeCertificateContext(certificate);
  close_committed(store);
  return 0;
}

int set_property(const std::vector<std::wstring>& args) {
  HCERTSTORE store = open_store(args[0], args[1]);
  PCCERT_CONTEXT certificate = find(store, args[2]);
  const DWORD id = std::wcstoul(args[3].c_str(), nullptr, 0);
  if (args[4] == L"-") {
    check(CertSetCertificateContextProperty(certificate, id, 0, nullptr), "erase property");
  } else {
    set(certificate, id, from_hex(args[4]));
  }
  CertFreeCertificateContext(certificate);
  close_committed(store);
  return 0;
}

int remove(const std::vector<std::wstring>& args) {
  HCERTSTORE store = open_store(args[0], args[1]);
  check(CertDeleteCertificateFromStore(find(store, args[2])), "delete");
  close_committed(store);
  return 0;
}

int serialize(const std::vector<std::wstring>& args) {
  HCERTSTORE store = open_store(args[0], args[1]);
  PCCERT_CONTEXT certificate = find(store, args[2]);
  DWORD size = 0;
  check(CertSerializeCertificateStoreElement(certificate, 0, nullptr, &size), "serialize");
  Bytes element(size);
  check(CertSerializeCertificateStoreElement(certificate, 0, element.data(), &size), "serialize");
  std::printf("%s\n", to_hex(element).c_str());
  return 0;
}

int save(const std::vector<std::wstring>& args) {
  HCERTSTORE store = open_store(args[0], args[1]);
  std::wstring path = args[2];
  check(CertSaveStore(store, X509_ASN_ENCODING | PKCS_7_ASN_ENCODING, CERT_STORE_SAVE_AS_STORE,
                      CERT_STORE_SAVE_TO_FILENAME_W, path.data(), 0),
        "save");
  CertCloseStore(store, 0);
  return 0;
}

int read_store_file(const std::vector<std::wstring>& args) {
  SetLastError(0);
  HCERTSTORE store =
      CertOpenStore(CERT_STORE_PROV_FILENAME_W, X509_ASN_ENCODING, 0,
                    CERT_STORE_OPEN_EXISTING_FLAG | CERT_STORE_READONLY_FLAG, args[0].c_str());
  if (store == nullptr) {
    die("open");
  }
  print_entries(store);
  CertCloseStore(store, 0);
  return 0;
}

double milliseconds(LARGE_INTEGER from) {
  LARGE_INTEGER now;
  LARGE_INTEGER frequency;
  QueryPerformanceCounter(&now);
  QueryPerformanceFrequency(&frequency);
  return 1000.0 * static_cast<double>(now.QuadPart - from.QuadPart) /
         static_cast<double>(frequency.QuadPart);
}

int time_list(const std::vector<std::wstring>& args) {
  LARGE_INTEGER start;
  QueryPerformanceCounter(&start);
  HCERTSTORE store = open_store(args[0], args[1]);
  int count = 0;
  for (PCCERT_CONTEXT c = nullptr; (c = CertEnumCertificatesInStore(store, c)) != nullptr;
       ++count) {
    for (const DWORD id : {9UL, 11UL, 13UL}) {
      property(c, id);
    }
  }
  CertCloseStore(store, 0);
  std::printf("%d entries in %.1f ms\n", count, milliseconds(start));
  return 0;
}

// DER certificates, one behind the other; the number of them.
int add_all(HCERTSTORE store, const Bytes& all) {
  int count = 0;
  for (std::size_t at = 0; at + 4 < all.size(); ++count) {
    const std::size_t size = 4 + 256 * std::size_t{all[at + 2]} + all[at + 3];  // 30 82 hh ll
    PCCERT_CONTEXT c =
        CertCreateCertificateContext(X509_ASN_ENCODING, all.data() + at, static_cast<DWORD>(size));
    check(c != nullptr, "decode");
    set(c, CERT_DESCRIPTION_PROP_ID, {'x', 0, 0, 0});
    check(CertAddCertificateContextToStore(store, c, CERT_STORE_ADD_NEW, nullptr), "add");
    CertFreeCertificateContext(c);
    at += size;
  }
  return count;
}

int time_add(const std::vector<std::wstring>& args) {
  const Bytes all = read_file(args[2]);
  LARGE_INTEGER start;
  QueryPerformanceCounter(&start);
  HCERTSTORE store = open_store(args[0], args[1]);
  const int count = add_all(store, all);
  close_committed(store);
  std::printf("%d entries in %.1f ms\n", count, milliseconds(start));
  return 0;
}

int churn(const std::vector<std::wstring>& args) {
  const Bytes all = read_file(args[2]);
  int rounds = 0;
  for (; GetFileAttributesW(args[3].c_str()) != INVALID_FILE_ATTRIBUTES; ++rounds) {
    HCERTSTORE store = open_store(args[0], args[1]);
    add_all(store, all);
    close_committed(store);
    store = open_store(args[0], args[1]);
    for (PCCERT_CONTEXT c = nullptr;
         (c = CertEnumCertificatesInStore(store, nullptr)) != nullptr;) {
      check(CertDeleteCertificateFromStore(c), "remove");
    }
    close_committed(store);
  }
  std::printf("%d rounds\n", rounds);
  return 0;
}

BOOL WINAPI print_store(const void* name, DWORD, PCERT_SYSTEM_STORE_INFO, void*, void*) {
  std::printf("%ls\n", static_cast<const wchar_t*>(name));
  return TRUE;
}

int stores(const std::vector<std::wstring>& args) {
  check(CertEnumSystemStore(location(args[0]), nullptr, nullptr, print_store), "enumerate");
  return 0;
}

// Wine copies the host's certificates into Root in every process that opens it, unless this
// semaphore exists already.
int hold(const std::vector<std::wstring>&) {
  check(CreateSemaphoreW(nullptr, 1000, 0x7fffffff, L"crypt32_root_semaphore") != nullptr,
        "semaphore");
  std::puts("ready");
  std::fflush(stdout);
  Sleep(INFINITE);
  return 0;
}

struct Command {
  const wchar_t* name;
  std::size_t arguments;
  int (*run)(const std::vector<std::wstring>&);
};
constexpr Command commands[] = {
    {L"list", 2, list},
    {L"add", 3, add},
    {L"set", 5, set_property},
    {L"remove", 3, remove},
    {L"serialize", 3, serialize},
    {L"save", 3, save},
    {L"read", 1, read_store_file},
    {L"time-list", 2, time_list},
    {L"time-add", 3, time_add},
    {L"churn", 4, churn},
    {L"stores", 1, stores},
    {L"hold", 0, hold},
};

}  // namespace

int wmain(int count, wchar_t** arguments) {
  std::vector<std::wstring> args(arguments + 1, arguments + count);
  for (const Command& command : commands) {
    if (!args.empty() && args[0] == command.name && args.size() > command.arguments) {
      args.erase(args.begin());
      return command.run(args);
    }
  }
  std::fputs("usage: see the head of bare_store.cpp\n", stderr);
  return 2;
}
