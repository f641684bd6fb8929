#include <catch2/catch.hpp>
#include <ctime>
#include <filesystem>
#include <string>

#include "engine/model/certificate.hpp"
#include "tests/fuzz/certificate_property.hpp"
#include "tests/model/certificate_builder.hpp"
#include "tests/model/openssl_facts.hpp"
#include "tests/support/support.hpp"

namespace trustctl::test {

namespace {

namespace fs = std::filesystem;

// Every file below a folder, through `check`; their number.
template <class Check>
std::size_t for_each_file(const fs::path& root, Check check) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) {
      INFO(entry.path().string());
      check(read_file(entry.path()));
      ++count;
    }
  }
  return count;
}

void check_findings(const Bytes& bytes) {
  for (const std::string& finding : findings(bytes)) {
    FAIL_CHECK(finding);
  }
}

// Processor time, since other tests run beside this one.
class Stopwatch {
 public:
  double seconds() const { return static_cast<double>(std::clock() - m_begin) / CLOCKS_PER_SEC; }

 private:
  std::clock_t m_begin = std::clock();
};
// What is linear takes a tenth of it without optimisation, what is quadratic many minutes.
constexpr double linear_seconds = 5;

}  // namespace

TEST_CASE("whatever is in the fuzz corpora, the reader keeps its promises", "[fuzz][data]") {
  if (const auto root = test_data("fuzz")) {
    CHECK(for_each_file(*root, check_findings) > 700);
  }
}

TEST_CASE("whatever certificate is in the test data, the reader keeps its promises",
          "[fuzz][data]") {
  const std::string folder =
      GENERATE("certs-zlint", "certs-pyca", "certs-boringssl-parse", "certs-ctgo-invalid",
               "p11-kit", "x509-limbo", "pkits", "chains-boringssl", "bundles");
  if (const auto root = test_data(folder)) {
    CHECK(for_each_file(*root, [](const Bytes& file) {
            for (const Bytes& bytes : certificates_of(file)) {
              check_findings(bytes);
            }
          }) > 0);
  }
}

TEST_CASE("every octet of a certificate can be any other, and the reader keeps its promises",
          "[fuzz]") {
  const Bytes whole = build(Parts());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const unsigned change : {0x01U, 0x80U, 0xFFU, 0x7FU}) {
      Bytes bytes = whole;
      bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ change);
      INFO("octet " << at << " changed by " << change);
      check_findings(bytes);
    }
  }
}

TEST_CASE("four mebibytes of nested elements are read in linear time", "[fuzz]") {
  for (const std::uint8_t tag : {std::uint8_t{0x30}, std::uint8_t{0x31}, std::uint8_t{0xA0}}) {
    const Bytes nested(Certificate::size_limit, tag);
    const Stopwatch stopwatch;
    Certificate::from_bytes(nested).label();
    CHECK(stopwatch.seconds() < linear_seconds);
  }
}

TEST_CASE("a name of hundreds of thousands of parts is written in linear time", "[fuzz]") {
  const Bytes one = name_of("550403", 0x0C, as_bytes("x"));
  Bytes parts;
  while (parts.size() < std::size_t{3} * 1024 * 1024) {
    parts.insert(parts.end(), one.begin() + 2, one.end());
  }
  Parts certificate;
  certificate.subject = element(0x30, parts);
  const Bytes bytes = build(certificate);

  const Stopwatch stopwatch;
  const std::string text = Certificate::from_bytes(bytes).subject_text();
  CHECK(stopwatch.seconds() < linear_seconds);
  CHECK(text.size() > std::size_t{1024} * 1024);
  CHECK(findings(bytes).empty());
  CHECK_FALSE(compare_with_openssl(Certificate::from_bytes(bytes)).has_value());  // known_refusal
}

}  // namespace trustctl::test
