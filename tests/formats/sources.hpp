#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "tests/support/support.hpp"

namespace trustctl::test {

/// What read_certificates gives: the SHA-256 of each, with a space between them, or the message.
std::string outcome(std::string_view source);
bool is_refused(std::string_view source);

/// The contents, and the path, of a file of tests/fixtures.
std::string fixture(const std::string& name);
std::string fixture_path(const std::string& name);
/// The SHA-256 that openssl gave for a fixture.
std::string fingerprint_of(const std::string& name);

/// What openssl prints; the test fails where it fails.
std::string openssl(const std::string& arguments);
/// A new private key of this algorithm ("EC", "RSA", "ED25519"): the path of its PKCS#8 PEM file.
std::string make_key(const TemporaryFolder& folder, const std::string& algorithm);

/// What this process has computed since: a busy machine does not slow it.
class CpuTime {
 public:
  double seconds() const { return static_cast<double>(std::clock() - m_begin) / CLOCKS_PER_SEC; }

 private:
  std::clock_t m_begin = std::clock();
};

}  // namespace trustctl::test
