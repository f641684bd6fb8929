#include "engine/json/json_writer.hpp"
#include "engine/model/name_text.hpp"
#include "engine/render/cure_yaml.hpp"
#include "engine/render/render_certificate.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/render_system.hpp"
#include "engine/render/render_verify.hpp"
#include "engine/render/run_json.hpp"
#include "engine/verify/extension_list.hpp"

namespace trustctl {

namespace {

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name);
  json.begin_array();
  for (const std::string& text : texts) {
    json.label(text);
  }
  json.end_array();
}

void write_found(JsonWriter& json, const PathLink& link) {
  json.key("found");
  json.begin_array();
  for (const Whereabouts& place : link.found) {
    const bool in_store = place.store.has_value();
    json.begin_object();
    json.member_or_null("store", in_store ? std::optional(place.store->text()) : std::nullopt);
    json.member_or_null(
        "origin", in_store ? std::optional(std::string(to_string(place.origin))) : std::nullopt);
    json.key("inherited").boolean(place.inherited);
    json.end_object();
  }
  json.end_array();
}

void write_problems(JsonWriter& json, const PathLink& link) {
  json.key("problems");
  json.begin_array();
  for (const Problem& problem : link.problems) {
    json.begin_object();
    json.member("fault", to_string(problem.fault));
    json.member("severity", to_string(problem.severity));
    json.member("message", problem.message);
    json.end_object();
  }
  json.end_array();
}

void write_link(JsonWriter& json, const PathLink& link) {
  json.begin_object();
  write_identity(json, link.certificate);
  write_facts(json, link.certificate);
  write_found(json, link);
  const auto extensions = extensions_of(link.certificate);
  write_texts(json, "crl_addresses", crl_addresses(extensions));
  write_texts(json, "issuer_addresses", issuer_addresses(extensions));
  write_problems(json, link);
  json.end_object();
}

void write_missing(JsonWriter& json, const std::optional<MissingIssuer>& missing) {
  json.key("missing");
  if (!missing.has_value()) {
    json.null();
    return;
  }
  json.begin_object();
  json.member("subject", missing->subject);
  json.member_or_null("key_id",
                      missing->key_id.empty() ? std::nullopt : std::optional(missing->key_id));
  write_texts(json, "addresses", missing->addresses);
  json.key("has_namesake").boolean(missing->has_namesake);
  json.end_object();
}

std::string_view to_string(MayFetch::Root root) {
  switch (root) {
    case MayFetch::Root::no:
      return "no";
    case MayFetch::Root::perhaps:
      return "perhaps";
    case MayFetch::Root::listed:
      return "listed";
  }
  return {};
}

void write_may_fetch(JsonWriter& json, const std::optional<MayFetch>& fetch) {
  json.key("may_fetch");
  if (!fetch.has_value()) {
    json.null();
    return;
  }
  json.begin_object();
  write_texts(json, "issuer_addresses", fetch->issuer_addresses);
  json.member("root", to_string(fetch->root));
  json.end_object();
}

void write_code(JsonWriter& json, const std::optional<ClientCode>& code) {
  json.key("windows_code");
  if (!code.has_value()) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("value");
  json.number(code->value);
  json.member("name", code->name);
  json.end_object();
}

void write_peer(JsonWriter& json, const PeerFacts* peer) {
  json.key("peer");
  if (peer == nullptr) {
    json.null();
    return;
  }
  json.begin_object();
  json.member("server", peer->server);
  json.member("protocol", peer->protocol);
  json.key("certificates_sent");
  json.number(peer->certificates_sent);
  json.key("certificates_used").number(peer->certificates_used);
  json.key("asks_for_client_certificate");
  json.boolean(peer->asks_for_client_certificate);
  json.end_object();
}

void write_issuers(JsonWriter& json, const Verification& verification, const PeerFacts* peer) {
  json.key("acceptable_issuers");
  json.begin_array();
  for (std::size_t i = 0; peer != nullptr && i < verification.held_issuers.size(); ++i) {
    const auto& held = verification.held_issuers[i];
    json.begin_object();
    json.member("name", name_text(peer->acceptable_issuers[i]));
    json.member_or_null("store", held.has_value() ? std::optional(held->text()) : std::nullopt);
    json.end_object();
  }
  json.end_array();
}

