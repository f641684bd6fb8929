#include "engine/model/known_stores.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/model/nearest.hpp"
#include "engine/text/ascii.hpp"

namespace trustctl {

namespace {

// Microsoft: "System Store Locations" and the Certificates snap-in, in its order; NTAuth: KB
// 295663. Those at the end have no name in the snap-in, or are seen in the registry alone
// (HKLM\SOFTWARE\Microsoft\SystemCertificates and Cert:\LocalMachine of Windows 8 to 11).
constexpr std::array stores = {
    KnownStore{"My", "Personal", false, true},
    KnownStore{"Root", "Trusted Root Certification Authorities", true, true},
    KnownStore{"Trust", "Enterprise Trust", true, true},
    KnownStore{"CA", "Intermediate Certification Authorities", true, true},
    KnownStore{"TrustedPublisher", "Trusted Publishers", false, true},
    KnownStore{"Disallowed", "Untrusted Certificates", false, true},
    KnownStore{"AuthRoot", "Third-Party Root Certification Authorities", true, true},
    KnownStore{"TrustedPeople", "Trusted People", false, true},
    KnownStore{"ClientAuthIssuer", "Client Authentication Issuers", true, true},
    KnownStore{"NTAuth", "NTAuth", true, true},
    KnownStore{"SmartCardRoot", "Smart Card Trusted Roots", true, true},
    KnownStore{"TrustedDevices", "Trusted Devices", false, true},
    KnownStore{"WebHosting", "Web Hosting", false, true},
    KnownStore{"FlightRoot", "Preview Build Roots", true, false},
    KnownStore{"TestSignRoot", "Test Roots", true, false},
    KnownStore{"AddressBook", "Other People", false, false},
    KnownStore{"REQUEST", "Certificate Enrollment Requests", false, false},
    KnownStore{"TrustedAppRoot", "Trusted Packaged App Installation Authorities", true, false},
    KnownStore{"UserDS", "Active Directory User Object", false, false},
    KnownStore{"Remote Desktop", "Remote Desktop", false, false},
    KnownStore{"Homegroup Machine Certificates", "Homegroup Machine Certificates", false, false},
    KnownStore{"Local NonRemovable Certificates", "Local NonRemovable Certificates", false, false},
    KnownStore{"MSIEHistoryJournal", "MSIEHistoryJournal", false, false},
    KnownStore{"Windows Live ID Token Issuer", "Windows Live ID Token Issuer", false, false},
    KnownStore{"AAD Token Issuer", "AAD Token Issuer", false, false},
    KnownStore{"eSIM Certification Authorities", "eSIM Certification Authorities", true, false},
    KnownStore{"OemEsim", "OEM eSIM Certification Authorities", true, false},
    KnownStore{"PasspointTrustedRoots", "Passpoint Trusted Roots", true, false},
    KnownStore{"WindowsServerUpdateServices", "WSUS", false, false},
    KnownStore{"Shielded VM Local Certificates", "Shielded VM Local Certificates", false, false},
    KnownStore{"ACRS", "ACRS", false, false},
    KnownStore{"SPC", "SPC", false, false},
};

struct Alias {
  std::string_view alias;
  std::string_view name;
};

// .NET's StoreName enumeration spells the first one out. The others are what the snap-in of a
// translated Windows shows, where Microsoft's translated documentation or what people write of it
// says so.
constexpr std::array aliases = {
    Alias{"CertificateAuthority", "CA"},
    // German
    Alias{"Vertrauenswürdige Stammzertifizierungsstellen", "Root"},
    Alias{"Zwischenzertifizierungsstellen", "CA"},
    Alias{"Vertrauenswürdige Herausgeber", "TrustedPublisher"},
    // French
    Alias{"Autorités de certification racines de confiance", "Root"},
    Alias{"Autorités de certification intermédiaires", "CA"},
    Alias{"Éditeurs approuvés", "TrustedPublisher"},
    Alias{"Personnes autorisées", "TrustedPeople"},
    // Spanish
    Alias{"Entidades de certificación raíz de confianza", "Root"},
    Alias{"Entidades de certificación intermedias", "CA"},
    Alias{"Editores de confianza", "TrustedPublisher"},
    Alias{"Certificados en los que no se confía", "Disallowed"},
    // Italian
    Alias{"Autorità di certificazione radice attendibili", "Root"},
    Alias{"Autorità di certificazione intermedie", "CA"},
    // Portuguese
    Alias{"Autoridades de Certificação Raiz Confiáveis", "Root"},
    Alias{"Autoridades de Certificação Intermediárias", "CA"},
    // Japanese
    Alias{"信頼されたルート証明機関", "Root"},
    Alias{"中間証明機関", "CA"},
    Alias{"信頼された発行元", "TrustedPublisher"},
    // Chinese
    Alias{"个人", "My"},
    Alias{"受信任的根证书颁发机构", "Root"},
    Alias{"企业信任", "Trust"},
    Alias{"中间证书颁发机构", "CA"},
    Alias{"受信任的发布者", "TrustedPublisher"},
    Alias{"不信任的证书", "Disallowed"},
    Alias{"第三方根证书颁发机构", "AuthRoot"},
    Alias{"受信任人", "TrustedPeople"},
    Alias{"其他人", "AddressBook"},
};

// What people call them; a suggestion, never the store itself. Lower case, letters and digits
// alone.
constexpr std::array nicknames = {
    Alias{"rootca", "Root"},
    Alias{"rootcas", "Root"},
    Alias{"caroot", "Root"},
    Alias{"rootcertificates", "Root"},
    Alias{"rootcerts", "Root"},
    Alias{"rootcertificationauthorities", "Root"},
    Alias{"rootcertificateauthorities", "Root"},
    Alias{"rootauthorities", "Root"},
    Alias{"rootstore", "Root"},
    Alias{"trustedroot", "Root"},
    Alias{"trustedroots", "Root"},
    Alias{"trustedrootca", "Root"},
    Alias{"trustedrootcas", "Root"},
    Alias{"trustedrootcertificates", "Root"},
    Alias{"trustedrootcertificationauthority", "Root"},
    Alias{"trustedrootcertificateauthorities", "Root"},
    Alias{"trustedca", "Root"},
    Alias{"trustedcas", "Root"},
    Alias{"trusted", "Root"},
    Alias{"anchors", "Root"},
    Alias{"trustanchors", "Root"},
    Alias{"intermediate", "CA"},
    Alias{"intermediates", "CA"},
    Alias{"intermediateca", "CA"},
    Alias{"intermediatecas", "CA"},
    Alias{"intermediatecertificates", "CA"},
    Alias{"intermediatecertificationauthority", "CA"},
    Alias{"intermediatecertificateauthorities", "CA"},
    Alias{"issuingca", "CA"},
    Alias{"issuingcas", "CA"},
    Alias{"subca", "CA"},
    Alias{"subcas", "CA"},
    Alias{"subordinateca", "CA"},
    Alias{"subordinatecas", "CA"},
    Alias{"subordinates", "CA"},
    Alias{"cas", "CA"},
    Alias{"certificationauthorities", "CA"},
    Alias{"certificateauthorities", "CA"},
    Alias{"untrusted", "Disallowed"},
    Alias{"nottrusted", "Disallowed"},
    Alias{"distrusted", "Disallowed"},
    Alias{"distrust", "Disallowed"},
    Alias{"disallow", "Disallowed"},
    Alias{"blocked", "Disallowed"},
    Alias{"blocklist", "Disallowed"},
    Alias{"blacklist", "Disallowed"},
    Alias{"revoked", "Disallowed"},
    Alias{"thirdparty", "AuthRoot"},
    Alias{"thirdpartyroot", "AuthRoot"},
    Alias{"thirdpartyroots", "AuthRoot"},
    Alias{"thirdpartyrootca", "AuthRoot"},
    Alias{"publishers", "TrustedPublisher"},
    Alias{"publisher", "TrustedPublisher"},
    Alias{"people", "TrustedPeople"},
    Alias{"enterprise", "Trust"},
    Alias{"ntauthca", "NTAuth"},
    Alias{"ntauthcas", "NTAuth"},
    Alias{"ntauthcertificates", "NTAuth"},
    Alias{"ntauthstore", "NTAuth"},
    Alias{"enterprisentauth", "NTAuth"},
    Alias{"personalcertificates", "My"},
    Alias{"personalstore", "My"},
    Alias{"mine", "My"},
};

// "Root CA", "root-ca" and "RootCA" are one word.
std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    const char lower = ascii_lower(c);
    if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) {
      letters += lower;
    }
  }
  return letters;
}

}  // namespace

std::span<const KnownStore> known_stores() { return stores; }

const KnownStore* find_known_store(std::string_view text) {
  for (const Alias& alias : aliases) {
    if (equal_ignoring_case(alias.alias, text)) {
      text = alias.name;
    }
  }
  const auto* const found =
      std::find_if(stores.begin(), stores.end(), [text](const KnownStore& store) {
        return equal_ignoring_case(store.name, text) ||
               equal_ignoring_case(store.display_name, text);
      });
  return found == stores.end() ? nullptr : found;
}

const KnownStore* nearest_known_store(std::string_view text) {
  const std::string letters = letters_of(text);
  for (const Alias& nickname : nicknames) {
    if (nickname.alias == letters) {
      return find_known_store(nickname.name);
    }
  }
  std::vector<std::string_view> words = {"CertificateAuthority"};
  for (const KnownStore& store : stores) {
    words.push_back(store.name);
    words.push_back(store.display_name);
  }
  const auto near = nearest(text, words);
  return near.has_value() ? find_known_store(*near) : nullptr;
}

}  // namespace trustctl
