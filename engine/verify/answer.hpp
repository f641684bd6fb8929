#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/model/entry.hpp"
#include "engine/model/error.hpp"

namespace trustctl {

/// The verdict. untrusted is certain: no path is good, and no bound or unread store could have
/// hidden one. Whatever leaves that open is could_not_tell, which is never to be treated as
/// trusted.
enum class Trust { trusted, untrusted, could_not_tell };
/// "trusted", "untrusted", "could_not_tell".
std::string_view to_string(Trust trust);

/// What can be wrong with a certificate in a path, or between it and the next. A closed list: names
/// of them are in JSON, and stay what they are.
enum class Fault {
  unreadable,              ///< the bytes do not decode
  not_strict,              ///< they decode, with a defect
  distrusted,              ///< in Disallowed
  broken_signature,        ///< the issuer's key did not make it
  unverifiable_signature,  ///< nobody can verify it here
  untrusted_root,          ///< the path ends in a root that is not in Root
  issuer_missing,          ///< the path ends before any root
  not_yet_valid,
  expired,
  not_a_ca,              ///< an issuer that says it is no CA, or does not say it is one
  no_cert_sign,          ///< an issuer whose keyUsage leaves keyCertSign out
  path_too_long,         ///< more subordinate CAs than an issuer allows
  unknown_critical,      ///< a critical extension that nobody here understands
  wrong_purpose,         ///< extendedKeyUsage leaves the purpose out
  not_in_nt_auth,        ///< for smart cards, who issued the leaf is not in NTAuth
  purpose_disabled,      ///< the purposes that the store gives it leave the purpose out
  name_mismatch,         ///< not for the host that was asked for
  name_not_permitted,    ///< a name that an issuer's nameConstraints forbid
  bad_name_constraints,  ///< nameConstraints, or a name they would judge, that do not decode
  weak_key,
  weak_signature,
  not_checked,          ///< something that only a policy engine could decide
  profile,              ///< against RFC 5280's or WebPKI's rules for who issues certificates
  key_id_mismatch,      ///< the key identifiers of both differ, though the signature is right
  name_not_byte_equal,  ///< issuer and subject are equal by RFC 5280 §7.1 only
  unreachable_address,  ///< revocation or issuer only by ldap:, out of a workgroup's reach
};
/// "expired", as in JSON.
std::string_view to_string(Fault fault);

/// How much it matters. Ordered.
enum class Severity {
  warning,  ///< changes no verdict in this view
  unknown,  ///< the path could be good or bad
  error,    ///< the path is no good
};
/// "warning", "unknown", "error".
std::string_view to_string(Severity severity);

/// One thing that is wrong with one certificate of the path. The same fault weighs differently in
/// the two views (Viewpoint), so go by the severity and not by the fault.
struct Problem {
  Fault fault;
  Severity severity;
  /// One sentence about the certificate it stands with. Not yet escaped.
  std::string message;

  friend bool operator==(const Problem&, const Problem&) = default;
};

/// Where a certificate was found: in a store, or sent by the peer.
struct Whereabouts {
  std::optional<StoreName> store;  ///< absent: sent
  Origin origin = Origin::local;   ///< of the entry in the store
  bool inherited = false;          ///< of LocalMachine, whose stores a user sees too

  friend bool operator==(const Whereabouts&, const Whereabouts&) = default;
};

/// One certificate of the path: where it is at hand, and what is wrong with it in its place.
struct PathLink {
  Certificate certificate;
  /// Every place, each once: what was sent first, then the stores. Disallowed is among them.
  std::vector<Whereabouts> found;
  std::vector<Problem> problems;

  bool has(Fault fault) const;
};

/// What is known of an issuer that is not at hand: what its child says of it, unverified.
struct MissingIssuer {
  std::string subject;                 ///< RFC 4514 text, not yet escaped
  std::string key_id;                  ///< lower-case hexadecimal; empty: not said
  std::vector<std::string> addresses;  ///< where the child says it can be had (AIA)
  /// A CA of that name is at hand, and its key is not the one that is missing.
  bool has_namesake = false;
};

/// What Windows may fetch by itself when it builds a chain, and so may trust what is not trusted by
/// what is on the computer.
struct MayFetch {
  /// Whether the missing root can be had of the automatic root update.
  enum class Root {
    no,
    perhaps,  ///< there is no list of its roots that could be read
    listed,   ///< it is on the list
  };
  std::vector<std::string> issuer_addresses;  ///< where the path ends: its issuer, over http (AIA)
  Root root = Root::no;

  /// Whether there is something certain enough to leave the verdict open.
  bool leaves_open() const { return !issuer_addresses.empty() || root == Root::listed; }
};

/// What a Windows client shows when it refuses: "SEC_E_UNTRUSTED_ROOT", 0x80090325.
struct ClientCode {
  std::uint32_t value;
  std::string_view name;

  friend bool operator==(const ClientCode&, const ClientCode&) = default;
};

/// What an answer took, in the units of `Bounds`: for tests and for whoever wonders why it was
/// slow.
struct Effort {
  std::size_t edges = 0;
  std::size_t signatures = 0;
  std::size_t comparisons = 0;
};

/// The answer, and the best path as its reason. Read `trust` first: a trusted answer can have
/// warnings, and an untrusted one shows the path that came nearest.
struct Answer {
  Trust trust = Trust::could_not_tell;
  /// Leaf first. Never empty. Where no path is good, the one that is nearest to it.
  std::vector<PathLink> path;
  /// The path ends in a root of Root.
  bool anchored = false;
  /// Where the path ends for want of an issuer, or may do so (the one of that name who is at hand
  /// did not sign it, and no key identifier says who did): who that is. Absent: it ends for
  /// something else.
  std::optional<MissingIssuer> missing = std::nullopt;
  /// Where nothing but that is wrong with the path: what Windows may fetch, if the target is a
  /// Windows computer's, in the machine's view. Absent: nothing.
  std::optional<MayFetch> may_fetch = std::nullopt;
  /// What a Windows client would show. Absent where the certificate is trusted, or where only rules
  /// are broken that Windows does not have.
  std::optional<ClientCode> client_code = std::nullopt;
  /// The bounds that were met: "depth", "edges", "signatures", "comparisons", and "certificates"
  /// where more were sent than the question holds.
  std::vector<std::string_view> exhausted = {};
  /// Stores that could not be read, and what could not be of the others where that leaves the
  /// verdict open: they may hold what was missing or what distrusts.
  std::vector<Error> unreadable = {};
  Effort effort = {};
};

}  // namespace trustctl
