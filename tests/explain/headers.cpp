#include "tests/explain/headers.hpp"

#include <catch2/catch.hpp>
#include <regex>
#include <sstream>

#include "tests/support/support.hpp"

namespace trustctl::test {

std::map<std::string, std::uint32_t> definitions(const std::filesystem::path& header) {
  std::map<std::string, std::uint32_t> found;
  std::istringstream lines{std::string(as_text(read_file(header)))};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string define;
    std::string name;
    std::string value;
    words >> define >> name >> value;
    value.erase(0, value.find('(') == std::string::npos ? 0 : value.find('(') + 1);
    if (define == "#define" && !value.empty() && value[0] >= '0' && value[0] <= '9') {
      found[name] = static_cast<std::uint32_t>(std::stoull(value, nullptr, 0));
    }
  }
  return found;
}

std::map<std::string, std::uint32_t> sums(const std::filesystem::path& header,
                                          const std::string& base_name) {
  const std::uint32_t base = definitions(header).at(base_name);
  const std::regex pattern("#define +(\\w+) +\\(" + base_name + " \\+ ([0-9]+)\\)");
  std::map<std::string, std::uint32_t> found;
  const std::string text(as_text(read_file(header)));
  for (std::sregex_iterator line(text.begin(), text.end(), pattern), end; line != end; ++line) {
    found[(*line)[1]] = base + static_cast<std::uint32_t>(std::stoul((*line)[2]));
  }
  return found;
}

std::set<std::string> names_of(CodeFamily family) {
  std::set<std::string> names;
  for (const CodeInfo& code : all_codes()) {
    if (code.family == family) {
      names.emplace(code.name);
    }
  }
  return names;
}

void check_against(const std::map<std::string, std::uint32_t>& header, CodeFamily family) {
  for (const CodeInfo& code : all_codes()) {
    const auto defined = header.find(std::string(code.name));
    if (code.family == family) {
      INFO(code.name);
      REQUIRE(defined != header.end());
      CHECK(code.number == defined->second);
    }
  }
}

}  // namespace trustctl::test
