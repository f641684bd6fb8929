#pragma once

#include <openssl/objects.h>
#include <openssl/x509.h>

#include <memory>

#include "engine/model/bytes.hpp"
#include "engine/model/deleter.hpp"

namespace trustctl {

using ObjectPtr = std::unique_ptr<ASN1_OBJECT, Deleter<ASN1_OBJECT_free>>;

/// OpenSSL's reading of an OBJECT IDENTIFIER element; null where it has none. For the files that
/// ask OpenSSL what it knows by such a name.
inline ObjectPtr openssl_object(ByteView oid_element) {
  const unsigned char* position = oid_element.data();
  return ObjectPtr(d2i_ASN1_OBJECT(nullptr, &position, static_cast<long>(oid_element.size())));
}

}  // namespace trustctl
