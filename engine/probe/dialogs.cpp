#include "engine/probe/dialogs.hpp"

#include "engine/model/der.hpp"

namespace trustctl {

namespace {

using namespace std::string_view_literals;

tl::unexpected<Error> refused(std::string_view who, std::string_view answer) {
  constexpr std::size_t most = 120;
  return tl::unexpected(Error{ErrorCode::io, std::string(who) + " does not agree: it answered '" +
                                                 std::string(answer.substr(0, most)) + "'"});
}

// A byte at a time, so that nothing of what comes after is taken.
Result<std::string> read_until(std::string_view end, Stream& stream) {
  constexpr std::size_t longest = std::size_t{16} * 1024;
  std::string text;
  while (!text.ends_with(end)) {
    auto more = stream.read_some(1);
    if (!more) {
      return more;
    }
    text += *more;
    if (text.size() > longest) {
      return refused("the server", text);
    }
  }
  return text;
}

// A reply of SMTP: lines of one code, of which the last has no hyphen after it (RFC 5321 §4.2.1).
Result<void> expect_reply(std::string_view code, Stream& stream) {
  constexpr int most_lines = 100;
  for (int count = 0; count < most_lines; ++count) {
    const auto line = read_until("\n", stream);
    if (!line) {
      return tl::unexpected(line.error());
    }
    if (!line->starts_with(code)) {
      return refused("the mail server", line->substr(0, line->find_first_of("\r\n")));
    }
    if (line->size() <= code.size() || (*line)[code.size()] != '-') {
      return {};
    }
  }
  return refused("the mail server", "more than 100 lines");
}

Result<void> say(std::string_view text, std::string_view code, Stream& stream) {
  if (auto written = stream.write(text); !written) {
    return written;
  }
  return expect_reply(code, stream);
}

Result<void> start_smtp(Stream& stream) {
  auto reply = expect_reply("220", stream);
  if (reply.has_value()) {
    reply = say("EHLO trustctl.invalid\r\n", "250", stream);
  }
  if (reply.has_value()) {
    reply = say("STARTTLS\r\n", "220", stream);
  }
  return reply;
}

// LDAPMessage { messageID 1, extendedReq { requestName 1.3.6.1.4.1.1466.20037 } }
constexpr std::string_view ldap_request =
    "\x30\x1D\x02\x01\x01\x77\x18\x80\x16"
    "1.3.6.1.4.1.1466.20037"sv;

// Exactly as many bytes.
Result<std::string> read_exactly(std::size_t count, Stream& stream) {
  std::string text;
  while (text.size() < count) {
    auto more = stream.read_some(count - text.size());
    if (!more) {
      return more;
    }
    text += *more;
  }
  return text;
}

// The whole of one element. Its length may be in the long form though it would fit the short one
// (BER, RFC 4511 §5.1): Active Directory writes each of its lengths as 84 and four octets. The
// indefinite form, 80, is none of LDAP's.
Result<std::string> read_element(Stream& stream) {
  constexpr std::size_t longest = 4096;
  constexpr std::uint8_t long_form = 0x80;
  constexpr std::size_t most_octets = 8;
  auto text = read_exactly(2, stream);
  if (!text) {
    return text;
  }
  std::size_t length = static_cast<std::uint8_t>((*text)[1]);
  if (length >= long_form) {
    const std::size_t octets = length - long_form;
    if (octets == 0 || octets > most_octets) {
      return refused("the directory server", "something that is no LDAP message");
    }
    auto more = read_exactly(octets, stream);
    if (!more) {
      return more;
    }
    length = 0;
    for (const char octet : *more) {
      length = length << 8U | static_cast<std::uint8_t>(octet);
    }
    *text += *more;
  }
  if (length > longest) {
    return refused("the directory server", "a message that is too long");
  }
  auto contents = read_exactly(length, stream);
  return contents ? Result<std::string>(*text + *contents) : contents;
}

Result<void> start_ldap(Stream& stream) {
  if (auto written = stream.write(ldap_request); !written) {
    return written;
  }
  const auto answer = read_element(stream);
  if (!answer) {
    return tl::unexpected(answer.error());
  }
  constexpr std::uint8_t extended_response = 0x78;
  der::Defects defects;
  der::Cursor whole(as_bytes(*answer), defects);
  der::Cursor message(whole.take(der::sequence).contents, defects);
  message.take(der::integer);
  der::Cursor response(message.take(extended_response).contents, defects);
  const ByteView code = response.take(der::enumerated).contents;
  if (defects.failed() || code.size() != 1) {
    return refused("the directory server", "something that is no ExtendedResponse");
  }
  if (code[0] != 0) {
    return refused("the directory server", "result code " + std::to_string(code[0]));
  }
  return {};
}

}  // namespace

Result<void> start_tls(StartTls kind, Stream& stream) {
  switch (kind) {
    case StartTls::none:
      return {};
    case StartTls::smtp:
      return start_smtp(stream);
    case StartTls::ldap:
      return start_ldap(stream);
  }
  return {};
}

Result<void> connect_by_proxy(const Endpoint& server, Stream& stream) {
  const std::string where = to_string(server);
  if (auto written = stream.write("CONNECT " + where + " HTTP/1.1\r\nHost: " + where + "\r\n\r\n");
      !written) {
    return written;
  }
  const auto answer = read_until("\r\n\r\n", stream);
  if (!answer) {
    return tl::unexpected(answer.error());
  }
  const std::string line = answer->substr(0, answer->find('\r'));
  const bool agreed = line.starts_with("HTTP/1.") && line.substr(8).starts_with(" 2");
  return agreed ? Result<void>() : refused("the proxy", line);
}

}  // namespace trustctl
