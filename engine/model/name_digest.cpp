#include "engine/model/name_digest.hpp"

// The low-level call, as in fingerprint.cpp.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/md5.h>

namespace trustctl {

Bytes name_md5(ByteView name) {
  Bytes digest(MD5_DIGEST_LENGTH);
  MD5(name.data(), name.size(), digest.data());
  return digest;
}

}  // namespace trustctl
