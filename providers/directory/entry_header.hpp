#pragma once

#include <string>
#include <string_view>

#include "engine/model/entry.hpp"
#include "engine/result.hpp"

namespace trustctl::directory {

/// The text before the block of a file of ours (RFC 7468 §5.2, explanatory text): a first line that
/// says whose file it is, what the certificate is, for people, and its properties.
///
///     # trustctl entry, format 1
///     Subject: CN=Schertz Lab Root CA
///     Issuer: CN=Schertz Lab Root CA
///     Valid: 2011-03-01 to 2031-03-01
///     SHA-256: 8e2f…
///     SHA-1: 1916…
///     Friendly name: Schertz Lab Root CA
///     Description: …
///     Purposes: server_auth, 1.3.6.1.4.1.311.10.3.4
///     Owners: schertz.lab/base
///
/// A property that an entry does not have has no line. Purposes: absent for all, `none` for none.
std::string write_header(const Certificate& certificate, const Properties& properties);

/// Whether the text holds the first line of a header of ours.
bool has_header(std::string_view text);

/// The properties that a header gives this certificate. Fails with invalid_input, and says why none
/// of them counts: the header's SHA-256 is missing or another certificate's, a line is there twice,
/// or one does not read.
Result<Properties> read_header(std::string_view text, const Certificate& certificate);

/// The same text with another header: lines before the header, and lines of it that are not ours,
/// are kept as they are.
std::string replace_header(std::string_view text, const Certificate& certificate,
                           const Properties& properties);

}  // namespace trustctl::directory
