#include "engine/render/render_verify.hpp"

#include <algorithm>
#include <utility>

#include "engine/model/name_text.hpp"
#include "engine/render/cure_yaml.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/render_certificate.hpp"
#include "engine/render/render_system.hpp"
#include "engine/text/words.hpp"
#include "engine/verify/client_code.hpp"
#include "engine/verify/extension_list.hpp"

namespace trustctl {

namespace {

// "     found     machine/CA": a SHA-256 ends within eighty cells.
std::string link_row(std::string_view name, const std::string& value) {
  constexpr std::size_t name_width = 10;
  return "     " + padded(name, name_width) + value + '\n';
}

std::string painted_trust(Trust trust, Colours colours) {
  switch (trust) {
    case Trust::trusted:
      return paint("trusted", Colour::green, colours);
    case Trust::untrusted:
      return paint("NOT TRUSTED", Colour::red, colours);
    case Trust::could_not_tell:
      return paint("could not tell", Colour::yellow, colours);
  }
  return {};
}

std::string place_text(const Whereabouts& place, const std::string& target, const PeerFacts* peer) {
  if (!place.store.has_value()) {
    return peer != nullptr ? "sent by the peer" : "given";
  }
  const std::string origin =
      place.origin == Origin::local ? "" : " (by " + std::string(to_string(place.origin)) + ")";
  const std::string whose = place.inherited ? "LocalMachine" : escape(target);
  return whose + '/' + place.store->text() + origin;
}

std::string found_text(const PathLink& link, const std::string& target, const PeerFacts* peer) {
  std::string text;
  for (const Whereabouts& place : link.found) {
    text += (text.empty() ? "" : ", ") + place_text(place, target, peer);
  }
  return text;
}

std::string problem_text(const Problem& problem, Colours colours) {
  const Colour colour = problem.severity == Severity::error ? Colour::red : Colour::yellow;
  const std::string_view word = problem.severity == Severity::error     ? "ERROR"
                                : problem.severity == Severity::unknown ? "UNKNOWN"
                                                                        : "warning";
  std::string line = "     " + paint(word, colour, colours);
  line.append(std::max<std::size_t>(10 - word.size(), 1), ' ');
  return line + escape(problem.message) + " (" + std::string(to_string(problem.fault)) + ")\n";
}

std::string addresses_text(const Certificate& certificate) {
  std::string text;
  const auto extensions = extensions_of(certificate);
  for (const std::string& address : crl_addresses(extensions)) {
    text += link_row("crl", escape(address));
  }
  for (const std::string& address : issuer_addresses(extensions)) {
    text += link_row("issuer", escape(address));
  }
  return text;
}

std::string link_text(const Verification& verification, std::size_t index, Time at,
                      const PeerFacts* peer, Colours colours) {
  const PathLink& link = verification.answer.path[index];
  const Certificate& certificate = link.certificate;
  std::string text = "  " + std::to_string(index + 1) + ". " +
                     paint(escape(certificate.label()), Colour::bold, colours) +
                     (index == 0 ? "" : ", issuer of " + std::to_string(index)) + '\n';
  text += link_row("found", found_text(link, verification.target.name, peer));
  if (certificate.verdict().kind != Verdict::Kind::opaque) {
    text += link_row("validity", validity_text(certificate, at));
  }
  text += link_row("sha256", certificate.fingerprint().hex());
  text += addresses_text(certificate);
  for (const Problem& problem : link.problems) {
    text += problem_text(problem, colours);
  }
  return text;
}

// What leaves the answer open though nothing is missing of the reading.
std::string may_fetch_text(const Answer& answer) {
  if (!answer.may_fetch.has_value() || !answer.may_fetch->leaves_open()) {
    return "";
  }
  std::string text = "Not by what is on this computer; Windows may fetch what is missing:\n";
  for (const std::string& address : answer.may_fetch->issuer_addresses) {
    text += link_row("issuer", escape(address));
  }
  if (answer.may_fetch->root == MayFetch::Root::listed) {
    text += link_row("root", "by its automatic root update, which lists it");
  }
  return text + "On that computer --system=fetch asks Windows itself, and lets it.\n";
}

std::string heading(const Question& question, const Verification& verification, Colours colours) {
  const Answer& answer = verification.answer;
  std::string text = painted_trust(answer.trust, colours) + ": " + escape(question.leaf.label()) +
                     (verification.view == Viewpoint::strict ? ", by RFC 5280 and WebPKI, on "
                                                             : ", by the clients of ") +
                     target_heading(verification.target, Colours::off);
  if (answer.client_code.has_value() && verification.view == Viewpoint::machine) {
    text += "Windows clients show " + to_string(*answer.client_code) + ".\n";
  }
  text += may_fetch_text(answer);
  for (const std::string_view bound : answer.exhausted) {
    text += "Gave up: the bound on " + std::string(bound) + " was met.\n";
  }
  for (const Error& error : answer.unreadable) {
    text += "Could not be read: " + escape(error.message) + '\n';
  }
  return text + '\n';
}

// A computer that trusts it has what is missing here.
std::string elsewhere_text(const PeerFacts* peer) {
  return "A computer that works has it. There:\n     trustctl capture cryptoapi --out golden "
         "--only-chain-of " +
         (peer == nullptr ? "CERT" : escape(peer->server)) + '\n';
}

std::string missing_text(const Verification& verification, const Advice& advice,
                         const PeerFacts* peer) {
  const MissingIssuer& missing = *verification.answer.missing;
  const std::string target = escape(verification.target.name);
  std::string text = "\nMissing from " + target + "/CA (or from " + target +
                     "/Root, if it is a root):\n" + link_row("subject", escape(missing.subject));
  if (!missing.key_id.empty()) {
    text += link_row("key id", missing.key_id);
  }
  for (const std::string& address : missing.addresses) {
    text += link_row("address", escape(address));
  }
  if (missing.has_namesake) {
    text += "A CA of that name is at hand, with another key: get the one that signed it.\n";
  }
  if (advice.sent_alone) {
    text +=
        "The server sent its own certificate alone. Once its owner lets it send the\n"
        "intermediates too, every client is cured. For this machine alone:\n";
  }
  return text + (advice.sent_alone ? "get" : "Get") + " its certificate from its CA" +
         (missing.addresses.empty() ? "" : " or that address") +
         ", and put what 'trustctl pin FILE'\nprints into the manifest.\n" + elsewhere_text(peer);
}

std::string root_text(const Verification& verification) {
  return "\nMissing from " + escape(verification.target.name) +
         "/Root: " + escape(verification.answer.path.back().certificate.label()) + '\n';
}

std::string expired_text(const Verification& verification, const Advice& advice) {
  std::string text;
  for (const Advice::Expired& expired : advice.expired) {
    text +=
        "\nExpired: " + escape(verification.answer.path[expired.link].certificate.label()) + ". ";
    text += expired.successor_into.has_value()
                ? "Get its successor from its CA, and declare it: it belongs into " +
                      escape(verification.target.name) + '/' + expired.successor_into->text() +
                      ".\n"
                : "Only its owner can renew it, where it is used.\n";
  }
  return text;
}

std::string obstacles_text(const JudgedCures& judged) {
  std::string text = judged.obstacles.empty() ? "" : "\nLines of a manifest would not cure it:\n";
  for (const std::string& obstacle : judged.obstacles) {
    text += "     " + escape(obstacle) + '\n';
  }
  return text;
}

std::string advice_text(const Verification& verification, const PeerFacts* peer) {
  const Answer& answer = verification.answer;
  const Advice advice = advice_for(verification, peer);
  std::string text;
  if (answer.missing.has_value()) {
    text += missing_text(verification, advice, peer);
  }
  if (ends_in_untrusted_root(answer)) {
    text += root_text(verification);
  }
  text += expired_text(verification, advice);
  if (answer.may_fetch.has_value() && answer.may_fetch->root == MayFetch::Root::perhaps) {
    text +=
        "A root of Microsoft's programme is fetched by Windows itself when it is first needed.\n";
  }
  text += obstacles_text(advice.judged);
  const std::string lines = cure_yaml(advice.judged.cures);
  if (!lines.empty()) {
    text +=
        "\nLines of a manifest that would cure it. Declare a certificate only if its\n"
        "SHA-256 is the one that its owner tells you.\n\n" +
        lines;
  }
  return text;
}

std::string peer_text(const PeerFacts& peer) {
  std::string text = escape(peer.server) + " speaks " + escape(peer.protocol) + " and sent " +
                     counted(peer.certificates_sent, "certificate");
  if (peer.certificates_used < peer.certificates_sent) {
    text += ", of which the first " + std::to_string(peer.certificates_used) + " were looked at";
  }
  text += ".\n";
  if (peer.asks_for_client_certificate) {
    text += "It asks for a client certificate" + std::string(peer.acceptable_issuers.empty()
                                                                 ? ", of any issuer.\n"
                                                                 : " (its issuers are below).\n");
  }
  return text + '\n';
}

std::string issuers_text(const Verification& verification, const PeerFacts& peer) {
  std::string text;
  const std::size_t count =
      std::min(peer.acceptable_issuers.size(), verification.held_issuers.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto& held = verification.held_issuers[i];
    text += "  " + escape(name_text(peer.acceptable_issuers[i])) + ": " +
            (held.has_value() ? "in " + escape(verification.target.name) + '/' + held->text()
                              : std::string("not on this machine")) +
            '\n';
  }
  return text.empty() ? text : "\nThe server accepts client certificates issued by:\n" + text;
}

}  // namespace

Advice advice_for(const Verification& verification, const PeerFacts* peer) {
  return advice_on(verification.answer, verification.judged,
                   {.certificates_sent =
                        peer == nullptr ? std::nullopt : std::optional(peer->certificates_sent)});
}

std::string verify_text(const DocumentHead&, std::span<const VerifyReport> reports,
                        const DocumentTail&, const ViewSettings& settings) {
  if (reports.empty()) {
    return "";
  }
  const auto& [question, verifications, sender, passed_over] = reports.front();
  const PeerFacts* peer = sender.has_value() ? &*sender : nullptr;
  const Colours colours = settings.colours;
  std::string text = peer == nullptr ? "" : peer_text(*peer);
  bool first = true;
  for (const Verification& verification : verifications) {
    text += (std::exchange(first, false) ? "" : "\n") + heading(question, verification, colours);
    for (std::size_t i = 0; i < verification.answer.path.size(); ++i) {
      text += link_text(verification, i, question.at, peer, colours);
    }
    text += advice_text(verification, peer);
    if (verification.system.has_value()) {
      text += system_text(verification.answer, *verification.system, colours);
    }
    text += peer == nullptr ? "" : issuers_text(verification, *peer);
  }
  text += "\nRevocation was not checked.\n";
  for (const std::string& one : passed_over) {
    text += "Passed over: " + escape(one) + ".\n";
  }
  return text;
}

}  // namespace trustctl
