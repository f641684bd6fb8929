#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/model/bytes.hpp"

namespace trustctl::test {

/// libFuzzer's LLVMFuzzerMutate.
using MutateBytes = std::size_t (*)(std::uint8_t* data, std::size_t size, std::size_t max_size);

/// The same DER with one element, chosen by `seed`, changed, doubled, dropped or given another tag,
/// and the lengths of all elements around it written anew. Empty where the bytes begin with no
/// element.
Bytes mutate_element(ByteView bytes, unsigned seed, MutateBytes mutate);

}  // namespace trustctl::test
