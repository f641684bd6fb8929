#include "engine/model/names.hpp"

#include <algorithm>
#include <array>

#include "engine/model/nearest.hpp"
#include "engine/text/letter_case.hpp"

namespace trustctl {

namespace {

struct KnownStore {
  std::string_view name;
  std::string_view display_name;
  bool holds_authorities;
};

// Microsoft: "System Store Locations" and the Certificates snap-in, in its order.
constexpr std::array known_stores = {
    KnownStore{"My", "Personal", false},
    KnownStore{"Root", "Trusted Root Certification Authorities", true},
    KnownStore{"Trust", "Enterprise Trust", true},
    KnownStore{"CA", "Intermediate Certification Authorities", true},
    KnownStore{"TrustedPublisher", "Trusted Publishers", false},
    KnownStore{"Disallowed", "Untrusted Certificates", false},
    KnownStore{"AuthRoot", "Third-Party Root Certification Authorities", true},
    KnownStore{"TrustedPeople", "Trusted People", false},
    KnownStore{"ClientAuthIssuer", "Client Authentication Issuers", true},
    KnownStore{"FlightRoot", "Preview Build Roots", true},
    KnownStore{"TestSignRoot", "Test Roots", true},
    KnownStore{"AddressBook", "Other People", false},
    KnownStore{"REQUEST", "Certificate Enrollment Requests", false},
    KnownStore{"SmartCardRoot", "Smart Card Trusted Roots", true},
    KnownStore{"TrustedAppRoot", "Trusted Packaged App Installation Authorities", true},
    KnownStore{"TrustedDevices", "Trusted Devices", false},
    KnownStore{"WebHosting", "Web Hosting", false},
};

struct Alias {
  std::string_view alias;
  std::string_view name;
};
// .NET's StoreName enumeration spells this one out.
constexpr std::array aliases = {Alias{"CertificateAuthority", "CA"}};

const KnownStore* find_known(std::string_view text) {
  for (const Alias& alias : aliases) {
    if (equal_ignoring_case(alias.alias, text)) {
      text = alias.name;
    }
  }
  const auto* const found =
      std::find_if(known_stores.begin(), known_stores.end(), [text](const KnownStore& store) {
        return equal_ignoring_case(store.name, text) ||
               equal_ignoring_case(store.display_name, text);
      });
  return found == known_stores.end() ? nullptr : found;
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// [A-Za-z0-9][A-Za-z0-9<others>]{0,longest-1}
bool is_word(std::string_view text, std::string_view others, std::size_t longest) {
  return !text.empty() && text.size() <= longest && is_alphanumeric(text.front()) &&
         std::all_of(text.begin(), text.end(), [others](char c) {
           return is_alphanumeric(c) || others.find(c) != std::string_view::npos;
         });
}

tl::unexpected<Error> wrong(std::string_view text, std::string_view rule) {
  return tl::unexpected(
      Error{ErrorCode::invalid_input, "'" + std::string(text) + std::string(rule)});
}

}  // namespace

StoreName::StoreName(std::string text) : m_text(std::move(text)), m_folded(ascii_lower(m_text)) {}

Result<StoreName> StoreName::parse(std::string_view text) {
  if (const KnownStore* known = find_known(text)) {
    return StoreName(std::string(known->name));
  }
  if (!is_word(text, " ._-", 64)) {
    return wrong(
        text,
        "' is no name of a store; it must begin with a letter or digit and hold at most 64 "
        "letters, digits, spaces, dots, underscores and hyphens, such as Root or CA");
  }
  return StoreName(std::string(text));
}

const StoreName& StoreName::root() {
  static const StoreName name("Root");
  return name;
}

const StoreName& StoreName::ca() {
  static const StoreName name("CA");
  return name;
}

const StoreName& StoreName::disallowed() {
  static const StoreName name("Disallowed");
  return name;
}

const StoreName& StoreName::auth_root() {
  static const StoreName name("AuthRoot");
  return name;
}

const StoreName& StoreName::smart_card_root() {
  static const StoreName name("SmartCardRoot");
  return name;
}

std::string_view StoreName::display_name() const {
  const KnownStore* known = find_known(m_text);
  return known == nullptr ? std::string_view() : known->display_name;
}

bool StoreName::holds_authorities() const {
  const KnownStore* known = find_known(m_text);
  return known == nullptr || known->holds_authorities;
}

bool StoreName::holds_trusted_roots() const {
  return *this == root() || *this == auth_root() || *this == smart_card_root();
}

std::vector<StoreName> well_known_stores() {
  std::vector<StoreName> names;
  names.reserve(std::size(known_stores));
  for (const KnownStore& store : known_stores) {
    names.push_back(*StoreName::parse(store.name));
  }
  return names;
}

std::string_view nearly_well_known(const StoreName& name) {
  std::vector<std::string_view> words;
  words.reserve(2 * std::size(known_stores) + 1);
  for (const KnownStore& store : known_stores) {
    if (store.name == name.text()) {
      return {};
    }
    words.push_back(store.name);
    words.push_back(store.display_name);
  }
  words.emplace_back("CertificateAuthority");
  return nearest(name.text(), words).value_or(std::string_view());
}

Result<Site> Site::parse(std::string_view text) {
  if (!is_word(text, "._/-", 128)) {
    return wrong(
        text,
        "' is no name of a site; it must begin with a letter or digit and hold at most 128 "
        "letters, digits, dots, underscores, slashes and hyphens, such as example.org/base");
  }
  return Site(std::string(text));
}

}  // namespace trustctl
