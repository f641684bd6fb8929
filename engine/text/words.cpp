#include "engine/text/words.hpp"

namespace trustctl {

std::string counted(std::size_t number, std::string_view noun, std::string_view plural) {
  std::string text = std::to_string(number) + ' ';
  text += number == 1 || plural.empty() ? noun : plural;
  return number != 1 && plural.empty() ? text + 's' : text;
}

}  // namespace trustctl
