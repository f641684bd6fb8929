#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// One textual encoding block (RFC 7468): its label, its bytes, and where in the text it stands.
/// The views are into the text that was read.
struct PemBlock {
  std::string_view label;   ///< "CERTIFICATE"
  std::string_view before;  ///< explanatory text since the end of the block before
  Bytes bytes;
  std::size_t begin = 0;  ///< offset of "-----BEGIN"
  std::size_t end = 0;    ///< offset after the line of "-----END", its line break included
};

/// Every block of a text, with explanatory text around them allowed. LF, CRLF or CR ends a line.
/// Fails with invalid_input and the line for a block that is not closed, is closed by another
/// label, holds headers (RFC 1421) or anything but Base64. Text without a block gives an empty
/// list. Judges no label.
Result<std::vector<PemBlock>> read_pem(std::string_view text);

/// What reads of a text, and why something else does not.
struct PemParts {
  std::vector<PemBlock> blocks;
  std::optional<Error> broken;  ///< as read_pem would fail; absent: everything reads
};
/// The blocks that read, also behind one that does not. Gives up after 64 that do not.
PemParts read_pem_parts(std::string_view text);

/// A block as RFC 7468 §2 writes it: 64 characters a line, LF.
std::string write_pem(std::string_view label, ByteView bytes);

}  // namespace trustctl
