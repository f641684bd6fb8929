#pragma once

#include "engine/result.hpp"
#include "engine/verify/question.hpp"
#include "engine/verify/system_answer.hpp"
#include "providers/cryptoapi/cryptoapi_provider.hpp"

namespace trustctl {

/// Puts the question to Windows' own chain engine, which looks into the stores of `location`
/// itself: the leaf, what came with it, the time, the purpose and the name. Without fetching,
/// asking changes nothing: no automatic root update, no issuers by AIA. With it Windows does both,
/// as for any client, and keeps what it gets. Revocation is never asked for. Fails with unsupported
/// where this build has no such engine.
Result<SystemAnswer> ask_chain_engine(const Question& question, StoreLocation location,
                                      Fetching fetching);

}  // namespace trustctl
