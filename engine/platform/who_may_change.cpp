#include "engine/platform/who_may_change.hpp"

#include <algorithm>

namespace trustctl {

namespace {

bool matters(Right right, PlaceKind kind) {
  switch (right) {
    case Right::own:
    case Right::change_permissions:
    case Right::take_ownership:
      return true;
    case Right::write:
      return kind == PlaceKind::file;
    case Right::exchange:
      return kind != PlaceKind::file;
    case Right::remove:
      return kind != PlaceKind::root_folder;
  }
  return true;
}

// One for each who has a right that matters, with the plainest.
void add_strangers(const PlaceRights& place, const std::set<std::string>& trusted,
                   std::vector<Stranger>& all) {
  std::vector<Stranger> here;
  for (const Access& access : place.access) {
    if (trusted.contains(access.who) || !matters(access.right, place.kind)) {
      continue;
    }
    const auto known = std::find_if(here.begin(), here.end(), [&access](const Stranger& stranger) {
      return stranger.who == access.who;
    });
    if (known == here.end()) {
      here.push_back({access.who, access.right, place.kind, place.path, place.medium});
    } else {
      known->right = std::min(known->right, access.right);
    }
  }
  all.insert(all.end(), here.begin(), here.end());
}

// "bob owns /x/site.yaml"
std::string sentence(const NamedStranger& found) {
  const std::string& path = found.stranger.path;
  switch (found.stranger.right) {
    case Right::own:
      return found.name + " owns " + path;
    case Right::write:
      return found.name + " may write to " + path;
    case Right::exchange:
      return found.name + " may exchange what is in " + path;
    case Right::remove:
      return found.name + " may remove or rename " + path;
    case Right::change_permissions:
      return found.name + " may change the permissions of " + path;
    case Right::take_ownership:
      return found.name + " may take over " + path;
  }
  return {};
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : std::string(separator)) + part;
  }
  return text;
}

std::string all_sentences(const std::vector<NamedStranger>& found) {
  constexpr std::size_t most = 4;
  std::vector<std::string> said;
  for (std::size_t i = 0; i < std::min(most, found.size()); ++i) {
    said.push_back(sentence(found[i]));
  }
  if (found.size() > most) {
    said.push_back(std::to_string(found.size() - most) + " more may change it");
  }
  return joined(said, ", ");
}

// Each command once, in order.
std::string all_cures(const std::vector<NamedStranger>& found) {
  std::vector<std::string> cures;
  for (const NamedStranger& one : found) {
    for (const std::string& cure : one.cures) {
      const std::string quoted = '\'' + cure + '\'';
      if (std::find(cures.begin(), cures.end(), quoted) == cures.end()) {
        cures.push_back(quoted);
      }
    }
  }
  return joined(cures, " and ");
}

std::string without_permissions(const NamedStranger& found, const std::string& path,
                                const std::string& harm) {
  return found.stranger.path + " is on a file system without permissions, where " + found.name +
         " may change it" + harm + "copy " + path + " to a folder on a disk with permissions";
}

}  // namespace

std::vector<Stranger> strangers(const std::vector<PlaceRights>& places,
                                const std::set<std::string>& trusted) {
  std::vector<Stranger> all;
  for (const PlaceRights& place : places) {
    if (place.medium != Medium::read_only) {
      add_strangers(place, trusted, all);
    }
  }
  return all;
}

Error refusal(const std::string& path, const std::vector<NamedStranger>& found,
              std::string_view applier) {
  const std::string harm = ", and " + std::string(applier) + " would apply what they declare; ";
  for (const NamedStranger& one : found) {
    if (one.stranger.medium == Medium::no_permissions) {
      return {ErrorCode::access_denied, without_permissions(one, path, harm)};
    }
  }
  return {ErrorCode::access_denied,
          all_sentences(found) + harm + "run " + all_cures(found) +
              " once you have read it, or trust them by --trust-owner NAME"};
}

}  // namespace trustctl
