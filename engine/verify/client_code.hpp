#pragma once

#include <optional>
#include <string>

#include "engine/model/rule.hpp"
#include "engine/verify/answer.hpp"

namespace trustctl {

/// The code that a Windows client (Schannel, or CryptoAPI's chain policy where Schannel has none of
/// its own) would show for what is wrong with this path; of several, the one that Windows reports
/// first. Nothing where only rules of the strict view are broken.
std::optional<ClientCode> client_code(const Answer& answer);

/// The code that clients of a machine would show of a chain that leads over a certificate which
/// breaks this rule. Nothing for a rule that stops no client.
std::optional<ClientCode> client_code(RuleId rule);

/// "0x80090325 SEC_E_UNTRUSTED_ROOT".
std::string to_string(const ClientCode& code);

}  // namespace trustctl
