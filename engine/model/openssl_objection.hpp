#pragma once

#include <string>

#include "engine/model/certificate.hpp"

namespace trustctl {

/// What OpenSSL has against the bytes of a certificate, as a second reader beside ours; empty:
/// nothing. Its own ASN.1 decoder takes them by RFC 5280 §4.1, every byte, and writes the same
/// bytes. The public key stays a BIT STRING: d2i_X509 would decode it as well, which costs ten
/// times the rest (openssl_key does that where somebody asks). Leaves OpenSSL's error queue as it
/// comes.
std::string openssl_objection(const Certificate& certificate);

}  // namespace trustctl
