#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/model/certificate.hpp"

namespace trustctl {

/// Object identifiers of extensions, as contents octets (X.690 §8.19: without tag and length), so
/// that they compare with Extension::oid as they stand. RFC 5280 §4.2 says what each is; the last
/// three are Netscape's and Microsoft's.
namespace extension_oid {
using namespace std::string_view_literals;
inline constexpr std::string_view subject_key_id = "\x55\x1D\x0E"sv;
inline constexpr std::string_view key_usage = "\x55\x1D\x0F"sv;
inline constexpr std::string_view subject_alt_name = "\x55\x1D\x11"sv;
inline constexpr std::string_view issuer_alt_name = "\x55\x1D\x12"sv;
inline constexpr std::string_view basic_constraints = "\x55\x1D\x13"sv;
inline constexpr std::string_view name_constraints = "\x55\x1D\x1E"sv;
inline constexpr std::string_view crl_distribution_points = "\x55\x1D\x1F"sv;
inline constexpr std::string_view certificate_policies = "\x55\x1D\x20"sv;
inline constexpr std::string_view policy_mappings = "\x55\x1D\x21"sv;
inline constexpr std::string_view authority_key_id = "\x55\x1D\x23"sv;
inline constexpr std::string_view policy_constraints = "\x55\x1D\x24"sv;
inline constexpr std::string_view extended_key_usage = "\x55\x1D\x25"sv;
inline constexpr std::string_view inhibit_any_policy = "\x55\x1D\x36"sv;
inline constexpr std::string_view authority_info_access = "\x2B\x06\x01\x05\x05\x07\x01\x01"sv;
inline constexpr std::string_view netscape_cert_type = "\x60\x86\x48\x01\x86\xF8\x42\x01\x01"sv;
inline constexpr std::string_view certificate_template = "\x2B\x06\x01\x04\x01\x82\x37\x15\x07"sv;
inline constexpr std::string_view application_policies = "\x2B\x06\x01\x04\x01\x82\x37\x15\x0A"sv;
}  // namespace extension_oid

/// One extension of a certificate, not judged: `value` may be anything.
struct Extension {
  std::string_view oid;  ///< contents octets
  bool critical = false;
  ByteView value;  ///< the DER that extnValue wraps
};

/// Every extension of a certificate, in its order, those that stand twice too; views into its
/// bytes, so keep the certificate (a handle costs nothing) as long as them. Empty where it is
/// opaque. The model's Certificate already knows the extensions that planning needs; this is for
/// the rest.
std::vector<Extension> extensions_of(const Certificate& certificate);

/// The extension with this object identifier (see extension_oid); null where there is none. Of two,
/// the first. Points into the list.
const Extension* find_extension(const std::vector<Extension>& extensions, std::string_view oid);

/// The addresses of an authorityInfoAccess where the issuer's certificate can be had (caIssuers).
std::vector<std::string> issuer_addresses(const std::vector<Extension>& extensions);
/// The addresses of cRLDistributionPoints.
std::vector<std::string> crl_addresses(const std::vector<Extension>& extensions);

}  // namespace trustctl
