#pragma once

#include "engine/model/certificate.hpp"
#include "engine/model/der.hpp"

namespace trustctl {

/// What a key's algorithm is called: "RSA", "ML-DSA-65"; empty where its OID (contents octets) is
/// not known here. Of EdDSA, ML-DSA (FIPS 204) and SLH-DSA (FIPS 205) the signatures have the OID
/// of their keys.
std::string_view key_algorithm_name(ByteView oid);

/// The OBJECT IDENTIFIER element of an AlgorithmIdentifier element; empty where there is none.
der::Element algorithm_oid(ByteView algorithm_info);

/// The same of a SubjectPublicKeyInfo element: what its key is for.
der::Element key_oid(ByteView public_key_info);

/// What kind of key a SubjectPublicKeyInfo element holds, and how big it is.
PublicKeyFacts public_key_facts(ByteView public_key_info);

/// Fails with truncated or wrong_tag where the element is no SubjectPublicKeyInfo; notes
/// bad_public_key where a key of a known algorithm does not decode.
void check_public_key(ByteView public_key_info, der::Defects& defects);

}  // namespace trustctl
