#pragma once

#include "engine/model/bytes.hpp"

namespace trustctl {

/// The MD5 of a name's DER, 16 octets: how Windows keeps and looks up a subject
/// (CERT_SUBJECT_NAME_MD5_HASH_PROP_ID, 29). It finds, and proves nothing.
Bytes name_md5(ByteView name);

}  // namespace trustctl
