#pragma once

#include <string_view>
#include <vector>

#include "engine/explain/code.hpp"

namespace trustctl {

/// The codes that a pasted message holds, in the order of all_codes(), each once:
/// - by the words of a code inside it ("... x509: certificate signed by unknown authority"); words
///   that stand inside longer ones that are found do not count ("self-signed certificate" inside
///   "self-signed certificate in certificate chain");
/// - by a number behind the name of the program or log that it belongs to ("curl: (60)", "event ID
///   36882", "reason code 265", "HTTP Error 403.16", "alert number 48").
/// Empty where there is none.
std::vector<const CodeInfo*> codes_in_message(std::string_view message);

}  // namespace trustctl
