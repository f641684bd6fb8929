#include "engine/platform/home_directory.hpp"

#include <cstdlib>

namespace trustctl {

std::optional<std::string> home_directory() {
  const char* home = std::getenv("HOME");
  return home == nullptr || *home == '\0' ? std::nullopt : std::optional<std::string>(home);
}

}  // namespace trustctl
