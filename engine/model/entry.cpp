#include "engine/model/entry.hpp"

#include <algorithm>

namespace trustctl {

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::local:
      return "local";
    case Origin::policy:
      return "policy";
    case Origin::vendor:
      return "vendor";
  }
  return {};
}

std::string_view to_string(Field field) {
  switch (field) {
    case Field::friendly_name:
      return "friendly_name";
    case Field::description:
      return "description";
    case Field::purposes:
      return "purposes";
    case Field::owners:
      return "owners";
  }
  return {};
}

const Properties& Entry::properties() const {
  static const Properties nothing;
  const auto telling = std::find_if(places.begin(), places.end(),
                                    [](const Place& place) { return place.says_anything(); });
  return telling == places.end() ? nothing : telling->properties;
}

std::set<Site> Entry::owners() const {
  std::set<Site> owners;
  for (const Place& place : places) {
    owners.insert(place.properties.owners.begin(), place.properties.owners.end());
  }
  return owners;
}

bool Entry::is_archived() const {
  return std::all_of(places.begin(), places.end(),
                     [](const Place& place) { return place.archived; });
}

bool Entry::is_complete() const {
  return std::any_of(places.begin(), places.end(),
                     [](const Place& place) { return place.complete; });
}

std::vector<Image> Entry::images() const {
  std::vector<Image> images;
  for (const Place& place : places) {
    if (place.image.has_value()) {
      images.push_back({place.name, *place.image});
    }
  }
  return images;
}

}  // namespace trustctl
