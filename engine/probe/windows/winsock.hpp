#pragma once

namespace trustctl::windows {

/// Makes Winsock ready for this process, once; what WSAStartup says: 0 is good. It stays so until
/// the process ends.
int start_winsock();

}  // namespace trustctl::windows
