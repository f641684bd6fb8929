// Public files that nobody here made, through every reader.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "engine/formats/base64.hpp"
#include "engine/formats/certificate_source.hpp"
#include "engine/formats/pem.hpp"
#include "engine/formats/pkcs7.hpp"
#include "tests/formats/sources.hpp"

namespace fs = std::filesystem;
using namespace trustctl;
using namespace trustctl::test;

namespace {

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& item : fs::recursive_directory_iterator(folder)) {
    if (item.is_regular_file() && item.path().filename() != "expected.json") {
      files.push_back(item.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::set<std::string> fingerprints_in(const fs::path& file) {
  const auto certificates = read_certificates(read_file(file));
  std::set<std::string> fingerprints;
  if (certificates) {
    for (const Certificate& certificate : *certificates) {
      fingerprints.insert(certificate.fingerprint().hex());
    }
  }
  return fingerprints;
}

}  // namespace

TEST_CASE("PKCS#7 files hold the certificates that openssl and pyca found in them", "[public]") {
  const auto folder = test_data("pkcs7");
  if (!folder) {
    return;
  }
  const auto expected = nlohmann::json::parse(read_file(*folder / "expected.json"));
  for (const auto& [name, facts] : expected.items()) {
    CAPTURE(name);
    const std::set<std::string> found = fingerprints_in(*folder / name);
    if (facts.contains("certs")) {
      CHECK(found == facts["certs"].get<std::set<std::string>>());
    } else {
      CHECK(found.size() == facts["certs_in_p7b"].get<std::size_t>());
      CHECK(found == fingerprints_in((*folder / name).replace_extension(".pem")));
    }
  }
}

TEST_CASE("every keystore is refused, and none for a wrong reason", "[public]") {
  const auto folder = test_data("keystores");
  if (!folder) {
    return;
  }
  for (const fs::path& file : files_below(*folder)) {
    CAPTURE(file);
    const std::string message = outcome(std::string(as_text(read_file(file))));
    const std::string kind = file.extension().string();
    if (kind == ".p12" || kind == ".pfx") {
      CHECK(message.starts_with("it is a PKCS#12 file"));
    } else if (kind == ".jks" || kind == ".jceks") {
      CHECK(message.starts_with("it is a Java keystore"));
    } else {
      CHECK(message.starts_with("no certificate is in it"));
    }
  }
}

TEST_CASE("what p11-kit distrusts is never read as certificates", "[public]") {
  const auto folder = test_data("p11-kit");
  if (!folder) {
    return;
  }
  for (const fs::path& file : files_below(*folder)) {
    CAPTURE(file);
    const std::string name = file.filename().string();
    const bool with_trust = name.find("distrusted") != std::string::npos ||
                            name.find("-trusted") != std::string::npos ||
                            name.ends_with(".p11-kit") || name.ends_with(".jks") ||
                            name.ends_with(".txt");
    CHECK((with_trust ? fingerprints_in(file).empty()
                      : !name.ends_with(".der") || fingerprints_in(file).size() == 1));
  }
}

TEST_CASE("a DER file is a source exactly when its certificate decodes", "[public]") {
  const auto folder = test_data();
  if (!folder) {
    return;
  }
  std::size_t seen = 0;
  for (const fs::path& file : files_below(*folder)) {
    const std::string kind = file.extension().string();
    if (kind != ".der" && kind != ".cer" && kind != ".crt") {
      continue;
    }
    const Bytes bytes = read_file(file);
    if (bytes.empty() || bytes[0] != 0x30) {
      continue;
    }
    CAPTURE(file);
    ++seen;
    if (Certificate::from_bytes(bytes).verdict().kind == Verdict::Kind::opaque) {
      CHECK(fingerprints_in(file).empty());
    } else if (!fingerprints_in(file).empty()) {
      CHECK(*fingerprints_in(file).begin() == Fingerprint::of(bytes).hex());
    }
  }
  CHECK(seen > 0);
}

TEST_CASE("no file of the fuzzers' corpora takes a reader a second", "[public]") {
  const auto folder = test_data("fuzz");
  if (!folder) {
    return;
  }
  std::size_t seen = 0;
  for (const fs::path& file : files_below(*folder)) {
    CAPTURE(file);
    const Bytes bytes = read_file(file);
    const CpuTime time;
    const bool as_source = read_certificates(bytes).has_value();
    const bool as_pem = read_pem(as_text(bytes)).has_value();
    const bool as_pkcs7 = read_pkcs7(bytes).has_value();
    const bool as_base64 = base64_decode(as_text(bytes)).has_value();
    CHECK(time.seconds() < 1.0);
    seen += as_source || as_pem || as_pkcs7 || as_base64 ? 1U : 0U;
  }
  CHECK(seen > 0);
}
