#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/model/oid.hpp"
#include "engine/model/signature.hpp"
#include "engine/model/time.hpp"
#include "engine/verify/host_name.hpp"

namespace trustctl {

/// Whose eyes judge.
enum class Viewpoint {
  machine,  ///< what the clients of a machine do: CryptoAPI, OpenSSL and their like
  strict,   ///< RFC 5280 to the letter, and what WebPKI asks on top of it
};

/// Where a verification gives up. By count and never by time, so that the same question has the
/// same answer everywhere. Whoever runs into one of them has "could not tell" as the answer.
struct Bounds {
  std::size_t depth = 16;        ///< certificates in a path, leaf and root included
  std::size_t edges = 10'000;    ///< candidates looked at
  std::size_t signatures = 256;  ///< signatures verified
  std::size_t comparisons = std::size_t{1} << 20U;  ///< of a name with a name constraint
};

/// Whether `issuer`'s key made the signature on `child` (`verify_signature` and SignatureVerifier
/// of the model are).
using SignatureCheck =
    std::function<SignatureVerdict(const Certificate& child, const Certificate& issuer)>;

/// Would this certificate be trusted?
struct Question {
  /// The first of the path. Where neither name nor purpose is asked for, one that says it is a CA
  /// is judged as a CA, and not as a server or client.
  Certificate leaf;
  /// What came with it, in any order. Never trusted, only used to get from here to there.
  std::vector<Certificate> sent = {};
  /// How many more came with it and are not in `sent`. One of them may be what is missing.
  std::size_t sent_beyond = 0;
  Time at{};
  /// The name that a client would have asked for. Absent: names are not compared.
  std::optional<HostName> name = std::nullopt;
  /// Absent: any. A certificate that its store has disabled for everything fails all the same.
  std::optional<Oid> purpose = std::nullopt;
  Viewpoint view = Viewpoint::machine;
  Bounds bounds = {};
};

}  // namespace trustctl
