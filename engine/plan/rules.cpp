#include "engine/plan/rules.hpp"

#include <string>

#include "engine/model/compromised_keys.hpp"
#include "engine/model/issuing.hpp"
#include "engine/model/signature_algorithm.hpp"
#include "engine/plan/form_rules.hpp"

namespace trustctl {

namespace {

void judge_validity(const Certificate& certificate, const Policy& policy, Time now,
                    Judgement& judgement) {
  if (certificate.not_after() < now) {
    judgement.find(RuleId::expired, "expired on " + date(certificate.not_after()));
    return;
  }
  if (certificate.not_before() > now) {
    judgement.find(RuleId::not_yet_valid, "is not valid before " + date(certificate.not_before()));
  }
  if (certificate.not_after() - now < std::chrono::days(policy.expires_within_days)) {
    const auto days = days_between(now, certificate.not_after()).count();
    judgement.find(RuleId::expires_within, "expires on " + date(certificate.not_after()) + ", in " +
                                               std::to_string(days) +
                                               (days == 1 ? " day" : " days"));
  }
}

// What moves it: trustctl takes away by itself only what a site of its own put there.
std::string_view way_out_of_root(Standing standing) {
  return standing == Standing::declared
             ? "declare it in CA"
             : "to move it, declare it present in CA and absent from Root";
}

bool claims_to_be_ca(const Certificate& certificate) {
  const auto constraints = certificate.basic_constraints();
  return constraints.has_value() && constraints->ca;
}

// A person may mean a self-signed end-entity certificate in Root; a bundle's author did not.
bool may_be_meant(const Certificate& certificate, const StoreName& store, Standings standings) {
  return store == StoreName::root() && is_end_entity(certificate) &&
         claims_to_be_self_signed(certificate) &&
         (standings.itself == Standing::observed || !standings.from_bundle);
}

void judge_issuing(const Certificate& certificate, const StoreName& store, Standings standings,
                   Judgement& judgement) {
  if (may_issue(certificate)) {
    return;
  }
  if (may_be_meant(certificate, store, standings)) {
    judgement.find(RuleId::self_signed_end_entity,
                   "is self-signed and " + issuing_text(certificate) +
                       "; in Root whoever has its key is trusted for its names. Better a "
                       "certificate of a CA; where it is meant (Remote Desktop, SQL Server, a "
                       "WSUS publisher): policy: { self_signed_end_entity: ignore }");
  } else if (claims_to_be_ca(certificate)) {
    judgement.find(RuleId::no_cert_sign,
                   issuing_text(certificate) +
                       (store == StoreName::root() ? "; libcurl passes over such roots" : ""));
  } else {
    judgement.find(RuleId::not_a_ca, issuing_text(certificate) + ", and " + store.text() +
                                         " is a store of CA certificates");
  }
}

void judge_authority(const Certificate& certificate, const StoreName& store, Standings standings,
                     Judgement& judgement) {
  judge_issuing(certificate, store, standings, judgement);
  if (store == StoreName::root() && !claims_to_be_self_signed(certificate)) {
    judgement.find(RuleId::not_self_signed_in_root,
                   "is not self-signed and has no place in Root: Windows then fails "
                   "client-certificate TLS (Microsoft KB 2795828); " +
                       std::string(way_out_of_root(standings.itself)));
  }
}

void judge_compromise(const Certificate& certificate, Judgement& judgement) {
  if (const CompromisedKey* key = find_compromised_key(certificate)) {
    judgement.find(RuleId::compromised_key,
                   "has the key of " + std::string(key->of) +
                       ", whose private half everybody can have: whoever wants issues in its name; "
                       "take it out, and distrust it");
  }
}

// Our own reader's word, which costs nothing: what is strict to it is so to OpenSSL.
void judge_strictness(const Certificate& certificate, Judgement& judgement) {
  if (certificate.verdict().kind == Verdict::Kind::lax) {
    judgement.find(RuleId::not_strict,
                   "has " + std::string(to_string(certificate.verdict().reason)) +
                       ": Windows reads it all the same, and programs with OpenSSL may refuse it, "
                       "or every certificate beside it; get it anew from its CA");
  }
}

void judge_own_signature(const Certificate& certificate, SignatureVerdict verdict,
                         Judgement& judgement) {
  switch (verdict) {
    case SignatureVerdict::good:
      return;
    case SignatureVerdict::bad:
      judgement.find(RuleId::broken_self_signature,
                     "names itself as its issuer, but its own key did not sign it");
      return;
    case SignatureVerdict::unverifiable:
      judgement.find(RuleId::unverifiable_signature,
                     unverifiable_text(certificate, certificate) +
                         ": that its own key made it is not proven; compare its SHA-256 with what "
                         "its CA publishes");
      return;
  }
}

}  // namespace

void judge(const Certificate& certificate, const StoreName& store, Standings standings,
           const Policy& policy, Time now, const std::optional<Location>& where,
           std::vector<Finding>& findings) {
  // What is distrusted does not grow worse by being expired.
  if (store == StoreName::disallowed()) {
    return;
  }
  const std::optional<StoreName> named = store;
  Judgement judgement(certificate, named, standings.itself, policy, where, findings);
  if (certificate.verdict().kind == Verdict::Kind::opaque) {
    if (standings.itself == Standing::observed) {
      judgement.find(RuleId::undecodable,
                     "does not decode: " + std::string(to_string(certificate.verdict().reason)));
    }
    return;
  }
  Judgement of_its_time(certificate, named, standings.its_time, policy, where, findings);
  judge_validity(certificate, policy, now, of_its_time);
  judge_compromise(certificate, judgement);
  if (store.holds_authorities()) {
    judge_authority(certificate, store, standings, judgement);
  }
}

std::optional<Finding> why_not_distrusted(const Certificate& certificate,
                                          const std::optional<Location>& where,
                                          const AskSignature& ask) {
  const auto inadmissible = ask(certificate).inadmissible;
  if (!inadmissible.has_value()) {
    return std::nullopt;
  }
  return Finding{
      .rule = RuleId::not_strict,
      .level = Level::warning,
      .message = certificate.label() + " cannot be put into Disallowed: " + inadmissible->message,
      .store = StoreName::disallowed(),
      .certificate = certificate.fingerprint(),
      .where = where};
}

void judge_signature(const Certificate& certificate, const std::optional<StoreName>& store,
                     Standing standing, const Policy& policy, const std::optional<Location>& where,
                     const AskSignature& ask, std::vector<Finding>& findings) {
  const bool distrusted = store.has_value() && *store == StoreName::disallowed();
  const bool own_matters = !distrusted && certificate.verdict().kind != Verdict::Kind::opaque &&
                           claims_to_be_self_signed(certificate);
  Judgement judgement(certificate, store, standing, policy, where, findings);
  if (standing == Standing::observed && !distrusted) {
    judge_strictness(certificate, judgement);
  }
  if (standing == Standing::observed && !own_matters) {
    return;  // nothing to ask OpenSSL
  }
  const SignatureOpinion opinion = ask(certificate);
  if (standing == Standing::declared && opinion.inadmissible.has_value()) {
    judgement.find(RuleId::not_strict, "cannot be added: " + opinion.inadmissible->message);
    return;
  }
  if (own_matters) {
    judge_own_signature(certificate, opinion.of_itself, judgement);
  }
}

std::optional<std::string> objection_to(const Certificate& certificate, const StoreName& store,
                                        Time now, const AskSignature& ask) {
  std::vector<Finding> findings;
  judge(certificate, store, Standing::declared, Policy{}, now, std::nullopt, findings);
  judge_signature(certificate, store, Standing::declared, Policy{}, std::nullopt, ask, findings);
  judge_form(certificate, store, Standing::declared, Policy{}, Asked::plan, std::nullopt, findings);
  for (const Finding& finding : findings) {
    if (finding.level == Level::error) {
      return finding.message + " (" + std::string(rule(finding.rule).name) +
             (rule(finding.rule).configurable ? "; the manifest's policy can allow it)" : ")");
    }
  }
  return std::nullopt;
}

}  // namespace trustctl
