#include <winsock2.h>

#include <windows.h>
#include <ws2tcpip.h>

#include <algorithm>
#include <future>
#include <memory>
#include <thread>

#include "engine/platform/windows/text.hpp"
#include "engine/probe/socket.hpp"
#include "engine/probe/windows/winsock.hpp"

namespace trustctl {

namespace windows {

int start_winsock() {
  static const int started = [] {
    WSADATA data;
    return WSAStartup(MAKEWORD(2, 2), &data);
  }();
  return started;
}

}  // namespace windows

namespace {

ByteView octets_of(const ADDRINFOW& found) {
  if (found.ai_family == AF_INET) {
    const auto* v4 = reinterpret_cast<const sockaddr_in*>(found.ai_addr);
    return {reinterpret_cast<const std::uint8_t*>(&v4->sin_addr), sizeof v4->sin_addr};
  }
  if (found.ai_family == AF_INET6) {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(found.ai_addr);
    return {reinterpret_cast<const std::uint8_t*>(&v6->sin6_addr), sizeof v6->sin6_addr};
  }
  return {};
}

// Each address once; none where the resolver knows none.
std::vector<Bytes> ask_resolver(const std::wstring& name) {
  ADDRINFOW wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  ADDRINFOW* all = nullptr;
  std::vector<Bytes> addresses;
  if (GetAddrInfoW(name.c_str(), nullptr, &wanted, &all) != 0) {
    return addresses;
  }
  for (const ADDRINFOW* found = all; found != nullptr; found = found->ai_next) {
    Bytes address = copy(octets_of(*found));
    if (!address.empty() &&
        std::find(addresses.begin(), addresses.end(), address) == addresses.end()) {
      addresses.push_back(std::move(address));
    }
  }
  FreeAddrInfoW(all);
  return addresses;
}

}  // namespace

// In a thread of its own, since nothing can end a resolver that hangs: it is left to itself when
// the time is up, and ends with the process. It touches nothing of ours but what it is given.
Result<std::vector<Bytes>> look_up(const std::string& host, const TimeLimit& limit) {
  const auto name = windows::to_wide(host);
  const auto unknown = tl::unexpected(
      Error{ErrorCode::not_found, "cannot find the host " + host + ": no address is known"});
  if (!name || windows::start_winsock() != 0) {
    return unknown;
  }
  std::packaged_task<std::vector<Bytes>()> task([name = *name] { return ask_resolver(name); });
  auto answer = task.get_future();
  std::thread(std::move(task)).detach();
  if (answer.wait_for(std::chrono::milliseconds(limit.milliseconds_left())) !=
      std::future_status::ready) {
    return tl::unexpected(limit.expired("the resolver about " + host));
  }
  auto addresses = answer.get();
  return addresses.empty() ? Result<std::vector<Bytes>>(unknown) : std::move(addresses);
}

}  // namespace trustctl
