#include "engine/verify/name_matching.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "engine/text/ascii.hpp"
#include "engine/verify/host_name.hpp"

namespace trustctl {

using Form = GeneralName::Form;

namespace {

bool is_host(std::string_view text) { return is_dns_name(text) && text.front() != '*'; }

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         equal_ignoring_case(text.substr(text.size() - end.size()), end);
}

// "host.example" and everything below it; with a leading period, only what is below.
bool in_domain(std::string_view name, std::string_view domain) {
  if (domain.empty()) {
    return true;
  }
  if (domain.front() == '.') {
    return name.size() > domain.size() && ends_with(name, domain);
  }
  return equal_ignoring_case(name, domain) ||
         (name.size() > domain.size() && ends_with(name, domain) &&
          name[name.size() - domain.size() - 1] == '.');
}

// RFC 5280 §4.2.1.10 for hosts of mail and URIs: a host alone is that host, a leading period is
// everything below.
bool is_host_or_below(std::string_view host, std::string_view base) {
  return !base.empty() && base.front() == '.' ? in_domain(host, base)
                                              : equal_ignoring_case(host, base);
}

// Whether one of the names that "*.rest" stands for is in the domain.
bool wildcard_reaches(std::string_view wildcard, std::string_view domain) {
  if (!domain.empty() && domain.front() == '.') {
    domain.remove_prefix(1);
  }
  const std::size_t dot = domain.find('.');
  return dot != std::string_view::npos &&
         equal_ignoring_case(wildcard.substr(1), domain.substr(dot));
}

bool dns_within(std::string_view name, std::string_view base, Listed listed) {
  return in_domain(name, base) ||
         (listed == Listed::excluded && name.front() == '*' && wildcard_reaches(name, base));
}

// The octets of an address and of its mask.
bool address_within(ByteView address, ByteView base) {
  if (base.size() != 2 * address.size()) {
    return false;
  }
  const ByteView network = base.first(address.size());
  const ByteView mask = base.subspan(address.size());
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (((address[i] ^ network[i]) & mask[i]) != 0) {
      return false;
    }
  }
  return true;
}

bool is_mask(ByteView mask) {
  bool ended = false;
  for (const std::uint8_t octet : mask) {
    const unsigned ones = ~static_cast<unsigned>(octet) & 0xFFU;
    const bool leading = (ones & (ones + 1)) == 0;
    if (!leading || (ended && octet != 0)) {
      return false;
    }
    ended = octet != 0xFF;
  }
  return true;
}

struct Mailbox {
  std::string_view local;
  std::string_view host;
};

std::optional<Mailbox> parse_mailbox(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const Mailbox mailbox{text.substr(0, at), text.substr(at + 1)};
  const bool quoted = mailbox.local.size() > 1 && mailbox.local.front() == '"';
  const bool plain =
      !mailbox.local.empty() && mailbox.local.find_first_of("@ \t\r\n") == std::string_view::npos;
  return (quoted || plain) && is_host(mailbox.host) ? std::optional(mailbox) : std::nullopt;
}

bool mailbox_within(std::string_view name, std::string_view base) {
  const auto mailbox = parse_mailbox(name);
  const auto wanted = parse_mailbox(base);
  if (!mailbox.has_value()) {
    return false;
  }
  return wanted.has_value()
             ? mailbox->local == wanted->local && equal_ignoring_case(mailbox->host, wanted->host)
             : is_host_or_below(mailbox->host, base);
}

// The host of "scheme://user@host:port/path"; nothing where it has none, or an address.
std::optional<std::string_view> host_of(std::string_view uri) {
  const std::size_t start = uri.find("://");
  if (start == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view host = uri.substr(start + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
    host.remove_prefix(at + 1);
  }
  host = host.substr(0, host.find(':'));
  const bool named = is_host(host) && !parse_ip_address(host).has_value();
  return named ? std::optional(host) : std::nullopt;
}

bool is_host_or_domain(std::string_view text) {
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
  }
  return is_host(text);
}

}  // namespace

bool is_comparable(Form form) {
  return form == Form::dns_name || form == Form::ip_address || form == Form::directory_name ||
         form == Form::rfc822_name || form == Form::uri;
}

bool is_subtree_base(const GeneralName& base) {
  const std::string_view text = as_text(base.value);
  switch (base.form) {
    case Form::dns_name:
    case Form::uri:
      return text.empty() || is_host_or_domain(text);
    case Form::rfc822_name:
      return text.empty() || is_host_or_domain(text) || parse_mailbox(text).has_value();
    case Form::ip_address:
      return (base.value.size() == 2 * ipv4_size || base.value.size() == 2 * ipv6_size) &&
             is_mask(base.value.subspan(base.value.size() / 2));
    default:
      return true;
  }
}

bool is_well_formed(const GeneralName& name) {
  const std::string_view text = as_text(name.value);
  switch (name.form) {
    case Form::dns_name:
      return is_dns_name(text);
    case Form::ip_address:
      return name.value.size() == ipv4_size || name.value.size() == ipv6_size;
    case Form::rfc822_name:
      return parse_mailbox(text).has_value();
    case Form::uri:
      return host_of(text).has_value();
    default:
      return true;
  }
}

bool is_within(const GeneralName& name, const GeneralName& base, Listed listed) {
  const std::string_view text = as_text(name.value);
  const std::string_view wanted = as_text(base.value);
  switch (name.form) {
    case Form::dns_name:
      return dns_within(text, wanted, listed);
    case Form::ip_address:
      return address_within(name.value, base.value);
    case Form::rfc822_name:
      return wanted.empty() ? listed == Listed::excluded : mailbox_within(text, wanted);
    case Form::uri:
      return wanted.empty() ? listed == Listed::excluded
                            : is_host_or_below(host_of(text).value_or(""), wanted);
    default:
      return false;
  }
}

}  // namespace trustctl
