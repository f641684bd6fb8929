#include "tests/formats/sources.hpp"

#include <catch2/catch.hpp>

#include "engine/formats/certificate_source.hpp"

namespace trustctl::test {

std::string outcome(std::string_view source) {
  const auto certificates = read_certificates(as_bytes(source));
  if (!certificates) {
    CHECK(certificates.error().code == ErrorCode::invalid_input);
    return certificates.error().message;
  }
  CHECK_FALSE(certificates->empty());
  std::string text;
  for (const Certificate& certificate : *certificates) {
    text += (text.empty() ? "" : " ") + certificate.fingerprint().hex();
  }
  return text;
}

bool is_refused(std::string_view source) {
  return !read_certificates(as_bytes(source)).has_value();
}

std::string fixture_path(const std::string& name) {
  return source_file("tests/fixtures/" + name).string();
}

std::string fixture(const std::string& name) {
  const Bytes bytes = read_file(fixture_path(name));
  return std::string(as_text(bytes));
}

std::string fingerprint_of(const std::string& name) {
  const std::string list = '\n' + fixture("fingerprints.txt");
  const std::size_t at = list.find('\n' + name + ' ');
  REQUIRE(at != std::string::npos);
  constexpr std::size_t digits = 64;
  return list.substr(at + 1 + name.size() + 1, digits);
}

std::string openssl(const std::string& arguments) {
  const RunResult result = run("openssl " + arguments);
  INFO(arguments << ": " << result.err);
  REQUIRE(result.exit_code == 0);
  return result.out;
}

std::string make_key(const TemporaryFolder& folder, const std::string& algorithm) {
  const std::string path = (folder.path() / (algorithm + ".pem")).string();
  const std::string options = algorithm == "EC"    ? " -pkeyopt ec_paramgen_curve:P-256"
                              : algorithm == "RSA" ? " -pkeyopt rsa_keygen_bits:1024"
                                                   : "";
  openssl("genpkey -algorithm " + algorithm + options + " -out " + path);
  return path;
}

}  // namespace trustctl::test
