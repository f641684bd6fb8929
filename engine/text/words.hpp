#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trustctl {

/// "1 certificate", "3 certificates"; "2 entries" by ("entry", "entries").
std::string counted(std::size_t number, std::string_view noun, std::string_view plural = "");

/// "a, b, c"; empty where there are none. Of anything that holds texts.
template <class Texts>
std::string listed(const Texts& texts) {
  std::string all;
  for (const auto& text : texts) {
    all += all.empty() ? "" : ", ";
    all += text;
  }
  return all;
}

}  // namespace trustctl
