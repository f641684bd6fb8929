#pragma once

#include <string>
#include <string_view>

namespace trustctl {

/// What a server speaks in the place of TLS, and what to do, by the first bytes that it sent: "it
/// answers as SSH, which has no certificates of this kind". SSH (RFC 4253 §4.2), HTTP (RFC 9112
/// §4), SMTP (RFC 5321 §4.2), FTP (RFC 959 §4.2), IMAP (RFC 3501 §7.1.1) and POP3 (RFC 1939 §4).
/// Empty where they are of none of these. Quotes nothing of what the server sent.
std::string other_protocol(std::string_view first_bytes);

}  // namespace trustctl