std::string_view to_string(Cure::Act act) {
  switch (act) {
    case Cure::Act::trust_chain:
      return "trust_chain";
    case Cure::Act::restore_purposes:
      return "restore_purposes";
  }
  return {};
}

void write_cure(JsonWriter& json, const Cure& cure) {
  json.begin_object().member("act", to_string(cure.act)).member("store", cure.store.text());
  json.key("sha256").begin_array();
  for (const Certificate& certificate : cure.certificates) {
    json.label(certificate.fingerprint().hex());
  }
  json.end_array().end_object();
}

void write_expired(JsonWriter& json, const Answer& answer, const Advice::Expired& expired) {
  const auto& successor = expired.successor_into;
  json.begin_object();
  json.member("sha256", answer.path[expired.link].certificate.fingerprint().hex());
  json.member_or_null("successor_into",
                      successor.has_value() ? std::optional(successor->text()) : std::nullopt);
  json.end_object();
}

void write_advice(JsonWriter& json, const Answer& answer, const Advice& advice) {
  json.key("advice").begin_object().key("missing_from").begin_array();
  for (const StoreName& store : advice.missing_from) {
    json.label(store.text());
  }
  json.end_array().key("sent_alone").boolean(advice.sent_alone).key("expired").begin_array();
  for (const Advice::Expired& expired : advice.expired) {
    write_expired(json, answer, expired);
  }
  json.end_array().key("windows_may_fetch_root").boolean(advice.windows_may_fetch_root);
  json.key("cures").begin_array();
  for (const Cure& cure : advice.judged.cures) {
    write_cure(json, cure);
  }
  json.end_array();
  write_texts(json, "obstacles", advice.judged.obstacles);
  json.end_object();
}

void write_verification(JsonWriter& json, const Verification& verification, const PeerFacts* peer) {
  const Answer& answer = verification.answer;
  json.begin_object();
  write_target(json, verification.target);
  json.member("view", verification.view == Viewpoint::strict ? "strict" : "machine");
  json.member("trust", to_string(answer.trust));
  write_code(json, answer.client_code);
  json.key("path");
  json.begin_array();
  for (const PathLink& link : answer.path) {
    write_link(json, link);
  }
  json.end_array();
  write_missing(json, answer.missing);
  write_may_fetch(json, answer.may_fetch);
  write_texts(json, "bounds_met", {answer.exhausted.begin(), answer.exhausted.end()});
  write_issuers(json, verification, peer);
  const Advice advice = advice_for(verification, peer);
  write_advice(json, answer, advice);
  const std::string cure = cure_yaml(advice.judged.cures);
  json.member_or_null("cure", cure.empty() ? std::nullopt : std::optional(cure));
  json.key("system");
  if (verification.system.has_value()) {
    write_system(json, answer, *verification.system);
  } else {
    json.null();
  }
  write_errors(json, answer.unreadable);
  json.end_object();
}

void write_question(JsonWriter& json, const Question* question) {
  const bool asked = question != nullptr;
  json.member_or_null("name", asked && question->name.has_value()
                                  ? std::optional(question->name->text())
                                  : std::nullopt);
  json.member_or_null("purpose", asked && question->purpose.has_value()
                                     ? std::optional(question->purpose->purpose_name())
                                     : std::nullopt);
}

}  // namespace

std::string verify_json(const DocumentHead& head, std::span<const VerifyReport> reports,
                        const DocumentTail& tail, const ViewSettings&) {
  const VerifyReport* report = reports.empty() ? nullptr : &reports.front();
  const Question* question = report == nullptr ? nullptr : &report->question;
  const PeerFacts* peer = report != nullptr && report->peer.has_value() ? &*report->peer : nullptr;
  JsonWriter json;
  json.begin_object();
  write_head(json, head);
  write_question(json, question);
  write_peer(json, peer);
  json.key("results");
  json.begin_array();
  if (report != nullptr) {
    for (const Verification& verification : report->verifications) {
      write_verification(json, verification, peer);
    }
  }
  json.end_array();
  json.key("passed_over");
  json.begin_array();
  if (report != nullptr) {
    for (const std::string& one : report->passed_over) {
      json.label(one);
    }
  }
  json.end_array();
  json.key("revocation_checked").boolean(false);
  write_errors(json, tail.errors);
  json.end_object();
  return json.take();
}

}  // namespace trustctl
