#include "engine/model/entry.hpp"

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

}  // namespace trustctl
