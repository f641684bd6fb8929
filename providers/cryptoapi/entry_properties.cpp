#include "providers/cryptoapi/entry_properties.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "engine/formats/extended_key_usage.hpp"
#include "engine/formats/utf16.hpp"
#include "providers/cryptoapi/owner_mark.hpp"

namespace trustctl::cryptoapi {

namespace {

// wincrypt.h: the properties that CertGetCertificateContextProperty computes from the certificate,
// or from how its store was opened (14).
constexpr std::array<std::uint32_t, 14> computed = {3,  4,  14, 15, 20, 24, 25,
                                                    28, 29, 89, 92, 93, 95, 107};

std::optional<std::string> text_of(const SerializedElement& element, std::uint32_t id) {
  const Bytes* data = element.find(id);
  return data == nullptr ? std::nullopt : std::optional(read_utf16_property(*data));
}

Result<PropertyChange> text_change(std::uint32_t id, const std::optional<std::string>& text,
                                   const std::string& name) {
  if (!text) {
    return PropertyChange{id, std::nullopt};
  }
  auto data = write_utf16_property(*text);
  if (!data) {
    return tl::unexpected(Error{
        ErrorCode::invalid_input,
        "the " + name + " is not UTF-8, or holds a NUL: Windows cannot keep it", std::nullopt});
  }
  return PropertyChange{id, std::move(*data)};
}

}  // namespace

ReadProperties read_properties(const SerializedElement& element) {
  ReadProperties read;
  read.properties.friendly_name = text_of(element, property_id::friendly_name);
  MarkedText marked = read_owner_mark(text_of(element, property_id::description));
  read.properties.description = std::move(marked.text);
  read.properties.owners = std::move(marked.owners);
  if (const Bytes* der = element.find(property_id::purposes)) {
    auto purposes = read_extended_key_usage(*der);
    read.bad_purposes = !purposes;
    read.properties.purposes = purposes ? std::move(*purposes) : std::set<Oid>();
  }
  read.archived = element.find(property_id::archived) != nullptr;
  return read;
}

bool same_entry(const SerializedElement& a, const SerializedElement& b) {
  const auto stored = [](const SerializedElement& element) {
    std::map<std::uint32_t, Bytes> records;
    for (const SerializedRecord& record : element.records()) {
      if (std::find(computed.begin(), computed.end(), record.id) == computed.end()) {
        records.emplace(record.id, record.data);
      }
    }
    return records;
  };
  return stored(a) == stored(b);
}

Result<std::vector<PropertyChange>> property_changes(const Properties& before,
                                                     const Properties& after) {
  std::vector<PropertyChange> changes;
  if (before.purposes != after.purposes) {
    changes.push_back(
        {property_id::purposes,
         after.purposes ? std::optional(write_extended_key_usage(*after.purposes)) : std::nullopt});
  }
  if (before.friendly_name != after.friendly_name) {
    auto change = text_change(property_id::friendly_name, after.friendly_name, "friendly name");
    if (!change) {
      return tl::unexpected(change.error());
    }
    changes.push_back(std::move(*change));
  }
  if (before.description != after.description || before.owners != after.owners) {
    auto change = text_change(property_id::description,
                              write_owner_mark({after.owners, after.description}), "description");
    if (!change) {
      return tl::unexpected(change.error());
    }
    changes.push_back(std::move(*change));
  }
  return changes;
}

}  // namespace trustctl::cryptoapi
