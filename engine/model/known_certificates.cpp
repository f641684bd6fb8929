#include "engine/model/known_certificates.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

namespace trustctl {

// The serial number stands near the beginning, the signature at the end.
std::size_t KnownCertificates::HashOfEnds::operator()(ByteView bytes) const {
  constexpr std::size_t end = 48;
  const std::string_view text = as_text(bytes);
  const std::hash<std::string_view> hash;
  constexpr std::size_t factor = 31;
  return factor * hash(text.substr(0, end)) +
         hash(text.substr(text.size() - std::min(text.size(), end)));
}

bool KnownCertificates::SameBytes::operator()(const Certificate& a, const Certificate& b) const {
  return std::ranges::equal(a.bytes(), b.bytes());
}

bool KnownCertificates::SameBytes::operator()(ByteView a, const Certificate& b) const {
  return std::ranges::equal(a, b.bytes());
}

bool KnownCertificates::SameBytes::operator()(const Certificate& a, ByteView b) const {
  return std::ranges::equal(a.bytes(), b);
}

Certificate KnownCertificates::from_bytes(Bytes&& bytes) const {
  const auto known = m_certificates.find(ByteView(bytes));
  return known != m_certificates.end() ? *known : Certificate::from_bytes(std::move(bytes));
}

Certificate KnownCertificates::from_bytes(ByteView bytes) const {
  const auto known = m_certificates.find(bytes);
  return known != m_certificates.end() ? *known : Certificate::from_bytes(bytes);
}

}  // namespace trustctl
