#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/render/render_target.hpp"
#include "engine/render/view_settings.hpp"
#include "engine/verify/advice.hpp"
#include "engine/verify/question.hpp"
#include "engine/verify/system_answer.hpp"

namespace trustctl {

/// What one target would make of a certificate, in one view.
struct Verification {
  TargetLabel target;
  Viewpoint view = Viewpoint::machine;
  Answer answer;
  /// What could be declared against it (judge_cures).
  JudgedCures judged = {};
  /// For each of the peer's acceptable issuers, which store of the target holds it.
  std::vector<std::optional<StoreName>> held_issuers = {};
  /// Windows' own verdict, where it was asked.
  std::optional<SystemAnswer> system = std::nullopt;
};

/// What a server sent beside its certificates.
struct PeerFacts {
  std::string server;    ///< "server.example:443"
  std::string protocol;  ///< "TLSv1.3"
  std::size_t certificates_sent = 0;
  std::size_t certificates_used = 0;
  bool asks_for_client_certificate = false;
  std::vector<Bytes> acceptable_issuers;  ///< names (DER)
};

/// What `verify` answers: one question, put to every target.
struct VerifyReport {
  Question question;
  std::vector<Verification> verifications;
  std::optional<PeerFacts> peer = std::nullopt;  ///< absent: the certificates come from files
  /// "server.pem holds X509 CRL (line 40)", a file each that holds more than certificates.
  std::vector<std::string> passed_over = {};
};

/// What can be done about a verification: what the text words and the JSON says.
Advice advice_for(const Verification& verification, const PeerFacts* peer);

/// The path as a picture: each certificate, where it was found, and what is wrong at which link;
/// then what is missing, from which store, and the lines of a manifest that would cure it.
std::string verify_text(const DocumentHead& head, std::span<const VerifyReport> reports,
                        const DocumentTail& tail, const ViewSettings& settings);

/// The same as JSON (schemas/report.schema.json, kind trustctl-verify). There is no report where no
/// certificate could be read.
std::string verify_json(const DocumentHead& head, std::span<const VerifyReport> reports,
                        const DocumentTail& tail, const ViewSettings& settings);

}  // namespace trustctl
