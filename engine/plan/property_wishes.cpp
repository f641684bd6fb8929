#include "engine/plan/property_wishes.hpp"

namespace trustctl {

namespace {

template <class T>
bool is_so(const std::optional<T>& value, const Wish<T>& wish) {
  if (const auto* wanted = std::get_if<T>(&wish)) {
    return value == *wanted;
  }
  return std::holds_alternative<Keep>(wish) || !value.has_value();
}

template <class T>
void grant(std::optional<T>& value, const Wish<T>& wish) {
  if (const auto* wanted = std::get_if<T>(&wish)) {
    value = *wanted;
  } else if (std::holds_alternative<Clear>(wish)) {
    value.reset();
  }
}

template <class T>
bool is_lost(const std::optional<T>& wanted, const std::optional<T>& held) {
  return wanted.has_value() && wanted != held;
}

}  // namespace

bool fulfilled(const Properties& properties, const PropertyWishes& wishes) {
  return is_so(properties.friendly_name, wishes.friendly_name) &&
         is_so(properties.description, wishes.description) &&
         is_so(properties.purposes, wishes.purposes);
}

Properties granted(Properties properties, const PropertyWishes& wishes) {
  grant(properties.friendly_name, wishes.friendly_name);
  grant(properties.description, wishes.description);
  grant(properties.purposes, wishes.purposes);
  return properties;
}

std::vector<Field> lost_fields(const Properties& wanted, const Properties& held) {
  std::vector<Field> lost;
  if (is_lost(wanted.friendly_name, held.friendly_name)) {
    lost.push_back(Field::friendly_name);
  }
  if (is_lost(wanted.description, held.description)) {
    lost.push_back(Field::description);
  }
  if (is_lost(wanted.purposes, held.purposes)) {
    lost.push_back(Field::purposes);
  }
  return lost;
}

PropertyWishes purposes_only(const PropertyWishes& wishes) {
  PropertyWishes only;
  only.purposes = wishes.purposes;
  return only;
}

}  // namespace trustctl
