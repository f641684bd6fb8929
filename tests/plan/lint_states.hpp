#pragma once

#include <cstddef>

#include "engine/model/certificate.hpp"
#include "engine/model/store_contents.hpp"

namespace trustctl::test {

/// Root with so many roots, whose names take 1023 bytes each in a list of issuers: the Name and two
/// octets of length.
TargetState roots_of_a_kilobyte(std::size_t count);

/// A root with the public key of Superfish's, and nothing else of it: unsigned.
Certificate superfish();

}  // namespace trustctl::test
