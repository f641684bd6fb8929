#include "engine/formats/certificate_source.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "engine/formats/base64.hpp"
#include "engine/formats/pem.hpp"
#include "tests/formats/sources.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

std::string all_replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

std::string utf16(std::string_view text) {
  std::string wide = "\xFF\xFE";
  for (const char c : text) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

}  // namespace

TEST_CASE("DER, PEM, CRLF and PKCS#7 give the certificates that openssl sees in them", "[source]") {
  const std::string root = fingerprint_of("lab-root");
  CHECK(outcome(fixture("lab-root.cer")) == root);
  CHECK(outcome(fixture("lab-root.pem")) == root);
  CHECK(outcome(fixture("lab-root-crlf.pem")) == root);
  const std::string bundle =
      root + ' ' + fingerprint_of("single-root") + ' ' + fingerprint_of("partner-root");
  CHECK(outcome(fixture("bundle.pem")) == bundle);
  CHECK(outcome(fixture("bundle.p7b")) == bundle);
}

TEST_CASE("certificates keep their order, repeated ones too, among explanatory text", "[source]") {
  const std::string root = fixture("lab-root.pem");
  const std::string other = fixture("single-root.pem");
  CHECK(outcome("0 s:CN=Lab\n" + other + "text: -----\n" + root + root + "end") ==
        fingerprint_of("single-root") + ' ' + fingerprint_of("lab-root") + ' ' +
            fingerprint_of("lab-root"));
}

TEST_CASE("a PKCS7 block gives its certificates in its place", "[source]") {
  const std::string source = fixture("server.pem") +
                             write_pem("PKCS7", as_bytes(fixture("bundle.p7b"))) +
                             fixture("lab-policy.pem");
  CHECK(outcome(source) == fingerprint_of("server") + ' ' + outcome(fixture("bundle.p7b")) + ' ' +
                               fingerprint_of("lab-policy"));
}

TEST_CASE("a source without a certificate says so", "[source]") {
  CHECK(outcome("") == "it is empty");
  const auto* const text =
      GENERATE("\n", "0", "hello\n", "<!DOCTYPE html><html></html>\n", "Subject: CN=Lab Root\n",
               "\x7F"
               "ELF\x02\x01\x01");
  CHECK(outcome(text) == "no certificate is in it: trustctl reads DER, PEM, PKCS#7 and .sst");
}

TEST_CASE("Base64 without its BEGIN and END lines says what is missing", "[source]") {
  CHECK(outcome(base64_encode(as_bytes(fixture("lab-root.cer")))) ==
        "it is Base64 without its '-----BEGIN CERTIFICATE-----' and '-----END CERTIFICATE-----' "
        "lines; add them");
}

TEST_CASE("a certificate that is cut short anywhere says so", "[source]") {
  const std::string whole = fixture("lab-root.cer");
  for (std::size_t size = 4; size < whole.size(); ++size) {
    const std::string message = outcome(whole.substr(0, size));
    CHECK(message.starts_with("it is cut short: " + std::to_string(size) + " bytes where "));
  }
  for (std::size_t size = 1; size < 4; ++size) {
    CHECK(is_refused(whole.substr(0, size)));
  }
}

TEST_CASE("bytes after a certificate refuse it, in DER and in a block", "[source]") {
  const std::string der = fixture("lab-root.cer");
  const std::string message =
      "2 bytes follow the end of the certificate; put several certificates into a PEM file";
  CHECK(outcome(der + "\r\n") == message);
  CHECK(outcome(write_pem("CERTIFICATE", as_bytes(der + "\r\n"))) ==
        "block 1 (line 1): " + message);
  CHECK(is_refused(der + der));
}

TEST_CASE("a block that holds no certificate is named by number and line", "[source]") {
  const std::string good = "first line\n" + fixture("lab-root.pem");
  const std::size_t lines = static_cast<std::size_t>(std::count(good.begin(), good.end(), '\n'));
  const std::string second = "block 2 (line " + std::to_string(lines + 1) + "): ";
  CHECK(outcome(good + write_pem("CERTIFICATE", {})) == second + "it is empty");
  CHECK(outcome(good + write_pem("CERTIFICATE", as_bytes("hello"))) ==
        second + "it is no certificate: no DER SEQUENCE begins there");
  CHECK(outcome(good + write_pem("CERTIFICATE", as_bytes(fixture("bundle.p7b")))) ==
        second + "it is named CERTIFICATE and holds PKCS#7; name it PKCS7");
  CHECK(outcome(good + write_pem("CERTIFICATE", as_bytes(std::string("\x30\x02\x05\x00", 4))))
            .starts_with(second + "it is no certificate that can be read: "));
}

TEST_CASE("other blocks are refused by name, with what to do", "[source]") {
  const TemporaryFolder folder;
  const std::string trusted =
      openssl("x509 -in " + fixture_path("lab-root.pem") + " -trustout -addtrust serverAuth");
  CHECK(outcome(trusted) ==
        "block 1 (line 1): it is 'TRUSTED CERTIFICATE', whose trust settings would be lost; write "
        "it without them by 'openssl x509 -in FILE -out certificate.pem'");
  const auto labelled = [](const std::string& label) {
    return outcome(write_pem(label, as_bytes(fixture("lab-root.cer"))));
  };
  CHECK(labelled("X509 CERTIFICATE") ==
        "block 1 (line 1): it is 'X509 CERTIFICATE', an old name; write 'CERTIFICATE' instead");
  CHECK(labelled("NEW CERTIFICATE REQUEST") ==
        "block 1 (line 1): it is 'NEW CERTIFICATE REQUEST', which is not signed yet; take the "
        "certificate that the CA made of it");
  CHECK(labelled("PUBLIC KEY") ==
        "block 1 (line 1): it is 'PUBLIC KEY', not a CERTIFICATE or PKCS7; take it out of the "
        "file");
}

