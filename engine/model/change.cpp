#include "engine/model/change.hpp"

namespace trustctl {

const StoreName& store_of(const Change& change) {
  return std::visit([](const auto& one) -> const StoreName& { return one.store; }, change);
}

const Certificate& certificate_of(const Change& change) {
  return std::visit([](const auto& one) -> const Certificate& { return one.certificate; }, change);
}

}  // namespace trustctl
