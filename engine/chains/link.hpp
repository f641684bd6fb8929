#pragma once

#include "engine/model/certificate.hpp"
#include "engine/model/signature.hpp"

namespace trustctl {

/// Whether one certificate counts as the issuer of another, by what is known of the signature. One
/// that cannot be verified holds by the issuer's exact name and its key identifier (RFC 5280
/// §4.2.1.1), which are a claim and no proof: whoever relies on it must say so. Of a certificate by
/// itself it holds where no key identifier speaks against it, since self-signed ones need not have
/// them.
bool link_holds(const Certificate& child, const Certificate& issuer, SignatureVerdict signature);

}  // namespace trustctl
