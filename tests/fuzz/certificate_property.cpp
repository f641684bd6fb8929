#include "tests/fuzz/certificate_property.hpp"

#include <algorithm>

#include "engine/model/certificate.hpp"
#include "engine/model/signature.hpp"
#include "tests/model/openssl_facts.hpp"

namespace trustctl::test {

namespace {

// Calls everything that reads facts, for the sanitizers to watch; gives what must hold of any
// bytes.
std::vector<std::string> broken_promises(const Certificate& certificate, ByteView bytes) {
  std::vector<std::string> broken;
  const bool opaque = certificate.verdict().kind == Verdict::Kind::opaque;
  const bool strict = certificate.verdict().kind == Verdict::Kind::strict;
  const auto promise = [&broken](bool kept, std::string what) {
    if (!kept) {
      broken.push_back(std::move(what));
    }
  };
  const ByteView kept = certificate.bytes();
  promise(std::equal(kept.begin(), kept.end(), bytes.begin(), bytes.end()), "other bytes are kept");
  promise(strict == (certificate.verdict().reason == Verdict::Reason::none),
          "strict goes with no reason, and nothing else does");
  promise(!opaque || (certificate.tbs().empty() && certificate.version() == 0 &&
                      certificate.subject_text().empty() && !certificate.is_ca()),
          "opaque bytes have facts");
  promise(opaque || (!certificate.tbs().empty() && !certificate.subject().empty()),
          "a certificate that decodes has no facts");
  promise(!certificate.label().empty(), "no label");
  promise(!strict || certificate.signature_algorithm().has_value(), "no signature algorithm");
  promise(!strict || !certificate.public_key().description.empty(), "no public key");
  promise(certificate.serial_hex().size() == 2 * certificate.serial().size(), "serial_hex");
  certificate.thumbprint();
  certificate.issuer_text();
  certificate.extended_key_usage();
  return broken;
}

}  // namespace

std::string known_refusal(const Certificate& certificate) {
  constexpr std::size_t x509_name_max = std::size_t{1024} * 1024;  // crypto/x509/x_name.c
  return std::max(certificate.subject().size(), certificate.issuer().size()) > x509_name_max
             ? "OpenSSL reads names of up to 1 MiB"
             : "";
}

std::vector<std::string> findings(ByteView bytes) {
  const Certificate certificate = Certificate::from_bytes(bytes);
  std::vector<std::string> found = broken_promises(certificate, bytes);
  if (certificate.verdict().kind != Verdict::Kind::strict) {
    return found;
  }
  const auto disagreements = compare_with_openssl(certificate);
  if (!disagreements.has_value()) {
    if (known_refusal(certificate).empty()) {
      found.push_back("strict, and OpenSSL refuses it");
    }
    return found;
  }
  for (const Disagreement& disagreement : *disagreements) {
    found.push_back("strict, and " + to_string(disagreement));
  }
  if (const auto admitted = admissible(certificate); !admitted) {
    found.push_back("strict, and " + admitted.error().message);
  }
  return found;
}

}  // namespace trustctl::test
