#include "providers/cryptoapi/dropped_key.hpp"

#include "engine/formats/serialized_store.hpp"

namespace trustctl::cryptoapi {

std::vector<std::string> dropped_keys(const std::vector<std::string>& keys,
                                      const std::set<Thumbprint>& given) {
  std::vector<std::string> dropped;
  for (const std::string& key : keys) {
    const auto named = Thumbprint::parse(key);
    if (!named || !given.contains(*named)) {
      dropped.push_back(key);
    }
  }
  return dropped;
}

std::optional<std::string> why_dropped(const std::string& key, const std::optional<Bytes>& blob,
                                       bool is_read_by_windows) {
  if (!blob) {
    return "it has no value Blob of type REG_BINARY";
  }
  const auto element = SerializedElement::parse(*blob);
  if (!element) {
    return "its Blob is no certificate: " + element.error().message;
  }
  const Thumbprint is = Thumbprint::of(element->certificate());
  const auto named = Thumbprint::parse(key);
  if (!named || *named != is) {
    return "its name is not the SHA-1 of its certificate, " + is.hex();
  }
  return is_read_by_windows
             ? std::nullopt
             : std::optional<std::string>(
                   "its certificate, or a property beside it, is nothing that it can read");
}

}  // namespace trustctl::cryptoapi
