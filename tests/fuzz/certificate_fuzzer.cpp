// Our certificate reader against OpenSSL's, on whatever libFuzzer thinks of. Aborts on a
// difference.

#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/certificate_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const std::string& finding : trustctl::test::findings({data, size})) {
    std::fprintf(stderr, "finding: %s\n", finding.c_str());
    std::abort();
  }
  return 0;
}
