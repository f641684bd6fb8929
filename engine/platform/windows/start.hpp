#pragma once

#include <string>
#include <vector>

namespace trustctl::windows {

/// The arguments of wmain as UTF-8, without the program's own name.
std::vector<std::string> utf8_arguments(int count, const wchar_t* const* arguments);

/// While it lives, a console shows the UTF-8 that is written to it, and what goes elsewhere is
/// written byte for byte, without CR before LF.
class Utf8Output {
 public:
  Utf8Output();
  ~Utf8Output();
  Utf8Output(const Utf8Output&) = delete;
  Utf8Output& operator=(const Utf8Output&) = delete;

 private:
  unsigned m_code_page;  // what the console had before; it outlives this process
};

}  // namespace trustctl::windows
