// Registry blobs, .sst files, and the properties in them, from any bytes: what is read is written
// back byte for byte, and what trustctl understands of it survives a change of something else.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "engine/formats/serialized_store.hpp"
#include "engine/formats/utf16.hpp"
#include "providers/cryptoapi/entry_properties.hpp"

using namespace trustctl;

namespace {

void hold(bool claim) {
  if (!claim) {
    std::abort();
  }
}

void try_element(const SerializedElement& element) {
  const Properties properties = cryptoapi::read_properties(element).properties;
  Properties owned = properties;
  owned.owners.insert(*Site::parse("fuzz"));
  const auto changes = cryptoapi::property_changes(properties, owned);
  hold(changes.has_value());  // whatever Windows holds as text can be written again
  SerializedElement changed = element;
  for (const cryptoapi::PropertyChange& change : *changes) {
    changed.set(change.id, *change.data);
  }
  hold(cryptoapi::read_properties(changed).properties == owned);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  if (const auto element = SerializedElement::parse(bytes)) {
    const Bytes written = element->write();
    hold(as_text(written) == as_text(bytes));
    try_element(*element);
  }
  if (const auto store = read_serialized_store(bytes)) {
    for (const SerializedElement& element : store->certificates) {
      try_element(element);
    }
    const Bytes written = write_serialized_store(store->certificates);
    hold(store->revocation_lists + store->trust_lists != 0 || as_text(written) == as_text(bytes));
  }
  const std::string text = read_utf16_property(bytes);
  const auto data_again = write_utf16_property(text);
  hold(data_again.has_value() && read_utf16_property(*data_again) == text);
  return 0;
}
