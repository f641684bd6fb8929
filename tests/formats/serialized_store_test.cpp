#include "engine/formats/serialized_store.hpp"

#include <catch2/catch.hpp>
#include <sstream>
#include <string>

#include "engine/formats/certificate_source.hpp"
#include "engine/formats/extended_key_usage.hpp"
#include "engine/formats/utf16.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;

namespace {

Bytes serialized_fixture(const std::string& name) {
  return test::read_file(test::source_file("tests/fixtures/serialized") / name);
}

SerializedElement element(const std::string& name) {
  auto read = SerializedElement::parse(serialized_fixture(name));
  REQUIRE(read);
  return *read;
}

// As the generator's own decoder describes a blob: "NAME ID LENGTH SHA-256".
std::string described(const std::string& name) {
  std::ostringstream text;
  const SerializedElement read = element(name);
  for (const SerializedRecord& record : read.records()) {
    text << name << ' ' << record.id << ' ' << record.data.size() << ' '
         << Fingerprint::of(record.data).hex() << '\n';
  }
  return text.str();
}

std::string message(ByteView blob) {
  const auto read = SerializedElement::parse(blob);
  return read ? "" : read.error().message;
}

Bytes record(std::uint32_t id, std::uint32_t encoding, std::uint32_t length, Bytes data) {
  Bytes bytes;
  for (const std::uint32_t number : {id, encoding, length}) {
    for (unsigned shift = 0; shift < 32; shift += 8) {
      bytes.push_back(static_cast<std::uint8_t>(number >> shift & 0xFFU));
    }
  }
  bytes.insert(bytes.end(), data.begin(), data.end());
  return bytes;
}

std::set<Oid> oids(std::initializer_list<const char*> dotted) {
  std::set<Oid> set;
  for (const char* text : dotted) {
    set.insert(*Oid::parse(text));
  }
  return set;
}

}  // namespace

TEST_CASE("every property of a Windows root is read, the unknown ones too, in their order",
          "[serialized_store]") {
  const Bytes expected = serialized_fixture("expected.txt");
  CHECK(described("certificate-first.blob") + described("plain.blob") +
            described("windows-root.blob") ==
        as_text(expected));
}

TEST_CASE("a blob is written as it was read, byte for byte", "[serialized_store]") {
  for (const char* name : {"windows-root.blob", "plain.blob", "certificate-first.blob"}) {
    CHECK(element(name).write() == serialized_fixture(name));
  }
}

TEST_CASE("a property that is set or erased leaves all others and their order alone",
          "[serialized_store]") {
  SerializedElement changed = element("windows-root.blob");
  const Bytes old = *changed.find(property_id::friendly_name);

  changed.set(property_id::friendly_name, {1, 2});
  CHECK(changed.write() != serialized_fixture("windows-root.blob"));
  changed.set(property_id::friendly_name, old);
  CHECK(changed.write() == serialized_fixture("windows-root.blob"));
  changed.set(77, {1});
  CHECK(changed.records().back().id == property_id::certificate);
  changed.erase(77);
  CHECK(changed.write() == serialized_fixture("windows-root.blob"));
}

TEST_CASE("a property that stands after the certificate is replaced where it stands",
          "[serialized_store]") {
  SerializedElement changed = element("certificate-first.blob");
  changed.set(property_id::friendly_name, {1});
  REQUIRE(changed.records().size() == 2);
  CHECK(changed.records()[1].data == Bytes{1});
}

TEST_CASE("the certificate cannot be erased", "[serialized_store]") {
  SerializedElement changed = element("plain.blob");
  changed.erase(property_id::certificate);
  CHECK(changed.write() == serialized_fixture("plain.blob"));
}

TEST_CASE("a new element is the certificate and its SHA-1, as Windows writes it",
          "[serialized_store]") {
  const auto single = Certificate::from_bytes(element("plain.blob").certificate());
  CHECK(SerializedElement::of(single).write() == serialized_fixture("plain.blob"));
}

