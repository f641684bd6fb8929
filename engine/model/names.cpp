#include "engine/model/names.hpp"

#include <algorithm>

#include "engine/model/known_stores.hpp"
#include "engine/text/ascii.hpp"

namespace trustctl {

namespace {

// [A-Za-z0-9][A-Za-z0-9<others>]{0,longest-1}
bool is_word(std::string_view text, std::string_view others, std::size_t longest) {
  return !text.empty() && text.size() <= longest && is_letter_or_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), [others](char c) {
           return is_letter_or_digit(c) || others.find(c) != std::string_view::npos;
         });
}

tl::unexpected<Error> wrong(std::string_view text, std::string_view rule) {
  return tl::unexpected(
      Error{ErrorCode::invalid_input, "'" + std::string(text) + std::string(rule)});
}

}  // namespace

StoreName::StoreName(std::string text) : m_text(std::move(text)), m_folded(ascii_lower(m_text)) {}

Result<StoreName> StoreName::parse(std::string_view text) {
  if (const KnownStore* known = find_known_store(text)) {
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
  const KnownStore* known = find_known_store(m_text);
  return known == nullptr ? std::string_view() : known->display_name;
}

bool StoreName::holds_authorities() const {
  const KnownStore* known = find_known_store(m_text);
  return known == nullptr || known->holds_authorities;
}

bool StoreName::holds_trusted_roots() const {
  return *this == root() || *this == auth_root() || *this == smart_card_root();
}

bool StoreName::well_known() const { return find_known_store(m_text) != nullptr; }

std::vector<StoreName> well_known_stores() {
  std::vector<StoreName> names;
  names.reserve(known_stores().size());
  for (const KnownStore& store : known_stores()) {
    names.push_back(*StoreName::parse(store.name));
  }
  return names;
}

std::string unknown_store(const StoreName& name) {
  const auto display = [](const KnownStore& store) {
    return store.display_name == store.name ? std::string()
                                            : " (" + std::string(store.display_name) + ')';
  };
  std::string message = "unknown store '" + name.text() + '\'';
  if (const KnownStore* meant = nearest_known_store(name.text())) {
    return message + "; did you mean '" + std::string(meant->name) + '\'' + display(*meant) + '?';
  }
  std::string list;
  for (const KnownStore& store : known_stores()) {
    if (store.often_meant) {
      list += (list.empty() ? "" : ", ") + std::string(store.name) + display(store);
    }
  }
  return message + "; Windows has " + list;
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
