#include <cstddef>
#include <span>

#include "cli/run.hpp"

int main(int count, char** values) {
  if (!trustctl::start()) {
    return 1;
  }
  const std::span<const char* const> all(values, static_cast<std::size_t>(count));
  return trustctl::run(all.empty() ? all : all.subspan(1));
}
