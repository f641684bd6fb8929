#include "engine/formats/serialized_store.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace trustctl {

namespace {

constexpr std::size_t header_size = 12;  // id, 1, length
constexpr std::size_t record_limit = 4096;
constexpr std::size_t element_limit = 100'000;
constexpr std::uint32_t encoding = 1;  // ASN.1, the only one there is
constexpr std::array<std::uint8_t, 8> file_header = {0, 0, 0, 0, 'C', 'E', 'R', 'T'};
constexpr std::array<std::uint8_t, header_size> end_mark = {};

tl::unexpected<Error> failed(std::size_t at, const std::string& what) {
  return tl::unexpected(
      Error{ErrorCode::invalid_input, "byte " + std::to_string(at) + ": " + what, std::nullopt});
}

std::uint32_t number_at(ByteView bytes, std::size_t at) {
  return bytes[at] | static_cast<std::uint32_t>(bytes[at + 1]) << 8U |
         static_cast<std::uint32_t>(bytes[at + 2]) << 16U |
         static_cast<std::uint32_t>(bytes[at + 3]) << 24U;
}

void append_number(Bytes& to, std::uint32_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    to.push_back(static_cast<std::uint8_t>(number >> shift & 0xFFU));
  }
}

bool is_content(std::uint32_t id) {
  return id == property_id::certificate || id == property_id::crl || id == property_id::ctl;
}

// Records out of a run of bytes, one after the other.
class RecordReader {
 public:
  RecordReader(ByteView bytes, std::size_t at) : m_bytes(bytes), m_at(at) {}

  std::size_t at() const { return m_at; }
  bool at_end() const { return m_at == m_bytes.size(); }
  bool at_end_mark() const {
    return m_bytes.size() - m_at >= header_size &&
           std::equal(end_mark.begin(), end_mark.end(),
                      m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at));
  }

  Result<SerializedRecord> next() {
    const std::size_t left = m_bytes.size() - m_at;
    if (left < header_size) {
      return failed(m_at, "a property record is cut short");
    }
    const std::uint32_t id = number_at(m_bytes, m_at);
    if (number_at(m_bytes, m_at + 4) != encoding) {
      return failed(m_at + 4, "a property record has an encoding that is not 1");
    }
    const std::uint32_t length = number_at(m_bytes, m_at + 8);
    if (length > left - header_size) {
      return failed(m_at + 8, "property " + std::to_string(id) + " says that it has " +
                                  std::to_string(length) + " bytes, and " +
                                  std::to_string(left - header_size) + " are left");
    }
    const ByteView data = m_bytes.subspan(m_at + header_size, length);
    m_at += header_size + length;
    return SerializedRecord{id, copy(data)};
  }

 private:
  ByteView m_bytes;
  std::size_t m_at;
};

void append_record(Bytes& to, const SerializedRecord& record) {
  append_number(to, record.id);
  append_number(to, encoding);
  append_number(to, static_cast<std::uint32_t>(record.data.size()));
  to.insert(to.end(), record.data.begin(), record.data.end());
}

}  // namespace

// -- One certificate

SerializedElement SerializedElement::of(const Certificate& certificate) {
  const auto sha1 = certificate.thumbprint().bytes();
  return SerializedElement({{property_id::sha1, Bytes(sha1.begin(), sha1.end())},
                            {property_id::certificate, copy(certificate.bytes())}});
}

Result<SerializedElement> SerializedElement::parse(ByteView blob) {
  RecordReader reader(blob, 0);
  std::vector<SerializedRecord> records;
  std::size_t certificates = 0;
  while (!reader.at_end()) {
    if (records.size() == record_limit) {
      return failed(reader.at(), "over " + std::to_string(record_limit) + " property records");
    }
    auto record = reader.next();
    if (!record) {
      return tl::unexpected(record.error());
    }
    certificates += record->id == property_id::certificate ? 1U : 0U;
    records.push_back(std::move(*record));
  }
  if (certificates != 1) {
    return failed(reader.at(), certificates == 0 ? "no certificate is among the property records"
                                                 : "several certificates in one element");
  }
  return SerializedElement(std::move(records));
}

const Bytes* SerializedElement::find(std::uint32_t id) const {
  const auto found = std::find_if(m_records.begin(), m_records.end(),
                                  [id](const SerializedRecord& record) { return record.id == id; });
  return found == m_records.end() ? nullptr : &found->data;
}

