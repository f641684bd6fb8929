#pragma once

#include <string>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/model/time.hpp"

namespace trustctl {

class JsonWriter;

/// "expires 2045-01-01, in 7000 days", "expires today", "EXPIRED 12 days ago (2026-11-11)" or
/// "not valid before 2090-01-01".
std::string validity_text(const Certificate& certificate, Time now);

/// What a person calls a certificate and how a machine names it: the members `label`, `sha256` and
/// `thumbprint` of the open object.
void write_identity(JsonWriter& json, const Certificate& certificate);
/// The facts: the members `verdict`, `reason`, `subject`, `issuer`, `serial`, `not_before`,
/// `not_after`, `key`, `ca` and `self_issued`; null where the certificate does not decode.
void write_facts(JsonWriter& json, const Certificate& certificate);

}  // namespace trustctl
