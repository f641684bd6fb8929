#include <string>
#include <vector>

#include "cli/run.hpp"
#include "engine/platform/windows/start.hpp"

extern "C" int wmain(int count, wchar_t** values);  // -municode calls it; no header declares it

// Windows' own main gets its arguments in the code page of the system, which cannot say every name.
extern "C" int wmain(int count, wchar_t** values) {
  trustctl::windows::write_bytes_as_they_are();
  if (!trustctl::start()) {
    return 1;
  }
  const std::vector<std::string> texts = trustctl::windows::utf8_arguments(count, values);
  std::vector<const char*> arguments;
  for (const std::string& text : texts) {
    arguments.push_back(text.c_str());
  }
  return trustctl::run(arguments);
}
