#include "engine/verify/client_code.hpp"

#include <algorithm>
#include <array>

#include "engine/model/hexadecimal.hpp"

namespace trustctl {

namespace {

struct Row {
  Fault fault;
  ClientCode code;
};

// In the order in which CertVerifyCertificateChainPolicy looks (Microsoft:
// "CERT_CHAIN_POLICY_STATUS"), by the names that Schannel gives to what CryptoAPI found.
constexpr std::array rows = {
    Row{Fault::distrusted, {0x800B0111, "TRUST_E_EXPLICIT_DISTRUST"}},
    Row{Fault::unreadable, {0x80090327, "SEC_E_CERT_UNKNOWN"}},
    Row{Fault::broken_signature, {0x80096004, "TRUST_E_CERT_SIGNATURE"}},
    Row{Fault::untrusted_root, {0x80090325, "SEC_E_UNTRUSTED_ROOT"}},
    Row{Fault::issuer_missing, {0x80090325, "SEC_E_UNTRUSTED_ROOT"}},
    Row{Fault::weak_key, {0x80096004, "TRUST_E_CERT_SIGNATURE"}},
    Row{Fault::weak_signature, {0x80096004, "TRUST_E_CERT_SIGNATURE"}},
    Row{Fault::expired, {0x80090328, "SEC_E_CERT_EXPIRED"}},
    Row{Fault::not_yet_valid, {0x80090328, "SEC_E_CERT_EXPIRED"}},
    Row{Fault::not_a_ca, {0x80096019, "TRUST_E_BASIC_CONSTRAINTS"}},
    Row{Fault::path_too_long, {0x80096019, "TRUST_E_BASIC_CONSTRAINTS"}},
    Row{Fault::no_cert_sign, {0x800B0110, "CERT_E_WRONG_USAGE"}},
    Row{Fault::wrong_purpose, {0x800B0110, "CERT_E_WRONG_USAGE"}},
    Row{Fault::purpose_disabled, {0x800B0110, "CERT_E_WRONG_USAGE"}},
    Row{Fault::bad_name_constraints, {0x800B0114, "CERT_E_INVALID_NAME"}},
    Row{Fault::name_not_permitted, {0x800B0114, "CERT_E_INVALID_NAME"}},
    Row{Fault::unknown_critical, {0x800B0105, "CERT_E_CRITICAL"}},
    Row{Fault::not_strict, {0x80090327, "SEC_E_CERT_UNKNOWN"}},
    Row{Fault::not_in_nt_auth, {0x800B0112, "CERT_E_UNTRUSTEDCA"}},
    Row{Fault::name_mismatch, {0x80090322, "SEC_E_WRONG_PRINCIPAL"}},
};

bool has_error(const Answer& answer, Fault fault) {
  return std::any_of(answer.path.begin(), answer.path.end(), [fault](const PathLink& link) {
    return std::any_of(link.problems.begin(), link.problems.end(), [fault](const Problem& one) {
      return one.fault == fault && one.severity == Severity::error;
    });
  });
}

}  // namespace

std::optional<ClientCode> client_code(RuleId rule) {
  switch (rule) {
    case RuleId::expired:
    case RuleId::not_yet_valid:
      return ClientCode{0x80090328, "SEC_E_CERT_EXPIRED"};
    case RuleId::not_a_ca:
    case RuleId::path_too_long:
      return ClientCode{0x80096019, "TRUST_E_BASIC_CONSTRAINTS"};
    case RuleId::no_cert_sign:
      return ClientCode{0x800B0110, "CERT_E_WRONG_USAGE"};
    case RuleId::broken_self_signature:
    case RuleId::weak_signature:
    case RuleId::weak_key:
      return ClientCode{0x80096004, "TRUST_E_CERT_SIGNATURE"};
    case RuleId::root_missing:
    case RuleId::issuer_missing:
      return ClientCode{0x80090325, "SEC_E_UNTRUSTED_ROOT"};
    default:
      return std::nullopt;
  }
}

std::string to_string(const ClientCode& code) {
  return hexadecimal_code(code.value) + ' ' + std::string(code.name);
}

std::optional<ClientCode> client_code(const Answer& answer) {
  for (const Row& row : rows) {
    if (has_error(answer, row.fault)) {
      return row.code;
    }
  }
  return std::nullopt;
}

}  // namespace trustctl
