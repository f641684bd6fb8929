#pragma once

#include <string>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/model/certificate.hpp"

namespace trustctl::test {

/// What is wrong with how the certificate reader takes these bytes; empty: nothing. It must
///   - give every accessor a value, whatever the bytes are;
///   - where it says strict and OpenSSL decodes the bytes, give the same facts as OpenSSL's
///   getters,
///     and be admissible;
///   - where it says strict and OpenSSL refuses the bytes, have one of the known reasons for it.
/// Prints nothing.
std::vector<std::string> findings(ByteView bytes);

/// Why OpenSSL may refuse what our reader calls strict; empty: for no reason that is known.
std::string known_refusal(const Certificate& certificate);

}  // namespace trustctl::test
