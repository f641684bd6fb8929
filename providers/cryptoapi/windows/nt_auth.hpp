#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/serialized_store.hpp"
#include "engine/model/bytes.hpp"
#include "engine/model/names.hpp"
#include "engine/result.hpp"

namespace trustctl::cryptoapi {

/// The store of the CAs whose certificates may stand for an account (smart cards, client
/// certificates): "NTAuth".
StoreName nt_auth();

/// Where its entries are: it is Enterprise's alone, copied here from Active Directory.
inline constexpr std::string_view nt_auth_place = "LocalMachine\\NTAuth\\.Enterprise";

/// What the registry has of it (EnterpriseCertificates\NTAuth). Read there, and not by crypt32,
/// since Wine knows no Enterprise: so the one way is the one that is tested.
struct NtAuthStore {
  /// A key whose blob is no certificate, or no blob.
  struct Junk {
    std::string name;
    std::string why;
  };

  bool exists = false;
  std::vector<SerializedElement> elements;
  std::vector<Junk> junk;

  /// Creates no key and asks for no right to write.
  static Result<NtAuthStore> read();

 private:
  void take(std::string name, const std::optional<Bytes>& blob);
};

}  // namespace trustctl::cryptoapi
