#include "engine/probe/other_protocol.hpp"

namespace trustctl {

std::string other_protocol(std::string_view first_bytes) {
  const std::string_view line = first_bytes.substr(0, first_bytes.find('\n'));
  if (line.starts_with("SSH-")) {
    return "it answers as SSH, which has no certificates of this kind; name a port that speaks TLS";
  }
  if (line.starts_with("HTTP/")) {
    return "that is plain HTTP, without TLS; name the port of HTTPS, which mostly is 443";
  }
  if (line.starts_with("220") && line.find("FTP") != std::string_view::npos) {
    return "it answers as FTP; name its port for TLS from the first byte, which mostly is 990";
  }
  if (line.starts_with("220 ") || line.starts_with("220-")) {
    return "it greets as a mail server (SMTP); use --starttls smtp";
  }
  if (line.starts_with("* OK")) {
    return "it answers as IMAP; name its port for TLS from the first byte, which mostly is 993";
  }
  if (line.starts_with("+OK")) {
    return "it answers as POP3; name its port for TLS from the first byte, which mostly is 995";
  }
  return {};
}

}  // namespace trustctl
