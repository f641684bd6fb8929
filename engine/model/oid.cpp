#include "engine/model/oid.hpp"

#include <array>
#include <cstdint>
#include <vector>

#include "engine/model/nearest.hpp"

namespace trustctl {

namespace {

struct Purpose {
  std::string_view name;
  std::string_view dotted;
};

// RFC 5280 §4.2.1.12 and its successors; Microsoft's from "Object IDs associated with Microsoft
// cryptography" (KB 287547).
constexpr std::array purposes = {
    Purpose{"server_auth", "1.3.6.1.5.5.7.3.1"},
    Purpose{"client_auth", "1.3.6.1.5.5.7.3.2"},
    Purpose{"code_signing", "1.3.6.1.5.5.7.3.3"},
    Purpose{"email_protection", "1.3.6.1.5.5.7.3.4"},
    Purpose{"ipsec_end_system", "1.3.6.1.5.5.7.3.5"},
    Purpose{"ipsec_tunnel", "1.3.6.1.5.5.7.3.6"},
    Purpose{"ipsec_user", "1.3.6.1.5.5.7.3.7"},
    Purpose{"time_stamping", "1.3.6.1.5.5.7.3.8"},
    Purpose{"ocsp_signing", "1.3.6.1.5.5.7.3.9"},
    Purpose{"ipsec_ike", "1.3.6.1.5.5.7.3.17"},
    Purpose{"any_purpose", "2.5.29.37.0"},
    Purpose{"kerberos_client_auth", "1.3.6.1.5.2.3.4"},
    Purpose{"kdc_auth", "1.3.6.1.5.2.3.5"},
    Purpose{"ipsec_ike_intermediate", "1.3.6.1.5.5.8.2.2"},
    Purpose{"trust_list_signing", "1.3.6.1.4.1.311.10.3.1"},
    Purpose{"encrypting_file_system", "1.3.6.1.4.1.311.10.3.4"},
    Purpose{"file_recovery", "1.3.6.1.4.1.311.10.3.4.1"},
    Purpose{"whql_crypto", "1.3.6.1.4.1.311.10.3.5"},
    Purpose{"qualified_subordination", "1.3.6.1.4.1.311.10.3.10"},
    Purpose{"key_recovery", "1.3.6.1.4.1.311.10.3.11"},
    Purpose{"document_signing", "1.3.6.1.4.1.311.10.3.12"},
    Purpose{"lifetime_signing", "1.3.6.1.4.1.311.10.3.13"},
    Purpose{"enrollment_agent", "1.3.6.1.4.1.311.20.2.1"},
    Purpose{"smart_card_logon", "1.3.6.1.4.1.311.20.2.2"},
    Purpose{"remote_desktop_auth", "1.3.6.1.4.1.311.54.1.2"},
};

__extension__ typedef unsigned __int128 Arc;
constexpr Arc largest_arc = ~Arc{0};

std::string to_decimal(Arc arc) {
  std::string reversed;
  do {
    reversed += static_cast<char>('0' + static_cast<int>(arc % 10));
    arc /= 10;
  } while (arc != 0);
  return {reversed.rbegin(), reversed.rend()};
}

// Takes a number and the dot after it from the front. Nothing where it is not written as X.660
// numbers are: digits, no leading zero.
std::optional<Arc> take_arc(std::string_view& text) {
  const std::size_t end = text.find('.');
  const std::string_view digits = text.substr(0, end);
  const bool last = end == std::string_view::npos;
  if (digits.empty() || (digits.size() > 1 && digits.front() == '0')) {
    return std::nullopt;
  }
  Arc arc = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    const auto digit = static_cast<Arc>(c - '0');
    if (arc > (largest_arc - digit) / 10) {
      return std::nullopt;
    }
    arc = arc * 10 + digit;
  }
  text.remove_prefix(last ? text.size() : end + 1);
  return last || !text.empty() ? std::optional(arc) : std::nullopt;  // "1.2." has no last number
}

bool is_dotted(std::string_view text) {
  constexpr std::size_t longest = 1024;
  if (text.size() > longest) {
    return false;
  }
  const auto first = take_arc(text);
  if (!first.has_value() || *first > 2 || text.empty()) {
    return false;
  }
  const auto second = take_arc(text);
  if (!second.has_value() || (*first < 2 && *second > 39) || *second > largest_arc - 80) {
    return false;
  }
  while (!text.empty()) {
    if (!take_arc(text).has_value()) {
      return false;
    }
  }
  return true;
}

std::string not_an_oid(std::string_view text) {
  std::vector<std::string_view> names;
  names.reserve(std::size(purposes));
  for (const Purpose& purpose : purposes) {
    names.push_back(purpose.name);
  }
  return "'" + std::string(text) +
         "' is neither the name of a purpose nor an object identifier such as 1.3.6.1.5.5.7.3.1" +
         did_you_mean(text, names);
}

// X.690 §8.19.4: the first subidentifier holds the first two numbers.
std::string first_two(Arc subidentifier) {
  const Arc first = subidentifier < 80 ? subidentifier / 40 : 2;
  return to_decimal(first) + "." + to_decimal(subidentifier - first * 40);
}

}  // namespace

Result<Oid> Oid::parse(std::string_view text) {
  for (const Purpose& purpose : purposes) {
    if (purpose.name == text) {
      return Oid(std::string(purpose.dotted));
    }
  }
  if (is_dotted(text)) {
    return Oid(std::string(text));
  }
  return tl::unexpected(Error{ErrorCode::invalid_input, not_an_oid(text)});
}

std::optional<Oid> Oid::from_der(ByteView contents) {
  std::string dotted;
  Arc arc = 0;
  bool inside = false;
  for (const std::uint8_t byte : contents) {
    const bool padded = !inside && byte == 0x80;
    if (padded || arc > (largest_arc >> 7U)) {
      return std::nullopt;
    }
    arc = arc << 7U | (byte & 0x7FU);
    inside = (byte & 0x80U) != 0;
    if (!inside) {
      dotted += dotted.empty() ? first_two(arc) : "." + to_decimal(arc);
      arc = 0;
    }
  }
  if (inside || dotted.empty()) {
    return std::nullopt;
  }
  return Oid(std::move(dotted));
}

std::string Oid::purpose_name() const {
  for (const Purpose& purpose : purposes) {
    if (purpose.dotted == m_dotted) {
      return std::string(purpose.name);
    }
  }
  return m_dotted;
}

}  // namespace trustctl