TEST_CASE("a blob that is cut anywhere is refused", "[serialized_store]") {
  const Bytes whole = serialized_fixture("windows-root.blob");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    CHECK_FALSE(SerializedElement::parse(ByteView(whole).first(size)));
  }
}

TEST_CASE("what is wrong with a blob is said with its place", "[serialized_store]") {
  CHECK(message(record(32, 1, 5, {1})) ==
        "byte 8: property 32 says that it has 5 bytes, and 1 are left");
  CHECK(message(record(32, 1, 0xFFFFFFFF, {1})) ==
        "byte 8: property 32 says that it has 4294967295 bytes, and 1 are left");
  CHECK(message(record(32, 2, 1, {1})) ==
        "byte 4: a property record has an encoding that is not 1");
  CHECK(message(record(11, 1, 0, {})) == "byte 12: no certificate is among the property records");
  CHECK(message(Bytes{}) == "byte 0: no certificate is among the property records");
  Bytes twice = record(32, 1, 1, {1});
  twice.insert(twice.end(), twice.begin(), twice.end());
  CHECK(message(twice) == "byte 26: several certificates in one element");
}

TEST_CASE("a blob of millions of records is refused before they are all kept",
          "[serialized_store]") {
  Bytes many;
  const Bytes one = record(11, 1, 0, {});
  for (int i = 0; i < 5000; ++i) {
    many.insert(many.end(), one.begin(), one.end());
  }
  CHECK(message(many) == "byte 49152: over 4096 property records");
}

TEST_CASE("a serialized store gives its certificates with their properties, and counts the rest",
          "[serialized_store]") {
  const auto store = read_serialized_store(serialized_fixture("store.sst"));
  REQUIRE(store);
  REQUIRE(store->certificates.size() == 2);
  CHECK(store->certificates[0].write() == serialized_fixture("windows-root.blob"));
  CHECK(store->certificates[1].write() == serialized_fixture("plain.blob"));
  CHECK(store->revocation_lists == 1);
  CHECK(store->trust_lists == 0);
}

TEST_CASE("a serialized store that is written reads the same, each certificate last in its element",
          "[serialized_store]") {
  const std::vector elements = {element("windows-root.blob"), element("certificate-first.blob")};
  const auto store = read_serialized_store(write_serialized_store(elements));
  REQUIRE(store);
  REQUIRE(store->certificates.size() == 2);
  CHECK(store->certificates[0] == elements[0]);
  CHECK(store->certificates[1].records().back().id == property_id::certificate);
  CHECK(write_serialized_store({}) == serialized_fixture("empty.sst"));
}

TEST_CASE("a serialized store that is cut, or goes on after its end, is refused",
          "[serialized_store]") {
  Bytes whole = serialized_fixture("store.sst");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    CHECK_FALSE(read_serialized_store(ByteView(whole).first(size)));
  }
  whole.push_back(0);
  const auto longer = read_serialized_store(whole);
  REQUIRE_FALSE(longer);
  CHECK(longer.error().message == "byte 2208: bytes follow the end mark");
  whole.pop_back();
  whole.back() = 1;
  CHECK_FALSE(read_serialized_store(whole));  // an end mark is twelve zeros
}

TEST_CASE("an .sst file is a source of certificates", "[serialized_store]") {
  const auto certificates = read_certificates(serialized_fixture("store.sst"));
  REQUIRE(certificates);
  REQUIRE(certificates->size() == 2);
  CHECK((*certificates)[0].label() == "Lab Root CA");
}

TEST_CASE("an .sst source without a certificate, cut, or with a private key says so",
          "[serialized_store]") {
  const auto why = [](const Bytes& bytes) {
    const auto read = read_certificates(bytes);
    return read ? "" : read.error().message;
  };
  CHECK(why(serialized_fixture("empty.sst")) ==
        "it is a serialized store (.sst) without a certificate");
  Bytes cut = serialized_fixture("store.sst");
  cut.resize(cut.size() - 12);
  CHECK(why(cut) ==
        "it is a serialized store (.sst) that cannot be read: byte 2196: a property record is cut "
        "short");
  const auto key = test::run("openssl genpkey -algorithm ed25519 -outform DER");
  SerializedElement with_key = element("plain.blob");
  with_key.set(0x8000, copy(as_bytes(key.out)));
  CHECK(why(write_serialized_store(std::vector{with_key})).find("private key") !=
        std::string::npos);
}