TEST_CASE("a CRL or an OCSP message beside certificates is passed over and told", "[source]") {
  const std::string source = write_pem("OCSP RESPONSE", as_bytes("x")) + fixture("lab-root.pem") +
                             write_pem("X509 CRL", as_bytes("x"));
  CHECK(outcome(source) == fingerprint_of("lab-root"));
  const auto read = read_source(as_bytes(source));
  REQUIRE(read);
  REQUIRE(read->passed_over.size() == 2);
  CHECK(read->passed_over[0].label == "OCSP RESPONSE");
  CHECK(read->passed_over[0].line == 1);
  CHECK(read->passed_over[1].label == "X509 CRL");
  const auto before = source.find("-----BEGIN X509");
  CHECK(read->passed_over[1].line ==
        static_cast<std::size_t>(std::count(
            source.begin(), source.begin() + static_cast<std::ptrdiff_t>(before), '\n')) +
            1);
  CHECK(outcome(write_pem("X509 CRL", as_bytes("x"))) ==
        "no certificate is in it, only 'X509 CRL'");
}

TEST_CASE("each of many lists beside a certificate is told with its own line", "[source]") {
  std::string source = fixture("lab-root.pem");
  const auto lines = static_cast<std::size_t>(std::count(source.begin(), source.end(), '\n'));
  constexpr std::size_t lists = 1000;
  for (std::size_t i = 0; i < lists; ++i) {  // three lines each, as grep counts them
    const std::string end = i % 2 == 0 ? "\n" : "\r\n";
    source += "-----BEGIN X509 CRL-----" + end + "Zm9v" + end + "-----END X509 CRL-----" + end;
  }
  const auto read = read_source(as_bytes(source));
  REQUIRE(read);
  REQUIRE(read->passed_over.size() == lists);
  for (std::size_t i = 0; i < lists; ++i) {
    CHECK(read->passed_over[i].line == lines + 3 * i + 1);
    CHECK(read->passed_over[i].count == 1);
  }
}

TEST_CASE("UTF-16 text names itself", "[source]") {
  const std::string message =
      "it is UTF-16 text, as PowerShell's > writes it; save it as ASCII or UTF-8 ('Out-File "
      "-Encoding ascii')";
  const std::string wide = utf16(fixture("lab-root.pem"));
  CHECK(outcome(wide) == message);
  CHECK(outcome(wide.substr(2)) == message);
}

TEST_CASE("a keystore names itself, and how to get certificates out of it", "[source]") {
  CHECK(outcome(std::string("\xFE\xED\xFE\xED\0\0\0\2", 8)).starts_with("it is a Java keystore"));
  CHECK(outcome("\xCE\xCE\xCE\xCE").starts_with("it is a Java keystore"));
  const TemporaryFolder folder;
  const std::string key = make_key(folder, "EC");
  const std::string pfx =
      openssl("pkcs12 -export -nokeys -passout pass:x -in " + fixture_path("lab-root.pem"));
  CHECK(
      outcome(pfx).starts_with("it is a PKCS#12 file (.p12, .pfx), which is made to hold private"));
}

TEST_CASE("a p11-kit object file is refused, for its trust settings would be lost", "[source]") {
  const std::string object = "[p11-kit-object-v1]\nx-distrusted: true\n" + fixture("lab-root.pem");
  CHECK(outcome(object).starts_with("it is a p11-kit object file"));
}

TEST_CASE("10,000 certificates in a file are read in time that grows with their number",
          "[source]") {
  const std::string one = all_replaced(fixture("lab-root.pem"), "\n", "\r\n");
  const auto seconds = [&](int count) {
    std::string source;
    for (int i = 0; i < count; ++i) {
      source += "explanatory text\r\n" + one;
    }
    const CpuTime time;
    const auto certificates = read_certificates(as_bytes(source));
    REQUIRE(certificates);
    CHECK(certificates->size() == static_cast<std::size_t>(count));
    return time.seconds();
  };
  CHECK(seconds(10000) < 1.0);
}

TEST_CASE("a failure far down in a large file is found in linear time", "[source]") {
  std::string source;
  for (int i = 0; i < 5000; ++i) {
    source += fixture("single-root.pem").substr(0, 28) + "-----END CERTIFICATE-----\n";
  }
  std::string dashes(1000000, '-');
  std::string begins;
  for (int i = 0; i < 50000; ++i) {
    begins += "-----BEGIN \r";
  }
  for (const std::string& text : {source, dashes, begins, std::string(1000000, '\r')}) {
    const CpuTime time;
    CHECK(is_refused(text));
    CHECK(time.seconds() < 1.0);
  }
}

TEST_CASE("a certificate of 5 MiB is refused in words", "[source]") {
  const std::size_t size = std::size_t{5} * 1024 * 1024;
  const std::string header = {'\x30', '\x83', static_cast<char>(size >> 16U),
                              static_cast<char>((size >> 8U) & 0xFFU),
                              static_cast<char>(size & 0xFFU)};
  const std::string der = header + std::string(size, '\0');
  CHECK(outcome(der) == "it is no certificate that can be read: " +
                            std::string(to_string(Verdict::Reason::too_large)));
}
