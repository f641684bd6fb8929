#pragma once

#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/model/windows_trust.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The roots of a certificate trust list as Windows' automatic root update keeps it (the registry's
/// AuthRoot\AutoUpdate\EncodedCtl, and authroot.stl): signed data (RFC 2315) whose content is of
/// type szOID_CTL, an entry a root, named by SHA-1, with properties of the root as attributes
/// (Microsoft, CTL_INFO and CTL_ENTRY). In the order of the list. Who signed it is not looked at.
/// Fails with invalid_input for anything else.
Result<std::vector<UpdateRoot>> read_update_list(ByteView list);

}  // namespace trustctl
