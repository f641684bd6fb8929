#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/names.hpp"

namespace trustctl::test {

TEST_CASE("a store is known by its name, its display name and .NET's, in any case", "[model]") {
  for (const char* const text :
       {"CA", "ca", "CertificateAuthority", "certificateauthority",
        "Intermediate Certification Authorities", "intermediate certification authorities"}) {
    INFO(text);
    const auto name = StoreName::parse(text);
    REQUIRE(name.has_value());
    CHECK(*name == StoreName::ca());
    CHECK(name->text() == "CA");
    CHECK(name->display_name() == "Intermediate Certification Authorities");
  }
}

TEST_CASE("every known store reads by its name and by its display name", "[model]") {
  std::set<StoreName> names;
  for (const StoreName& store : well_known_stores()) {
    CHECK(StoreName::parse(store.text()) == store);
    CHECK(StoreName::parse(store.display_name()) == store);
    names.insert(store);
  }
  CHECK(names.size() == 32);
}

// What Windows 8 to 11 show in Cert:\LocalMachine and in the registry.
TEST_CASE("every store that Windows itself makes is well known", "[model]") {
  for (const char* const text : {"My",
                                 "Root",
                                 "CA",
                                 "AuthRoot",
                                 "Trust",
                                 "Disallowed",
                                 "TrustedPeople",
                                 "TrustedPublisher",
                                 "AddressBook",
                                 "ClientAuthIssuer",
                                 "FlightRoot",
                                 "Homegroup Machine Certificates",
                                 "Local NonRemovable Certificates",
                                 "MSIEHistoryJournal",
                                 "Remote Desktop",
                                 "Request",
                                 "REQUEST",
                                 "SmartCardRoot",
                                 "TestSignRoot",
                                 "TrustedAppRoot",
                                 "TrustedDevices",
                                 "UserDS",
                                 "WebHosting",
                                 "Windows Live ID Token Issuer",
                                 "AAD Token Issuer",
                                 "OemEsim",
                                 "PasspointTrustedRoots",
                                 "eSIM Certification Authorities",
                                 "NTAuth",
                                 "SPC"}) {
    INFO(text);
    CHECK(StoreName::parse(text)->well_known());
  }
  CHECK_FALSE(StoreName::parse("Contoso")->well_known());
}

TEST_CASE("a store is known by what a translated Windows shows", "[model]") {
  const std::vector<std::pair<std::string, std::string>> translated = {
      {"Vertrauenswürdige Stammzertifizierungsstellen", "Root"},
      {"zwischenzertifizierungsstellen", "CA"},
      {"Autorités de certification racines de confiance", "Root"},
      {"Autorités de certification intermédiaires", "CA"},
      {"Entidades de certificación raíz de confianza", "Root"},
      {"Autorità di certificazione intermedie", "CA"},
      {"Autoridades de Certificação Raiz Confiáveis", "Root"},
      {"信頼されたルート証明機関", "Root"},
      {"受信任的根证书颁发机构", "Root"},
      {"不信任的证书", "Disallowed"}};
  for (const auto& [shown, name] : translated) {
    const auto store = StoreName::parse(shown);
    INFO(shown);
    REQUIRE(store.has_value());
    CHECK(store->text() == name);
  }
}

TEST_CASE("what people call a store suggests the right one", "[model]") {
  const std::vector<std::pair<std::string, std::string>> suggested = {
      {"Root CA", "Root"},
      {"Trusted Roots", "Root"},
      {"trusted-root", "Root"},
      {"Intermediate", "CA"},
      {"Sub CA", "CA"},
      {"Untrusted", "Disallowed"},
      {"Blocked", "Disallowed"},
      {"NTAuthCA", "NTAuth"},
      {"Third-Party Roots", "AuthRoot"},
      {"Rot", "Root"},
      {"TrustedPeopl", "TrustedPeople"}};
  for (const auto& [text, name] : suggested) {
    const StoreName store = *StoreName::parse(text);
    INFO(text);
    CHECK_FALSE(store.well_known());
    CHECK(unknown_store(store).starts_with("unknown store '" + text + "'; did you mean '" + name +
                                           "'"));
  }
  const std::string list = unknown_store(*StoreName::parse("Contoso Appliances"));
  for (const std::string shown : {"Root (Trusted Root Certification Authorities)",
                                  "CA (Intermediate Certification Authorities)",
                                  "Disallowed (Untrusted Certificates)", "NTAuth, "}) {
    CHECK(list.find(shown) != std::string::npos);
  }
}

TEST_CASE("a custom store keeps its spelling, and compares without case", "[model]") {
  const auto name = StoreName::parse("My Own.Store-2_x");
  REQUIRE(name.has_value());
  CHECK(name->text() == "My Own.Store-2_x");
  CHECK(name->display_name().empty());
  CHECK(name->holds_authorities());
  CHECK(*name == *StoreName::parse("MY OWN.STORE-2_X"));
}

TEST_CASE("what could leave its folder or lie to a terminal is no store name", "[model]") {
  const std::string longest(64, 'a');
  CHECK(StoreName::parse(longest).has_value());
  for (const std::string& text :
       {std::string(), std::string("."), std::string(".."), std::string("a/b"), std::string("a\\b"),
        std::string("-a"), std::string(" a"), std::string("a\n"), std::string("a\0b", 3),
        std::string("R\xC3\xB6ot"), longest + "a"}) {
    INFO(text);
    CHECK_FALSE(StoreName::parse(text).has_value());
  }
}

TEST_CASE("rules about authorities leave stores of other certificates alone", "[model]") {
  for (const char* const text : {"TrustedPublisher", "TrustedPeople", "Disallowed", "My",
                                 "AddressBook", "REQUEST", "WebHosting", "TrustedDevices"}) {
    CHECK_FALSE(StoreName::parse(text)->holds_authorities());
  }
  for (const char* const text : {"Root", "CA", "AuthRoot", "Trust", "ClientAuthIssuer"}) {
    CHECK(StoreName::parse(text)->holds_authorities());
  }
}

TEST_CASE("a site is a word with slashes, and case counts", "[model]") {
  CHECK(Site::parse("schertz.lab/base")->text() == "schertz.lab/base");
  CHECK(Site::parse("A") != Site::parse("a"));
  for (const std::string& text :
       {std::string(), std::string("/a"), std::string("a b"), std::string("a,b"), std::string("a]"),
        std::string("a=b"), std::string(129, 'a')}) {
    INFO(text);
    CHECK_FALSE(Site::parse(text).has_value());
  }
}

}  // namespace trustctl::test