ByteView SerializedElement::certificate() const { return *find(property_id::certificate); }

void SerializedElement::set(std::uint32_t id, Bytes data) {
  const auto place =
      std::find_if(m_records.begin(), m_records.end(), [id](const SerializedRecord& record) {
        return record.id == id || record.id == property_id::certificate;
      });
  if (place->id == id) {
    place->data = std::move(data);
    return;
  }
  const auto later = std::find_if(place, m_records.end(),
                                  [id](const SerializedRecord& record) { return record.id == id; });
  if (later != m_records.end()) {  // the certificate came before it
    later->data = std::move(data);
    return;
  }
  m_records.insert(place, {id, std::move(data)});
}

void SerializedElement::erase(std::uint32_t id) {
  if (id != property_id::certificate) {
    std::erase_if(m_records, [id](const SerializedRecord& record) { return record.id == id; });
  }
}

Bytes SerializedElement::write() const {
  Bytes blob;
  for (const SerializedRecord& record : m_records) {
    append_record(blob, record);
  }
  return blob;
}

// -- A file of them

// Reads element after element up to the end mark.
class SerializedStoreReader {
 public:
  explicit SerializedStoreReader(ByteView bytes)
      : m_bytes(bytes), m_reader(bytes, file_header.size()) {}

  Result<SerializedStore> read() {
    SerializedStore store;
    for (std::size_t elements = 0; !m_reader.at_end_mark(); ++elements) {
      if (elements == element_limit) {
        return failed(m_reader.at(), "over " + std::to_string(element_limit) + " elements");
      }
      auto records = read_element();
      if (!records) {
        return tl::unexpected(records.error());
      }
      switch (records->back().id) {
        case property_id::certificate:
          store.certificates.push_back(SerializedElement(std::move(*records)));
          break;
        case property_id::crl:
          ++store.revocation_lists;
          break;
        default:
          ++store.trust_lists;
      }
    }
    if (m_bytes.size() - m_reader.at() != header_size) {
      return failed(m_reader.at() + header_size, "bytes follow the end mark");
    }
    return store;
  }

 private:
  // The properties of one element, up to its certificate, CRL or CTL.
  Result<std::vector<SerializedRecord>> read_element() {
    std::vector<SerializedRecord> records;
    do {
      if (m_reader.at_end_mark()) {
        return failed(m_reader.at(), "the end mark comes where a certificate should");
      }
      if (records.size() == record_limit) {
        return failed(m_reader.at(), "over " + std::to_string(record_limit) + " property records");
      }
      auto record = m_reader.next();
      if (!record) {
        return tl::unexpected(record.error());
      }
      records.push_back(std::move(*record));
    } while (!is_content(records.back().id));
    return records;
  }

  ByteView m_bytes;
  RecordReader m_reader;
};

std::set<std::uint32_t> properties_of(const Entry& entry) {
  std::set<std::uint32_t> ids;
  for (const Place& place : entry.places) {
    const auto element = place.image ? SerializedElement::parse(*place.image)
                                     : Result<SerializedElement>(tl::unexpected(Error{}));
    if (!element) {  // another target's form, which has no such properties
      continue;
    }
    for (const SerializedRecord& record : element->records()) {
      ids.insert(record.id);
    }
  }
  return ids;
}

bool looks_like_serialized_store(ByteView bytes) {
  return bytes.size() >= file_header.size() &&
         std::equal(file_header.begin(), file_header.end(), bytes.begin());
}

Result<SerializedStore> read_serialized_store(ByteView bytes) {
  if (!looks_like_serialized_store(bytes)) {
    return failed(0, "no serialized store (.sst) begins there");
  }
  return SerializedStoreReader(bytes).read();
}

Bytes write_serialized_store(std::span<const SerializedElement> certificates) {
  Bytes bytes(file_header.begin(), file_header.end());
  for (const SerializedElement& element : certificates) {
    // Here the certificate ends its element; in the registry it may stand anywhere.
    for (const SerializedRecord& record : element.records()) {
      if (record.id != property_id::certificate) {
        append_record(bytes, record);
      }
    }
    append_record(bytes, {property_id::certificate, copy(element.certificate())});
  }
  bytes.insert(bytes.end(), end_mark.begin(), end_mark.end());
  return bytes;
}

}  // namespace trustctl
