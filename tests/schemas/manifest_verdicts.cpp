// Prints what parse_manifest says of each file that is named: "ok FILE", or "refused FILE" and its
// errors, each on a line of its own. For the tests that hold it against other readers.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "engine/manifest/parse_manifest.hpp"

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    const std::string file = arguments[i];
    std::ifstream in(file, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const auto manifest = trustctl::parse_manifest(text, file);
    std::printf("%s %s\n", manifest ? "ok" : "refused", file.c_str());
    if (!manifest) {
      for (const trustctl::Error& error : manifest.error()) {
        const auto place = error.where.value_or(trustctl::Location{});
        std::printf("  %zu:%zu %s\n", place.line, place.column, error.message.c_str());
      }
    }
  }
  return 0;
}
