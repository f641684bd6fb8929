#pragma once

#include <algorithm>
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// An object identifier (X.660), kept in its dotted form: "1.3.6.1.5.5.7.3.1".
class Oid {
 public:
  /// Reads the dotted form, or the name of a purpose ("server_auth"; see purpose_name).
  /// Fails with invalid_input, and names the nearest purpose where one is near.
  static Result<Oid> parse(std::string_view text);
  /// Reads the contents octets of a DER OBJECT IDENTIFIER (X.690 §8.19); nothing where they are not
  /// minimal, are cut short, or hold an arc of over 128 bits.
  static std::optional<Oid> from_der(ByteView contents);

  const std::string& dotted() const { return m_dotted; }
  /// The manifest's word for a purpose ("server_auth", "client_auth", "code_signing",
  /// "email_protection", "time_stamping", "ocsp_signing", …), else the dotted form.
  std::string purpose_name() const;

  friend auto operator<=>(const Oid&, const Oid&) = default;

 private:
  explicit Oid(std::string dotted) : m_dotted(std::move(dotted)) {}
  std::string m_dotted;
};

/// Whether it is among them.
inline bool contains(const std::vector<Oid>& all, const Oid& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace trustctl
