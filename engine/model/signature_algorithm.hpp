#pragma once

#include <string>

#include "engine/model/certificate.hpp"

namespace trustctl {

/// "has a signature that cannot be verified here (ML-DSA-65, key ML-DSA-65)": of a child by this
/// issuer's key, after the child's name.
std::string unverifiable_text(const Certificate& child, const Certificate& issuer);

/// What a certificate was signed with, for people: "ML-DSA-65", "SLH-DSA-SHA2-128s", "a digest of
/// MD2"; of what has no name here the OID ("algorithm 1.2.3").
std::string signature_algorithm_text(const Certificate& certificate);

}  // namespace trustctl
