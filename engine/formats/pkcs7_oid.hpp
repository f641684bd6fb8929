#pragma once

#include <array>
#include <cstdint>

/// The contents octets of the OBJECT IDENTIFIERs of PKCS#7 (RFC 5652) and of what Microsoft puts
/// into it.
namespace trustctl::pkcs7_oid {

/// 1.2.840.113549.1.7, to which every content type adds one number.
inline constexpr std::array<std::uint8_t, 8> prefix = {0x2A, 0x86, 0x48, 0x86,
                                                       0xF7, 0x0D, 0x01, 0x07};
/// 1.2.840.113549.1.7.1, id-data.
inline constexpr std::array<std::uint8_t, 9> data = {0x2A, 0x86, 0x48, 0x86, 0xF7,
                                                     0x0D, 0x01, 0x07, 0x01};
/// 1.2.840.113549.1.7.2, id-signedData.
inline constexpr std::array<std::uint8_t, 9> signed_data = {0x2A, 0x86, 0x48, 0x86, 0xF7,
                                                            0x0D, 0x01, 0x07, 0x02};
/// 1.3.6.1.4.1.311.10.1, szOID_CTL: a certificate trust list.
inline constexpr std::array<std::uint8_t, 9> trust_list = {0x2B, 0x06, 0x01, 0x04, 0x01,
                                                           0x82, 0x37, 0x0A, 0x01};

}  // namespace trustctl::pkcs7_oid
