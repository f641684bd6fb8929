// Our certificate reader against OpenSSL's, on whatever libFuzzer thinks of. Aborts on a
// difference.

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/certificate_property.hpp"
#include "tests/fuzz/der_mutator.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const std::string& finding : trustctl::test::findings({data, size})) {
    std::fprintf(stderr, "finding: %s\n", finding.c_str());
    std::abort();
  }
  return 0;
}

// Three times in four a change within one element, all lengths around it kept right: random octets
// alone hardly ever give DER, and what is interesting is what passes for strict.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  if (seed % 4 == 0) {
    return LLVMFuzzerMutate(data, size, max_size);
  }
  const trustctl::Bytes mutated =
      trustctl::test::mutate_element({data, size}, seed, LLVMFuzzerMutate);
  if (mutated.empty() || mutated.size() > max_size) {
    return LLVMFuzzerMutate(data, size, max_size);
  }
  std::copy(mutated.begin(), mutated.end(), data);
  return mutated.size();
}
