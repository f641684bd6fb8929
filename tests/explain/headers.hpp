#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "engine/explain/code.hpp"

namespace trustctl::test {

// What headers of other programs say, to hold the tables against.

/// Where Debian's mingw-w64 has Windows' headers.
inline const std::filesystem::path mingw = "/usr/share/mingw-w64/include";

/// What `#define NAME <something>NUMBER<something>` lines of a header say, decimal or hexadecimal.
std::map<std::string, std::uint32_t> definitions(const std::filesystem::path& header);
/// What `#define NAME (BASE_ERROR_BASE + NUMBER)` lines of a header say: the sum.
std::map<std::string, std::uint32_t> sums(const std::filesystem::path& header,
                                          const std::string& base_name);
/// The names of a family's codes.
std::set<std::string> names_of(CodeFamily family);
/// Every code of a family has the number that the header gives its name.
void check_against(const std::map<std::string, std::uint32_t>& header, CodeFamily family);

}  // namespace trustctl::test
