#pragma once

#include <string>

#include "engine/model/bytes.hpp"

namespace trustctl {

/// A Name element as RFC 4514 text, the most specific part first: "CN=Lab Root,O=Schertz".
/// Attribute types by the short names that OpenSSL uses, else dotted with the value in hexadecimal.
/// A Name that does not decode is '#' and its octets in hexadecimal.
std::string name_text(ByteView name);

/// The last common name, else the last organizational unit or organization; empty where the Name
/// has none of them.
std::string common_name(ByteView name);

}  // namespace trustctl
