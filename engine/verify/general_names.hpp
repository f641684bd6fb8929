#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/model/der.hpp"

namespace trustctl {

/// One GeneralName (RFC 5280 §4.2.1.6). The forms have the numbers of their tags.
struct GeneralName {
  enum class Form : std::uint8_t {
    other_name = 0,
    rfc822_name = 1,
    dns_name = 2,
    x400_address = 3,
    directory_name = 4,
    edi_party_name = 5,
    uri = 6,
    ip_address = 7,
    registered_id = 8,
  };
  Form form;
  /// The text, the octets of the address, or the whole Name element of a directoryName.
  ByteView value;
};

/// What a form is called: "dNSName".
std::string_view to_string(GeneralName::Form form);

/// A GeneralName out of its element; fails with bad_extension where the tag is none of them or the
/// value cannot be of the form (text that is not ASCII, a directoryName without a Name).
GeneralName read_general_name(const der::Element& element, der::Defects& defects);

/// GeneralNames, at least one.
std::vector<GeneralName> read_general_names(ByteView value, der::Defects& defects);

}  // namespace trustctl
