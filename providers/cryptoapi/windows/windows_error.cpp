#include "providers/cryptoapi/windows/windows_error.hpp"

#include <windows.h>

#include <array>

#include "engine/model/hexadecimal.hpp"

namespace trustctl::cryptoapi {

namespace {

struct Words {
  std::uint32_t code;
  const char* text;
};

// CRYPT_E_* and Win32 codes that crypt32 gives for stores. Windows' own texts are in the language
// of the computer, and trustctl's output is the same everywhere.
constexpr std::array words = {
    Words{0, "Windows gave no reason"},
    Words{ERROR_FILE_NOT_FOUND, "it does not exist"},
    Words{ERROR_SHARING_VIOLATION, "another program has it open"},
    Words{ERROR_CANCELLED, "the user said no"},
    Words{0x80092003, "a file could not be read or written"},
    Words{0x80092004, "it is not there"},
    Words{0x80092005, "it is there already"},
};

}  // namespace

Error windows_error(const std::string& action, std::uint32_t code, const std::string& who) {
  if (code == ERROR_ACCESS_DENIED || code == static_cast<std::uint32_t>(E_ACCESSDENIED)) {
    return {ErrorCode::access_denied,
            action + ": access denied (0x80070005 E_ACCESSDENIED); " + who, std::nullopt};
  }
  for (const Words& known : words) {
    if (known.code == code) {
      return {ErrorCode::io,
              action + ": " + known.text + (code == 0 ? "" : " (" + hexadecimal_code(code) + ")"),
              std::nullopt};
    }
  }
  return {ErrorCode::io,
          action + ": error " + std::to_string(code) + " (" + hexadecimal_code(code) + ")",
          std::nullopt};
}

}  // namespace trustctl::cryptoapi
