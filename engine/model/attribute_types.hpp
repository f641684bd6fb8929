#pragma once

#include <array>
#include <string_view>

namespace trustctl {

/// A type of attribute that a name can have, by the short name that it is written with.
struct AttributeType {
  std::string_view oid;   ///< contents octets
  std::string_view name;  ///< "CN"
};

// The short names of OpenSSL's object table, which is what `openssl x509 -nameopt RFC2253` writes.
inline constexpr std::array attribute_types = {
    AttributeType{"\x55\x04\x03", "CN"},
    AttributeType{"\x55\x04\x0A", "O"},
    AttributeType{"\x55\x04\x06", "C"},
    AttributeType{"\x55\x04\x0B", "OU"},
    AttributeType{"\x55\x04\x04", "SN"},
    AttributeType{"\x55\x04\x05", "serialNumber"},
    AttributeType{"\x55\x04\x07", "L"},
    AttributeType{"\x55\x04\x08", "ST"},
    AttributeType{"\x55\x04\x09", "street"},
    AttributeType{"\x55\x04\x0C", "title"},
    AttributeType{"\x55\x04\x0D", "description"},
    AttributeType{"\x55\x04\x0F", "businessCategory"},
    AttributeType{"\x55\x04\x10", "postalAddress"},
    AttributeType{"\x55\x04\x11", "postalCode"},
    AttributeType{"\x55\x04\x12", "postOfficeBox"},
    AttributeType{"\x55\x04\x14", "telephoneNumber"},
    AttributeType{"\x55\x04\x29", "name"},
    AttributeType{"\x55\x04\x2A", "GN"},
    AttributeType{"\x55\x04\x2B", "initials"},
    AttributeType{"\x55\x04\x2C", "generationQualifier"},
    AttributeType{"\x55\x04\x2D", "x500UniqueIdentifier"},
    AttributeType{"\x55\x04\x2E", "dnQualifier"},
    AttributeType{"\x55\x04\x41", "pseudonym"},
    AttributeType{"\x55\x04\x48", "role"},
    AttributeType{"\x55\x04\x61", "organizationIdentifier"},
    AttributeType{"\x2A\x86\x48\x86\xF7\x0D\x01\x09\x01", "emailAddress"},
    AttributeType{"\x2A\x86\x48\x86\xF7\x0D\x01\x09\x02", "unstructuredName"},
    AttributeType{"\x2A\x86\x48\x86\xF7\x0D\x01\x09\x08", "unstructuredAddress"},
    AttributeType{"\x09\x92\x26\x89\x93\xF2\x2C\x64\x01\x01", "UID"},
    AttributeType{"\x09\x92\x26\x89\x93\xF2\x2C\x64\x01\x19", "DC"},
    AttributeType{"\x2B\x06\x01\x04\x01\x82\x37\x3C\x02\x01\x01", "jurisdictionL"},
    AttributeType{"\x2B\x06\x01\x04\x01\x82\x37\x3C\x02\x01\x02", "jurisdictionST"},
    AttributeType{"\x2B\x06\x01\x04\x01\x82\x37\x3C\x02\x01\x03", "jurisdictionC"},
};

}  // namespace trustctl
