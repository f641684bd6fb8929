#include "engine/model/shipped_authorities.hpp"

#include <algorithm>
#include <array>

namespace trustctl {

namespace {

constexpr std::array authorities = {
    ShippedAuthority{"Root Agency", "fee449ee0e3965a5246f000e87fde2a065fd89d4"},
    ShippedAuthority{"www.verisign.com/CPS Incorp.by Ref. LIABILITY LTD.(c)97 VeriSign",
                     "d559a586669b08f46a30a133f8a9ed3d038e2ea8"},
    ShippedAuthority{"Microsoft Windows Hardware Compatibility",
                     "109f1caed645bb78b3ea2b94c0697c740733031c"},
};

}  // namespace

std::span<const ShippedAuthority> shipped_authorities() { return authorities; }

bool is_shipped_authority(const Certificate& certificate) {
  const std::string thumbprint = certificate.thumbprint().hex();
  return std::any_of(authorities.begin(), authorities.end(),
                     [&](const ShippedAuthority& one) { return one.thumbprint == thumbprint; });
}

}  // namespace trustctl