TEST_CASE("the text of a property is UTF-16 with a NUL, as Windows writes it", "[utf16]") {
  const SerializedElement root = element("windows-root.blob");
  const Bytes& name = *root.find(property_id::friendly_name);
  CHECK(read_utf16_property(name) == "Schärtz 漢 𝄞");
  CHECK(write_utf16_property("Schärtz 漢 𝄞") == name);
  CHECK(write_utf16_property("") == Bytes{0, 0});
}

TEST_CASE("half a surrogate pair comes back as it was", "[utf16]") {
  for (const Bytes& data :
       {Bytes{0x00, 0xD8, 0x41, 0x00, 0, 0}, Bytes{0x41, 0x00, 0xFF, 0xDF, 0, 0},
        Bytes{0x00, 0xDC, 0x00, 0xD8, 0, 0}}) {
    CHECK(write_utf16_property(read_utf16_property(data)) == data);
  }
}

TEST_CASE("text of a property may lack its NUL or have an odd byte, and ends at the first NUL",
          "[utf16]") {
  CHECK(read_utf16_property(Bytes{'a', 0}) == "a");
  CHECK(read_utf16_property(Bytes{'a', 0, 'b'}) == "a");
  CHECK(read_utf16_property(Bytes{'a', 0, 0, 0, 'b', 0, 0, 0}) == "a");
  CHECK(read_utf16_property({}).empty());
}

TEST_CASE("text that is no UTF-8, or holds a NUL, cannot be written", "[utf16]") {
  using namespace std::string_view_literals;
  for (const auto text : {"\xFF"sv, "a\0b"sv, "\xC0\x80"sv, "\xE4"sv, "\xF4\x90\x80\x80"sv}) {
    CHECK_FALSE(write_utf16_property(text));
  }
}

TEST_CASE("purposes are the DER that openssl makes of them", "[extended_key_usage]") {
  const auto purposes = oids({"1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.4.1.311.10.3.4"});
  const auto read =
      read_extended_key_usage(*element("windows-root.blob").find(property_id::purposes));
  REQUIRE(read);
  CHECK(*read == purposes);
  CHECK(write_extended_key_usage(oids({"1.3.6.1.5.5.7.3.1"})) ==
        *element("windows-root.blob").find(122));
}

TEST_CASE("no purpose at all is an empty SEQUENCE", "[extended_key_usage]") {
  CHECK(write_extended_key_usage({}) == Bytes{0x30, 0x00});
  CHECK(read_extended_key_usage(Bytes{0x30, 0x00}) == std::set<Oid>{});
}

TEST_CASE("purposes with long and large arcs come back as they were", "[extended_key_usage]") {
  std::set<Oid> many = oids({"2.999.340282366920938463463374607431768211455", "0.39", "1.0.0"});
  for (int i = 0; i < 300; ++i) {
    many.insert(*Oid::parse("1.3.6.1.4.1." + std::to_string(i * 1000)));
  }
  CHECK(read_extended_key_usage(write_extended_key_usage(many)) == many);
}

TEST_CASE("bytes that are not DER of purposes are none", "[extended_key_usage]") {
  for (const Bytes& bytes : {Bytes{}, Bytes{0x31, 0x00}, Bytes{0x30, 0x00, 0x00}, Bytes{0x30, 0x80},
                             Bytes{0x30, 0x02, 0x06, 0x00}, Bytes{0x30, 0x02, 0x05, 0x00}}) {
    CHECK_FALSE(read_extended_key_usage(bytes));
  }
}
