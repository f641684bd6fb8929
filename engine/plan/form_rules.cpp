#include "engine/plan/form_rules.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "engine/model/issuing.hpp"
#include "engine/model/name_text.hpp"
#include "engine/model/weak_digest.hpp"
#include "engine/plan/authority_names.hpp"

namespace trustctl {

namespace {

void judge_digest(const Certificate& certificate, Judgement& judgement) {
  // A root is trusted for being in Root: nobody verifies its own signature.
  if (claims_to_be_self_signed(certificate)) {
    return;
  }
  if (const auto digest = weak_digest(certificate); digest.has_value()) {
    judgement.find(RuleId::weak_signature,
                   "is signed over " + std::string(digest->name) +
                       (digest->forgeable ? ", which can be forged" : ", which clients refuse") +
                       "; have its CA issue it anew over SHA-256");
  }
}

void judge_key(const Certificate& certificate, Judgement& judgement) {
  constexpr std::uint32_t windows_least = 1024;
  constexpr std::uint32_t least = 2048;
  const PublicKeyFacts key = certificate.public_key();
  if (key.kind == PublicKeyFacts::Kind::rsa && key.bits < least) {
    judgement.find(RuleId::weak_key,
                   "has an RSA key of " + std::to_string(key.bits) + " bits" +
                       (key.bits < windows_least ? ", which Windows refuses (Microsoft KB 2661254)"
                                                 : ", and 2048 are the least that is safe") +
                       "; replace this CA");
  }
}

struct UnusualKey {
  std::string_view description;  // as PublicKeyFacts has it
  std::string_view who_refuses;
};

constexpr std::array unusual_keys = {
    UnusualKey{"EC explicit parameters",
               "which RFC 5480 forbids: OpenSSL 3 refuses every chain through it (error 94)"},
    UnusualKey{"EC secp256k1",
               "a curve that Schannel leaves switched off and browsers do not know"},
    UnusualKey{"EC SM2", "which neither Windows nor browsers know"},
    UnusualKey{"Ed25519", "which neither Windows nor browsers know"},
    UnusualKey{"Ed448", "which neither Windows nor browsers know"},
};

void judge_kind_of_key(const Certificate& certificate, Judgement& judgement) {
  const std::string description = certificate.public_key().description;
  const auto* const found =
      std::find_if(unusual_keys.begin(), unusual_keys.end(),
                   [&](const UnusualKey& one) { return one.description == description; });
  if (found != unusual_keys.end()) {
    judgement.find(RuleId::unusual_key, "has a key of kind " + description + ", " +
                                            std::string(found->who_refuses) +
                                            "; make the CA with RSA, P-256 or P-384");
  }
}

void judge_system_name(const Certificate& certificate, Judgement& judgement) {
  if (bears_name_of_required_root(certificate)) {
    judgement.find(RuleId::system_root_name,
                   "bears the name of a root that Windows needs, and is not that root: find out "
                   "who put it there");
  }
}

// Versions 1 and 2 are not_version_3's.
void judge_silence(const Certificate& certificate, Judgement& judgement) {
  if (certificate.version() < 3 || issuing_of(certificate) != Issuing::unsaid ||
      !may_issue(certificate)) {
    return;
  }
  judgement.find(
      RuleId::no_basic_constraints,
      issuing_text(certificate) +
          (certificate.key_usage().has_value()
               ? "; Windows and OpenSSL take it as a root, strict clients refuse its "
                 "chains"
               : "; Windows takes it as a root, and OpenSSL refuses what it issued "
                 "(invalid CA certificate); where it is to issue nothing (a WSUS publisher): "
                 "policy: { no_basic_constraints: ignore }"));
}

void judge_address(const Certificate& certificate, Judgement& judgement) {
  const std::string name = common_name(certificate.subject());
  if (is_address(name)) {
    judgement.find(RuleId::name_is_address,
                   "is named by an address, as appliances name their own certificates; a CA that "
                   "is meant to issue has another name");
  }
}

void judge_length_of_life(const Certificate& certificate, Judgement& judgement) {
  constexpr std::chrono::years most(30);
  const auto begin = std::chrono::floor<std::chrono::days>(certificate.not_before());
  const auto end = std::chrono::year_month_day(begin) + most;
  const auto last_day =
      std::chrono::sys_days(end.ok() ? end : end.year() / end.month() / std::chrono::last);
  if (certificate.not_after() > last_day + (certificate.not_before() - begin)) {
    judgement.find(RuleId::long_validity,
                   "is valid for more than 30 years, from " + date(certificate.not_before()) +
                       " to " + date(certificate.not_after()) +
                       "; plan for its successor before its key and digest are too weak");
  }
}

// What RFC 5280 limits to 20 octets is the number; the octet that keeps it positive is DER's.
void judge_serial(const Certificate& certificate, Judgement& judgement) {
  constexpr std::size_t longest = 20;
  const ByteView serial = certificate.serial();
  if (serial.empty()) {
    return;
  }
  if (serial.front() >= 0x80) {
    judgement.find(RuleId::odd_serial,
                   "has a negative serial number, which Go and others refuse to read");
    return;
  }
  const std::size_t octets = serial.size() - (serial.front() == 0 && serial.size() > 1 ? 1U : 0U);
  if (octets > longest) {
    judgement.find(RuleId::odd_serial, "has a serial number of " + std::to_string(octets) +
                                           " octets, where 20 are the most");
  }
}

void judge_extensions(const Certificate& certificate, Judgement& judgement) {
  if (certificate.version() < 3) {
    judgement.find(RuleId::not_version_3, "is of version " + std::to_string(certificate.version()) +
                                              ", which cannot say that it is a CA; clients take it "
                                              "as a root at most");
    return;
  }
  if (!certificate.is_ca()) {
    return;  // what may not issue is told of elsewhere
  }
  if (!certificate.key_usage().has_value()) {
    judgement.find(RuleId::no_key_usage,
                   "is a CA without keyUsage; strict clients refuse its chains");
  }
  if (const auto constraints = certificate.basic_constraints();
      constraints.has_value() && !constraints->critical) {
    judgement.find(RuleId::constraints_not_critical,
                   "is a CA whose basicConstraints is not critical; strict clients refuse its "
                   "chains");
  }
}

}  // namespace

void judge_form(const Certificate& certificate, const StoreName& store, Standing standing,
                const Policy& policy, Asked asked, const std::optional<Location>& where,
                std::vector<Finding>& findings) {
  if (!store.holds_authorities() || certificate.verdict().kind == Verdict::Kind::opaque) {
    return;
  }
  const std::optional<StoreName> named = store;
  Judgement judgement(certificate, named, standing, policy, where, findings);
  judge_digest(certificate, judgement);
  judge_key(certificate, judgement);
  judge_system_name(certificate, judgement);
  judge_silence(certificate, judgement);
  if (asked == Asked::lint) {
    judge_kind_of_key(certificate, judgement);
    judge_address(certificate, judgement);
    judge_length_of_life(certificate, judgement);
    judge_serial(certificate, judgement);
    judge_extensions(certificate, judgement);
  }
}

}  // namespace trustctl
