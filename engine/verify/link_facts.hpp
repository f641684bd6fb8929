#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/verify/extension_list.hpp"
#include "engine/verify/name_constraints.hpp"

namespace trustctl {

/// What validation asks of one certificate beyond the facts of the model; views into its bytes.
/// Read once a certificate and question, and shared by every path that it is in. What does not
/// decode is a flag and no failure: whether it matters depends on the role and the view.
struct LinkFacts {
  Certificate certificate;  ///< keeps alive what everything else is a view into
  std::vector<Extension> extensions;

  std::vector<GeneralName> alt_names = {};  ///< empty: none, or they do not decode
  bool bad_alt_names = false;
  /// What issuers' constraints judge: the subject, its mail addresses where the alternative names
  /// have none, and the alternative names. A SmtpUTF8Mailbox is an rfc822Name to them (RFC 9598 §6)
  /// beside the otherName that it is.
  std::vector<ComparableName> names = {};

  std::optional<NameConstraints> constraints =
      std::nullopt;  ///< absent: it has none, or they do not decode
  bool bad_constraints = false;

  /// Microsoft's application policies; absent: it has none, or they do not decode.
  std::optional<std::vector<Oid>> application_policies = std::nullopt;
  bool bad_application_policies = false;

  /// The common name, where no alternative name is for a host: what clients of old fall back on.
  std::string fallback_host = {};
};

/// Total: of an opaque certificate, nothing but the certificate.
LinkFacts link_facts(const Certificate& certificate);

/// Whether a Name has no attribute: RFC 5280 §4.1.2.6, "an empty sequence".
bool is_empty_name(ByteView name);

/// The values of one attribute type (contents octets of its object identifier) of a Name, in its
/// order; views into it. Ends where the name no longer decodes.
std::vector<der::Element> attributes_of(ByteView name, std::string_view oid);

}  // namespace trustctl
