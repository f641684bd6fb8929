#pragma once

#include <cstdint>
#include <initializer_list>

#include "engine/model/bytes.hpp"
#include "engine/model/oid.hpp"

namespace trustctl {

/// Appends one DER element: tag, length, contents (X.690 section 8.1).
void append_element(Bytes& to, std::uint8_t tag, ByteView contents);

/// One element whose contents are these parts, one behind the other.
Bytes der_element(std::uint8_t tag, std::initializer_list<ByteView> parts);

/// The contents octets of an OBJECT IDENTIFIER (X.690 section 8.19).
Bytes oid_contents(const Oid& oid);

}  // namespace trustctl
